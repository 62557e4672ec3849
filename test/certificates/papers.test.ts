import { writeFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readTables } from "../../instruments/drivers/read-table.ts";
import { buildNumber } from "../../server/kernel/numbers.ts";
import type { OrderView } from "../../server/orders/contract.ts";
import { aCertificate } from "../setup/certificate-content.ts";
import { openLab, type Client, type Lab } from "../setup/lab.ts";
import { isMissing, run, scratchFolder } from "../setup/outside-programs.ts";
import { anOrder, aSampleAtTheBench, told, typeValues } from "../setup/story.ts";

// Papers that people sign by hand, as a reader of PDF reads them.

let lab: Lab;
let reception: Client;
const file = scratchFolder();
beforeAll(async () => {
  lab = await openLab();
  reception = await lab.as("demo-reception");
});
afterAll(() => lab.close());

async function textOf(path: string, name: string): Promise<string> {
  const pdf = await reception.get(path);
  expect([pdf.status, pdf.headers.get("content-type")]).toEqual([200, "application/pdf"]);
  writeFileSync(file(`${name}.pdf`), pdf.bytes);
  return (await run("pdftotext", "-layout", file(`${name}.pdf`), "-")).out.replace(/ +/g, " ");
}

test.skipIf(isMissing("pdftotext"))("the commission agreement says all that is agreed (needs pdftotext)", async () => {
  const order = told<OrderView>(
    await reception.post(
      "/api/orders",
      await anOrder(lab, {
        order: {
          fee: "1280",
          copies: 2,
          leftover: "returned",
          delivery: "posted",
          remarks: "加急",
          dueOn: "2026-12-18",
        },
      }),
    ),
  );
  const text = await textOf(`/api/orders/${order.number}/agreement.pdf`, "agreement");
  for (const words of [
    "委托检验协议书",
    "临夏示范牛羊肉制品有限公司",
    "91622901000000019N",
    "风干牛肉干",
    "GB 5009.3-2016",
    "GB 5009.12-2023",
    "GB 2762-2025",
    "☑ 简单接受",
    "☐ 保护带",
    "分包",
    "☑ 退还委托方",
    "☑ 邮寄",
    "2 份",
    "人民币 1280 元",
    "2026-12-18",
    "加急",
    "委托方",
  ])
    expect(text).toContain(words);
  const county = await lab.as("demo-county");
  expect((await county.get(`/api/orders/${order.number}/agreement.pdf`)).status).toBe(404);
});

test.skipIf(isMissing("pdftotext"))(
  "Arabic names stand joined on agreement and raw record, where a formula is words (needs pdftotext)",
  async () => {
    const name = "清真牛肉 لحم بقري حلال 500 g";
    const readBack = (text: string) => text.replace(/[\u200e\u200f\u202a-\u202e]/g, "");
    const { sampleNumber, tasks } = await aSampleAtTheBench(lab, { items: ["水分", "铅"], sample: { name } });
    const { order } = await lab.db.sample.findUniqueOrThrow({
      where: { number: sampleNumber },
      include: { order: true },
    });
    expect(readBack(await textOf(`/api/orders/${order.number}/agreement.pdf`, "arabic"))).toContain("لحم بقري حلال");
    reception = await lab.as("demo-analyst");
    const moisture = await textOf(`/api/tasks/${tasks["水分"]}/raw-record.pdf`, "raw");
    const lead = await textOf(`/api/tasks/${tasks["铅"]}/raw-record.pdf`, "raw-lead");
    reception = await lab.as("demo-reception");
    expect(readBack(moisture)).toContain("لحم بقري حلال");
    expect(moisture.replace(/\s/g, "")).toContain("(m₁−m₂)÷(m₁−m₃)×100");
    expect(lead).toContain("铅含量（直接读取）");
    expect(lead).not.toContain("content");
  },
);

test.skipIf(isMissing("pdftotext"))(
  "an authority's order offers no subcontracting and names the law it is judged by; without an agreed basis nothing is (needs pdftotext)",
  async () => {
    const picture = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);
    const photo = told<{ id: string }>(await reception.post("/api/photos", picture, { "content-type": "image/jpeg" }));
    const party = async (name: string) => (await lab.db.enterprise.findFirstOrThrow({ where: { name } })).id;
    const sealed = (kind: string) => ({ kind, sealNumber: `F-${kind}`, isSealIntact: true, sealPhotoId: photo.id });
    const supervisory = told<OrderView>(
      await reception.post(
        "/api/orders",
        await anOrder(lab, {
          items: ["铅"],
          order: {
            ...{ source: "supervisory", sheetNumber: "SC26622900777", judgingBasis: [] },
            clientId: await party("示范州市场监督管理局"),
            sampledEnterpriseId: await party("东乡示范食品加工厂"),
          },
          sample: {
            containers: [sealed("test"), sealed("reserve")],
            ...{ samplingPlace: "成品库", samplers: "马建国、王小红", sampledOn: "2026-11-30" },
          },
        }),
      ),
    );
    const text = await textOf(`/api/orders/${supervisory.number}/agreement.pdf`, "supervisory");
    for (const words of ["☑ 不分包（政府部门下达的任务不得分包）", "GB 2762-2025", "向任务下达单位提出复检申请"])
      expect(text).toContain(words);
    for (const words of ["同意将下列项目分包", "不作判定", "仅对来样负责"]) expect(text).not.toContain(words);
    expect(await textOf(`/api/orders/${supervisory.number}/sampling-sheet.pdf`, "sheet")).toContain("GB 2762-2025");

    const figures = told<OrderView>(
      await reception.post("/api/orders", await anOrder(lab, { items: ["铅"], order: { judgingBasis: [] } })),
    );
    expect(await textOf(`/api/orders/${figures.number}/agreement.pdf`, "figures")).toContain("不作判定，仅出具数据");
    const bench = await aSampleAtTheBench(lab, { items: ["铅"], order: { judgingBasis: [] } });
    const { outcome } = await typeValues(lab, await lab.as("demo-analyst"), bench.tasks["铅"] ?? "", ["0.41", "0.42"]);
    expect(outcome).toMatchObject({ isComplete: true, verdict: "not_judged", limits: [] });
    const declared = told<OrderView>(
      await reception.post("/api/orders", await anOrder(lab, { items: ["水分"], order: { judgingBasis: [] } })),
    );
    expect(await textOf(`/api/orders/${declared.number}/agreement.pdf`, "declared")).toContain("产品明示标准");
  },
);

test.skipIf(isMissing("pdftotext"))(
  "the sampling sheet has a page a sample, with its seals (needs pdftotext)",
  async () => {
    const sampled = await lab.db.enterprise.findFirstOrThrow();
    const sealed = { isSealIntact: true, quantity: "1 袋" };
    const containers = [
      { kind: "test", sealNumber: "F-0187-1", ...sealed },
      { kind: "reserve", sealNumber: "F-0187-2", ...sealed },
    ];
    const order = told<OrderView>(
      await reception.post(
        "/api/orders",
        await anOrder(lab, {
          items: ["铅"],
          order: { source: "supervisory", sampledEnterpriseId: sampled.id, sheetNumber: "XBJ26622900270130187" },
          sample: { containers, samplers: "韩建军、陕学良", samplingPlace: "成品库", sampledOn: "2026-11-30" },
        }),
      ),
    );
    const text = await textOf(`/api/orders/${order.number}/sampling-sheet.pdf`, "sheet");
    for (const words of [
      "食品安全抽样单",
      order.sheetNumber ?? "",
      "F-0187-1",
      "F-0187-2",
      "完好",
      "韩建军、陕学良",
      "铅",
    ])
      expect(text).toContain(words);
  },
);

test.skipIf(isMissing("pdftotext"))("the letter of refusal names reason and findings (needs pdftotext)", async () => {
  const refusal = { reason: "seal-broken", detail: "封条 F-1 断开，袋口有撕裂" };
  const order = told<OrderView>(await reception.post("/api/orders", await anOrder(lab, { sample: { refusal } })));
  const number = order.sampleRows[0]?.number ?? "";
  const text = await textOf(`/api/samples/${number}/refusal-letter.pdf`, "letter");
  for (const words of ["样品拒收通知书", "封条破损", "袋口有撕裂", "风干牛肉干", "马丽娜"])
    expect(text).toContain(words);
  const fine = await lab.db.sample.findFirstOrThrow({ where: { state: "registered" } });
  expect((await reception.get(`/api/samples/${fine.number}/refusal-letter.pdf`)).status).toBe(404);
});

test("results go out for the upload only from certificates in force, a row for each item", async () => {
  const laboratory = await lab.db.laboratory.findFirstOrThrow({ where: { code: "622900" } });
  const sample = await lab.db.sample.findFirstOrThrow({ where: { order: { source: "supervisory" } } });
  const commissioned = await lab.db.sample.findFirstOrThrow({ where: { order: { source: "commissioned" } } });
  const keep = (n: number, state: "issued" | "revoked" | "issuing", sampleId = sample.id) => {
    const number = buildNumber("certificate", "622900", "26", n);
    const content = aCertificate({ systemNumber: number, printedNumber: `示清检 ${n}`, sheetNumber: "XBJ-0187" });
    return lab.db.certificate.create({
      data: {
        number,
        printedNumber: `示清检 ${n}`,
        checkCode: "7K3M9QWX2HTD",
        laboratoryId: laboratory.id,
        sampleId,
        state,
        content,
        approvedById: laboratory.id,
        approvedAt: lab.clock.now(),
      },
    });
  };
  await keep(1, "issued");
  await keep(2, "revoked");
  await keep(3, "issuing");
  await keep(4, "issued", commissioned.id);
  const answer = await reception.get("/api/supervisory-results.xlsx?from=2026-12-01&to=2026-12-01");
  expect(answer.status).toBe(200);
  const [head, ...rows] = readTables(answer.bytes)[0]?.rows.map(({ cells }) => cells) ?? [];
  expect(head?.slice(0, 2)).toEqual(["抽样单编号", "样品名称"]);
  expect(rows).toHaveLength(aCertificate().results.length);
  for (const cells of rows) expect(cells).toEqual(expect.arrayContaining(["XBJ-0187", "示清检 1"]));
  // the upload's template changed: its headings and their order are data
  const columns = [
    { heading: "样品抽样编号", field: "sheetNumber" },
    { heading: "检验机构代码", field: "text", text: "622900" },
    { heading: "检验项目名称", field: "item" },
  ];
  expect((await (await lab.as("demo-analyst")).post("/api/supervisory-columns", { rows: columns })).status).toBe(403);
  expect(
    (await reception.post("/api/supervisory-columns", { rows: [...columns, { ...columns[0], field: "item" }] })).body,
  ).toMatchObject({ code: "already-exists", details: { what: "样品抽样编号" } });
  told(await reception.post("/api/supervisory-columns", { rows: columns }));
  const changed = await reception.get("/api/supervisory-results.xlsx?from=2026-12-01&to=2026-12-01");
  const [ownHead, ownRow] = readTables(changed.bytes)[0]?.rows.map(({ cells }) => cells) ?? [];
  expect(ownHead).toEqual(["样品抽样编号", "检验机构代码", "检验项目名称"]);
  expect(ownRow?.slice(0, 2)).toEqual(["XBJ-0187", "622900"]);
  expect((await (await lab.as("demo-county")).get("/api/supervisory-columns")).body).toMatchObject({ isUsual: true });
  told(await reception.post("/api/supervisory-columns", { rows: [] }));
  expect((await reception.get("/api/supervisory-columns")).body).toMatchObject({ isUsual: true });
  expect((await reception.get("/api/supervisory-results.xlsx?from=2027-01-01&to=2027-01-31")).status).toBe(200);
  expect((await reception.get("/api/supervisory-results.xlsx?from=x&to=y")).status).toBe(400);
  expect((await lab.nobody.get("/api/supervisory-results.xlsx?from=2026-12-01&to=2026-12-01")).status).toBe(401);
});
