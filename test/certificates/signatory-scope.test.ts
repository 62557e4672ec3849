import { afterAll, beforeAll, expect, test } from "vitest";
import type { ApprovalBatch } from "../../server/certificates/contract.ts";
import type { GateCondition } from "../../server/certificates/life-contract.ts";
import { coversField, scopeCategories } from "../../server/work/rules/signatory-scope.ts";
import type { SignatoryScopeView } from "../../server/work/signatory-contract.ts";
import { eventually } from "../setup/bench.ts";
import { aCertificate, aReviewedSample } from "../setup/certified.ts";
import { openLab, type Client, type Lab } from "../setup/lab.ts";
import { aPerson } from "../setup/people.ts";
import { methodId, password, told } from "../setup/story.ts";

let lab: Lab;
let manager: Client;
let signatory: Client;
let signatoryId: string;
let lead: string;
let moisture: string;
beforeAll(async () => {
  lab = await openLab();
  manager = await lab.as("demo-manager");
  signatory = await lab.as("demo-signatory");
  signatoryId = (await lab.db.person.findUniqueOrThrow({ where: { login: "demo-signatory" } })).id;
  [lead, moisture] = [await methodId(lab, "铅"), await methodId(lab, "水分")];
});
afterAll(() => lab.close());

type Scopes = { people: { id: string; name: string }[]; categories: string[]; rows: SignatoryScopeView[] };
const scopes = async (client = manager) => told<Scopes>(await client.get("/api/signatory-scopes"));
const grant = (personId: string, field: object, client = manager) =>
  client.post("/api/signatory-scopes", {
    personId,
    isEverything: false,
    validFrom: "2026-12-01",
    basis: "资质认定评审",
    ...field,
  });
const condition = async (client: Client, number: string) =>
  told<{ conditions: GateCondition[] }>(await client.get(`/api/samples/${number}/gate`)).conditions.find(
    ({ code }) => code === "signatory-in-scope",
  );
const outside = {
  status: 409,
  body: {
    code: "gate-unmet",
    details: { codes: ["signatory-in-scope"], conditions: ["项目不在授权签字人的签字领域内（铅 GB 5009.12-2023）"] },
  },
};

test.each([
  ["all fields", {}, true],
  ["its method", { methodId: "m" }, true],
  ["another method", { methodId: "n" }, false],
  ["the category itself", { category: "乳及乳制品>风味发酵乳" }, true],
  ["a category above it", { category: "乳及乳制品" }, true],
  ["a category that only begins alike", { category: "乳及乳" }, false],
  ["a category under it", { category: "乳及乳制品>风味发酵乳>原味" }, false],
  ["its last day", { validUntil: "2026-12-01" }, true],
  ["ended the day before", { validUntil: "2026-11-30" }, false],
  ["from tomorrow", { validFrom: "2026-12-02" }, false],
])("a signatory's field: %s", (_, changes, expected) => {
  const row = { methodId: null, category: null, validFrom: "2026-01-01", validUntil: null, ...changes };
  expect(coversField(row, "m", "乳及乳制品>风味发酵乳", "2026-12-01")).toBe(expected);
});

test("a scope may be given by the first two steps of every category", () => {
  expect(scopeCategories(["肉>熟肉>肉干", "肉>熟肉>肉松", "乳"])).toEqual(["乳", "肉", "肉>熟肉"]);
});

test("the demonstration's signatory holds all fields; somebody new holds none and approves nothing before the technical manager grants", async () => {
  expect((await scopes()).rows).toMatchObject([
    { personId: signatoryId, methodId: null, category: null, state: "valid" },
  ]);
  const fresh = await aPerson(lab, "new-signatory", ["signatory"], { maySign: false });
  const client = await fresh.client();
  const number = await aReviewedSample(lab);
  expect(await client.post(`/api/samples/${number}/approve`, password)).toMatchObject(outside);
  expect(await condition(client, number)).toEqual({
    code: "signatory-in-scope",
    isMet: false,
    details: ["铅 GB 5009.12-2023"],
    mend: "technical_manager",
  });
  // for who does not approve it answers by whoever of the house may sign
  expect(await condition(await lab.as("demo-reviewer"), number)).toMatchObject({ isMet: true });
  expect(await client.post(`/api/approval-batches`, { numbers: [number], ...password })).toMatchObject({ status: 200 });
  await eventually("the batch is over", async () => {
    const { batch } = told<{ batch: ApprovalBatch }>(await client.get("/api/approval-batches/last"));
    return batch.isOver;
  });
  expect((await client.get("/api/approval-batches/last")).body).toMatchObject({
    batch: { approved: 0, refused: [{ sampleNumber: number, ...outside.body }] },
  });

  told(await grant(fresh.id, { methodIds: [moisture] }));
  expect(await client.post(`/api/samples/${number}/approve`, password)).toMatchObject(outside);
  told(await grant(fresh.id, { categories: ["肉及肉制品"], validUntil: "2026-12-20" }));
  expect(await condition(client, number)).toMatchObject({ isMet: true, details: [] });
  told(await client.post(`/api/samples/${number}/approve`, password));
});

test("only the technical manager grants and ends, never for themselves; what is wrong is refused with the reason", async () => {
  const { id } = await aPerson(lab, "second-signatory", ["signatory"], { maySign: false });
  for (const login of ["demo-admin", "demo-supervisor", "demo-quality", "demo-signatory"])
    expect((await grant(id, { isEverything: true }, await lab.as(login))).status, login).toBe(403);
  const both = await aPerson(lab, "manager-and-signatory", ["technical_manager", "signatory"]);
  const own = (await scopes()).rows.find(({ personId }) => personId === both.id);
  const end = { on: "2026-12-01", reason: "调岗" };
  expect(await grant(both.id, { methodIds: [lead] }, await both.client())).toMatchObject({
    status: 403,
    body: {
      code: "own-scope",
      title: expect.stringContaining("另一位技术负责人"),
      titleEn: expect.stringContaining("another technical manager"),
    },
  });
  expect(await (await both.client()).post(`/api/signatory-scopes/${own?.id}/end`, end)).toMatchObject({
    body: { code: "own-scope" },
  });

  expect((await grant(id, {})).status).toBe(400);
  expect((await grant(id, { isEverything: true, methodIds: [lead] })).status).toBe(400);
  expect((await grant(id, { methodIds: [lead], validUntil: "2026-11-01" })).status).toBe(400);
  expect((await grant(id, { methodIds: [id] })).status).toBe(404);
  expect(await grant(id, { categories: ["不存在的类"] })).toMatchObject({ body: { code: "category-unknown" } });
  const analyst = await lab.db.person.findUniqueOrThrow({ where: { login: "demo-analyst" } });
  expect((await grant(analyst.id, { methodIds: [lead] })).status).toBe(404);
  told(await grant(id, { methodIds: [lead, moisture] }));
  expect(await grant(id, { methodIds: [lead], validFrom: "2027-05-01" })).toMatchObject({
    status: 409,
    body: { code: "already-exists" },
  });
  const held = (await scopes()).rows.find((row) => row.personId === id && row.methodId === lead);
  told(await manager.post(`/api/signatory-scopes/${held?.id}/end`, end));
  expect((await scopes()).rows.find((row) => row.id === held?.id)).toMatchObject({
    validUntil: "2026-12-01",
    endReason: "调岗",
  });
  expect(await lab.db.trailEntry.count({ where: { action: { startsWith: "signatory-scope." } } })).toBeGreaterThan(2);
});

test("another laboratory's technical manager neither sees nor changes it", async () => {
  const stranger = await (await aPerson(lab, "county-manager", ["technical_manager"], { at: "622921" })).client();
  expect(await scopes(stranger)).toMatchObject({ people: [], rows: [] });
  expect((await grant(signatoryId, { methodIds: [lead] }, stranger)).status).toBe(404);
  const [row] = await lab.db.signatoryScope.findMany({ where: { personId: signatoryId } });
  const end = { on: "2026-12-01", reason: "试试" };
  expect((await stranger.post(`/api/signatory-scopes/${row?.id}/end`, end)).status).toBe(404);
});

test("a scope that was narrowed stops amendments and certificates of several samples too", async () => {
  const old = await aCertificate(lab);
  told(await (await lab.as("demo-quality")).post(`/api/certificates/${old.number}/question`, { reason: "批号有误" }));
  const pair = { order: { combinesSamples: true } };
  const number = await aReviewedSample(lab, pair.order);
  const held = await lab.db.signatoryScope.findFirstOrThrow({ where: { personId: signatoryId } });
  told(await manager.post(`/api/signatory-scopes/${held.id}/end`, { on: "2026-11-30", reason: "缩小领域" }));
  told(await grant(signatoryId, { methodIds: [moisture] }));
  const amended = { reason: "批号有误", corrections: { batchNumber: "B-2" }, ...password };
  expect(await signatory.post(`/api/certificates/${old.number}/amend`, amended)).toMatchObject(outside);
  expect(await signatory.post(`/api/samples/${number}/approve`, password)).toMatchObject(outside);
  expect(await lab.db.signature.count({ where: { meaning: "amend" } })).toBe(0);
  told(await grant(signatoryId, { methodIds: [lead] }));
  told(await signatory.post(`/api/samples/${number}/approve`, password));
  told(await signatory.post(`/api/certificates/${old.number}/amend`, amended));
});
