import Zip from "adm-zip";
import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CertificateContent } from "../../server/certificates/content.ts";
import { checkArchive } from "../../server/certificates/check-archive.ts";
import { eventually } from "../setup/bench.ts";
import { aCertificate, sampledAt } from "../setup/certified.ts";
import { openLab, type Client, type Lab } from "../setup/lab.ts";
import { aSampleAtTheBench, bench, password, told, typeValues } from "../setup/story.ts";

let lab: Lab;
let signatory: Client;
let quality: Client;
beforeAll(async () => {
  lab = await openLab();
  signatory = await lab.as("demo-signatory");
  quality = await lab.as("demo-quality");
});
afterAll(() => lab.close());

type Life = {
  may: { act: string; refusal: string | null }[];
  toCallBack: number;
  differences: { field: string; before: string; after: string }[];
  dispatches: { id: string; reissueReason: string | null }[];
  history: { action: string; reason: string | null }[];
  objections: { id: string; text: string; answer: string | null }[];
  replacedBy: { printedNumber: string } | null;
};
const row = (number: string) => lab.db.certificate.findUniqueOrThrow({ where: { number } });
const life = async (number: string) => told<Life>(await signatory.get(`/api/certificates/${number}/life`));
const at = (number: string, what: string) => `/api/certificates/${number}/${what}`;
const issued = (number: string) =>
  eventually(`certificate ${number} is issued`, async () => (await row(number)).state === "issued");
const publicly = async (number: string) =>
  told<{ state: string; replacedBy: string | null }>(
    await lab.nobody.post("/api/verify", { number, code: (await row(number)).checkCode }),
  );

test("under review is public at once; a review that finds nothing makes it valid again", async () => {
  const { number } = await aCertificate(lab);
  expect((await (await lab.as("demo-analyst")).post(at(number, "question"), { reason: "x y" })).status).toBe(403);
  told(await quality.post(at(number, "question"), { reason: "仪器失准影响评估" }));
  expect(await publicly(number)).toMatchObject({ state: "under_review" });
  expect(await quality.post(at(number, "question"), { reason: "再次" })).toMatchObject({
    status: 409,
    body: { code: "state-forbids" },
  });
  told(await quality.post(at(number, "restore"), { reason: "评估未受影响" }));
  expect(await publicly(number)).toMatchObject({ state: "valid" });
});

test("a lost copy is sent once more: the very same file, with its reason on record", async () => {
  const { number } = await aCertificate(lab);
  const reception = await lab.as("demo-reception");
  const copy = { copy: "original", copies: 1, way: "collected", to: "马经理" };
  const again = { ...copy, reissueReason: "原件在运输途中遗失" };
  expect(await reception.post(at(number, "dispatches"), again)).toMatchObject({
    status: 422,
    body: { code: "nothing-to-reissue" },
  });
  const before = await signatory.get(at(number, "certificate.pdf"));
  told(await reception.post(at(number, "dispatches"), copy));
  told(await reception.post(at(number, "dispatches"), again));
  const after = await signatory.get(at(number, "certificate.pdf"));
  expect(after.bytes.equals(before.bytes)).toBe(true);
  const lived = await life(number);
  expect(lived.dispatches).toMatchObject([{ reissueReason: again.reissueReason }, { reissueReason: null }]);
  expect(lived.history).toContainEqual(
    expect.objectContaining({ action: "certificate.reissued", reason: again.reissueReason }),
  );
});

test("revoking is signed, comes only from a review, and is final", async () => {
  const { number } = await aCertificate(lab);
  const reason = "检验结果有误";
  expect(await signatory.post(at(number, "revoke"), { reason, ...password })).toMatchObject({ status: 409 });
  told(await quality.post(at(number, "question"), { reason }));
  expect(await signatory.post(at(number, "revoke"), { reason, password: "wrong" })).toMatchObject({
    body: { code: "signature-refused" },
  });
  told(await signatory.post(at(number, "revoke"), { reason, ...password }));
  expect(await publicly(number)).toMatchObject({ state: "revoked" });
  expect((await life(number)).may).toEqual([]);
  const { id, sampleId } = await row(number);
  expect(await lab.db.signature.count({ where: { meaning: "revoke", subjectId: sampleId } })).toBe(1);
  expect(id).toBeTruthy();
});

test("a corrected word makes a new certificate that names the old, says what differs, and calls old paper back", async () => {
  const old = await aCertificate(lab);
  const reception = await lab.as("demo-reception");
  const copy = { copy: "original", copies: 2, way: "collected", to: "王经理" };
  told(await reception.post(at(old.number, "dispatches"), copy));
  expect(await reception.post(at(old.number, "dispatches"), { ...copy, way: "courier" })).toMatchObject({
    status: 400,
  });
  const amend = (corrections: object) =>
    signatory.post(at(old.number, "amend"), { reason: "批号录入有误", corrections, ...password });
  expect(await amend({ batchNumber: "B-2" })).toMatchObject({ status: 409 }); // first under review
  told(await quality.post(at(old.number, "question"), { reason: "客户提出异议" }));
  expect(await amend({})).toMatchObject({ status: 422, body: { code: "nothing-amended" } });
  const fresh = told<{ number: string; printedNumber: string }>(await amend({ batchNumber: "B-2" }));
  await issued(fresh.number);
  expect(await row(old.number)).toMatchObject({ state: "replaced" });
  expect(await publicly(old.number)).toMatchObject({ state: "replaced", replacedBy: fresh.printedNumber });
  const content = CertificateContent.parse((await row(fresh.number)).content);
  expect(content.replaces).toEqual({
    ...{ printedNumber: old.printedNumber, reason: "批号录入有误" },
    changes: ["批号由“20261010A”改为“B-2”"],
  });
  expect((await life(fresh.number)).differences).toEqual([
    { field: "sample.batchNumber", before: "20261010A", after: "B-2" },
  ]);
  const before = await life(old.number);
  expect(before).toMatchObject({ toCallBack: 2, replacedBy: { printedNumber: fresh.printedNumber } });
  told(await reception.post(`/api/dispatches/${before.dispatches[0]?.id}/return`, { note: "已收回并盖作废章" }));
  expect((await life(old.number)).toCallBack).toBe(0);
});

test("a result that was wrong is sent back, done, checked and reviewed again before the amended certificate", async () => {
  const old = await aCertificate(lab);
  told(await quality.post(at(old.number, "question"), { reason: "检验结果有误" }));
  const { sampleId } = await row(old.number);
  const sample = await lab.db.sample.findUniqueOrThrow({ where: { id: sampleId }, include: { tasks: true } });
  const task = sample.tasks[0]?.id ?? "";
  told(await signatory.post(`/api/samples/${sample.number}/send-back`, { taskIds: [task], reason: "称样量录入有误" }));
  expect(await quality.post(at(old.number, "restore"), { reason: "算了" })).toMatchObject({ status: 409 });
  const analyst = await lab.as("demo-analyst");
  for (const d of (await bench(analyst, task)).determinations)
    for (const w of d.steps.flatMap((s) => s.weighings))
      told(await analyst.post(`/api/reading-uses/${w.useId}/undo`, { reason: "称样量录入有误" }));
  await typeValues(lab, analyst, task, ["0.22", "0.23"]);
  told(await analyst.post(`/api/tasks/${task}/submit`, { reason: "更正称样量" }));
  const amend = () => signatory.post(at(old.number, "amend"), { reason: "检验结果有误", ...password });
  expect(await amend()).toMatchObject({ status: 409 });
  told(await (await lab.as("demo-checker")).post(`/api/tasks/${task}/check`, password));
  told(await (await lab.as("demo-reviewer")).post(`/api/samples/${sample.number}/review`, password));
  const fresh = told<{ number: string }>(await amend());
  await issued(fresh.number);
  const differing = (await life(fresh.number)).differences.map(({ field }) => field);
  expect(differing).toContain("results.铅.resultText");
  expect(await lab.db.sample.findUnique({ where: { id: sampleId } })).toMatchObject({ state: "certified" });
  expect(await row(old.number)).toMatchObject({ state: "replaced" });
});

test("a certificate whose results changed in its review is not valid again as it was: it is amended or revoked", async () => {
  const old = await aCertificate(lab);
  told(await quality.post(at(old.number, "question"), { reason: "检验结果有误" }));
  const { sampleId } = await row(old.number);
  const sample = await lab.db.sample.findUniqueOrThrow({ where: { id: sampleId }, include: { tasks: true } });
  const task = sample.tasks[0]?.id ?? "";
  const redo = async (figures: string[]) => {
    told(await signatory.post(`/api/samples/${sample.number}/send-back`, { taskIds: [task], reason: "核对称样量" }));
    const analyst = await lab.as("demo-analyst");
    for (const d of (await bench(analyst, task)).determinations)
      for (const w of d.steps.flatMap((s) => s.weighings))
        told(await analyst.post(`/api/reading-uses/${w.useId}/undo`, { reason: "核对称样量" }));
    await typeValues(lab, analyst, task, figures);
    told(await analyst.post(`/api/tasks/${task}/submit`, { reason: "核对称样量" }));
    told(await (await lab.as("demo-checker")).post(`/api/tasks/${task}/check`, password));
  };
  const restore = () => quality.post(at(old.number, "restore"), { reason: "核对无误" });
  await redo(["0.22", "0.23"]);
  expect(await restore()).toMatchObject({ status: 409 }); // not reviewed yet
  told(await (await lab.as("demo-reviewer")).post(`/api/samples/${sample.number}/review`, password));
  expect(await restore()).toMatchObject({ status: 409, body: { code: "results-changed" } });
  await redo(["0.12", "0.13"]); // the same as on the certificate after all
  told(await (await lab.as("demo-reviewer")).post(`/api/samples/${sample.number}/review`, password));
  told(await restore());
  expect(await publicly(old.number)).toMatchObject({ state: "valid" });
});

test("while an amended certificate is being made the old one is neither restored nor revoked", async () => {
  const old = await aCertificate(lab);
  told(await quality.post(at(old.number, "question"), { reason: "批号有误" }));
  const body = { reason: "批号录入有误", corrections: { batchNumber: "B-3" }, ...password };
  const fresh = told<{ number: string }>(await signatory.post(at(old.number, "amend"), body));
  await issued(fresh.number);
  // as if its file were still being made
  await lab.db.certificate.update({ where: { number: fresh.number }, data: { state: "issuing" } });
  await lab.db.certificate.update({ where: { number: old.number }, data: { state: "under_review" } });
  expect(await quality.post(at(old.number, "restore"), { reason: "无误" })).toMatchObject({ status: 409 });
  expect(await signatory.post(at(old.number, "revoke"), { reason: "撤销", ...password })).toMatchObject({
    status: 409,
  });
  await lab.db.certificate.update({ where: { number: fresh.number }, data: { state: "under_review" } });
  await lab.db.certificate.update({ where: { number: old.number }, data: { state: "replaced" } });
  // who asks for the old one is led on, also while the new one is looked into
  expect((await publicly(old.number)).replacedBy).not.toBeNull();
});

test("a number that could not be issued is given up with its reason, and the sample is approved anew", async () => {
  const { number, sampleNumber } = await aCertificate(lab);
  const { id, sampleId } = await row(number);
  await lab.db.certificate.update({ where: { id }, data: { state: "issuing", sha256: null, fileId: null } });
  await lab.db.sample.update({ where: { id: sampleId }, data: { state: "approved" } });
  told(await signatory.post(at(number, "void"), { reason: "签名服务长期不可用" }));
  expect(await publicly(number)).toMatchObject({ state: "unknown" });
  const fresh = told<{ number: string }>(await signatory.post(`/api/samples/${sampleNumber}/approve`, password));
  await issued(fresh.number);
  expect(await row(number)).toMatchObject({ state: "voided", stateReason: "签名服务长期不可用" });
});

test("the gate names every condition that is not met and who mends it", async () => {
  const { sampleNumber, tasks } = await aSampleAtTheBench(lab, { items: ["铅"] });
  type Gate = { conditions: { code: string; isMet: boolean; details: string[] }[] };
  const gate = async () => told<Gate>(await signatory.get(`/api/samples/${sampleNumber}/gate`)).conditions;
  const unmet = async () => (await gate()).filter(({ isMet }) => !isMet).map(({ code }) => code);
  expect(await unmet()).toContain("results-checked");
  const analyst = await lab.as("demo-analyst");
  const task = tasks["铅"] ?? "";
  await typeValues(lab, analyst, task, ["0.12", "0.13"]);
  told(await analyst.post(`/api/tasks/${task}/submit`));
  told(await (await lab.as("demo-checker")).post(`/api/tasks/${task}/check`, password));
  expect(await unmet()).toEqual(["results-reviewed"]);
  told(await (await lab.as("demo-reviewer")).post(`/api/samples/${sampleNumber}/review`, password));
  expect(await unmet()).toEqual([]);
  const method = await lab.db.task.findUniqueOrThrow({ where: { id: task } });
  await lab.db.scope.updateMany({ where: { methodId: method.methodId }, data: { validUntil: "2026-11-30" } });
  await lab.db.sample.update({ where: { number: sampleNumber }, data: { producer: "\u{31350}厂" } });
  expect(await unmet()).toEqual(["in-scope", "text-printable"]);
  expect(await signatory.post(`/api/samples/${sampleNumber}/approve`, password)).toMatchObject({
    status: 409,
    body: { code: "gate-unmet", details: { codes: ["in-scope", "text-printable"] } },
  });
  await lab.db.scope.updateMany({ where: { methodId: method.methodId }, data: { validUntil: null } });
});

test("a file is known by its hash without a word about whose it is", async () => {
  const { number, printedNumber } = await aCertificate(lab);
  const { sha256 } = await row(number);
  const pdf = await lab.house.files.read(sha256 ?? "");
  const answer = told(await lab.nobody.post("/api/verify-file", { sha256 }));
  expect(answer).toMatchObject({ state: "valid", printedNumber });
  expect(JSON.stringify(answer)).not.toContain("临夏");
  const changed = createHash("sha256").update(pdf).update(" ").digest("hex");
  expect(told(await lab.nobody.post("/api/verify-file", { sha256: changed }))).toMatchObject({ state: "unknown" });
});

test("a sampled enterprise sees its supervisory certificate from the day it was notified, not before", async () => {
  const mine = "临夏示范牛羊肉制品有限公司";
  const [order, sample] = await sampledAt(lab, mine, "supervisory", "CJ-2026-77");
  const { number } = await aCertificate(lab, order, sample);
  const enterprise = await lab.as("demo-enterprise");
  const pdf = `/api/portal/certificates/${number}/certificate.pdf`;
  expect((await enterprise.get(pdf)).status).toBe(404);
  const { number: orderNumber } = await lab.db.order.findFirstOrThrow({ where: { sheetNumber: "CJ-2026-77" } });
  const reception = await lab.as("demo-reception");
  expect(await reception.post(`/api/orders/${orderNumber}/notified`, { on: "2027-01-01" })).toMatchObject({
    body: { code: "date-in-future" },
  });
  told(await reception.post(`/api/orders/${orderNumber}/notified`, { on: "2026-12-01" }));
  expect((await enterprise.get(pdf)).status).toBe(200);
  expect(told(await reception.get(`/api/orders/${orderNumber}`))).toMatchObject({ notifiedOn: "2026-12-01" });
});

test("the archive is read again: what is gone or damaged is named", async () => {
  const { number } = await aCertificate(lab);
  await checkArchive(lab.house);
  type Archive = { last: { checked: number; faults: { number: string }[] } };
  const archive = async () => told<Archive>(await signatory.get("/api/certificate-archive")).last;
  expect((await archive()).faults).toEqual([]);
  const checked = (await archive()).checked;
  expect(checked).toBe(await lab.db.certificate.count({ where: { sha256: { not: null } } }));
  const gone = {
    ...lab.house,
    files: { ...lab.house.files, read: () => Promise.reject(new Error("no such file")) },
    clock: lab.house.clock,
  };
  lab.clock.advance(1);
  await checkArchive(gone);
  expect((await archive()).faults.map((fault) => fault.number)).toContain(number);
});

test("an enterprise takes its certificates away as one file, and only its own; the form of their data is public", async () => {
  const { number, printedNumber } = await aCertificate(lab);
  const [order, sample] = await sampledAt(lab, "临夏示范牛羊肉制品有限公司", "risk_monitoring", "FX-2026-9");
  const hidden = await aCertificate(lab, order, sample);
  const enterprise = await lab.as("demo-enterprise");
  const zip = await enterprise.get(`/api/portal/certificates.zip?numbers=${number},${hidden.number}`);
  expect(zip.status).toBe(200);
  const files = new Zip(zip.bytes).getEntries();
  expect(files.map(({ entryName }) => entryName)).toEqual([`${printedNumber}.pdf`]);
  expect(files[0]?.getData()).toEqual(await lab.house.files.read((await row(number)).sha256 ?? ""));
  expect((await enterprise.get(`/api/portal/certificates.zip?numbers=${hidden.number}`)).status).toBe(404);
  const schema = await lab.nobody.get("/api/certificate-data.schema.json");
  expect(schema.body).toMatchObject({ properties: { certificate: { type: "object" } } });
});

test("a client objects to what it commissioned and reads the answer; a supervisory result is not contested here", async () => {
  const { number } = await aCertificate(lab);
  const enterprise = await lab.as("demo-enterprise");
  const text = "对铅的检测结果有异议，请复核称样量。";
  told(await enterprise.post(`/api/portal/certificates/${number}/objections`, { text }));
  const [raised] = (await life(number)).objections;
  expect(raised).toMatchObject({ text, answer: null });
  expect((await enterprise.post(`/api/objections/${raised?.id}/answer`, { answer: "自己答复自己" })).status).toBe(403);
  told(await quality.post(`/api/objections/${raised?.id}/answer`, { answer: "经复核原始记录，结果无误。" }));
  type Mine = { rows: { number: string; objections: { answer: string | null }[] }[] };
  const { rows } = told<Mine>(await enterprise.get("/api/portal/certificates"));
  expect(rows.find((r) => r.number === number)?.objections).toMatchObject([{ answer: "经复核原始记录，结果无误。" }]);

  const [order, sample] = await sampledAt(lab, "临夏示范牛羊肉制品有限公司", "supervisory", "CJ-2026-88");
  const other = await aCertificate(lab, order, sample);
  const { number: orderNumber } = await lab.db.order.findFirstOrThrow({ where: { sheetNumber: "CJ-2026-88" } });
  const path = `/api/portal/certificates/${other.number}/objections`;
  expect((await enterprise.post(path, { text })).status).toBe(404); // it does not know of it yet
  told(await (await lab.as("demo-reception")).post(`/api/orders/${orderNumber}/notified`, { on: "2026-12-01" }));
  expect((await enterprise.post(path, { text })).status).toBe(409);
});
