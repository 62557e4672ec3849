import type { z } from "zod";
import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { rowProblem, type RowProblem, type WrongRow } from "../kernel/row-problems.ts";
import { day, toDay } from "../kernel/time.ts";
import * as metrology from "../metrology/contract.ts";
import { recordVerification } from "../metrology/record-verification.ts";
import { registerInstrument } from "../metrology/register-instrument.ts";
import { laboratoryOf } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import type { FileReply } from "../platform/serve.ts";
import type { ImportRow } from "./import-contract.ts";
import type * as contract from "./import-contract.ts";
import { readRestriction, restrictionColumns } from "./read-restriction.ts";
import { tableRows } from "./try-drivers.ts";

type Field = keyof typeof columns;
const columns = {
  name: "名称",
  kind: "种类",
  model: "型号",
  serialNumber: "出厂编号",
  maker: "制造商",
  range: "测量范围",
  accuracyClass: "准确度等级",
  category: "类别",
  place: "位置",
  keeper: "保管人",
  verifiedBy: "检定规程",
  periodMonths: "周期（月）",
  on: "检定日期",
  certificateNumber: "证书编号",
  agency: "检定机构",
  validUntil: "有效期至",
  conclusion: "结论",
  ...restrictionColumns,
} as const;

const kinds: Readonly<Record<string, string>> = {
  天平: "balance",
  干燥箱: "oven",
  烘箱: "oven",
  原子吸收: "aas",
  原子吸收光谱仪: "aas",
  原子荧光光谱仪: "afs",
  实时荧光PCR仪: "pcr",
  原子荧光: "afs",
  色谱仪: "chromatograph",
  分光光度计: "spectrophotometer",
  滴定仪: "titrator",
  培养箱: "incubator",
  PCR仪: "pcr",
  马弗炉: "furnace",
  箱式电阻炉: "furnace",
  水浴锅: "water_bath",
  离心机: "centrifuge",
  移液器: "pipette",
  高压灭菌器: "autoclave",
  其他: "other",
};
const categories: Readonly<Record<string, string>> = {
  计量标准: "measurement_standard",
  计量标准器具: "measurement_standard",
  强制检定: "compulsory",
  强检: "compulsory",
  其他: "other",
  "": "other",
};
const conclusions: Readonly<Record<string, string>> = { 合格: "fit", 准用: "restricted", 不合格: "unfit", "": "fit" };

type Instrument = z.output<typeof metrology.registerInstrument.body>;
type Verification = z.output<typeof metrology.recordVerification.body>;
type Read = { row: ImportRow; instrument: Instrument | null; verification: Verification | null };

/** Every row with what it would become and what is wrong with it; nothing is written. */
export async function previewInstruments(
  ctx: Context,
  { body }: InputOf<typeof contract.previewInstruments>,
): Promise<ReplyOf<typeof contract.previewInstruments>> {
  const { read, unknownColumns } = await readFile(ctx, body);
  return { rows: read.map(({ row }) => row), unknownColumns };
}

/** Takes a spreadsheet that has no problem left, all of it in one change. */
export async function importInstruments(
  ctx: Context,
  { body }: InputOf<typeof contract.importInstruments>,
): Promise<ReplyOf<typeof contract.importInstruments>> {
  const { read } = await readFile(ctx, body);
  const wrong = read.filter(({ row }) => row.problems.length > 0);
  if (wrong.length > 0)
    throw new Problem("rows-wrong", {
      rows: wrong.map(({ row: { line, problems } }): WrongRow => ({ line, problems })).slice(0, 20),
    });
  let verifications = 0;
  for (const { instrument, verification } of read) {
    if (!instrument) continue;
    const { number } = await registerInstrument(ctx, { params: {}, query: {}, body: instrument });
    if (!verification) continue;
    await recordVerification(ctx, { params: { number }, query: {}, body: verification });
    verifications += 1;
  }
  await ctx.note("instruments.imported", "instruments", { file: body.name, instruments: read.length, verifications });
  return { instruments: read.length, verifications };
}

/** A sheet with the columns and two examples, the second of 准用. */
export function importTemplate(): Promise<FileReply> {
  const example =
    "电子天平,天平,ME204,B-001,某天平厂,0～220 g,I,其他,天平室,张三,JJG 1036-2022,12,2026-08-16,2026天检字第1号,州计量所,2027-08-15,合格";
  const restricted =
    "电热恒温干燥箱,干燥箱,202-0A,O-001,某仪器厂,室温～300 ℃,,其他,前处理室,李四,JJF 1101-2019,12,2026-08-16,2026温校字第2号,州计量所,2027-08-15,准用,仅用于 105 ℃ 以下,,105,℃,";
  const lines = [Object.values(columns).join(","), `${example},,,,,`, restricted, ""];
  const bytes = Buffer.from(`\uFEFF${lines.join("\r\n")}`, "utf8");
  return Promise.resolve({ bytes, mediaType: "text/csv", name: "仪器台账模板.csv", asAttachment: true });
}

async function readFile(ctx: Context, body: { name: string; bytes: string }) {
  const sheets = tableRows(Buffer.from(body.bytes, "base64"));
  const sheet = sheets?.find((rows) => rows.some((cells) => headOf(cells) !== null));
  const at = sheet?.findIndex((cells) => headOf(cells) !== null) ?? -1;
  const head = headOf(sheet?.[at] ?? []);
  if (!sheet || !head) throw new Problem("file-without-results", { file: body.name });
  const laboratoryId = laboratoryOf(ctx);
  const known = await ctx.db.instrument.findMany({
    where: { laboratoryId },
    select: { maker: true, serialNumber: true },
  });
  const seen = new Set(known.map(identity));
  const methodsByCode = new Map<string, string[]>();
  for (const { id, code } of await ctx.db.method.findMany({ select: { id: true, code: true } }))
    methodsByCode.set(code, [...(methodsByCode.get(code) ?? []), id]);
  const read: Read[] = [];
  for (const [index, cells] of sheet.entries())
    if (index > at && cells.some((cell) => cell.trim() !== ""))
      read.push(readRow(cells, head, index + 1, { seen, methodsByCode, today: toDay(ctx.now()) }));
  const names = new Set<string>(Object.values(columns));
  return { read, unknownColumns: (sheet[at] ?? []).map(plain).filter((cell) => cell !== "" && !names.has(cell)) };
}

type Known = { seen: Set<string>; methodsByCode: ReadonlyMap<string, readonly string[]>; today: string };

function readRow(cells: readonly string[], head: Map<Field, number>, line: number, { seen, ...known }: Known): Read {
  const cell = (field: Field) => (cells[head.get(field) ?? -1] ?? "").normalize("NFKC").trim();
  const given = (field: Field) => (cell(field) === "" ? {} : { [field]: cell(field) });
  const problems: RowProblem[] = [];
  const kind = kinds[cell("kind").replaceAll(" ", "")] ?? null;
  const category = categories[cell("category")] ?? null;
  if (kind === null)
    problems.push(rowProblem("kind-unknown", { cell: cell("kind"), among: Object.keys(kinds).join("、") }));
  if (category === null)
    problems.push(rowProblem("class-unknown", { cell: cell("category"), among: "计量标准、强制检定、其他" }));
  const months = cell("periodMonths");
  if (months !== "" && !/^\d{1,3}$/.test(months)) problems.push(rowProblem("months-unread", { cell: months }));
  const instrument = metrology.registerInstrument.body.safeParse({
    ...Object.fromEntries(
      ["name", "model", "serialNumber", "maker", "range", "place"].map((f) => [f, cell(f as Field)]),
    ),
    ...given("accuracyClass"),
    ...given("keeper"),
    ...given("verifiedBy"),
    ...(months === "" ? {} : { periodMonths: Number(months) }),
    kind: kind ?? "other",
    category: category ?? "other",
  });
  if (!instrument.success)
    for (const field of new Set(instrument.error.issues.map(({ path }) => path[0] as Field)))
      problems.push(rowProblem("field-wrong", { column: columns[field] ?? field }));
  else {
    const own = identity(instrument.data);
    if (seen.has(own)) problems.push(rowProblem("serial-known"));
    seen.add(own);
  }
  const verification = readVerification(cell, given, known, problems);
  return {
    row: {
      line,
      name: cell("name"),
      model: cell("model"),
      serialNumber: cell("serialNumber"),
      kind,
      category,
      validUntil: verification?.validUntil ?? null,
      problems,
    },
    instrument: instrument.data ?? null,
    verification,
  };
}

function readVerification(
  cell: (field: Field) => string,
  given: (field: Field) => object,
  { methodsByCode, today }: Omit<Known, "seen">,
  problems: RowProblem[],
): Verification | null {
  if (cell("on") === "" && cell("certificateNumber") === "") return null;
  const conclusion = conclusions[cell("conclusion")];
  if (!conclusion) problems.push(rowProblem("conclusion-unknown"));
  const restricted = readRestriction(cell, conclusion, methodsByCode, problems);
  for (const field of ["on", "validUntil"] as const)
    if (cell(field) !== "" && !day.safeParse(cell(field)).success)
      problems.push(rowProblem("day-unread", { column: columns[field], cell: cell(field) }));
  if (cell("on") > today) problems.push(rowProblem("day-ahead", { column: columns.on, cell: cell("on") }));
  const read = metrology.recordVerification.body.safeParse({
    kind: "verification",
    on: cell("on"),
    certificateNumber: cell("certificateNumber"),
    agency: cell("agency"),
    ...given("validUntil"),
    conclusion: conclusion ?? "fit",
    ...restricted,
  });
  if (!read.success) {
    problems.push(rowProblem("verification-incomplete"));
    return null;
  }
  return read.data;
}

function headOf(cells: readonly string[]): Map<Field, number> | null {
  const names = cells.map(plain);
  const found = (Object.entries(columns) as [Field, string][]).flatMap(([field, name]): [Field, number][] => {
    const at = names.indexOf(name);
    return at < 0 ? [] : [[field, at]];
  });
  const head = new Map(found);
  return head.has("name") && head.has("serialNumber") ? head : null;
}

const plain = (cell: string) =>
  cell
    .replace(/^\uFEFF/, "")
    .replace(/\s/g, "")
    .replace("(", "（")
    .replace(")", "）");
const identity = (of: { maker: string; serialNumber: string }) => `${of.maker} ${of.serialNumber}`;
