import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openLab, type Client, type Lab } from "../setup/lab.ts";
import { everything, expectRefused } from "../setup/refusals.ts";
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

describe("what is wrong with the sample", () => {
  test.each([
    {
      what: "a category that is in no tree",
      sample: { category: "肉及肉制品>独角兽干" },
      code: "category-unknown",
      says: "独角兽",
    },
    {
      what: "a barcode with a wrong check digit",
      sample: { gtin: "9521234500019" },
      code: "gtin-wrong",
      says: "9521234500019",
    },
    { what: "a barcode of the wrong length", sample: { gtin: "95212345000" }, code: "gtin-wrong", says: "95212345000" },
    {
      what: "a production date after its receipt",
      sample: { productionDate: "2026-12-02" },
      code: "production-after-receipt",
      says: "2026-12-02",
    },
    {
      what: "a day of sampling after its receipt",
      sample: { sampledOn: "2026-12-02" },
      code: "sampled-after-receipt",
      says: "2026-12-02",
    },
    {
      what: "a dehydration factor nobody accounts for",
      sample: { dehydrationFactor: "0.62" },
      code: "factor-needs-source",
    },
    {
      what: "a dehydration factor of nothing",
      sample: { dehydrationFactor: "0.00", dehydrationSource: "工艺规程" },
      code: "factor-needs-source",
    },
    {
      what: "a reserve and no container to test from",
      sample: { containers: [{ kind: "reserve" }] },
      code: "test-container-needed",
      says: "风干牛肉干",
    },
  ])("$what is refused", async ({ sample, code, says }) => {
    await expectRefused(lab, () => registering({ sample }), 422, code, says ? { zh: says, en: says } : {});
  });

  test.each([
    { what: "a day that does not exist", sample: { productionDate: "2026-02-30" } },
    { what: "no container at all", sample: { containers: [] } },
    { what: "no item to test", sample: { tests: [] } },
    { what: "a name of nothing but spaces", sample: { name: "   " } },
    { what: "a name as long as a letter", sample: { name: "牛".repeat(201) } },
    { what: "a factor that is no figure", sample: { dehydrationFactor: "1e3", dehydrationSource: "工艺规程" } },
    { what: "a kind of container nobody knows", sample: { containers: [{ kind: "secret" }] } },
  ])("$what is refused with the field that is wrong", async ({ sample }) => {
    await expectRefused(lab, () => registering({ sample }), 400, "bad-request", {
      zh: `samples.0.${Object.keys(sample)[0]}`,
    });
  });
});

describe("what is wrong with the items", () => {
  test("an item outside the laboratory's scope", async () => {
    const county = await lab.as("demo-county");
    await expectRefused(lab, () => registering({ items: ["水分", "铅"] }, county), 422, "out-of-scope", {
      zh: "GB 5009.12-2023",
      en: "GB 5009.12-2023",
    });
  });

  test("a declared limit in another unit than the method reports", async () => {
    const { methodId } = await test1("水分");
    const declaredLimit = { kind: "max", value: "200", unit: "mg/kg", source: "Q/LXSF 0001S" };
    await expectRefused(
      lab,
      () => registering({ sample: { tests: [{ methodId, declaredLimit }] } }),
      422,
      "declared-unit-differs",
      { zh: "g/100 g", en: "mg/kg" },
    );
  });

  test("a method nobody published, the same method twice, a method not yet in force", async () => {
    await expectRefused(lab, () => registering({ sample: { tests: [{ methodId: ids.nobody }] } }), 404, "not-found");
    const { methodId } = await test1("水分");
    await expectRefused(
      lab,
      () => registering({ sample: { tests: [{ methodId }, { methodId }] } }),
      409,
      "already-exists",
    );
    const like = await lab.db.method.findUniqueOrThrow({
      where: { id: methodId },
      omit: { id: true, uncertainty: true, components: true, pcr: true, sampleNeed: true, environment: true },
    });
    const coming = await lab.db.method.create({
      data: {
        ...like,
        code: "GB 5009.3-2027",
        reporting: like.reporting as object,
        steps: like.steps as object[],
        equipmentNeeds: like.equipmentNeeds as object[],
        recoveryBands: like.recoveryBands as object[],
        inForceFrom: "2027-03-01",
      },
    });
    await expectRefused(
      lab,
      () => registering({ sample: { tests: [{ methodId: coming.id }] } }),
      422,
      "method-not-in-force",
      { zh: "GB 5009.3-2027" },
    );
  });

  test("a limit asked for an item or a category that nobody knows", async () => {
    const ask = (query: Record<string, string>) =>
      reception.get(
        `/api/limits/in-force?${new URLSearchParams({ category: "肉及肉制品", item: "铅", on: "2026-12-01", ...query }).toString()}`,
      );
    await expectRefused(lab, () => ask({ item: "独角兽素" }), 422, "item-unknown", { zh: "独角兽素" });
    await expectRefused(lab, () => ask({ category: "独角兽" }), 422, "category-unknown", { zh: "独角兽" });
    await expectRefused(lab, () => ask({ on: "2026-13-01" }), 400, "bad-request");
  });

  async function test1(item: string): Promise<{ methodId: string }> {
    return { methodId: (await lab.db.method.findFirstOrThrow({ where: { item: { name: item } } })).id };
  }
});

describe("what is wrong with a supervisory sample", () => {
  const both = [seal("test"), seal("reserve")];
  test.each([
    { what: "no sheet number", order: { sheetNumber: undefined }, containers: both, code: "sheet-number-needed" },
    { what: "a sheet number of spaces", order: { sheetNumber: "  " }, containers: both, code: "sheet-number-needed" },
    {
      what: "nobody it was taken from",
      order: { sampledEnterpriseId: undefined },
      containers: both,
      code: "sampled-enterprise-needed",
    },
    { what: "no reserve", order: {}, containers: [seal("test")], code: "reserve-needed" },
    {
      what: "a container without its seal",
      order: {},
      containers: [seal("test", { sealNumber: undefined }), seal("reserve")],
      code: "seal-needed",
    },
    {
      what: "a seal nobody looked at",
      order: {},
      containers: [seal("test"), seal("reserve", { isSealIntact: undefined })],
      code: "seal-needed",
    },
    {
      what: "a broken seal on the test container",
      order: {},
      containers: [seal("test", { isSealIntact: false }), seal("reserve")],
      code: "seal-broken",
    },
    {
      what: "a broken seal on the reserve",
      order: {},
      containers: [seal("test"), seal("reserve", { isSealIntact: false })],
      code: "seal-broken",
    },
  ])("$what", async ({ order, containers, code }) => {
    await expectRefused(lab, () => registering({ order: supervisory(order), sample: { containers } }), 422, code);
  });

  test("a sheet number that is registered already, also by another laboratory, whose order it does not tell", async () => {
    const moisture = { items: ["水分"], sample: { containers: both } };
    const first = await registering({ ...moisture, order: supervisory({ sheetNumber: "SC-TAKEN" }) });
    expect(first.status).toBe(200);
    const { number } = first.body as { number: string };
    await expectRefused(
      lab,
      () => registering({ ...moisture, order: supervisory({ sheetNumber: "SC-TAKEN" }) }),
      409,
      "sheet-number-taken",
      { zh: number, en: "SC-TAKEN" },
    );
    const county = await lab.as("demo-county");
    const before = await everything(lab);
    const elsewhere = await registering({ ...moisture, order: supervisory({ sheetNumber: "SC-TAKEN" }) }, county);
    expect(elsewhere).toMatchObject({ status: 409, body: { code: "sheet-number-taken" } });
    expect(JSON.stringify(elsewhere.body)).not.toContain(number);
    expect(await everything(lab)).toEqual(before);
  });
});
