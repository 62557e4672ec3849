// Each step of a judgement as a sentence, with the figures that took part, for a reader who was not there.
import type { LimitVerdict } from "../../server/results/contract.ts";

type Figures = Record<string, string>;
type Sentences = Record<LimitVerdict["steps"][number]["step"], (f: Figures, unit: string) => string>;

const closed = (f: Figures, end: "low" | "high") => f[`${end}Open`] !== "yes";

/** `0.2 ≤ x ≤ 0.5`: what the compared figure had to satisfy. */
function range(f: Figures, x: string): string {
  const low = f.low === undefined ? "" : `${f.low} ${closed(f, "low") ? "≤" : "<"} `;
  const high = f.high === undefined ? "" : ` ${closed(f, "high") ? "≤" : "<"} ${f.high}`;
  if (low !== "" && high === "") return `${x} ${closed(f, "low") ? "≥" : ">"} ${f.low ?? ""}`;
  return `${low}${x}${high}`;
}

const basesZh: Figures = { dry: "干基", fat: "脂肪", alcohol: "100% 酒精度", factor: "新鲜原料" };
const basesEn: Figures = { dry: "dry matter", fat: "fat", alcohol: "100 % alcohol", factor: "the fresh product" };
const givenZh: Figures = { dry: "水分", fat: "脂肪", alcohol: "酒精度", factor: "脱水率（浓缩）系数" };
const givenEn: Figures = { dry: "moisture", fat: "fat", alcohol: "alcohol", factor: "the factor" };

function parts(f: Figures): string {
  return Object.entries(f)
    .filter(([name]) => name !== "total")
    .map(([name, figure]) => `${name} ${figure.replace(/^= /, "")}`)
    .join("；");
}

const zh: Sentences = {
  basis: (f, unit) =>
    f.converted === undefined
      ? `限量以${basesZh[f.kind ?? ""] ?? f.kind ?? ""}计；没有折算所需的数据，先以测定值直接比较。`
      : `限量以${basesZh[f.kind ?? ""] ?? f.kind ?? ""}计：测定值 ${f.measured ?? ""} ${unit}，按${givenZh[f.kind ?? ""] ?? ""} ${f.given ?? ""} 折算为 ${f.converted} ${unit}。`,
  sum: (f, unit) => `各组分：${parts(f)}${f.total === undefined ? "" : `；合计 ${f.total} ${unit}`}。`,
  round: (f) => `标准规定修约值比较法：${f.value ?? ""} 按间隔 ${f.interval ?? ""} 修约一次，得 ${f.rounded ?? ""}。`,
  acceptance: (f, unit) => `限量留出保护带 w=${f.w ?? ""} ${unit}，符合的条件是 ${range(f, "测定值")}。`,
  compare: (f, unit) => {
    if (f.loq !== undefined) return `方法定量限 ${f.loq} ${unit} 高于限量 ${f.limit ?? ""} ${unit}，不能判定。`;
    if (f.expected !== undefined) return `结果“${f.text ?? ""}”，要求“${f.expected}”。`;
    if (f.low === undefined && f.high === undefined)
      return presence(f, { value: "测定值", lod: "检出限", to: "视为未检出的界限" });
    const sign = f.qualifier === undefined || f.qualifier === "=" ? "" : `${f.qualifier} `;
    return `与限量比较：测定值 ${sign}${f.value ?? ""} ${unit}，限量要求 ${range(f, "测定值")}。`;
  },
  count: (f, unit) =>
    `采样方案 n=${f.n ?? ""}，c=${f.c ?? ""}，m=${f.m ?? ""}${f.M ? `，M=${f.M}` : ""}；${f.n ?? ""} 件结果：${f.results ?? ""} ${unit}。超过 m 的 ${f.aboveCount ?? "0"} 件（最多允许 ${f.c ?? ""} 件）${f.M ? `，超过 M 的 ${f.aboveCountM ?? "0"} 件（不允许）` : ""}。`,
  stage: (f) => (f.stage === "screen" ? "第一步：先测总量。" : "第二步：总量超出，再测形态。"),
};

const en: Sentences = {
  basis: (f, unit) =>
    f.converted === undefined
      ? `The limit is on ${basesEn[f.kind ?? ""] ?? f.kind ?? ""}; without the figure to convert by, the value is first compared as it is.`
      : `The limit is on ${basesEn[f.kind ?? ""] ?? f.kind ?? ""}: ${f.measured ?? ""} ${unit}, by ${givenEn[f.kind ?? ""] ?? ""} ${f.given ?? ""}, becomes ${f.converted} ${unit}.`,
  sum: (f, unit) => `Components: ${parts(f)}${f.total === undefined ? "" : `; together ${f.total} ${unit}`}.`,
  round: (f) =>
    `The standard compares rounded values: ${f.value ?? ""}, rounded once to ${f.interval ?? ""}, is ${f.rounded ?? ""}.`,
  acceptance: (f, unit) => `With a guard band of w = ${f.w ?? ""} ${unit}, a pass needs ${range(f, "value")}.`,
  compare: (f, unit) => {
    if (f.loq !== undefined)
      return `The limit of quantification ${f.loq} ${unit} is above the limit ${f.limit ?? ""} ${unit}: no verdict.`;
    if (f.expected !== undefined) return `The result is "${f.text ?? ""}", required is "${f.expected}".`;
    if (f.low === undefined && f.high === undefined)
      return presence(f, { value: "value", lod: "LOD", to: "taken as not detected below" });
    const sign = f.qualifier === undefined || f.qualifier === "=" ? "" : `${f.qualifier} `;
    return `Compared with the limit: value ${sign}${f.value ?? ""} ${unit}, required ${range(f, "value")}.`;
  },
  count: (f, unit) =>
    `Sampling plan n=${f.n ?? ""}, c=${f.c ?? ""}, m=${f.m ?? ""}${f.M ? `, M=${f.M}` : ""}; results: ${f.results ?? ""} ${unit}. Above m: ${f.aboveCount ?? "0"} (at most ${f.c ?? ""})${f.M ? `; above M: ${f.aboveCountM ?? "0"} (none allowed)` : ""}.`,
  stage: (f) => (f.stage === "screen" ? "First the total is measured." : "The total exceeds it: the compound itself."),
};

/** 不得检出: whatever of value, LOD and border took part. */
function presence(f: Figures, words: { value: string; lod: string; to: string }): string {
  const said = [
    f.value === undefined
      ? ""
      : `${words.value} ${f.qualifier && f.qualifier !== "=" ? `${f.qualifier} ` : ""}${f.value}`,
    f.value === undefined && f.qualifier !== undefined ? f.qualifier : "",
    f.lod === undefined ? "" : `${words.lod} ${f.lod}`,
    f.threshold === undefined ? "" : `${words.to} ${f.threshold}`,
  ].filter((one) => one !== "");
  return `${said.join("，")}。`;
}

export const stepWords = { zh, en };
