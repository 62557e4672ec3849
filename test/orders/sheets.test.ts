import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { OrderView } from "../../server/orders/contract.ts";
import { rowProblemsText } from "../../server/kernel/text/row-problem-text.ts";
import type { RuleRow, RulesView } from "../../server/orders/sampling-contract.ts";
import type { ExpectedRow, MappingView, SheetRow } from "../../server/orders/sheets-contract.ts";
import { demoPassword } from "../../server/people/demo-accounts.ts";
import { openLab, type Client, type Lab } from "../setup/lab.ts";
import { anOrder, jerky, told } from "../setup/story.ts";

// The national system's spreadsheet of sampling sheets, and the year's rules that fill their items.

let lab: Lab;
let reception: Client;
let clientId: string;
beforeAll(async () => {
  lab = await openLab();
  reception = await lab.as("demo-reception");
  clientId = (await lab.db.enterprise.findFirstOrThrow({ where: { creditCode: { startsWith: "11" } } })).id;
});
afterAll(() => lab.close());

const file = (name: string, lines: readonly (readonly string[])[]) => ({
  name,
  bytes: Buffer.from(`\uFEFF${lines.map((cells) => cells.join(",")).join("\r\n")}\r\n`).toString("base64"),
});
const heading = [
  "抽样单编号",
  "样品名称",
  "食品细类（四级）",
  "生产日期",
  "抽样日期",
  "抽样数量",
  "被抽样单位名称",
  "社会信用代码",
  "检样封条号",
];
const sheet = (n: number, changes: Partial<Record<number, string>> = {}) => {
  const row = [
    `XBJ2662290027013${n}`,
    "风干牛肉干",
    "熟肉干制品",
    "2026/10/10 0:00:00",
    "2026-11-28",
    "3袋",
    "和政示范商店",
    "914403001922038216",
    `F-${n}`,
  ];
  return row.map((cell, i) => changes[i] ?? cell);
};
const rulesFile = file("细则.csv", [
  ["食品细类（四级）", "产品分类", "检验项目", "检验方法", "依据法律法规或标准"],
  ["熟肉干制品", jerky, "铅", "GB 5009.12-2023", "GB 2762-2025"],
  ["", "", "水分", "GB 5009.3-2016", "GB/T 23969-2022"],
  ["", "", "月球尘", "GB 9999", "GB 2762-2025"],
  ["酱卤肉制品", "", "铅", "GB 5009.12-2017", "GB 2762-2025"],
]);
const draft = { year: 2026, title: "国家食品安全监督抽检实施细则", inForceFrom: "2026-01-01" };

/** What a reader of either language is told of each row. */
const said = (rows: readonly Pick<SheetRow, "problems">[], language: "zh" | "en") =>
  rows.map(({ problems }) => rowProblemsText(problems, language));

describe("the year's sampling rules", () => {
  test("are drafted from a spreadsheet without the rows that have problems, and used once a second person confirmed them", async () => {
    const supervisor = await lab.as("demo-supervisor");
    const { rows } = told<{ rows: RuleRow[] }>(await supervisor.post("/api/sampling-rules/preview", rulesFile));
    expect(said(rows, "zh")).toEqual(["", "", "没有检验项目“月球尘”", "“铅”没有方法 GB 5009.12-2017"]);
    expect(said(rows, "en")).toEqual([
      ...["", "", "there is no test item “月球尘”", "“铅” has no method GB 5009.12-2017"],
    ]);
    const kept = told<RulesView>(await supervisor.post("/api/sampling-rules", { ...rulesFile, ...draft }));
    expect(kept).toMatchObject({ year: 2026, version: 2, state: "draft", mayConfirm: false, rows: [{}, {}] });
    const preview = async () =>
      told<{ rows: SheetRow[] }>(
        await reception.post("/api/expected-sheets/preview", file("抽样.csv", [heading, sheet(1)])),
      ).rows[0];
    expect(await preview()).toMatchObject({
      items: [],
      rules: null,
      notes: expect.arrayContaining([{ code: "food-without-rules", said: {} }]),
    });
    const decide = (person: Client, decision = "confirm", password = demoPassword) =>
      person.post(`/api/sampling-rules/${kept.id}/decide`, { decision, password });
    expect((await decide(supervisor)).status).toBe(403);
    const manager = await lab.as("demo-manager");
    expect((await decide(manager, "confirm", "wrong")).body).toMatchObject({ code: "signature-refused" });
    expect(told<RulesView>(await decide(manager))).toMatchObject({ state: "confirmed", decidedBy: "张守诚" });
    expect((await decide(manager)).body).toMatchObject({ code: "state-forbids" });
    expect(await preview()).toMatchObject({
      items: ["铅", "水分"],
      category: jerky,
      rules: expect.stringContaining("2026-2"),
    });
    const county = await lab.as("demo-county");
    expect(told<{ rows: RulesView[] }>(await county.get("/api/sampling-rules")).rows).toEqual([]);
  });
  test("a drafter with both rights may not confirm their own; a version of next year waits for its day", async () => {
    const manager = await lab.as("demo-manager");
    const next = { ...draft, year: 2027, inForceFrom: "2027-01-01" };
    const kept = told<RulesView>(await manager.post("/api/sampling-rules", { ...rulesFile, ...next }));
    expect(
      (await manager.post(`/api/sampling-rules/${kept.id}/decide`, { decision: "confirm", password: demoPassword }))
        .body,
    ).toMatchObject({ code: "drafter-may-not-publish" });
    const quality = await lab.as("demo-quality");
    told(await quality.post(`/api/sampling-rules/${kept.id}/decide`, { decision: "confirm", password: demoPassword }));
    const { rows } = told<{ rows: SheetRow[] }>(
      await reception.post("/api/expected-sheets/preview", file("抽样.csv", [heading, sheet(1)])),
    );
    expect(rows[0]?.rules).toContain("2026-2");
  });
});

describe("sampling sheets from a spreadsheet", () => {
  const lines = [
    heading,
    sheet(10),
    sheet(11, { 7: "914403001922038217" }),
    sheet(12, { 4: "2027-01-05", 3: "昨天" }),
    sheet(10),
    sheet(13, { 1: "" }),
    sheet(14, { 3: "46305" }),
  ];

  test("every row says what is wrong with it; a file with problems is refused whole, or gives its good rows", async () => {
    const chosen = file("11月抽样.csv", lines);
    const { rows } = told<{ rows: SheetRow[] }>(await reception.post("/api/expected-sheets/preview", chosen));
    const wrong = [
      "信用代码 914403001922038217 不对",
      "“生产日期”读不懂：昨天，请写作 2026-08-16；“抽样日期”在今天之后：2027-01-05",
      "抽样单编号与第 2 行相同",
      "缺“样品名称”",
    ];
    expect(said(rows, "zh")).toEqual(["", ...wrong, ""]);
    expect(said(rows, "en")).toEqual([
      "",
      "the credit code 914403001922038217 is not right",
      "“生产日期” cannot be read as a day: 昨天; write it as 2026-08-16; “抽样日期” lies after today: 2027-01-05",
      "the sheet has the same number as line 2",
      "“样品名称” is missing",
      "",
    ]);
    const take = { ...chosen, clientId, mapping: "国家抽检系统" };
    expect((await reception.post("/api/expected-sheets", take)).body).toMatchObject({
      code: "rows-wrong",
      title: expect.stringContaining(`第 3 行：${wrong[0]}。第 4 行：“生产日期”读不懂`),
      titleEn: expect.stringMatching(/no row was taken\. Line 3: the credit code .* Line 6: “样品名称” is missing$/),
    });
    expect(await lab.db.expectedSheet.count()).toBe(0);
    expect(told(await reception.post("/api/expected-sheets", { ...take, onlyGood: true }))).toEqual({
      taken: 2,
      doubles: 0,
      left: 4,
    });
    expect(told(await reception.post("/api/expected-sheets", { ...take, onlyGood: true }))).toMatchObject({
      taken: 0,
      doubles: 3,
    }); // the same file again brings nothing twice
    expect(await lab.db.enterprise.count({ where: { creditCode: "914403001922038216" } })).toBe(1);
    const analyst = await lab.as("demo-analyst");
    expect((await analyst.post("/api/expected-sheets", take)).status).toBe(403);
  });

  test("a column under another heading is assigned by a person, and remembered for the next file", async () => {
    const other = file("省局.csv", [
      ["任务编号", "品名", "单位", "代码"],
      ["SJ-1", "牛肉干", "和政示范商店", "914403001922038216"],
    ]);
    expect((await reception.post("/api/expected-sheets/preview", other)).body).toMatchObject({
      code: "file-without-rows",
    });
    const columns = { sheetNumber: "任务编号", name: "品名", sampledName: "单位", sampledCreditCode: "代码" };
    const { rows } = told<{ rows: SheetRow[] }>(
      await reception.post("/api/expected-sheets/preview", { ...other, columns }),
    );
    expect(rows).toMatchObject([{ sheetNumber: "SJ-1", problems: [] }]);
    told(await reception.post("/api/expected-sheets", { ...other, columns, clientId, mapping: "省局" }));
    const kept = told<{ rows: MappingView[] }>(await reception.get("/api/sheet-mappings")).rows;
    expect(kept.find(({ name }) => name === "省局")).toMatchObject({ columns, savedBy: "马丽娜" });
    const garbage = { name: "x.xlsx", bytes: Buffer.from("no spreadsheet").toString("base64") };
    expect((await reception.post("/api/expected-sheets/preview", garbage)).status).toBe(422);
  });

  test("its number brings the sheet to the counter; once registered it is received, and known as a double", async () => {
    const number = "XBJ266229002701310";
    const { found } = told<{ found: { body: Record<string, unknown>; sampled: { id: string } } }>(
      await reception.get(`/api/expected-sheets/${number}`),
    );
    expect(found.body).toMatchObject({
      name: "风干牛肉干",
      category: jerky,
      productionDate: "2026-10-10",
      sampledOn: "2026-11-28",
      testSeal: "F-10",
      judgingBasis: ["GB 2762-2025", "GB/T 23969-2022"],
    });
    const containers = (["test", "reserve"] as const).map((kind) => ({
      kind,
      sealNumber: `F-${kind}`,
      isSealIntact: true,
    }));
    const order = told<OrderView>(
      await reception.post(
        "/api/orders",
        await anOrder(lab, {
          items: ["铅"],
          sample: { containers },
          order: { source: "supervisory", clientId, sampledEnterpriseId: found.sampled.id, sheetNumber: number },
        }),
      ),
    );
    const { rows } = told<{ rows: ExpectedRow[] }>(await reception.get("/api/expected-sheets"));
    expect(rows.find(({ sheetNumber }) => sheetNumber === number)).toMatchObject({
      state: "received",
      orderNumber: order.number,
    });
    expect((await reception.post(`/api/expected-sheets/${number}/drop`)).body).toMatchObject({ code: "state-forbids" });
    told(await reception.post("/api/expected-sheets/SJ-1/drop"));
    const county = await lab.as("demo-county");
    expect(told(await county.get(`/api/expected-sheets/${number}`))).toEqual({ found: null });
  });
});
