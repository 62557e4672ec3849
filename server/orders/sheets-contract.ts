// Sampling sheets of the national system, imported before their samples are at the counter.
import { z } from "zod";
import { endpoint } from "../kernel/endpoint.ts";
import { RowProblem } from "../kernel/row-problems.ts";
import { EnterpriseView } from "../people/contract.ts";

/** What reception wants to know of a sampling sheet. */
export const SheetField = z.enum([
  "sheetNumber",
  "name",
  "food",
  "category",
  "specification",
  "trademark",
  "gtin",
  "batchNumber",
  "productionDate",
  "shelfLife",
  "producer",
  "quantity",
  "reserveQuantity",
  "storage",
  "sampledOn",
  "samplingPlace",
  "samplers",
  "sampledName",
  "sampledCreditCode",
  "sampledAddress",
  "sampledContact",
  "sampledPhone",
  "testSeal",
  "reserveSeal",
]);
export type SheetField = z.output<typeof SheetField>;

/** Which column of the file holds what, by its heading. */
export const SheetColumns = z.partialRecord(SheetField, z.string().trim().max(100));
export type SheetColumns = z.output<typeof SheetColumns>;

export const MappingView = z.object({
  name: z.string(),
  columns: SheetColumns,
  savedBy: z.string(),
  savedAt: z.string(),
});
export type MappingView = z.output<typeof MappingView>;

export const SheetRow = z.object({
  line: z.int(),
  sheetNumber: z.string(),
  name: z.string(),
  sampled: z.string(),
  food: z.string(),
  category: z.string(),
  /** Items that the year's rules ask for. */
  items: z.array(z.string()),
  rules: z.string().nullable(),
  /** Nothing can be imported while there is one. */
  problems: z.array(RowProblem),
  /** To be completed at the counter. */
  notes: z.array(RowProblem),
  /** 抽样单编号 that is known already: it is left as it is. */
  isDouble: z.boolean(),
});
export type SheetRow = z.output<typeof SheetRow>;

const chosen = {
  name: z.string().trim().min(1).max(200),
  bytes: z.base64().min(4).max(1_800_000),
  /** Columns that a person assigned; the others are found by their usual headings. */
  columns: SheetColumns.default({}),
};

export const listMappings = endpoint({
  method: "GET",
  path: "/api/sheet-mappings",
  right: "orders.register",
  summary: "Column mappings that were kept / 列对应方案",
  reply: z.object({ rows: z.array(MappingView) }),
});

export const previewSheets = endpoint({
  method: "POST",
  path: "/api/expected-sheets/preview",
  right: "orders.register",
  trail: "none", // a look changes nothing
  summary: "What a file of sampling sheets would bring, row by row / 预览抽样单",
  body: z.object(chosen),
  reply: z.object({ headings: z.array(z.string()), columns: SheetColumns, rows: z.array(SheetRow) }),
});

export const importSheets = endpoint({
  method: "POST",
  path: "/api/expected-sheets",
  right: "orders.register",
  summary: "Take sampling sheets from a file, all or the good rows; the mapping is remembered / 导入抽样单",
  body: z.object({
    ...chosen,
    clientId: z.uuid(),
    /** Good rows only; else a problem in any row refuses the file. */
    onlyGood: z.boolean().default(false),
    /** Under which name the mapping is kept. */
    mapping: z.string().trim().min(1).max(60),
  }),
  reply: z.object({ taken: z.int(), doubles: z.int(), left: z.int() }),
});

const text = z.string().default("");

/** What reception finds filled in. */
export const ExpectedBody = z.object({
  clientId: z.uuid(),
  sampledEnterpriseId: z.uuid(),
  judgingBasis: z.array(z.string()),
  methodIds: z.array(z.uuid()),
  name: text,
  category: text,
  specification: text,
  trademark: text,
  gtin: text,
  batchNumber: text,
  productionDate: text,
  shelfLife: text,
  producer: text,
  quantity: text,
  storage: text,
  sampledOn: text,
  samplingPlace: text,
  samplers: text,
  reserveQuantity: text,
  testSeal: text,
  reserveSeal: text,
});
export type ExpectedBody = z.output<typeof ExpectedBody>;

export const ExpectedRow = z.object({
  sheetNumber: z.string(),
  state: z.enum(["expected", "received", "dropped"]),
  name: z.string(),
  sampled: z.string(),
  items: z.int(),
  fileName: z.string(),
  importedBy: z.string(),
  importedAt: z.string(),
  orderNumber: z.string().nullable(),
});
export type ExpectedRow = z.output<typeof ExpectedRow>;

export const listExpected = endpoint({
  method: "GET",
  path: "/api/expected-sheets",
  right: "orders.register",
  summary: "Imported sampling sheets whose samples are to come / 待收抽样单",
  query: z.object({ q: z.string().max(60).optional() }),
  reply: z.object({ rows: z.array(ExpectedRow), waiting: z.int() }),
});

export const showExpected = endpoint({
  method: "GET",
  path: "/api/expected-sheets/:sheetNumber",
  right: "orders.register",
  summary: "One of them, to be filled into the reception form; null where there is none / 按编号调出抽样单",
  params: z.object({ sheetNumber: z.string().max(60) }),
  reply: z.object({
    found: z
      .object({
        row: ExpectedRow,
        body: ExpectedBody,
        client: EnterpriseView,
        sampled: EnterpriseView,
        units: z.record(z.string(), z.string()),
      })
      .nullable(),
  }),
});

export const dropExpected = endpoint({
  method: "POST",
  path: "/api/expected-sheets/:sheetNumber/drop",
  right: "orders.register",
  summary: "A sampling sheet whose sample will not come / 取消待收",
  params: z.object({ sheetNumber: z.string().max(60) }),
});
