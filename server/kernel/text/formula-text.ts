// A method's formula as a person reads it: signs instead of program text, and each letter with what it stands for.

/** What a letter of a formula may stand for: a step's figure, or what its signal is read off a curve as. */
export type FormulaStep = { key: string; name: string; nameEn: string; curve?: { as: string } | undefined };

/** Formulas that are sentences already; a test holds that none of the seed is missing. */
const sentences: Readonly<Record<string, string>> = {
  "Σ（各防腐剂含量 ÷ 其最大使用量）": "Σ (content of each preservative ÷ its maximum use)",
  "Σ（各化合物浓度 ÷ 各自限值）": "Σ (concentration of each compound ÷ its own limit)",
  "先测总汞；总汞超过限量的，以甲基汞为准": "total mercury first; above the limit, methylmercury decides",
  "每件样品各报一个结果，不取平均": "each unit is reported by itself, no mean is taken",
  "按 Ct 值和对照判读": "read by Ct values and controls",
  按观察结果报告: "reported as it was observed",
};

/** `(m₁ − m₂) ÷ (m₁ − m₃) × 100；m₁ 皿加试样，…`; what is a sentence already stays one. */
export function formulaText(formula: string, steps: readonly FormulaStep[], language: "zh" | "en"): string {
  if (/[^\u0020-\u007e]/.test(formula)) return language === "zh" ? formula : (sentences[formula] ?? formula);
  const nameOf = (step: FormulaStep) => (language === "zh" ? step.name : step.nameEn);
  const [only] = steps.filter(({ key }) => key === formula.trim());
  if (only) return language === "zh" ? `${only.name}（直接读取）` : `${only.nameEn} (as read)`;
  const legend = new Map<string, string>();
  const shown = formula
    .replace(/[A-Za-z][A-Za-z0-9_]*(?!\s*\()/g, (name) => {
      const letter = symbol(name);
      const read = steps.find(({ curve }) => curve?.as === name);
      if (read) {
        legend.set(letter, language === "zh" ? `由 ${read.name} 查工作曲线` : `read off the curve from ${read.nameEn}`);
        return letter;
      }
      const step = steps.find(({ key }) => key === name) ?? steps.find((one) => endsWith(one.name, letter));
      if (!step) return letter;
      if (!endsWith(step.name, letter)) return nameOf(step); // a key that nobody would write: its step's name
      legend.set(
        letter,
        nameOf(step)
          .slice(0, -letter.length)
          .replace(/[,，\s]+$/, ""),
      );
      return letter;
    })
    .replace(/\s*\*\s*/g, " × ")
    .replace(/\s*\/\s*/g, " ÷ ")
    .replace(/ - /g, " − ");
  const said = [...legend].map(([letter, words]) => `${letter} ${words}`);
  return said.length === 0
    ? shown
    : language === "zh"
      ? `${shown}；${said.join("，")}`
      : `${shown}; ${said.join(", ")}`;
}

/** m1 as it is written: m₁. */
function symbol(name: string): string {
  return name.replace(/\d+$/, (digits) =>
    [...digits].map((digit) => String.fromCodePoint(0x2080 + Number(digit))).join(""),
  );
}

/** `空皿恒重 m₃` ends with m₃. */
function endsWith(name: string, letter: string): boolean {
  return name.endsWith(letter) && !/[A-Za-z]$/.test(name.slice(0, -letter.length));
}
