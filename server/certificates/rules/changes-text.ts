// What an amended report says otherwise than the one it replaces, in the words that are printed (ISO/IEC 17025:2017 7.8.8.1).
import { zh } from "../../kernel/text/zh.ts";
import type { Difference } from "./differences.ts";

const names: Readonly<Record<string, string>> = {
  "sample.name": "样品名称",
  "sample.specification": "规格型号",
  "sample.trademark": "商标",
  "sample.batchNumber": "批号",
  "sample.productionDate": "生产日期",
  "sample.shelfLife": "保质期",
  "sample.quantity": "样品数量",
  "sample.stateOnArrival": "到样状态",
  "sample.storage": "储存条件",
  "sample.producer": "生产单位",
  "sample.sampledOn": "抽样日期",
  "sample.samplingPlace": "抽样地点",
  "sample.samplers": "抽样人员",
  "client.name": "委托单位",
  "client.address": "委托方地址",
  "client.contact": "委托方联系人",
  "sampledEnterprise.name": "被抽样单位",
  "sampledEnterprise.address": "被抽样地址",
  "sampledEnterprise.contact": "被抽样单位联系人",
  "laboratory.name": "机构名称",
  "laboratory.address": "机构地址",
  "laboratory.phone": "机构电话",
  title: "报告名称",
  sheetNumber: "抽样单编号",
  testedFrom: "检验开始日期",
  testedTo: "检验完成日期",
};
const resultNames: Readonly<Record<string, string>> = {
  resultText: "检验结果",
  verdict: "单项判定",
  unit: "单位",
  limitText: "标准要求",
  methodCode: "检验方法",
  basis: "判定依据",
  deviation: "方法偏离",
  uncertainty: "测量不确定度",
  lod: "检出限",
};
// named without their words, which the report gives in full in their own place
const named: Readonly<Record<string, string>> = {
  conclusion: "检验结论",
  sampleConclusion: "检验结论",
  judgingBasis: "判定依据",
  decisionRule: "判定规则",
  equipment: "主要仪器设备",
  notes: "注意事项",
  results: "检验项目",
};

const mostLines = 12;
const mostCharacters = 60;

/** Each change in a line of its own; of very many the first ones and how many more. */
export function changesText(differences: readonly Difference[]): string[] {
  const lines = [...new Set(differences.flatMap(lineOf))];
  if (lines.length <= mostLines) return lines;
  return [...lines.slice(0, mostLines - 1), `另有 ${lines.length - mostLines + 1} 处，见各项`];
}

function lineOf({ field, before, after }: Difference): string[] {
  const [, number, rest] = /^furtherSamples\.(\d{16})\.(.*)$/.exec(field) ?? [];
  if (rest !== undefined) return lineOf({ field: rest, before, after }).map((said) => `样品 ${number} 的${said}`);
  const [, item, part] = /^results\.(.*)\.([A-Za-z]+)$/.exec(field) ?? [];
  const result = part && resultNames[part];
  if (item !== undefined && result) return [`${item}的${result}${changed(wordOf(part, before), wordOf(part, after))}`];
  const name = names[field];
  if (name !== undefined) return [`${name}${changed(before, after)}`];
  const other = named[field.split(".")[0] ?? ""];
  return other === undefined ? [] : [`${other}有更改`];
}

function changed(before: string, after: string): string {
  if (before === "") return `增加“${short(after)}”`;
  return after === "" ? `删去“${short(before)}”` : `由“${short(before)}”改为“${short(after)}”`;
}

function wordOf(part: string, text: string): string {
  const words: Readonly<Record<string, string>> = zh.verdict;
  return part === "verdict" ? (words[text] ?? text) : text;
}

function short(text: string): string {
  return text.length > mostCharacters ? `${text.slice(0, mostCharacters)}…` : text;
}
