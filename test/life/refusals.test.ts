import { afterAll, beforeAll, expect, test } from "vitest";
import type { OrderView } from "../../server/orders/contract.ts";
import { openLab, type Answer, type Lab } from "../setup/lab.ts";
import { aSampleAtTheBench, anOrder, password, told, typeValues } from "../setup/story.ts";

let lab: Lab;
beforeAll(async () => {
  lab = await openLab();
}, 60_000);
afterAll(() => lab.close());

/** Everything a refused change could have touched. */
async function everything(): Promise<Record<string, number>> {
  const { db } = lab;
  return {
    orders: await db.order.count(),
    samples: await db.sample.count(),
    containers: await db.container.count(),
    tasks: await db.task.count(),
    enterprises: await db.enterprise.count(),
    files: await db.storedFile.count(),
    signatures: await db.signature.count(),
    counters: (await db.counter.findMany()).reduce((sum, c) => sum + c.last, 0),
    checked: await db.task.count({ where: { state: "checked" } }),
  };
}

/** Asks for something that has to be refused: by this code, with a sentence in both languages, and nothing changed. */
async function refused(code: string, status: number, ask: () => Promise<Answer>): Promise<void> {
  const before = await everything();
  const answer = await ask();
  expect(answer).toMatchObject({
    status,
    body: { code, title: expect.stringMatching(/[\u4e00-\u9fff]/), titleEn: expect.stringMatching(/[A-Za-z]{3}/) },
  });
  expect(answer.headers.get("content-type")).toMatch("application/problem+json");
  expect(await everything()).toEqual(before);
}

test("a wrong check digit is refused: of a credit code, a product barcode, a scanned number", async () => {
  const reception = await lab.as("demo-reception");
  await refused("credit-code-wrong", 422, () =>
    reception.post("/api/enterprises", {
      creditCode: "914403001922038217",
      name: "某企业",
      address: "",
      contact: "",
      phone: "",
    }),
  );
  await refused("gtin-wrong", 422, async () =>
    reception.post("/api/orders", await anOrder(lab, { sample: { gtin: "6901234567893" } })),
  );
  await refused("check-digit-wrong", 422, () => reception.get("/api/scan?code=1622900260000001"));
});

test("an unknown category has no limits and is refused", async () => {
  const reception = await lab.as("demo-reception");
  await refused("category-unknown", 422, async () =>
    reception.post("/api/orders", await anOrder(lab, { sample: { category: "肉及肉制品>月球牛肉" } })),
  );
  await refused("item-unknown", 422, () =>
    reception.get(
      `/api/limits/in-force?on=2026-10-10&category=${encodeURIComponent("肉及肉制品>熟肉制品>熟肉干制品（牛肉干等）")}&item=${encodeURIComponent("氪石")}`,
    ),
  );
});

test("supervisory sampling needs its sheet, and both containers sealed and intact", async () => {
  const reception = await lab.as("demo-reception");
  const sampledEnterpriseId = (await lab.db.enterprise.findFirstOrThrow({ where: { name: "东乡示范食品加工厂" } })).id;
  const sealed = (kind: string, changes = {}) => ({ kind, sealNumber: `F-${kind}`, isSealIntact: true, ...changes });
  const order = (order: Record<string, unknown>, containers: unknown[]) => async () =>
    reception.post(
      "/api/orders",
      await anOrder(lab, {
        items: ["铅"],
        order: { source: "supervisory", sampledEnterpriseId, ...order },
        sample: { containers },
      }),
    );
  await refused("sheet-number-needed", 422, order({}, [sealed("test"), sealed("reserve")]));
  await refused(
    "sampled-enterprise-needed",
    422,
    order({ sheetNumber: "CJ-1", sampledEnterpriseId: undefined }, [sealed("test"), sealed("reserve")]),
  );
  await refused("reserve-needed", 422, order({ sheetNumber: "CJ-1" }, [sealed("test")]));
  await refused("seal-needed", 422, order({ sheetNumber: "CJ-1" }, [sealed("test"), { kind: "reserve" }]));
  await refused(
    "seal-broken",
    422,
    order({ sheetNumber: "CJ-1" }, [sealed("test", { isSealIntact: false }), sealed("reserve")]),
  );
  const good = told<OrderView>(await order({ sheetNumber: "CJ-1" }, [sealed("test"), sealed("reserve")])());
  await refused("sheet-number-taken", 409, order({ sheetNumber: "CJ-1" }, [sealed("test"), sealed("reserve")]));
  const reserve = good.sampleRows[0]?.containers.find((c) => c.kind === "reserve")?.number;
  await refused("reserve-sealed", 409, async () =>
    (await lab.as("demo-analyst")).post(`/api/containers/${reserve}/hand-out`),
  );
});

test("what does not fit the order is refused: dates, units, factors without a source", async () => {
  const reception = await lab.as("demo-reception");
  const order = (sample: Record<string, unknown>) => async () =>
    reception.post("/api/orders", await anOrder(lab, { items: ["铅"], sample }));
  await refused("production-after-receipt", 422, order({ productionDate: "2027-01-01" }));
  await refused("factor-needs-source", 422, order({ dehydrationFactor: "2.5" }));
  await refused("bad-request", 400, order({ productionDate: "2026-02-30" }));
  const methodId = (await lab.db.method.findFirstOrThrow({ where: { item: { name: "铅" } } })).id;
  await refused(
    "declared-unit-differs",
    422,
    order({ tests: [{ methodId, declaredLimit: { kind: "max", value: "0.3", unit: "μg/kg", source: "Q/1" } }] }),
  );
});

test("an analyst does not check their own work, and nobody without the password signs", async () => {
  const { tasks } = await aSampleAtTheBench(lab, { items: ["铅"] });
  const analyst = await lab.as("demo-analyst");
  const task = tasks["铅"] ?? "";
  await typeValues(lab, analyst, task, ["0.10", "0.11"]);
  told(await analyst.post(`/api/tasks/${task}/submit`));
  await refused("not-allowed", 403, () => analyst.post(`/api/tasks/${task}/check`, password));
  await lab.db.person.update({ where: { login: "demo-analyst" }, data: { roles: ["analyst", "checker"] } });
  await refused("analyst-may-not-check", 403, () => analyst.post(`/api/tasks/${task}/check`, password));
  await refused("signature-refused", 422, async () =>
    (await lab.as("demo-checker")).post(`/api/tasks/${task}/check`, { password: "wrong password" }),
  );
});

test("a sample of another laboratory is not found", async () => {
  const { sampleNumber, container, order, tasks } = await aSampleAtTheBench(lab, { items: ["铅"] });
  const county = await lab.as("demo-county");
  for (const address of [
    `/api/samples/${sampleNumber}`,
    `/api/orders/${order.number}`,
    `/api/tasks/${tasks["铅"]}/bench`,
    `/api/labels.pdf?of=${container}`,
  ]) {
    await refused("not-found", 404, () => county.get(address));
  }
  await refused("not-found", 404, () => county.post(`/api/containers/${container}/hand-out`));
  await refused("unknown-scan", 404, () => county.get(`/api/scan?code=${sampleNumber}`));
});

test("an oversized photo, a photo that is none, and a body that is not JSON are refused", async () => {
  const reception = await lab.as("demo-reception");
  await refused("too-large", 413, () =>
    reception.post("/api/photos", new Uint8Array(9 * 1024 * 1024), { "content-type": "image/jpeg" }),
  );
  await refused("wrong-media-type", 415, () =>
    reception.post("/api/photos", new TextEncoder().encode("<script>"), { "content-type": "image/png" }),
  );
  await refused("not-json", 400, () => reception.post("/api/orders", "{ not json"));
});

test(
  "sixteen who register at once get numbers without a gap, and a refused one takes none",
  { timeout: 120_000 },
  async () => {
    const reception = await lab.as("demo-reception");
    const before =
      (await lab.db.sample.findMany({ orderBy: { number: "desc" }, take: 1 }))[0]?.number.slice(9, 15) ?? "0";
    const good = await anOrder(lab, { items: ["铅"] });
    const bad = await anOrder(lab, { items: ["铅"], sample: { gtin: "6901234567893" } });
    const answers = await Promise.all(
      Array.from({ length: 24 }, (_, i) => reception.post("/api/orders", i % 3 === 2 ? bad : good)),
    );
    expect(answers.map((a) => a.status).sort()).toEqual([...Array(16).fill(200), ...Array(8).fill(422)]);
    const sequences = answers
      .flatMap((a) =>
        a.status === 200 ? (a.body as OrderView).sampleRows.map((s) => Number(s.number.slice(9, 15))) : [],
      )
      .sort((a, b) => a - b);
    expect(sequences).toEqual(Array.from({ length: 16 }, (_, i) => Number(before) + i + 1));
  },
);
