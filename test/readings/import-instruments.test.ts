import { afterAll, beforeAll, expect, test } from "vitest";
import writeExcelFile from "write-excel-file/node";
import { rowProblemsText } from "../../server/kernel/text/row-problem-text.ts";
import type { ImportRow } from "../../server/readings/import-contract.ts";
import { openLab, type Client, type Lab } from "../setup/lab.ts";
import { told } from "../setup/story.ts";

let lab: Lab;
let metrologist: Client;
beforeAll(async () => {
  lab = await openLab();
  metrologist = await lab.as("demo-metrologist");
});
afterAll(() => lab.close());

type Preview = { rows: ImportRow[]; unknownColumns: string[] };
const head = "名称,种类,型号,出厂编号,制造商,测量范围,类别,位置,周期（月）,检定日期,证书编号,检定机构,结论,备注";
const good = "电子天平,天平,ME204,X-1,梅特勒,0～220 g,强检,天平室,12,2026-08-31,证1,州计量所,合格,";
const file = (...lines: string[]) => ({
  name: "台账.csv",
  bytes: Buffer.from([head, ...lines].join("\r\n"), "utf8").toString("base64"),
});
const preview = async (body: object) => told<Preview>(await metrologist.post("/api/instrument-imports/preview", body));

test("every row's problems are shown before anything is written, and a file with one is taken as a whole or not", async () => {
  const before = await lab.db.instrument.count();
  const wrong = file(
    good,
    good, // the same again
    "冰箱,冷藏,BC,X-2,海尔,2～8 ℃,其他,冰箱间,十二,,,,,",
    "烘箱,干燥箱,,X-3,厂,室温～300,其他,前处理室,12,2027-01-01,证3,,合格,",
  );
  const { rows, unknownColumns } = await preview(wrong);
  expect(unknownColumns).toEqual(["备注"]);
  expect(rows.map(({ line, problems }) => [line, problems.length > 0])).toEqual([
    [2, false],
    [3, true],
    [4, true],
    [5, true],
  ]);
  expect(rowProblemsText(rows[2]?.problems ?? [], "zh")).toMatch(/种类“冷藏”应为：天平、.*；周期“十二”应为月数/);
  expect(rowProblemsText(rows[3]?.problems ?? [], "zh")).toMatch(/型号缺少或不对；“检定日期”在今天之后：2027-01-01/);
  expect(rowProblemsText(rows[2]?.problems ?? [], "en")).toMatch(
    /the kind “冷藏” is not known; write one of: 天平、.*; the period “十二” must be a number of months/,
  );
  expect(rowProblemsText(rows[3]?.problems ?? [], "en")).toMatch(
    /“型号” is missing or not right; “检定日期” lies after today: 2027-01-01/,
  );
  expect(await metrologist.post("/api/instrument-imports", wrong)).toMatchObject({
    status: 422,
    body: {
      code: "rows-wrong",
      title: expect.stringContaining(
        "没有导入任何一行。第 3 行：同一制造商的同一出厂编号已在台账或文件中。第 4 行：种类",
      ),
      titleEn: expect.stringContaining(
        "Line 3: this maker's serial number is in the register or the file already. Line 4:",
      ),
    },
  });
  expect(await lab.db.instrument.count()).toBe(before);
});

test("a good file brings instruments with their certificates; the last day follows from the period; a workbook is read too", async () => {
  expect(told(await metrologist.post("/api/instrument-imports", file(good)))).toEqual({
    instruments: 1,
    verifications: 1,
  });
  const made = await lab.db.instrument.findFirstOrThrow({
    where: { serialNumber: "X-1" },
    include: { verifications: true },
  });
  expect(made).toMatchObject({ kind: "balance", category: "compulsory", periodMonths: 12 });
  expect(made.verifications).toMatchObject([{ on: "2026-08-31", validUntil: "2027-08-30", conclusion: "fit" }]);
  expect((await preview(file(good))).rows[0]?.problems).toHaveLength(1); // it is in the register now

  const cells = [head.split(","), good.replace("X-1", "X-9").split(",")].map((row) =>
    row.map((value) => ({ value, type: String })),
  );
  const bytes = (await writeExcelFile(cells).toBuffer()).toString("base64");
  expect((await preview({ name: "台账.xlsx", bytes })).rows).toMatchObject([{ serialNumber: "X-9", problems: [] }]);
});

test("准用 comes with its restriction in words and as a rule reads it; one without words, or beside another conclusion, is said", async () => {
  const columns = `${head},限用说明,限用下限,限用上限,限用单位,不得用于方法`;
  const row = (serial: string, conclusion: string, restriction: string) =>
    good.replace("X-1", serial).replace("合格,", `${conclusion},`) + restriction;
  const restricted = (...lines: string[]) => ({
    name: "台账.csv",
    bytes: Buffer.from([columns, ...lines].join("\r\n"), "utf8").toString("base64"),
  });
  const wrong = await preview(
    restricted(
      row("R-1", "准用", ",,,,,"),
      row("R-2", "合格", ",仅用于 20 g 以下,,20,g,"),
      row("R-3", "准用", ",仅用于 20 g 以下,30,20,g,"),
      row("R-4", "准用", ",不用于水分,,,,GB 5009.3-2016、GB 9999"),
      row("R-5", "准用", ",仅用于 20 g 以下,,20,,"),
    ),
  );
  expect(wrong.rows.map(({ problems }) => problems.map(({ code }) => code))).toEqual([
    ["missing"],
    ["restriction-idle"],
    ["restriction-range"],
    ["method-unknown"],
    ["restriction-range"],
  ]);
  const taken = restricted(row("R-6", "准用", ",仅用于 20 g 以下、不用于水分,,20,g,GB 5009.3-2016"));
  told(await metrologist.post("/api/instrument-imports", taken));
  const { number } = await lab.db.instrument.findFirstOrThrow({ where: { serialNumber: "R-6" } });
  const moisture = await lab.db.method.findMany({ where: { code: "GB 5009.3-2016" }, select: { id: true } });
  expect(told(await metrologist.get(`/api/instruments/${number}`))).toMatchObject({
    fitness: {
      state: "restricted",
      restriction: "仅用于 20 g 以下、不用于水分",
      limits: [{ range: { to: "20", unit: "g" }, notForMethods: moisture.map(({ id }) => id) }],
    },
  });
});

test("the template is read as it is handed out; a file without the columns says so", async () => {
  const template = await metrologist.get("/api/instrument-imports/template.csv");
  const { rows, unknownColumns } = await preview({ name: "模板.csv", bytes: template.bytes.toString("base64") });
  expect({ unknownColumns, problems: rows.map(({ problems }) => problems) }).toEqual({
    unknownColumns: [],
    problems: [[], []],
  });
  const nothing = { name: "x.csv", bytes: Buffer.from("a,b\n1,2\n").toString("base64") };
  expect(await metrologist.post("/api/instrument-imports/preview", nothing)).toMatchObject({ status: 422 });
});
