import { listCategories } from "../catalogue/list-categories.ts";
import { categoryNamed } from "../kernel/category-named.ts";
import { creditCodeFault, plainCode } from "../kernel/credit-code.ts";
import { gtinFault } from "../kernel/gtin.ts";
import { rowProblem, type RowProblem } from "../kernel/row-problems.ts";
import { day, toDay } from "../kernel/time.ts";
import { laboratoryOf } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import { readSheet } from "../platform/read-sheets.ts";
import { rulesInForce } from "./keep-rules.ts";
import { columnsOf, foodsOf, isSheetHead, neededFields } from "./rules/sheet-columns.ts";
import type { ExpectedBody, SheetColumns, SheetField, SheetRow } from "./sheets-contract.ts";

export type SampledParty = { creditCode: string; name: string; address: string; contact: string; phone: string };
export type ReadSheetRow = {
  row: SheetRow;
  sampled: SampledParty;
  body: Omit<ExpectedBody, "clientId" | "sampledEnterpriseId">;
  cells: string[];
};

const days = ["productionDate", "sampledOn"] as const;

/** Every row of a file of sampling sheets with what it would become, by the year's rules in force on its day, and what is wrong with it. */
export async function readSheetRows(
  ctx: Context,
  file: { name: string; bytes: string; columns: SheetColumns },
): Promise<{ headings: string[]; columns: SheetColumns; read: ReadSheetRow[] }> {
  const { head, rows } = readSheet(file, (cells) => isSheetHead(cells, file.columns));
  const columns = columnsOf(head, file.columns);
  const categories = (await listCategories(ctx)).rows;
  const rules = await rulesInForce(ctx);
  const known = await knownNumbers(ctx);
  const seen = new Map<string, number>();
  const today = toDay(ctx.now());
  const read = rows.map(({ line, cells }): ReadSheetRow => {
    const cell = (field: SheetField) => said(cells[head.indexOf(columns[field] ?? "\u0000")] ?? "");
    const problems: RowProblem[] = [];
    const notes: RowProblem[] = [];
    for (const field of neededFields)
      if (cell(field) === "") problems.push(rowProblem("missing", { column: columns[field] ?? field }));
    const sheetNumber = cell("sheetNumber");
    const before = seen.get(sheetNumber);
    if (sheetNumber !== "" && before !== undefined) problems.push(rowProblem("double-in-file", { line: `${before}` }));
    seen.set(sheetNumber, line);
    if (sheetNumber.length > 60) problems.push(rowProblem("too-long", { column: columns.sheetNumber ?? "抽样单编号" }));
    const creditCode = plainCode(cell("sampledCreditCode"));
    if (creditCode !== "" && creditCodeFault(creditCode) !== null)
      problems.push(rowProblem("credit-code-wrong", { code: creditCode }));
    const gtin = cell("gtin");
    if (gtin !== "" && gtinFault(gtin) !== null) problems.push(rowProblem("barcode-wrong", { code: gtin }));
    const read = Object.fromEntries(
      days.map((field) => {
        const on = dayOf(cell(field));
        const column = columns[field] ?? field;
        if (cell(field) !== "" && on === "") problems.push(rowProblem("day-unread", { column, cell: cell(field) }));
        if (on > today) problems.push(rowProblem("day-ahead", { column, cell: on }));
        return [field, on];
      }),
    ) as Record<(typeof days)[number], string>;
    const foods = foodsOf(head, cells, columns);
    const rule = rules.find(foods, read.sampledOn || today);
    if (!rule) notes.push(rowProblem("food-without-rules"));
    const named = categoryNamed(cell("category"), categories);
    if (cell("category") !== "" && named === null)
      problems.push(rowProblem("category-unknown", { cell: cell("category") }));
    const category =
      named ??
      rule?.rows.find((row) => row.category !== "")?.category ??
      foods.map((food) => categoryNamed(food, categories)).find((found) => found !== null) ??
      "";
    if (category === "") notes.push(rowProblem("category-at-counter"));
    const items = rule?.rows ?? [];
    const methodIds = [...new Set(items.flatMap(({ methodId }) => (methodId === null ? [] : [methodId])))];
    return {
      cells,
      row: {
        line,
        sheetNumber,
        name: cell("name"),
        sampled: cell("sampledName"),
        food: foods[0] ?? "",
        category,
        items: items.map(({ item }) => item),
        rules: rule?.title ?? null,
        problems,
        notes,
        isDouble: known.has(sheetNumber),
      },
      sampled: {
        creditCode,
        name: cell("sampledName"),
        address: cell("sampledAddress"),
        contact: cell("sampledContact"),
        phone: cell("sampledPhone"),
      },
      body: {
        judgingBasis: [...new Set(items.map(({ basis }) => basis))],
        methodIds,
        name: cell("name"),
        category,
        specification: cell("specification"),
        trademark: cell("trademark"),
        gtin,
        batchNumber: cell("batchNumber"),
        ...read,
        shelfLife: cell("shelfLife"),
        producer: cell("producer"),
        quantity: cell("quantity"),
        storage: cell("storage"),
        samplingPlace: cell("samplingPlace"),
        samplers: cell("samplers"),
        reserveQuantity: cell("reserveQuantity"),
        testSeal: cell("testSeal"),
        reserveSeal: cell("reserveSeal"),
      },
    };
  });
  return { headings: head.filter((cell) => cell !== ""), columns, read };
}

/** 抽样单编号 that are expected already, or registered, whoever registered them. */
async function knownNumbers(ctx: Context): Promise<Set<string>> {
  const expected = await ctx.db.expectedSheet.findMany({
    where: { laboratoryId: laboratoryOf(ctx) },
    select: { sheetNumber: true },
  });
  const orders = await ctx.db.order.findMany({ where: { sheetNumber: { not: null } }, select: { sheetNumber: true } });
  return new Set([...expected, ...orders].flatMap(({ sheetNumber }) => (sheetNumber === null ? [] : [sheetNumber])));
}

function said(cell: string): string {
  const text = cell.normalize("NFKC").trim();
  return text === "/" || text === "-" || text === "—" ? "" : text.slice(0, 200);
}

/** 2026-11-23, 2026/11/23, 20261123, 2026年11月23日, with or without a time; also the days a spreadsheet counts. */
function dayOf(text: string): string {
  const plain = text.replace(/[ T]\d{1,2}:\d{2}(:\d{2})?.*$/, "").trim();
  const parts = /^(\d{4})(\d{2})(\d{2})$/.exec(plain) ?? /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(plain);
  if (parts) {
    const on = `${parts[1] ?? ""}-${(parts[2] ?? "").padStart(2, "0")}-${(parts[3] ?? "").padStart(2, "0")}`;
    return day.safeParse(on).success ? on : "";
  }
  if (!/^[34]\d{4}(\.0+)?$/.test(plain)) return "";
  return new Date(Date.UTC(1899, 11, 30 + Math.trunc(Number(plain)))).toISOString().slice(0, 10);
}
