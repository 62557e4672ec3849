import { describe, expect, test } from "vitest";
import { NewOrder } from "../../server/orders/contract.ts";
import { emptyOrder, newSample, repeatSample, withSource } from "../../web/orders/order-draft.ts";
import type { OrderDraft, SampleDraft } from "../../web/orders/order-draft.ts";
import { missingOf, toNewOrder } from "../../web/orders/order-draft-rules.ts";

const id = "018f0000-0000-7000-8000-000000000001";
const client = { id, creditCode: "91622901000000019N", name: "示范公司", address: "", contact: "", phone: "" };
const test1 = { methodId: id, limitKind: "" as const, limitValue: "", limitUnit: "g/100 g", limitSource: "" };

const jerky: SampleDraft = {
  ...newSample("commissioned"),
  name: "牛肉干",
  category: "肉干",
  quantity: "6 袋",
  storage: "常温",
  tests: [test1],
};
const complete: OrderDraft = { ...emptyOrder, client, samples: [jerky] };
const lacks = (order: OrderDraft) => missingOf(order).map(({ lack }) => lack);

describe("what an order still misses", () => {
  test("an empty form names every field that is needed, and where it is", () => {
    expect(missingOf(emptyOrder)).toEqual([
      { lack: "client", sample: null, field: "client" },
      { lack: "name", sample: 0, field: "0-name" },
      { lack: "category", sample: 0, field: "0-category" },
      { lack: "quantity", sample: 0, field: "0-quantity" },
      { lack: "storage", sample: 0, field: "0-storage" },
      { lack: "tests", sample: 0, field: "0-tests" },
    ]);
  });
  test("a complete commissioned order misses nothing", () => {
    expect(lacks(complete)).toEqual([]);
  });
  test("supervisory sampling needs the sheet, the sampled enterprise and a sealed pair with photos", () => {
    expect(lacks(withSource(complete, "supervisory"))).toEqual([
      "sampled",
      "sheetNumber",
      "sealNumber",
      "sealIntact",
      "sealPhoto",
      "sealNumber",
      "sealIntact",
      "sealPhoto",
    ]);
  });
  test("a broken seal is not accepted, whatever the source", () => {
    const [first] = jerky.containers;
    const broken = { ...jerky, containers: first ? [{ ...first, sealNumber: "F1", isSealIntact: "no" as const }] : [] };
    expect(lacks({ ...complete, samples: [broken] })).toEqual(["sealBroken"]);
  });
  test("a declared limit needs its figure and its source", () => {
    const declared = { ...jerky, tests: [{ ...test1, limitKind: "max" as const, limitValue: "二十" }] };
    expect(lacks({ ...complete, samples: [declared] })).toEqual(["limitValue", "limitSource"]);
  });
  test.each([
    [{ gtin: "6901234567890" }, ["gtin"]],
    [{ productionDate: "20260230" }, ["productionDate"]],
    [{ dehydrationFactor: "4,5" }, ["factor", "factorSource"]],
    [{ dehydrationFactor: "4.5", dehydrationSource: "GB 2762 附录" }, []],
  ])("a sample with %o misses %o", (change, expected) => {
    expect(lacks({ ...complete, samples: [{ ...jerky, ...change }] })).toEqual(expected);
  });
});

describe("the order as it is told to the server", () => {
  test("days are written out, what is empty is left out, and the contract accepts it", () => {
    const told = toNewOrder({ ...complete, samples: [{ ...jerky, productionDate: "20261012", temperature: " " }] });
    expect(NewOrder.parse(told)).toMatchObject({
      clientId: id,
      samples: [{ productionDate: "2026-10-12", tests: [{ methodId: id }] }],
    });
    expect(told.samples[0]?.temperature).toBeUndefined();
    expect(told.dueOn).toBeUndefined();
  });
  test("a repeated line keeps the product but not the seal and the photos of the other", () => {
    const sealed = { ...jerky, photoIds: [id], containers: jerky.containers.map((c) => ({ ...c, sealNumber: "F1" })) };
    expect(repeatSample(sealed)).toMatchObject({ name: "牛肉干", photoIds: [], containers: [{ sealNumber: "" }] });
  });
  test("containers that were described stay when the source changes", () => {
    const described = { ...jerky, containers: jerky.containers.map((c) => ({ ...c, quantity: "3 袋" })) };
    expect(withSource({ ...complete, samples: [described] }, "supervisory").samples[0]?.containers).toHaveLength(1);
    expect(withSource(complete, "supervisory").samples[0]?.containers.map(({ kind }) => kind)).toEqual([
      "test",
      "reserve",
    ]);
  });
});
