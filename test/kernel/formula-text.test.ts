import { expect, test } from "vitest";
import { seededMethods } from "../../prisma/seed/methods/seeded-methods.ts";
import { formulaText } from "../../server/kernel/text/formula-text.ts";

const step = (key: string, name: string, nameEn: string, curve?: { as: string }) => ({ key, name, nameEn, curve });
const weighed = [
  step("dish", "空皿恒重 m₃", "Empty dish to constant weight, m₃"),
  step("sample", "皿加试样 m₁", "Dish with sample, m₁"),
  step("dried", "干燥后恒重 m₂", "Dried to constant weight, m₂"),
];

test.each([
  [
    "(m1 - m2) / (m1 - m3) * 100",
    weighed,
    "(m₁ − m₂) ÷ (m₁ − m₃) × 100；m₁ 皿加试样，m₂ 干燥后恒重，m₃ 空皿恒重",
    "(m₁ − m₂) ÷ (m₁ − m₃) × 100; m₁ Dish with sample, m₂ Dried to constant weight, m₃ Empty dish to constant weight",
  ],
  ["content", [step("content", "铅含量", "Content of lead")], "铅含量（直接读取）", "Content of lead (as read)"],
  [
    "m / V",
    [step("A", "吸光度 A", "Absorbance A", { as: "m" }), step("V", "取样体积 V", "Volume taken V")],
    "m ÷ V；m 由 吸光度 A 查工作曲线，V 取样体积",
    "m ÷ V; m read off the curve from Absorbance A, V Volume taken",
  ],
  ["sqrt(content) * 2", [step("content", "含量", "Content")], "sqrt(含量) × 2", "sqrt(Content) × 2"],
  ["按观察结果报告", [], "按观察结果报告", "reported as it was observed"],
])("%s is read as words", (formula, steps, zh, en) => {
  expect(formulaText(formula, steps, "zh")).toBe(zh);
  expect(formulaText(formula, steps, "en")).toBe(en);
});

test.each(seededMethods.map((method) => [`${method.code} ${method.item.name}`, method] as const))(
  "%s: no key of a program stands in what is printed, in either language",
  (_, { formula, steps }) => {
    const [zh, en] = [formulaText(formula, steps, "zh"), formulaText(formula, steps, "en")];
    for (const { key, nameEn } of steps)
      if (key.length > 1) {
        expect(zh).not.toMatch(new RegExp(`\\b${key}\\b`));
        if (!nameEn.includes(key)) expect(en).not.toMatch(new RegExp(`\\b${key}\\b`));
      }
    expect(zh).not.toMatch(/[*/]/);
    expect(en).not.toMatch(/[\u4e00-\u9fff]/);
  },
);
