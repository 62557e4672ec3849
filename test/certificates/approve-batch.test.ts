import { afterAll, beforeAll, expect, test } from "vitest";
import type { ApprovalBatch } from "../../server/certificates/contract.ts";
import { resumeBatches } from "../../server/certificates/work-through-batch.ts";
import { eventually } from "../setup/bench.ts";
import { aReviewedSample } from "../setup/certified.ts";
import { openLab, type Client, type Lab } from "../setup/lab.ts";
import { password, told } from "../setup/story.ts";

let lab: Lab;
let signatory: Client;
beforeAll(async () => {
  lab = await openLab();
  signatory = await lab.as("demo-signatory");
});
afterAll(() => lab.close());

const begin = (numbers: string[]) => signatory.post("/api/approval-batches", { numbers, ...password });
const last = async () =>
  told<{ batch: ApprovalBatch | null }>(await signatory.get("/api/approval-batches/last")).batch as ApprovalBatch;
const over = () =>
  eventually("the batch is over and its certificates are issued", async () => {
    const batch = await last();
    return batch.isOver && batch.issued === batch.approved;
  });

test("a batch is approved with one signature and issued with nobody looking on; what is refused is told and stops no other", async () => {
  const [first, second, third] = [await aReviewedSample(lab), await aReviewedSample(lab), await aReviewedSample(lab)];
  const producer = (number: string, name: string) =>
    lab.db.sample.update({ where: { number }, data: { producer: name } });
  await producer(second, "\u{31350}厂"); // no font has it
  expect(await begin([first, "0".repeat(16)])).toMatchObject({ status: 404 });
  expect(await signatory.post("/api/approval-batches", { numbers: [first], password: "wrong" })).toMatchObject({
    body: { code: "signature-refused" },
  });
  expect(await lab.db.approvalBatch.count()).toBe(0);

  const answer = told<ApprovalBatch>(await begin([first, second, third, first]));
  expect(answer).toMatchObject({ all: 3, isOver: false });
  await over();
  expect(await last()).toMatchObject({
    all: 3,
    approved: 2,
    issued: 2,
    waiting: 0,
    refused: [{ sampleNumber: second, code: "gate-unmet", details: { codes: ["text-printable"] } }],
  });
  const rows = await lab.db.certificate.findMany({ where: { sample: { number: { in: [first, third] } } } });
  expect(rows.map(({ state }) => state)).toEqual(["issued", "issued"]);
  // every sample has a signature of its own, at the moment of the one act
  const batch = await lab.db.approvalBatch.findFirstOrThrow();
  for (const { sampleId } of rows)
    expect(await lab.db.signature.findMany({ where: { subjectId: sampleId, meaning: "approve" } })).toMatchObject([
      { personId: batch.byId, signedAt: batch.at },
    ]);
  await producer(second, "某厂");
  told(await begin([second]));
  await over();
  expect(await last()).toMatchObject({ approved: 1, refused: [] });
});

test("a batch that a crash interrupted is taken up where it was: nothing twice, nothing left out", async () => {
  const numbers = [await aReviewedSample(lab), await aReviewedSample(lab)];
  told(await begin(numbers));
  await over();
  const before = await lab.db.certificate.count();
  // as a crash leaves it between two samples: the second approved, its line and the end not written
  await lab.db.approvalItem.updateMany({
    where: { sampleNumber: numbers[1] ?? "" },
    data: { state: "waiting", certificateNumber: null },
  });
  const { id } = await lab.db.approvalBatch.findFirstOrThrow({ orderBy: { at: "desc" } });
  await lab.db.approvalBatch.updateMany({
    where: { items: { some: { sampleNumber: numbers[1] ?? "" } } },
    data: { endedAt: null },
  });
  await Promise.all([resumeBatches(lab.house, { waitedMs: 0 }), resumeBatches(lab.house, { waitedMs: 0 })]);
  expect(await lab.db.certificate.count()).toBe(before);
  expect(id).toBeTruthy();
  expect(await lab.db.approvalBatch.count({ where: { endedAt: null } })).toBe(0);
});

test("a batch is stopped by who began it and by nobody else; what was approved stays; a right that was taken stops the rest", async () => {
  const number = await aReviewedSample(lab);
  const person = await lab.db.person.findUniqueOrThrow({ where: { login: "demo-signatory" } });
  const unbegun = async () => {
    const at = lab.clock.now();
    const batch = await lab.db.approvalBatch.create({
      data: {
        laboratoryId: person.laboratoryId ?? "",
        byId: person.id,
        by: person.name,
        at,
        movedAt: at,
        items: { create: [{ sampleNumber: number, sampleName: "样品" }] },
      },
    });
    const act = { meaning: "approve", subject: "approval-batch", subjectId: batch.id, signedAt: at } as const;
    await lab.db.signature.create({ data: { personId: person.id, personName: person.name, ...act } });
    return batch;
  };
  const batch = await unbegun();
  const stop = (client: Client) => client.post(`/api/approval-batches/${batch.id}/cancel`);
  expect((await stop(await lab.as("demo-reviewer"))).status).toBe(403);
  expect(await begin([number])).toMatchObject({ status: 409, body: { code: "batch-running" } });
  expect(told<ApprovalBatch>(await stop(signatory))).toMatchObject({ cancelled: 1, isOver: true, approved: 0 });
  await resumeBatches(lab.house, { waitedMs: 0 });
  expect(await lab.db.sample.findUnique({ where: { number } })).toMatchObject({ state: "under_review" });

  await lab.db.person.update({ where: { id: person.id }, data: { roles: ["reviewer"] } });
  await unbegun();
  await resumeBatches(lab.house, { waitedMs: 0 });
  await lab.db.person.update({ where: { id: person.id }, data: { roles: person.roles } });
  expect(await last()).toMatchObject({ isOver: true, approved: 0, refused: [{ code: "not-allowed" }] });

  await unbegun();
  lab.clock.advance(13 * 60); // a signature of yesterday carries nothing today
  await resumeBatches(lab.house, { waitedMs: 0 });
  expect(await last()).toMatchObject({ approved: 0, refused: [{ code: "signature-refused" }] });
});
