import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { BenchView } from "../../server/results/contract.ts";
import { openLab, type Lab } from "../setup/lab.ts";
import { aSampleAtTheBench, bench, told, typeValues } from "../setup/story.ts";

let lab: Lab;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.close());

/** Beef jerky made on this day with these two figures of lead, as the bench judges it. */
async function measured(
  productionDate: string,
  figures: string[],
  more: Record<string, unknown> = {},
): Promise<BenchView> {
  const { tasks } = await aSampleAtTheBench(lab, { items: ["铅"], sample: { productionDate, ...more } });
  return typeValues(lab, await lab.as("demo-analyst"), tasks["铅"] ?? "", figures);
}

describe("lead in beef jerky is judged by the edition in force when it was made", () => {
  test.each([
    {
      made: "2023-06-29",
      edition: "GB 2762-2017",
      limit: "≤0.5",
      figures: ["0.49", "0.51"],
      verdict: "pass",
      because: "within-limit",
    },
    {
      made: "2023-06-29",
      edition: "GB 2762-2017",
      limit: "≤0.5",
      figures: ["0.51", "0.51"],
      verdict: "fail",
      because: "beyond-limit",
    },
    // of 2022, on the fresh basis: what is within it as measured passes, what is above is no failure without a factor
    {
      made: "2023-06-30",
      edition: "GB 2762-2022",
      limit: "≤0.2",
      figures: ["0.20", "0.20"],
      verdict: "pass",
      because: "basis-factor-missing-within",
    },
    {
      made: "2023-06-30",
      edition: "GB 2762-2022",
      limit: "≤0.2",
      figures: ["0.21", "0.21"],
      verdict: "undetermined",
      because: "basis-factor-missing",
    },
    {
      made: "2026-09-01",
      edition: "GB 2762-2022",
      limit: "≤0.2",
      figures: ["0.19", "0.20"],
      verdict: "pass",
      because: "basis-factor-missing-within",
    },
    {
      made: "2026-09-01",
      edition: "GB 2762-2022",
      limit: "≤0.2",
      figures: ["5.00", "5.10"],
      verdict: "undetermined",
      because: "basis-factor-missing",
    },
    {
      made: "2026-09-02",
      edition: "GB 2762-2025",
      limit: "≤0.3",
      figures: ["0.30", "0.30"],
      verdict: "pass",
      because: "within-limit",
    },
    {
      made: "2026-09-02",
      edition: "GB 2762-2025",
      limit: "≤0.3",
      figures: ["0.31", "0.30"],
      verdict: "fail",
      because: "beyond-limit",
    }, // 0.305, however little
  ])(
    "made on $made, $figures mg/kg: $edition gives $limit, $verdict",
    async ({ made, edition, limit, figures, verdict, because }) => {
      const { outcome } = await measured(made, figures);
      expect(outcome.decidingDate).toEqual({ on: made, because: "production-date" });
      expect(outcome.limits).toMatchObject([
        { source: "standard", basis: expect.stringContaining(edition), limitText: limit, verdict, because },
      ]);
      expect(outcome).toMatchObject({ isComplete: true, verdict });
    },
  );

  test.each([
    { figures: ["0.59", "0.61"], verdict: "pass", compared: "0.2" }, // over a factor of 3 exactly at the limit
    { figures: ["0.61", "0.61"], verdict: "fail", compared: expect.stringMatching(/^0\.2033/) },
  ])(
    "with a recorded dehydration factor $figures are judged by it: $verdict",
    async ({ figures, verdict, compared }) => {
      const { outcome } = await measured("2026-08-15", figures, {
        dehydrationFactor: "3",
        dehydrationSource: "企业工艺规程 2026-02",
      });
      expect(outcome.limits).toMatchObject([{ verdict, compared }]);
    },
  );

  test("a factor without its source, or of nothing, is not registered", async () => {
    for (const sample of [{ dehydrationFactor: "3" }, { dehydrationFactor: "0.0", dehydrationSource: "估计" }]) {
      await expect(measured("2026-08-15", [], sample)).rejects.toThrow("factor-needs-source");
    }
  });

  test("without a production date the day of sampling decides, else the day of receipt", async () => {
    const sampled = await measured("2026-10-10", ["0.1", "0.1"], {
      productionDate: undefined,
      sampledOn: "2023-06-29",
    });
    expect(sampled.outcome).toMatchObject({
      decidingDate: { because: "sampling-date" },
      limits: [{ limitText: "≤0.5" }],
    });
    const received = await measured("2026-10-10", ["0.1", "0.1"], { productionDate: undefined });
    expect(received.outcome).toMatchObject({
      decidingDate: { on: "2026-12-01", because: "receipt-date" },
      limits: [{ limitText: "≤0.3" }],
    });
  });
});

describe("two parallels", () => {
  test("neither found is reported as 未检出 with the limit of detection, and passes", async () => {
    const { outcome, task } = await measured("2026-10-10", ["ND", "ND"]);
    expect(outcome).toMatchObject({
      isComplete: true,
      qualifier: "<LOD",
      reported: "未检出（检出限：0.02 mg/kg）",
      verdict: "pass",
    });
    const submitted = told<BenchView>(await (await lab.as("demo-analyst")).post(`/api/tasks/${task.id}/submit`));
    expect(submitted.result).toMatchObject({ version: 1, reported: "未检出（检出限：0.02 mg/kg）", verdict: "pass" });
  });

  test("found below the limit of quantification is written as the method says", async () => {
    expect((await measured("2026-10-10", ["0.031", "0.030"])).outcome).toMatchObject({
      qualifier: "<LOQ",
      reported: "＜0.04",
      verdict: "pass",
    });
  });

  test("more than 20 % apart are repeated as a pair; all are kept and the first pair that agrees is reported", async () => {
    const analyst = await lab.as("demo-analyst");
    const first = await measured("2026-10-10", ["0.100", "0.123"]);
    const task = first.task.id;
    expect(first.outcome).toMatchObject({
      isComplete: false,
      needsRetest: true,
      reported: null,
      verdict: "not_judged",
      difference: "0.023",
    });
    expect(first.may).toEqual(["repeat", "read"]);
    expect(await analyst.post(`/api/tasks/${task}/submit`)).toMatchObject({
      status: 409,
      body: { code: "parallels-disagree" },
    });

    told(await analyst.post(`/api/tasks/${task}/repeat`));
    const again = await typeValues(lab, analyst, task, ["0.110", "0.114"]);
    expect(again.outcome).toMatchObject({ isComplete: true, needsRetest: false, unrounded: "0.112", reported: "0.11" });
    expect(again.determinations.map((d) => [d.round, d.steps[0]?.weighings[0]?.text])).toEqual([
      [1, "0.100"],
      [1, "0.123"],
      [2, "0.110"],
      [2, "0.114"],
    ]);
    // a third round until a liked one comes is not to be had
    expect(await analyst.post(`/api/tasks/${task}/repeat`)).toMatchObject({
      status: 409,
      body: { code: "parallels-agree" },
    });
    expect(told<BenchView>(await analyst.post(`/api/tasks/${task}/submit`)).result).toMatchObject({
      reported: "0.11",
      verdict: "pass",
    });
  });

  test("exactly 20 % of their mean apart agree", async () => {
    expect((await measured("2026-10-10", ["0.09", "0.11"])).outcome).toMatchObject({
      needsRetest: false,
      unrounded: "0.1",
    });
  });

  test("one found and one not found are repeated, and then agree without the first pair", async () => {
    const analyst = await lab.as("demo-analyst");
    const first = await measured("2026-10-10", ["0.05", "ND"]);
    expect(first.outcome).toMatchObject({ isComplete: false, needsRetest: true, reported: null });
    expect(await analyst.post(`/api/tasks/${first.task.id}/submit`)).toMatchObject({
      body: { code: "parallels-disagree" },
    });
    told(await analyst.post(`/api/tasks/${first.task.id}/repeat`));
    const again = await typeValues(lab, analyst, first.task.id, ["0.051", "0.053"]);
    expect(again.outcome).toMatchObject({ isComplete: true, needsRetest: false, reported: "0.052" });
  });

  test("a figure is not typed over one that stands", async () => {
    const typed = await measured("2026-10-10", ["0.1", "0.1"]);
    const aas = await lab.db.instrument.findFirstOrThrow({ where: { kind: "aas" } });
    const more = { step: "content", text: "0.09", instrumentNumber: aas.number, reason: "重测更好看" };
    expect(
      await (
        await lab.as("demo-analyst")
      ).post(`/api/determinations/${typed.determinations[0]?.id}/manual-readings`, more),
    ).toMatchObject({ status: 409, body: { code: "no-open-step" } });
    expect((await bench(await lab.as("demo-analyst"), typed.task.id)).outcome.reported).toBe("0.10");
  });
});
