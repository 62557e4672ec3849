// What a paste from a spreadsheet would make of the grid, line by line with its problems, before anything is taken.
import type { MethodView } from "../../server/catalogue/contract.ts";
import { categoryNamed, looseKey } from "../../server/kernel/category-named.ts";
import { gtinFault } from "../../server/kernel/gtin.ts";
import { readDay } from "../ui/read-day.ts";
import type { Cell, GridColumn } from "./grid-rules.ts";
import { newSample, type OrderDraft, type SampleDraft, type TestDraft } from "./order-draft.ts";

type TextField = Exclude<
  { [K in keyof SampleDraft]: SampleDraft[K] extends string ? K : never }[keyof SampleDraft],
  undefined
>;
export type PasteField = TextField | "tests";
export type PasteFault =
  | "category-unknown"
  | "day-wrong"
  | "gtin-wrong"
  | "item-unknown"
  | "method-several"
  | "too-long"
  | "name-missing";
export type PasteProblem = { field: PasteField; fault: PasteFault; said: string };
export type PasteRow = {
  /** The line in what was pasted, from 1. */
  line: number;
  /** The line of the grid it goes into, from 0. */
  row: number;
  isNew: boolean;
  changes: Partial<SampleDraft>;
  cells: { field: PasteField; text: string }[];
  problems: PasteProblem[];
};
export type PastePlan = { rows: PasteRow[]; fields: PasteField[]; hasHeader: boolean; unknownColumns: string[] };

/** Words that stand over columns, in the spreadsheets of clients and authorities. */
const headers: Readonly<Record<string, PasteField>> = {
  样品名称: "name",
  名称: "name",
  产品名称: "name",
  name: "name",
  产品分类: "category",
  分类: "category",
  食品分类: "category",
  category: "category",
  规格型号: "specification",
  规格: "specification",
  specification: "specification",
  商标: "trademark",
  trademark: "trademark",
  商品条码: "gtin",
  条码: "gtin",
  barcode: "gtin",
  批号: "batchNumber",
  样品批号: "batchNumber",
  batch: "batchNumber",
  生产日期: "productionDate",
  "生产日期/批号": "productionDate",
  productiondate: "productionDate",
  保质期: "shelfLife",
  shelflife: "shelfLife",
  生产者: "producer",
  生产企业: "producer",
  生产单位: "producer",
  标称生产企业名称: "producer",
  producer: "producer",
  数量: "quantity",
  样品数量: "quantity",
  抽样数量: "quantity",
  quantity: "quantity",
  样品状态: "stateOnArrival",
  状态: "stateOnArrival",
  到样温度: "temperature",
  贮存条件: "storage",
  储存条件: "storage",
  储存: "storage",
  storage: "storage",
  抽样日期: "sampledOn",
  抽样地点: "samplingPlace",
  抽样人员: "samplers",
  检测项目: "tests",
  检验项目: "tests",
  项目: "tests",
  tests: "tests",
};

/** The plan of a paste into the grid at a cell; a header over the columns says where they go, else they go to the right of the cell. */
export function planPaste(
  table: readonly string[][],
  at: Cell,
  with_: {
    columns: readonly GridColumn[];
    samples: readonly SampleDraft[];
    source: OrderDraft["source"];
    categories: readonly string[];
    methods: readonly MethodView[];
    today: string;
    mostRows: number;
  },
): PastePlan {
  const head = headerOf(table[0] ?? []);
  const lines = head ? table.slice(1) : table;
  const fields: (PasteField | null)[] = head ?? with_.columns.slice(at.column);
  const rows: PasteRow[] = [];
  for (const [index, cells] of lines.entries()) {
    const row = (head ? at.row : at.row) + rows.length;
    if (cells.every((cell) => cell === "") || row >= with_.mostRows) continue;
    const before = with_.samples[row];
    const read = readLine(cells, fields, with_);
    const whole = { ...(before ?? newSample(with_.source)), ...read.changes };
    if (whole.name.trim() === "" && !read.problems.some(({ field }) => field === "name"))
      read.problems.push({ field: "name", fault: "name-missing", said: "" });
    rows.push({ ...read, row, isNew: before === undefined, line: index + (head ? 2 : 1) });
  }
  return {
    rows,
    fields: fields.filter((field, i) => field !== null && lines.some((cells) => i < cells.length)) as PasteField[],
    hasHeader: head !== null,
    unknownColumns: head ? (table[0] ?? []).filter((cell, i) => cell !== "" && head[i] === null) : [],
  };
}

/** The grid after the paste; lines that are skipped leave no gap where they would have made a new line. */
export function applyPaste(
  samples: readonly SampleDraft[],
  plan: PastePlan,
  source: OrderDraft["source"],
  isTaken: (row: PasteRow) => boolean,
): SampleDraft[] {
  const after = [...samples];
  for (const row of plan.rows.filter(isTaken)) {
    const before = after[row.row];
    if (before && !row.isNew) after[row.row] = { ...before, ...row.changes };
    else after.push({ ...newSample(source), ...row.changes });
  }
  return after;
}

/** The tests that words such as 铅、水分 or 铅 GB 5009.12-2023 name; what names none or several is a problem. */
export function testsNamed(
  said: string,
  methods: readonly MethodView[],
  today: string,
): { tests: TestDraft[]; problems: PasteProblem[] } {
  const tests: TestDraft[] = [];
  const problems: PasteProblem[] = [];
  for (const word of said.split(/[、,，;；\n]+/).map((part) => part.trim())) {
    if (word === "") continue;
    const named = methodsNamed(word, methods, today);
    const [only] = named;
    if (only && named.length === 1) {
      if (!tests.some(({ methodId }) => methodId === only.id)) tests.push(testOf(only));
    } else problems.push({ field: "tests", fault: only ? "method-several" : "item-unknown", said: word });
  }
  return { tests, problems };
}

/** A test as it is ordered first: without a declared limit. */
export function testOf(method: Pick<MethodView, "id" | "unit">): TestDraft {
  return { methodId: method.id, limitKind: "", limitValue: "", limitUnit: method.unit, limitSource: "" };
}

function readLine(
  cells: readonly string[],
  fields: readonly (PasteField | null)[],
  with_: { categories: readonly string[]; methods: readonly MethodView[]; today: string },
): Pick<PasteRow, "changes" | "cells" | "problems"> {
  const changes: Partial<SampleDraft> = {};
  const shown: PasteRow["cells"] = [];
  const problems: PasteProblem[] = [];
  for (const [i, field] of fields.entries()) {
    const text = cells[i];
    if (field === null || text === undefined) continue;
    shown.push({ field, text });
    if (field === "tests") {
      if (text === "") continue;
      const named = testsNamed(text, with_.methods, with_.today);
      changes.tests = named.tests;
      problems.push(...named.problems);
      continue;
    }
    const read = readCell(field, text, with_.categories);
    changes[field] = read.text;
    if (read.fault) problems.push({ field, fault: read.fault, said: text });
  }
  return { changes, cells: shown, problems };
}

function readCell(field: TextField, text: string, categories: readonly string[]): { text: string; fault?: PasteFault } {
  if (text === "") return { text };
  if (text.length > 200) return { text: text.slice(0, 200), fault: "too-long" };
  switch (field) {
    case "category": {
      const category = categoryNamed(text, categories);
      return category === null ? { text, fault: "category-unknown" } : { text: category };
    }
    case "productionDate":
    case "sampledOn": {
      const day = readDay(text.replace(/ 0?0:00(:00)?$/, ""));
      return day === null ? { text, fault: "day-wrong" } : { text: day };
    }
    case "gtin":
      return gtinFault(text) === null ? { text } : { text, fault: "gtin-wrong" };
    default:
      return { text };
  }
}

function methodsNamed(word: string, methods: readonly MethodView[], today: string): MethodView[] {
  const key = looseKey(word);
  const open = methods.filter((m) => m.inForceFrom <= today && (m.inForceUntil === null || today <= m.inForceUntil));
  const byItem = open.filter((m) => looseKey(m.item) === key);
  const found =
    byItem.length > 0 ? byItem : open.filter((m) => key.includes(looseKey(m.item)) && key.includes(looseKey(m.code)));
  const inScope = found.filter(({ isInScope }) => isInScope);
  return inScope.length > 0 ? inScope : found;
}

function headerOf(cells: readonly string[]): (PasteField | null)[] | null {
  const fields = cells.map((cell) => headers[cell.replace(/[\s*＊（(].*$|\s/g, "").toLowerCase()] ?? null);
  const known = fields.filter((field) => field !== null).length;
  return known >= 2 || (known === 1 && cells.length === 1) ? fields : null;
}
