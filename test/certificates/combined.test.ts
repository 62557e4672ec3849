import { writeFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CertificateContent } from "../../server/certificates/content.ts";
import { checkData } from "../../server/certificates/data/check-data.ts";
import { conclusionTogether, ranges } from "../../server/certificates/rules/conclusion-together.ts";
import type { CertificateRow } from "../../server/certificates/contract.ts";
import type { OrderView } from "../../server/orders/contract.ts";
import { eventually } from "../setup/bench.ts";
import { sampledAt } from "../setup/certified.ts";
import { openLab, type Client, type Lab } from "../setup/lab.ts";
import { run, scratchFolder } from "../setup/outside-programs.ts";
import { anOrder, methodId, password, told, typeValues } from "../setup/story.ts";

const file = scratchFolder();
let lab: Lab;
let signatory: Client;
beforeAll(async () => {
  lab = await openLab();
  signatory = await lab.as("demo-signatory");
});
afterAll(() => lab.close());

type Gate = { combinesSamples: boolean; waitsFor: { number: string }[] };
type Life = { samples: { number: string }[]; may: { act: string; refusal: string | null }[] };
const certificatesOf = (order: OrderView) =>
  lab.db.certificate.findMany({ where: { sample: { orderId: order.id } }, orderBy: { number: "asc" } });
const gate = async (number: string) => told<Gate>(await signatory.get(`/api/samples/${number}/gate`));

/** An order of so many samples that asks for one certificate of all, each to be tested for lead. */
async function anOrderOf(names: string[], items = ["铅"], order: Record<string, unknown> = {}): Promise<OrderView> {
  const said = await anOrder(lab, { items, order: { combinesSamples: true, ...order } });
  const [sample] = (said as { samples: object[] }).samples;
  const samples = names.map((name, i) => ({ ...sample, name, batchNumber: `2026110${i + 1}` }));
  return told<OrderView>(await (await lab.as("demo-reception")).post("/api/orders", { ...said, samples }));
}

/** Tested, checked and reviewed; only the signatory's approval is missing. */
async function reviewed(number: string, figures: string[]): Promise<void> {
  const tasks = await lab.db.task.findMany({
    where: { sample: { number } },
    include: { sample: { include: { containers: true } } },
  });
  const { id } = await lab.db.person.findUniqueOrThrow({ where: { login: "demo-analyst" } });
  const taskIds = tasks.map((task) => task.id);
  told(await (await lab.as("demo-supervisor")).post("/api/tasks/assign", { taskIds, analystId: id }));
  const analyst = await lab.as("demo-analyst");
  const container = tasks[0]?.sample.containers.find(({ kind }) => kind === "test")?.number ?? "";
  told(await analyst.post(`/api/containers/${container}/hand-out`));
  for (const task of taskIds) {
    await typeValues(lab, analyst, task, figures);
    told(await analyst.post(`/api/tasks/${task}/submit`));
    told(await (await lab.as("demo-checker")).post(`/api/tasks/${task}/check`, password));
  }
  told(await (await lab.as("demo-reviewer")).post(`/api/samples/${number}/review`, password));
}

const approve = async (number: string) =>
  told<CertificateRow | null>(await signatory.post(`/api/samples/${number}/approve`, password));
const isIssued = (number: string) =>
  eventually(
    `certificate ${number} is issued`,
    async () => (await lab.db.certificate.findUnique({ where: { number } }))?.state === "issued",
  );

test("the samples of an order that asks for it stand on one certificate, issued with the last approval", async () => {
  const order = await anOrderOf(["风干牛肉干", "酱牛肉干", "手撕牛肉干"]);
  const [first = "", second = "", third = ""] = order.sampleRows.map(({ number }) => number);
  await reviewed(first, ["0.12", "0.13"]);
  await reviewed(second, ["0.71", "0.72"]);
  expect(await approve(second)).toBeNull();
  expect(await gate(first)).toMatchObject({ combinesSamples: true, waitsFor: [{ number: third }] });
  expect(await certificatesOf(order)).toEqual([]);
  expect(await signatory.post(`/api/samples/${second}/approve`, password)).toMatchObject({ status: 409 });

  // until it is issued an approved one may still be sent back
  const [task] = await lab.db.task.findMany({ where: { sample: { number: second } } });
  told(await signatory.post(`/api/samples/${second}/send-back`, { taskIds: [task?.id], reason: "请复核称样量" }));
  const analyst = await lab.as("demo-analyst");
  told(await analyst.post(`/api/tasks/${task?.id}/submit`, { reason: "复核后未变" }));
  told(await (await lab.as("demo-checker")).post(`/api/tasks/${task?.id}/check`, password));
  told(await (await lab.as("demo-reviewer")).post(`/api/samples/${second}/review`, password));
  expect(await approve(second)).toBeNull();

  expect(await approve(first)).toBeNull();
  await reviewed(third, ["0.20", "0.20"]);
  expect(await gate(third)).toMatchObject({ waitsFor: [] });
  const row = await approve(third);
  if (!row) throw new Error("not issued");
  expect(row).toMatchObject({ sampleNumber: first, sampleName: "风干牛肉干 等 3 个样品" });
  await isIssued(row.number);
  expect(await lab.db.sample.count({ where: { orderId: order.id, state: "certified" } })).toBe(3);
  expect(await lab.db.order.findUniqueOrThrow({ where: { id: order.id } })).toMatchObject({ state: "completed" });

  const content = CertificateContent.parse((await certificatesOf(order))[0]?.content);
  expect([content.sample.number, ...content.furtherSamples.map(({ sample }) => sample.number)]).toEqual([
    first,
    second,
    third,
  ]);
  expect(content.sampleConclusion).toMatch(/来样所检项目符合/);
  expect(content.furtherSamples[0]?.conclusion).toMatch(/铅不符合/);
  expect(content.conclusion).toMatch(/^样品 1、3：.*符合.*\n样品 2：.*铅不符合/);

  const pdf = (await signatory.get(`/api/certificates/${row.number}/certificate.pdf`)).bytes;
  expect(checkData(pdf)).toMatchObject({ differing: [], certificate: { furtherSamples: [{}, {}] } });
  writeFileSync(file("all.pdf"), pdf);
  const text = (await run("pdftotext", "-layout", file("all.pdf"), "-")).out.replace(/\s/g, "");
  for (const words of ["样品一览", `样品2酱牛肉干（${second}）`, "20261102", "样品3手撕牛肉干"])
    expect(text).toContain(words);
  const valid = told<{ sampleName: string }>(
    await lab.nobody.post("/api/verify", { number: row.number, code: content.checkCode }),
  );
  expect(valid.sampleName).toBe("风干牛肉干、酱牛肉干、手撕牛肉干");
  // found by any of its samples, and traced over all of them
  const found = told<{ rows: { number: string }[] }>(await signatory.get(`/api/certificates?q=${third}`));
  expect(found.rows).toMatchObject([{ number: row.number }]);
  expect(told<{ rows: object[] }>(await signatory.get(`/api/certificates/${row.number}/trace`)).rows).toHaveLength(3);
}, 60_000);

test("amended in one sample's words it names that sample; every sample stays on the new one", async () => {
  const order = await anOrderOf(["牛肉干 甲", "牛肉干 乙"]);
  const [first = "", second = ""] = order.sampleRows.map(({ number }) => number);
  await reviewed(first, ["0.12", "0.13"]);
  await reviewed(second, ["0.14", "0.15"]);
  expect(await approve(first)).toBeNull();
  const old = await approve(second);
  await isIssued(old?.number ?? "");
  told(await (await lab.as("demo-quality")).post(`/api/certificates/${old?.number}/question`, { reason: "批号有误" }));
  const life = told<Life>(await signatory.get(`/api/certificates/${old?.number}/life`));
  expect(life.samples.map(({ number }) => number)).toEqual([first, second]);
  const corrections = { batchNumber: "20261199" };
  const foreign = { reason: "批号有误", sampleNumber: "1622900260000017", corrections, ...password };
  expect(await signatory.post(`/api/certificates/${old?.number}/amend`, foreign)).toMatchObject({ status: 404 });
  const amended = told<CertificateRow>(
    await signatory.post(`/api/certificates/${old?.number}/amend`, { ...foreign, sampleNumber: second }),
  );
  await isIssued(amended.number);
  const row = await lab.db.certificate.findUniqueOrThrow({
    where: { number: amended.number },
    include: { samples: true },
  });
  expect(row.samples).toHaveLength(2);
  expect(row.differences).toEqual([
    { field: `furtherSamples.${second}.sample.batchNumber`, before: "20261102", after: "20261199" },
  ]);
  expect(await lab.db.certificate.findUniqueOrThrow({ where: { number: old?.number } })).toMatchObject({
    state: "replaced",
  });
}, 60_000);

test("items out of scope of all samples go on a second one without marks", async () => {
  const lead = await methodId(lab, "铅");
  const narrowed = { validUntil: "2026-11-30" };
  const scopes = await lab.db.scope.findMany({ where: { methodId: lead } });
  await lab.db.scope.updateMany({ where: { methodId: lead }, data: narrowed });
  const order = await anOrderOf(["牛肉干 丙", "牛肉干 丁"], ["铅"], { isOutOfScopeAgreed: true });
  for (const { id, validUntil } of scopes) await lab.db.scope.update({ where: { id }, data: { validUntil } });
  for (const { number } of order.sampleRows) await reviewed(number, ["0.12", "0.13"]);
  const [first = "", second = ""] = order.sampleRows.map(({ number }) => number);
  expect(await approve(first)).toBeNull();
  const row = await approve(second);
  await isIssued(row?.number ?? "");
  const certificates = await certificatesOf(order);
  expect(certificates).toMatchObject([{ isUnmarked: true }]);
  expect(CertificateContent.parse(certificates[0]?.content)).toMatchObject({
    heading: "不具有对社会的证明作用，仅供委托方内部参考",
    furtherSamples: [{ results: [{ item: "铅" }] }],
  });
}, 60_000);

test("who tested one of the samples does not sign for all of them, and a supervisory order is not combined", async () => {
  const order = await anOrderOf(["牛肉干 戊", "牛肉干 己"]);
  const [first = "", second = ""] = order.sampleRows.map(({ number }) => number);
  await reviewed(first, ["0.12", "0.13"]);
  await reviewed(second, ["0.12", "0.13"]);
  expect(await approve(first)).toBeNull();
  const signer = await lab.db.person.findUniqueOrThrow({ where: { login: "demo-signatory" } });
  await lab.db.result.updateMany({ where: { task: { sample: { number: first } } }, data: { madeById: signer.id } });
  expect(await signatory.post(`/api/samples/${second}/approve`, password)).toMatchObject({
    status: 403,
    body: { code: "separation-on-certificate", details: { samples: [first] } },
  });
  const [said, sample] = await sampledAt(lab, "临夏示范牛羊肉制品有限公司", "supervisory", "XBJ26622900009");
  const supervisory = await anOrder(lab, { order: { ...said, combinesSamples: true }, sample });
  expect(await (await lab.as("demo-reception")).post("/api/orders", supervisory)).toMatchObject({
    body: { code: "one-certificate-each" },
  });
}, 60_000);

test("the conclusion over many samples says once what holds for all, and counts where it would grow too long", () => {
  const pass = { name: "a", text: "符合。", textEn: "complies.", verdict: "pass" };
  const fail = { ...pass, text: "铅不符合。", textEn: "lead does not.", verdict: "fail" };
  expect(conclusionTogether([pass, pass]).text).toBe("本报告所载 2 个样品：符合。");
  expect(conclusionTogether([pass, fail, pass, pass])).toEqual({
    text: "样品 1、3、4：符合。\n样品 2：铅不符合。",
    textEn: "Sample 1、3、4: complies.\nSample 2: lead does not.",
  });
  const long = Array.from({ length: 60 }, (_, i) => ({ ...fail, text: `第 ${i} 种 ${"很长的结论".repeat(8)}` }));
  expect(conclusionTogether([...long, pass]).text).toBe(
    "本报告共载 61 个样品，其中 1 个所检项目符合要求，样品 1–60 有项目不符合要求。各样品的结论见其检验检测结果。",
  );
  expect(ranges([1, 2, 3, 5, 7, 8])).toBe("1–3、5、7、8");
});
