import { writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CertificateRow, CertificateView } from "../../server/certificates/contract.ts";
import type { MethodView } from "../../server/catalogue/contract.ts";
import type { BenchView } from "../../server/results/contract.ts";
import type { OrderView } from "../../server/orders/contract.ts";
import { eventually } from "../setup/bench.ts";
import { openLab, type Client, type Lab } from "../setup/lab.ts";
import { isMissing, run, scratchFolder } from "../setup/outside-programs.ts";
import { expectRefused } from "../setup/refusals.ts";
import { anOrder, aSampleAtTheBench, methodId, password, told, typeValues } from "../setup/story.ts";
import { sampledAt } from "../setup/certified.ts";

const file = scratchFolder();
let lab: Lab;
let manager: Client;
let reception: Client;
let analyst: Client;
beforeAll(async () => {
  lab = await openLab();
  manager = await lab.as("demo-manager");
  reception = await lab.as("demo-reception");
  analyst = await lab.as("demo-analyst");
  await uncertain("铅", { kind: "absolute", U: "0.06", k: "2" });
});
afterAll(() => lab.close());

const uncertain = async (item: string, uncertainty: object | null): Promise<MethodView> =>
  told(
    await manager.post(`/api/methods/${await methodId(lab, item)}/uncertainty`, {
      uncertainty,
      reason: "2026 年评定报告 BQD-012",
    }),
  );

type Order = Record<string, unknown>;

/** Lead in beef jerky of an order with this rule, measured twice alike. */
async function measured(order: Order, figure: string, sample: Order = {}): Promise<BenchView> {
  const { tasks } = await aSampleAtTheBench(lab, { items: ["铅"], order, sample });
  return typeValues(lab, analyst, tasks["铅"] ?? "", [figure, figure]);
}

describe("the rule that was agreed decides", () => {
  test.each([
    [{}, "0.25", "pass", "within-limit", "0"],
    [{ decisionRule: "guard_band" }, "0.25", "fail", "within-guard-band", "0.06"],
    [{ decisionRule: "guard_band" }, "0.24", "pass", "within-limit", "0.06"],
    [{ decisionRule: "guard_band", guardFactor: "0.83" }, "0.25", "pass", "within-limit", "0.0498"],
    [{ decisionRule: "non_binary" }, "0.25", "conditional_pass", "within-guard-band", "0.06"],
    [{ decisionRule: "non_binary" }, "0.35", "conditional_fail", "beyond-within-guard-band", "0.06"],
    [{ decisionRule: "non_binary" }, "0.37", "fail", "beyond-limit", "0.06"],
  ])("%o, %s mg/kg against at most 0.3: %s", async (order, figure, verdict, because, w) => {
    const { outcome } = await measured(order, figure);
    expect(outcome).toMatchObject({ verdict, safetyVerdict: verdict, declaredVerdict: null });
    expect(outcome.limits).toMatchObject([
      {
        verdict,
        because,
        counts: true,
        decision: {
          rule: ("decisionRule" in order ? order.decisionRule : undefined) ?? "simple",
          w,
          U: "0.06",
          k: "2",
        },
        row: { standard: "GB 2762", version: "2025", value: "0.3" },
      },
    ]);
    expect(outcome.limits[0]?.probability).toMatch(/^[01]\.\d{4}$/);
  });

  test("the order shows what was agreed", async () => {
    const { order } = await aSampleAtTheBench(lab, {
      items: ["铅"],
      order: { decisionRule: "non_binary", guardFactor: "1.5" },
    });
    expect(told<OrderView>(await reception.get(`/api/orders/${order.number}`))).toMatchObject({
      decisionRule: "non_binary",
      guardFactor: "1.5",
    });
  });

  test("what an authority asks for is accepted simply, and nothing else is registered", async () => {
    const [order, sample] = await sampledAt(lab, "临夏示范牛羊肉制品有限公司", "supervisory", "XC-2026-0901");
    const refused = { items: ["铅"], sample, order: { ...order, decisionRule: "guard_band" } };
    const body = await anOrder(lab, refused);
    await expectRefused(lab, () => reception.post("/api/orders", body), 422, "simple-rule-only", { zh: "监督抽检" });
    const other = await anOrder(lab, { items: ["铅"], order: { source: "reinspection", decisionRule: "non_binary" } });
    await expectRefused(lab, () => reception.post("/api/orders", other), 422, "simple-rule-only");
    told(await reception.post("/api/orders", { ...body, decisionRule: "simple" }));
  });

  test("a rule that needs an uncertainty is refused where a method has none, by name", async () => {
    const methods = await lab.db.method.findMany({ where: { resultKind: "quantity" }, include: { item: true } });
    const without = methods.find((m) => m.uncertainty === null)?.item.name ?? "";
    const order = await anOrder(lab, { items: ["铅", without], order: { decisionRule: "guard_band" } });
    await expectRefused(lab, () => reception.post("/api/orders", order), 422, "uncertainty-needed", { zh: without });
  });

  test("a factor of nothing is no factor", async () => {
    for (const guardFactor of ["0", "0.00", "-1", "abc", ""]) {
      const order = await anOrder(lab, { items: ["铅"], order: { decisionRule: "guard_band", guardFactor } });
      expect(await reception.post("/api/orders", order)).toMatchObject({ status: 400, body: { code: "bad-request" } });
    }
  });
});

describe("the uncertainty of a method", () => {
  test("is the technical manager's to set, with its grounds, and is on the trail", async () => {
    const id = await methodId(lab, "水分");
    const body = { uncertainty: { kind: "percent", U: "2.5", k: "2" }, reason: "评定报告 BQD-013" };
    expect(await analyst.post(`/api/methods/${id}/uncertainty`, body)).toMatchObject({ status: 403 });
    expect(await manager.post(`/api/methods/${id}/uncertainty`, { ...body, reason: "" })).toMatchObject({
      status: 400,
    });
    const nothing = { ...body, uncertainty: { kind: "percent", U: "0", k: "2" } };
    expect(await manager.post(`/api/methods/${id}/uncertainty`, nothing)).toMatchObject({ status: 400 });
    expect(told<MethodView>(await manager.post(`/api/methods/${id}/uncertainty`, body))).toMatchObject({
      uncertainty: body.uncertainty,
    });
    const entry = await lab.db.trailEntry.findFirst({
      where: { action: "method.uncertainty-set" },
      orderBy: { id: "desc" },
    });
    expect(entry?.detail).toMatchObject({ item: "水分", after: body.uncertainty, reason: body.reason });
  });

  test("taken back, it is needed again", async () => {
    expect((await uncertain("水分", null)).uncertainty).toBeNull();
    const order = await anOrder(lab, { items: ["水分"], order: { decisionRule: "guard_band" } });
    expect(await reception.post("/api/orders", order)).toMatchObject({ body: { code: "uncertainty-needed" } });
    await uncertain("水分", { kind: "percent", U: "3", k: "2" });
  });
});

describe("in a transition", () => {
  beforeAll(() =>
    lab.db.edition.updateMany({
      where: { version: "2025", standard: { number: "GB 2762" } },
      data: { oldMayFollowUntil: "2027-03-01" },
    }),
  );
  afterAll(() =>
    lab.db.edition.updateMany({
      where: { version: "2025", standard: { number: "GB 2762" } },
      data: { oldMayFollowUntil: null },
    }),
  );
  const factor = { dehydrationFactor: "3", dehydrationSource: "企业工艺规程 2026-02" };

  test.each([
    // by 2025 at most 0.3 as it is; by 2022 at most 0.2 over a factor of 3
    [["食品安全国家标准"], "0.45", "pass", ["2022", "milder-edition"]],
    [["食品安全国家标准"], "0.70", "fail", ["2025", "milder-edition"]],
    [["GB 2762-2025《食品安全国家标准 食品中污染物限量》"], "0.45", "fail", ["2025", "edition-agreed"]],
    [["GB 2762-2022"], "0.70", "fail", ["2022", "edition-agreed"]],
    [["GB 2762-2022"], "0.45", "pass", ["2022", "edition-agreed"]],
  ])("an order naming %o, %s mg/kg: %s by %o, the other edition shown", async (judgingBasis, figure, verdict, by) => {
    const { outcome } = await measured({ judgingBasis }, figure, { productionDate: "2026-10-10", ...factor });
    expect(outcome.verdict).toBe(verdict);
    expect(outcome.limits.map((l) => l.row?.version)).toEqual(["2025", "2022"]);
    expect(outcome.limits.filter((l) => l.counts).map((l) => [l.row?.version, l.chosenBecause])).toEqual([by]);
    expect(outcome.limits.find((l) => !l.counts)?.chosenBecause).toBe("other-edition");
  });
});

describe("what the product declares", () => {
  const declaring = async (value: string, figure: string) => {
    const declaredLimit = { kind: "max", value, unit: "mg/kg", source: "Q/LXSF 0001S-2025" };
    return measured({}, figure, { tests: [{ methodId: await methodId(lab, "铅"), declaredLimit }] });
  };

  test.each([
    ["0.1", "0.2", { verdict: "fail", safetyVerdict: "pass", declaredVerdict: "fail" }],
    ["0.5", "0.4", { verdict: "fail", safetyVerdict: "fail", declaredVerdict: "pass" }],
    ["0.1", "0.05", { verdict: "pass", safetyVerdict: "pass", declaredVerdict: "pass" }],
  ])("at most %s, found %s, is judged apart from the law", async (value, figure, verdicts) => {
    expect((await declaring(value, figure)).outcome).toMatchObject(verdicts);
  });
});

describe.skipIf(isMissing("pdftotext"))("a certificate", () => {
  test("carries the rule, each uncertainty, and law and declaration apart", async () => {
    const declaredLimit = { kind: "max", value: "0.4", unit: "mg/kg", source: "Q/LXSF 0001S-2025" };
    const { sampleNumber, tasks } = await aSampleAtTheBench(lab, {
      items: ["铅"],
      order: { decisionRule: "non_binary" },
      sample: { tests: [{ methodId: await methodId(lab, "铅"), declaredLimit }] },
    });
    const { text, view } = await issued(sampleNumber, tasks["铅"] ?? "", ["0.264", "0.266"]);
    expect(text).toContain("非二元判定，保护带w=U（k=2）");
    expect(text).toContain("（0.265±0.060）mg/kg，k=2");
    expect(text).toContain("安全标准：有条件符合");
    expect(text).toContain("明示标准：符合");
    expect(text).toContain("铅有条件符合GB2762-2025");
    expect(text).not.toMatch(/概率|来样所检项目符合/);
    expect(view).toMatchObject({
      verdict: "conditional_pass",
      results: [
        { item: "铅", verdict: "conditional_pass", safetyVerdict: "conditional_pass", declaredVerdict: "pass" },
      ],
    });
    expect(view.results[0]?.resultId).toMatch(/^[0-9a-f-]{36}$/);
  });

  test("of simple acceptance says so and prints no uncertainty", async () => {
    const { sampleNumber, tasks } = await aSampleAtTheBench(lab, { items: ["铅"] });
    const { text } = await issued(sampleNumber, tasks["铅"] ?? "", ["0.12", "0.13"]);
    expect(text).toContain("简单接受（w=0）");
    expect(text).not.toContain("±");
  });
});

/** The certificate of a sample with one task, and its words without spaces. */
async function issued(
  sampleNumber: string,
  task: string,
  figures: string[],
): Promise<{ text: string; view: CertificateView }> {
  await typeValues(lab, analyst, task, figures);
  told(await analyst.post(`/api/tasks/${task}/submit`));
  told(await (await lab.as("demo-checker")).post(`/api/tasks/${task}/check`, password));
  told(await (await lab.as("demo-reviewer")).post(`/api/samples/${sampleNumber}/review`, password));
  const signatory = await lab.as("demo-signatory");
  const { number } = told<CertificateRow>(await signatory.post(`/api/samples/${sampleNumber}/approve`, password));
  await eventually(
    `certificate ${number} is issued`,
    async () => (await lab.db.certificate.findUnique({ where: { number } }))?.state === "issued",
  );
  const pdf = await signatory.get(`/api/certificates/${number}/certificate.pdf`);
  writeFileSync(file(`${number}.pdf`), pdf.bytes);
  if (process.env["KEEP_PAPER"]) writeFileSync(`${process.env["KEEP_PAPER"]}/${number}.pdf`, pdf.bytes);
  const text = (await run("pdftotext", file(`${number}.pdf`), "-")).out.replace(/\s/g, "");
  return { text, view: told<CertificateView>(await signatory.get(`/api/certificates/${number}`)) };
}
