import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CertificateContent } from "../../server/certificates/content.ts";
import { checkData } from "../../server/certificates/data/check-data.ts";
import type { CertificateRow } from "../../server/certificates/contract.ts";
import type { OrderView } from "../../server/orders/contract.ts";
import { outsidePartnerScope, samplesGivenAway, stageOf } from "../../server/work/rules/subcontract.ts";
import type { SubcontractView } from "../../server/work/subcontract-contract.ts";
import { eventually } from "../setup/bench.ts";
import { sampledAt } from "../setup/certified.ts";
import { openLab, type Client, type Lab } from "../setup/lab.ts";
import { isMissing, run, scratchFolder } from "../setup/outside-programs.ts";
import { aPerson } from "../setup/people.ts";
import { anOrder, methodId, password, told, typeValues } from "../setup/story.ts";

const file = scratchFolder();
const report = Buffer.from("%PDF-1.4\n% the other laboratory's report\n%%EOF\n");
let lab: Lab;
let reception: Client;
beforeAll(async () => {
  lab = await openLab();
  reception = await lab.as("demo-reception");
  consent.partnerId = (await lab.db.partnerLaboratory.findFirstOrThrow({ where: partner })).id;
});
afterAll(() => lab.close());

const partner = { name: "示范省食品检验研究院", cmaNumber: "210000000001" };
const consent = {
  partnerId: "",
  consentBy: "马经理",
  consentOn: "2026-12-01",
  consentPaper: "委托检验协议书 2026-018",
};

async function anOrderOf(items: string[], changes: Parameters<typeof anOrder>[1] = {}) {
  const order = told<OrderView>(await reception.post("/api/orders", await anOrder(lab, { items, ...changes })));
  const tasks = await lab.db.task.findMany({
    where: { sample: { orderId: order.id } },
    include: { method: { include: { item: true } } },
  });
  const id = (item: string) => tasks.find((t) => t.method.item.name === item)?.id ?? "";
  return { order, id, at: `/api/orders/${order.number}/subcontracts` };
}

test("needs the client's consent, a laboratory in scope, and something left for us; never for an authority", async () => {
  const { id, at } = await anOrderOf(["铅", "水分"]);
  const body = { ...consent, taskIds: [id("水分")] };
  expect(await (await lab.as("demo-analyst")).post(at, body)).toMatchObject({ status: 403 });
  expect(await reception.post(at, { ...body, consentBy: "" })).toMatchObject({ status: 400 });
  expect(await reception.post(at, { ...body, consentOn: "2026-12-02" })).toMatchObject({
    body: { code: "date-in-future" },
  });
  const { cmaValidUntil } = await lab.db.partnerLaboratory.findFirstOrThrow({ where: partner });
  const until = (day: string) => lab.db.partnerLaboratory.updateMany({ where: partner, data: { cmaValidUntil: day } });
  await until("2026-11-30");
  expect(await reception.post(at, body)).toMatchObject({ body: { code: "subcontract-out-of-scope" } });
  await until(cmaValidUntil);
  expect(await reception.post(at, { ...body, taskIds: [id("铅"), id("水分")] })).toMatchObject({
    body: { code: "subcontract-whole-sample" },
  });
  const agreed = told<SubcontractView>(await reception.post(at, body));
  expect(agreed).toMatchObject({
    stage: "agreed",
    consentBy: "马经理",
    toName: partner.name,
    toCmaNumber: partner.cmaNumber,
    scopeEvidence: expect.stringContaining("第 12 页"),
    tasks: [{ item: "水分" }],
  });
  expect(await reception.post(at, body)).toMatchObject({ body: { code: "state-forbids" } });
  told(await reception.post(`/api/subcontracts/${agreed.id}/end`, { reason: "改由本机构检验" }));
  expect(await lab.db.task.findUniqueOrThrow({ where: { id: id("水分") } })).toMatchObject({ state: "pending" });

  const [said, sample] = await sampledAt(lab, "临夏示范牛羊肉制品有限公司", "supervisory", "XBJ26622900011");
  const supervisory = await anOrderOf(["铅", "水分"], { order: said, sample });
  expect(await reception.post(supervisory.at, { ...consent, taskIds: [supervisory.id("水分")] })).toMatchObject({
    body: { code: "subcontract-forbidden" },
  });
});

test("goes out with its containers, comes back as a report, is checked by a second person and marked as the other's", async () => {
  const { order, id, at } = await anOrderOf(["铅", "水分"], {
    sample: {
      containers: [
        { kind: "test", quantity: "2 袋" },
        { kind: "test", quantity: "1 袋" },
      ],
    },
  });
  const sampleNumber = order.sampleRows[0]?.number ?? "";
  const [own = "", sent = ""] = order.sampleRows[0]?.containers.map(({ number }) => number) ?? [];
  const { id: subcontractId } = told<SubcontractView>(await reception.post(at, { ...consent, taskIds: [id("水分")] }));
  const supervisor = await lab.as("demo-supervisor");
  const analyst = await lab.as("demo-analyst");
  const person = await lab.db.person.findUniqueOrThrow({ where: { login: "demo-analyst" } });

  // it never goes to our bench
  const assign = { taskIds: [id("水分")], analystId: person.id };
  expect(await supervisor.post("/api/tasks/assign", assign)).toMatchObject({ body: { code: "task-subcontracted" } });
  told(await supervisor.post("/api/tasks/assign", { ...assign, taskIds: [id("铅")] }));
  const typed = { text: "16.4", lod: "0.1" };
  const enter = `/api/tasks/${id("水分")}/subcontracted-result`;
  expect(await analyst.post(enter, typed)).toMatchObject({ body: { code: "subcontract-report-missing" } });
  expect(await analyst.post(`/api/tasks/${id("铅")}/subcontracted-result`, typed)).toMatchObject({ status: 404 });

  told(await reception.post(`/api/subcontracts/${subcontractId}/send`, { containers: [sent], how: "冷链专车 马师傅" }));
  expect(await lab.db.container.findUniqueOrThrow({ where: { number: sent }, include: { moves: true } })).toMatchObject(
    {
      state: "transferred",
      place: partner.name,
      moves: [{ action: "sent-out" }],
    },
  );
  const upload = (bytes: Buffer, on: string) =>
    reception.post(`/api/subcontracts/${subcontractId}/report?number=SP2026-0771&on=${on}`, bytes, {
      "content-type": "application/pdf",
    });
  expect(await upload(Buffer.from("no pdf"), "2026-12-01")).toMatchObject({ body: { code: "wrong-media-type" } });
  const kept = told<{ sha256: string }>(await upload(report, "2026-12-01"));
  expect(kept.sha256).toBe(createHash("sha256").update(report).digest("hex"));
  expect((await analyst.get(`/api/subcontracts/${subcontractId}/report.pdf`)).bytes.equals(report)).toBe(true);

  expect(await analyst.post(enter, { text: "未检出" })).toMatchObject({ body: { code: "lod-needed" } });
  expect(await analyst.post(enter, { text: "about 5" })).toMatchObject({ status: 400 });
  told(await analyst.post(enter, typed));
  expect(await upload(report, "2026-12-01")).toMatchObject({ body: { code: "state-forbids" } });
  told(await analyst.post(`/api/containers/${own}/hand-out`));
  await typeValues(lab, analyst, id("铅"), ["0.12", "0.13"]);
  told(await analyst.post(`/api/tasks/${id("铅")}/submit`));
  const checker = await lab.as("demo-checker");
  for (const item of ["铅", "水分"]) told(await checker.post(`/api/tasks/${id(item)}/check`, password));
  told(await (await lab.as("demo-reviewer")).post(`/api/samples/${sampleNumber}/review`, password));

  // the gate looks at the report once more
  const signatory = await lab.as("demo-signatory");
  const refused = async () =>
    expect(await signatory.post(`/api/samples/${sampleNumber}/approve`, password)).toMatchObject({
      body: {
        code: "gate-unmet",
        details: { codes: ["subcontracts-sound"], conditions: [expect.stringContaining(`水分 ${partner.name}`)] },
      },
    });
  const quality = await lab.as("demo-quality");
  const renew = `/api/partners/${consent.partnerId}/renew`;
  told(await quality.post(renew, { cmaValidUntil: "2026-11-01", reason: "证书被暂停" }));
  await refused();
  told(await quality.post(renew, { cmaValidUntil: "2029-05-31", reason: "暂停解除" }));
  // its scope was cut before the day of its report: what it says is not covered, until somebody puts the record right
  const [entry] = await lab.db.partnerScope.findMany({ where: { method: { item: { name: "水分" } } } });
  told(await quality.post(`/api/partner-scopes/${entry?.id}/end`, { on: "2026-11-30", reason: "对方撤项" }));
  await refused();
  const again = { methodIds: [entry?.methodId], validFrom: "2026-12-01", evidence: "更正：撤项自 2027 年起" };
  told(await quality.post(`/api/partners/${consent.partnerId}/scopes`, again));
  const row = told<CertificateRow>(await signatory.post(`/api/samples/${sampleNumber}/approve`, password));
  await eventually(
    "the certificate is issued",
    async () => (await lab.db.certificate.findUnique({ where: { number: row.number } }))?.state === "issued",
  );
  const { content } = await lab.db.certificate.findUniqueOrThrow({ where: { number: row.number } });
  const said = CertificateContent.parse(content);
  expect(said.results).toMatchObject([
    { item: "铅", subcontract: null },
    {
      item: "水分",
      resultText: "16.4",
      subcontract: { laboratory: partner.name, cmaNumber: partner.cmaNumber, reportNumber: "SP2026-0771" },
    },
  ]);
  expect(said.people.testedBy.name).toBe(person.name);
  const pdf = (await signatory.get(`/api/certificates/${row.number}/certificate.pdf`)).bytes;
  expect(checkData(pdf).differing).toEqual([]);
  writeFileSync(file("sub.pdf"), pdf);
  if (process.env["KEEP_PAPER"]) writeFileSync(`${process.env["KEEP_PAPER"]}/subcontracted.pdf`, pdf);
  const text = (await run("pdftotext", file("sub.pdf"), "-")).out.replace(/\s/g, "");
  expect(text).toContain("▲分包：示范省食品检验研究院，报告SP2026-0771");
  expect(text).toContain("带▲的水分经委托方书面同意分包，由示范省食品检验研究院（资质认定证书编号210000000001）检验");
}, 60_000);

test("an item is given only to a laboratory whose scope on record covers it on the day: at consent, at dispatch, by the report", async () => {
  const quality = await lab.as("demo-quality");
  const lead = await methodId(lab, "铅");
  const moisture = await methodId(lab, "水分");
  const added = { name: "示范市检测中心", cmaNumber: "210000000002", cmaValidUntil: "2028-05-31" };
  expect((await reception.post("/api/partners", added)).status).toBe(403);
  expect((await quality.post("/api/partners", { ...added, cmaNumber: "21" })).status).toBe(400);
  const { id: partnerId } = told<{ id: string }>(await quality.post("/api/partners", added));
  expect(await quality.post("/api/partners", added)).toMatchObject({ body: { code: "already-exists" } });

  const { order, id, at } = await anOrderOf(["铅", "水分"]);
  const body = { ...consent, partnerId, taskIds: [id("水分")] };
  expect(await reception.post(at, body)).toMatchObject({
    status: 422,
    body: {
      code: "subcontract-items-out-of-scope",
      title: expect.stringMatching(/示范市检测中心 的能力附表在 2026-12-01 没有登记：水分（GB 5009\.3-2016/),
    },
  });
  const scopes = `/api/partners/${partnerId}/scopes`;
  const covered = { methodIds: [moisture], validFrom: "2026-01-01", validUntil: "2026-12-01", evidence: "附表第 3 页" };
  expect((await reception.post(scopes, covered)).status).toBe(403);
  expect((await quality.post(scopes, { ...covered, validUntil: "2025-12-31" })).status).toBe(400);
  told(await quality.post(scopes, covered));
  expect(await quality.post(scopes, { ...covered, validFrom: "2026-06-01" })).toMatchObject({
    body: { code: "already-exists" },
  });
  expect((await reception.post(at, { ...body, taskIds: [id("铅")] })).body).toMatchObject({
    code: "subcontract-items-out-of-scope",
  });
  const stranger = await (await aPerson(lab, "county-quality", ["quality_manager"], { at: "622921" })).client();
  expect((await stranger.post(scopes, { ...covered, methodIds: [lead] })).status).toBe(404);
  expect(told<{ rows: object[] }>(await stranger.get("/api/partners")).rows).toEqual([]);

  const { id: subcontractId } = told<SubcontractView>(await reception.post(at, body));
  // the scope ends with this day: the samples are not sent the day after, and no report of a later day is taken
  const container = order.sampleRows[0]?.containers.find(({ kind }) => kind === "test")?.number;
  const send = () =>
    reception.post(`/api/subcontracts/${subcontractId}/send`, { containers: [container], how: "冷链专车" });
  lab.clock.advance(24 * 60);
  expect(await send()).toMatchObject({ body: { code: "subcontract-items-out-of-scope" } });
  const [entry] = await lab.db.partnerScope.findMany({ where: { partnerId } });
  await lab.db.partnerScope.update({ where: { id: entry?.id }, data: { validUntil: "2026-12-02" } });
  told(await send());
  await lab.db.partnerScope.update({ where: { id: entry?.id }, data: { validUntil: "2026-12-01" } });
  const upload = (on: string) =>
    reception.post(`/api/subcontracts/${subcontractId}/report?number=SP-1&on=${on}`, report, {
      "content-type": "application/pdf",
    });
  expect(await upload("2026-12-02")).toMatchObject({ body: { code: "subcontract-items-out-of-scope" } });
  told(await upload("2026-12-01"));

  // the agreement says which item goes where, and by whose consent
  if (isMissing("pdftotext")) return;
  const pdf = (await reception.get(`/api/orders/${order.number}/agreement.pdf`)).bytes;
  writeFileSync(file("agreement.pdf"), pdf);
  if (process.env["KEEP_PAPER"]) writeFileSync(`${process.env["KEEP_PAPER"]}/agreement.pdf`, pdf);
  const text = (await run("pdftotext", file("agreement.pdf"), "-")).out.replace(/\s/g, "");
  expect(text).toContain("☑委托方同意将下列项目分包给所列机构：");
  expect(text).toMatch(/样品\d+水分（GB5009\.3-2016.*?）分包给示范市检测中心（资质认定证书编号210000000002）/);
  expect(text).toContain("马经理2026-12-01同意，依据：委托检验协议书2026-018");
  expect(text).toContain("分包，见下");
  expect(text).not.toContain("☐不分包");
}, 60_000);

test("stages follow from what is on record, and a sample given away as a whole is named", () => {
  const agreed = { sentAt: null, reportSha256: null, endedAt: null };
  expect(stageOf(agreed)).toBe("agreed");
  expect(stageOf({ ...agreed, sentAt: new Date() })).toBe("sent");
  expect(stageOf({ ...agreed, sentAt: new Date(), reportSha256: "a" })).toBe("reported");
  expect(stageOf({ ...agreed, endedAt: new Date() })).toBe("ended");
  const tasks = [
    { id: "1", sampleId: "a", subcontractId: null },
    { id: "2", sampleId: "a", subcontractId: "x" },
    { id: "3", sampleId: "b", subcontractId: null },
    { id: "4", sampleId: "b", subcontractId: null },
  ];
  expect(samplesGivenAway(tasks, new Set(["1"]))).toEqual(["a"]);
  expect(samplesGivenAway(tasks, new Set(["3"]))).toEqual([]);
  expect(samplesGivenAway(tasks, new Set(["3", "4"]))).toEqual(["b"]);
  const work = (methodId: string) => ({
    methodId,
    method: { code: "GB 1", clause: "第一法", item: { name: methodId } },
  });
  const scopes = [
    { methodId: "铅", validFrom: "2026-01-01", validUntil: "2026-06-30" },
    { methodId: "镉", validFrom: "2026-03-01", validUntil: null },
  ];
  const outside = (on: string) => outsidePartnerScope([work("铅"), work("镉"), work("镉")], scopes, on);
  expect(outside("2025-12-31")).toEqual(["铅（GB 1 第一法）", "镉（GB 1 第一法）"]);
  expect(outside("2026-01-01")).toEqual(["镉（GB 1 第一法）"]);
  expect(outside("2026-06-30")).toEqual([]);
  expect(outside("2026-07-01")).toEqual(["铅（GB 1 第一法）"]);
});
