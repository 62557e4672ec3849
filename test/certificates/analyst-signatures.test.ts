import { writeFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CertificateContent } from "../../server/certificates/content.ts";
import { checkData } from "../../server/certificates/data/check-data.ts";
import type { CertificateRow } from "../../server/certificates/contract.ts";
import type { OrderView } from "../../server/orders/contract.ts";
import type { ResultExplanation } from "../../server/results/contract.ts";
import type { UnsignedResult } from "../../server/results/sign-contract.ts";
import { eventually } from "../setup/bench.ts";
import { openLab, type Client, type Lab } from "../setup/lab.ts";
import { isMissing, run, scratchFolder } from "../setup/outside-programs.ts";
import { aPerson } from "../setup/people.ts";
import { aSignatureInUse, widthsIn } from "../setup/signatures.ts";
import { anOrder, aSampleAtTheBench, bench, password, told } from "../setup/story.ts";

const file = scratchFolder();
let lab: Lab;
let analyst: Client;
let second: Client;
let checker: Client;
let reviewer: Client;
let other: Client;
let signatory: Client;
beforeAll(async () => {
  lab = await openLab();
  analyst = await lab.as("demo-analyst");
  second = await (await aPerson(lab, "祁检验", ["analyst"], { mayTest: ["铅", "铝的残留量"] })).client();
  checker = await lab.as("demo-checker");
  reviewer = await lab.as("demo-reviewer");
  other = await (await aPerson(lab, "韩复核", ["reviewer"])).client();
  signatory = await lab.as("demo-signatory");
});
afterAll(() => lab.close());

/** Both parallels of a method with one step, as read off the spectrometer. */
async function type(client: Client, taskId = ""): Promise<void> {
  const { determinations, steps } = await bench(client, taskId);
  const { number } = await lab.db.instrument.findFirstOrThrow({ where: { kind: "aas" } });
  for (const { id } of determinations)
    told(
      await client.post(`/api/determinations/${id}/manual-readings`, {
        step: steps[0]?.key,
        text: "0.12",
        instrumentNumber: number,
        reason: "仪器工作站未联网，按打印谱图录入",
      }),
    );
}
const submit = (client: Client, task = "", body: object = {}) => client.post(`/api/tasks/${task}/submit`, body);
const sign = (client: Client, taskIds: (string | undefined)[], body: object = password) =>
  client.post("/api/unsigned-results/sign", { taskIds, ...body });
const unsigned = async (client: Client) =>
  told<{ isRequired: boolean; rows: UnsignedResult[] }>(await client.get("/api/unsigned-results"));
const check = (task = "") => checker.post(`/api/tasks/${task}/check`, password);
const review = async (number: string, by: Client = reviewer) =>
  told(await by.post(`/api/samples/${number}/review`, password));
const acts = (resultId = "") => lab.db.signature.findMany({ where: { subject: "result", subjectId: resultId } });
const current = (taskId = "") => lab.db.result.findFirstOrThrow({ where: { taskId, isCurrent: true } });
const contentOf = async (number: string) =>
  CertificateContent.parse((await lab.db.certificate.findUniqueOrThrow({ where: { number } })).content);
const names = (signers: CertificateContent["signers"]["tested"]) =>
  signers.map(({ name, signedAt, picture }) => [name, signedAt !== null, picture !== null]);

async function issued(number: string): Promise<{ number: string; pdf: Buffer; content: CertificateContent }> {
  const row = told<CertificateRow>(await signatory.post(`/api/samples/${number}/approve`, password));
  await eventually(
    `certificate ${row.number} is issued`,
    async () => (await lab.db.certificate.findUnique({ where: { number: row.number } }))?.state === "issued",
  );
  const { bytes } = await signatory.get(`/api/certificates/${row.number}/certificate.pdf`);
  return { number: row.number, pdf: bytes, content: await contentOf(row.number) };
}

async function textOf(pdf: Buffer, name: string): Promise<string> {
  writeFileSync(file(name), pdf);
  return (await run("pdftotext", "-layout", file(name), "-")).out;
}

/** Another analyst has this task. */
async function give(task = "", login = "祁检验"): Promise<void> {
  const { id, name } = await lab.db.person.findUniqueOrThrow({ where: { login } });
  await lab.db.task.update({ where: { id: task }, data: { analystId: id, analystName: name } });
}

test("a result is signed as it is submitted, or later with others; another version needs another signature", async () => {
  const before = await aSampleAtTheBench(lab, { items: ["铅"] });
  await type(analyst, before.tasks["铅"]);
  told(await submit(analyst, before.tasks["铅"], password)); // signed before any picture was in use
  await aSignatureInUse(lab, analyst, 311);
  const { sampleNumber, tasks } = await aSampleAtTheBench(lab, { items: ["铅", "铝的残留量"] });
  const [lead = "", cadmium = ""] = [tasks["铅"], tasks["铝的残留量"]];
  await type(analyst, lead);
  await type(analyst, cadmium);
  // a wrong password: neither signed nor submitted
  expect(await submit(analyst, lead, { password: "wrong" })).toMatchObject({ body: { code: "signature-refused" } });
  expect((await bench(analyst, lead)).result).toBeNull();
  told(await submit(analyst, lead));
  told(await submit(analyst, cadmium));
  expect((await unsigned(analyst)).rows.map(({ item }) => item)).toEqual(["铅", "铝的残留量"]);
  expect((await unsigned(second)).rows).toEqual([]);
  expect(await sign(second, [lead])).toMatchObject({
    status: 403,
    body: { code: "result-not-yours", title: expect.stringContaining("马晓燕 提交") },
  });
  expect((await sign(checker, [lead])).status).toBe(403);
  expect((await sign(analyst, [lead, cadmium], { password: "no" })).body).toMatchObject({ code: "signature-refused" });
  const county = await (await aPerson(lab, "county-analyst", ["analyst"], { at: "622921" })).client();
  expect((await sign(county, [lead])).status).toBe(404);
  told(await sign(analyst, [lead, cadmium]));
  expect(await sign(analyst, [lead, cadmium])).toMatchObject({ status: 409 });
  expect((await unsigned(analyst)).rows).toEqual([]);
  const first = await current(lead);
  expect(await acts(first.id)).toMatchObject([{ meaning: "submit", personName: "马晓燕" }]);
  const trail = await lab.db.trailEntry.findMany({ where: { action: "result.signed", subject: `task ${lead}` } });
  expect(trail).toMatchObject([{ actor: "马晓燕", detail: { item: "铅", version: 1, sample: sampleNumber } }]);

  // sent back and submitted again: the act belongs to the version it was given for
  told(await check(lead));
  told(await check(cadmium));
  told(await reviewer.post(`/api/samples/${sampleNumber}/send-back`, { taskIds: [lead], reason: "请复核称样量" }));
  told(await submit(analyst, lead, { reason: "复核后未变" }));
  expect((await unsigned(analyst)).rows).toMatchObject([{ item: "铅", version: 2 }]);
  told(await check(lead));
  expect((await sign(analyst, [lead])).status).toBe(409); // checked as it was submitted
  await review(sampleNumber);
  const without = await issued(sampleNumber);
  expect(names(without.content.signers.tested)).toEqual([["马晓燕", false, false]]);
  const explained = async (id: string) => told<ResultExplanation>(await analyst.get(`/api/results/${id}`));
  expect((await explained(first.id)).signatures).toMatchObject([{ by: "马晓燕", meaning: "submit" }]);
  expect((await explained((await current(lead)).id)).signatures.map(({ meaning }) => meaning)).not.toContain("submit");

  told(await check(before.tasks["铅"]));
  await review(before.sampleNumber);
  const early = await issued(before.sampleNumber);
  expect(names(early.content.signers.tested)).toEqual([["马晓燕", true, false]]);
  if (isMissing("pdfimages", "pdftotext")) return;
  expect(await widthsIn(without.pdf, file("without.pdf"))).toEqual([]);
  expect(await textOf(without.pdf, "without.pdf")).toMatch(/主检：马晓燕[\s\S]*提交结果 2026-12-01/);
  expect(await widthsIn(early.pdf, file("early.pdf"))).toEqual([]);
  expect(await textOf(early.pdf, "early.pdf")).not.toContain("提交结果");
}, 60_000);

test("where the laboratory asks for it nothing is checked unsigned; the raw record, the grounds and the certificate show the act", async () => {
  const manager = await lab.as("demo-manager");
  expect((await analyst.post("/api/result-signing", { isRequired: true })).status).toBe(403);
  told(await manager.post("/api/result-signing", { isRequired: true }));
  const { sampleNumber, tasks } = await aSampleAtTheBench(lab, { items: ["铅"] });
  const task = tasks["铅"] ?? "";
  await type(analyst, task);
  told(await submit(analyst, task));
  const waiting = async () =>
    told<{ rows: { taskId: string | null }[] }>(await checker.get("/api/waiting?act=check")).rows.some(
      (r) => r.taskId === task,
    );
  expect(await waiting()).toBe(false);
  expect(await check(task)).toMatchObject({
    status: 409,
    body: { code: "result-unsigned", title: expect.stringContaining("铅 的检测人员尚未在原始记录上签字") },
  });
  expect(await unsigned(analyst)).toMatchObject({ isRequired: true, rows: [{ sampleNumber }] });
  told(await sign(analyst, [task]));
  expect(await waiting()).toBe(true);
  told(await check(task));
  await review(sampleNumber);
  const { number, pdf, content } = await issued(sampleNumber);
  told(await manager.post("/api/result-signing", { isRequired: false }));
  expect(names(content.signers.tested)).toEqual([["马晓燕", true, true]]);
  expect(checkData(pdf)).toMatchObject({ differing: [] });
  const shown = told<{ signatures: { by: string; meaning: string }[] }>(
    await signatory.get(`/api/certificates/${number}`),
  );
  expect(shown.signatures.map(({ meaning }) => meaning)).toEqual(["submit", "check", "review", "approve"]);
  const trace = told<{ rows: { signatures: object[] }[] }>(await signatory.get(`/api/certificates/${number}/trace`));
  expect(trace.rows[0]?.signatures).toMatchObject([
    { by: "马晓燕", meaning: "submit" },
    { by: "妥明辉", meaning: "check" },
  ]);
  if (isMissing("pdfimages", "pdftotext")) return;
  expect(await widthsIn(pdf, file("signed.pdf"))).toEqual([311]);
  const record = (await analyst.get(`/api/tasks/${task}/raw-record.pdf`)).bytes;
  expect(await widthsIn(record, file("record.pdf"))).toEqual([311]);
  const text = await textOf(record, "record.pdf");
  expect(text).toMatch(/检测人员签字[\s\S]*校核人签字/);
  expect(text).toMatch(/马晓燕 2026-12-01 \d\d:\d\d 电子签名/);
  expect(text).toMatch(/妥明辉 2026-12-01 \d\d:\d\d 电子签名/);
}, 60_000);

test("every analyst who signed is drawn over their name, the lead first, nobody who did not", async () => {
  await aSignatureInUse(lab, second, 322);
  await aSignatureInUse(lab, reviewer, 333);
  await aSignatureInUse(lab, signatory, 344);
  const rows = [];
  for (const isSigned of [true, false]) {
    const { sampleNumber, tasks } = await aSampleAtTheBench(lab, {
      items: ["铅", "铝的残留量"],
      order: isSigned ? { certificateLanguage: "zh-en" } : {},
    });
    await lab.db.task.update({ where: { id: tasks["铅"] }, data: { isLead: true } });
    await type(analyst, tasks["铅"]);
    await type(analyst, tasks["铝的残留量"]);
    await give(tasks["铝的残留量"]);
    told(await submit(analyst, tasks["铅"], password));
    told(await submit(second, tasks["铝的残留量"], isSigned ? password : {}));
    told(await check(tasks["铅"]));
    told(await check(tasks["铝的残留量"]));
    await review(sampleNumber);
    rows.push(await issued(sampleNumber));
  }
  const [both, one] = rows;
  if (!both || !one) throw new Error("not issued");
  expect(names(both.content.signers.tested)).toEqual([
    ["马晓燕", true, true],
    ["祁检验", true, true],
  ]);
  expect(names(one.content.signers.tested)).toEqual([["马晓燕", true, true]]);
  if (isMissing("pdfimages", "pdftotext")) return;
  expect(await widthsIn(both.pdf, file("both.pdf"))).toEqual([311, 322, 333, 344]);
  expect(await widthsIn(one.pdf, file("one.pdf"))).toEqual([311, 333, 344]);
  expect(await textOf(both.pdf, "both.pdf")).toMatch(/马晓燕\s+祁检验/);
  expect(await textOf(one.pdf, "one.pdf")).not.toContain("祁检验");
}, 60_000);

test("a certificate of several samples draws its analysts and reviewers in a row each", async () => {
  await aSignatureInUse(lab, other, 355);
  const said = await anOrder(lab, { items: ["铅"], order: { combinesSamples: true } });
  const [sample] = (said as { samples: object[] }).samples;
  const samples = ["牛肉干 甲", "牛肉干 乙", "牛肉干 丙"].map((name, i) => ({ ...sample, name, batchNumber: `B${i}` }));
  const order = told<OrderView>(await (await lab.as("demo-reception")).post("/api/orders", { ...said, samples }));
  const worked = [
    { client: analyst, login: "demo-analyst", by: reviewer },
    { client: second, login: "祁检验", by: other },
    { client: second, login: "祁检验", by: reviewer },
  ];
  for (const [i, { client, login, by }] of worked.entries()) {
    const row = order.sampleRows[i];
    const task = (await lab.db.task.findFirstOrThrow({ where: { sampleId: row?.id } })).id;
    const { id } = await lab.db.person.findUniqueOrThrow({ where: { login } });
    told(await (await lab.as("demo-supervisor")).post("/api/tasks/assign", { taskIds: [task], analystId: id }));
    told(await client.post(`/api/containers/${row?.containers.find(({ kind }) => kind === "test")?.number}/hand-out`));
    await type(client, task);
    told(await submit(client, task, password));
    told(await check(task));
    await review(row?.number ?? "", by);
  }
  for (const { number } of order.sampleRows.slice(0, 2))
    told(await signatory.post(`/api/samples/${number}/approve`, password));
  const { pdf, content } = await issued(order.sampleRows[2]?.number ?? "");
  expect(names(content.signers.tested).map(([name]) => name)).toEqual(["马晓燕", "祁检验"]);
  expect(names(content.signers.reviewed).map(([name]) => name)).toEqual(["王淑芬", "韩复核"]);
  expect(content.people).toMatchObject({
    testedBy: { name: "马晓燕、祁检验" },
    reviewedBy: { name: "王淑芬、韩复核" },
  });
  expect(checkData(pdf)).toMatchObject({ differing: [] });
  if (isMissing("pdfimages", "pdftotext", "qpdf")) return;
  expect(await widthsIn(pdf, file("combined.pdf"))).toEqual([311, 322, 333, 355, 344]);
  const text = await textOf(pdf, "combined.pdf");
  expect(text).toMatch(/马晓燕\s+祁检验/);
  expect(text).toMatch(/王淑芬\s+韩复核/);
  await run("qpdf", "--check", file("combined.pdf"));
}, 60_000);
