import { afterAll, beforeAll, describe, test } from "vitest";
import { openLab, type Client, type Lab } from "../setup/lab.ts";
import { expectRefused } from "../setup/refusals.ts";
import { anOrder } from "../setup/story.ts";

let lab: Lab;
let reception: Client;
const ids = { sampled: "", authority: "", nobody: "01900000-0000-7000-8000-000000000000" };

beforeAll(async () => {
  lab = await openLab();
  reception = await lab.as("demo-reception");
  await lab.as("demo-county");
  ids.sampled = (await lab.db.enterprise.findFirstOrThrow({ where: { name: "东乡示范食品加工厂" } })).id;
  ids.authority = (await lab.db.enterprise.findFirstOrThrow({ where: { name: "示范州市场监督管理局" } })).id;
});
afterAll(() => lab.close());

const registering = async (changes: Parameters<typeof anOrder>[1], by = reception) =>
  by.post("/api/orders", await anOrder(lab, changes));
const seal = (kind: string, more: Record<string, unknown> = {}) => ({
  kind,
  sealNumber: `F-${kind}`,
  isSealIntact: true,
  ...more,
});
const supervisory = (order: Record<string, unknown> = {}) => ({
  source: "supervisory",
  clientId: ids.authority,
  sampledEnterpriseId: ids.sampled,
  sheetNumber: "SC-2026-001",
  ...order,
});

describe("what is wrong with the parties and the papers", () => {
  test("a client or a sampled enterprise that is not registered", async () => {
    await expectRefused(lab, () => registering({ order: { clientId: ids.nobody } }), 404, "not-found");
    await expectRefused(
      lab,
      () =>
        registering({
          order: supervisory({ sampledEnterpriseId: ids.nobody }),
          sample: { containers: [seal("test"), seal("reserve")] },
        }),
      404,
      "not-found",
    );
  });

  test("a photo that does not exist, or belongs to another laboratory", async () => {
    await expectRefused(lab, () => registering({ sample: { photoIds: [ids.nobody] } }), 404, "not-found");
    const picture = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);
    const foreign = await (await lab.as("demo-county")).post("/api/photos", picture, { "content-type": "image/jpeg" });
    const { id } = foreign.body as { id: string };
    await expectRefused(lab, () => registering({ sample: { photoIds: [id] } }), 404, "not-found");
    await expectRefused(
      lab,
      () =>
        registering({
          order: supervisory(),
          sample: { containers: [seal("test", { sealPhotoId: id }), seal("reserve")] },
        }),
      404,
      "not-found",
    );
    await expectRefused(lab, () => reception.get(`/api/photos/${id}`), 404, "not-found");
  });

  const enterprise = { creditCode: "914403001922038216", name: "新客户", address: "", contact: "", phone: "" };
  test.each([
    "914403001922038217",
    "91440300192203821O",
    "12345678",
    "91110000600037342L",
    "9144030019220382161",
    "９１４４０３００１９２２０３８２１７",
  ])("the credit code %s", async (creditCode) => {
    await expectRefused(
      lab,
      () => reception.post("/api/enterprises", { ...enterprise, creditCode }),
      422,
      "credit-code-wrong",
      { zh: creditCode, en: "licence" },
    );
  });

  test("a credit code that is registered already, however it is typed", async () => {
    await expectRefused(
      lab,
      () => reception.post("/api/enterprises", { ...enterprise, creditCode: "9162 2901 0000 0001 9n" }),
      409,
      "already-exists",
      { zh: "91622901000000019N" },
    );
    await expectRefused(
      lab,
      () => reception.post("/api/enterprises", { ...enterprise, creditCode: "91622901-00000001-9N" }),
      409,
      "already-exists",
    );
  });

  test("an order due before it came", async () => {
    await expectRefused(lab, () => registering({ order: { dueOn: "2026-11-30" } }), 422, "due-before-receipt", {
      zh: "2026-11-30",
    });
  });

  test("an order received tomorrow", async () => {
    await expectRefused(lab, () => registering({ order: { receivedOn: "2026-12-02" } }), 422, "date-in-future", {
      zh: "2026-12-02",
    });
  });
});

describe("what is no order at all", () => {
  test.each([
    { what: "text", body: "委托一份" },
    { what: "half of an object", body: '{"source":"commissioned"' },
    { what: "a number", body: "12" },
    { what: "text in quotes", body: '"order"' },
    { what: "XML", body: "<order/>" },
  ])("$what instead of JSON", async ({ body }) => {
    await expectRefused(lab, () => reception.post("/api/orders", body), 400, "not-json");
  });

  test("a body larger than two megabytes", async () => {
    const remarks = "长".repeat(1024 * 1024);
    await expectRefused(lab, () => registering({ order: { remarks } }), 413, "too-large", { zh: "2 MB", en: "2 MB" });
  });

  test.each([{ body: [] }, { body: {} }, { body: { source: "commissioned", clientId: 7, samples: "none" } }])(
    "a shape that is not the contract's: $body",
    async ({ body }) => {
      await expectRefused(lab, () => reception.post("/api/orders", body), 400, "bad-request");
    },
  );
});
