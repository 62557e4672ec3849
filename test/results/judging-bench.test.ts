import { afterAll, beforeAll, expect, test } from "vitest";
import type { TrialAnswer } from "../../server/results/trial-contract.ts";
import { openLab, type Client, type Lab } from "../setup/lab.ts";
import { expectRefused } from "../setup/refusals.ts";
import { jerky, told } from "../setup/story.ts";

let lab: Lab;
let reader: Client;
beforeAll(async () => {
  lab = await openLab({ demo: true });
  reader = await lab.as("demo-analyst");
});
afterAll(() => lab.close());

const asked = async (body: object): Promise<TrialAnswer> =>
  told<TrialAnswer>(await reader.post("/api/judgements/try", body));

test("a typed figure is judged by the edition of the day, with every step, and by all editions", async () => {
  const question = { category: jerky, item: "铅", on: "2026-08-01", result: { value: "0.25" } };
  const bare = await asked(question);
  expect(bare.verdict).toBe("undetermined"); // above the limit on fresh meat, and nobody said by how much it was dried
  const answer = await asked({ ...question, basis: { dehydrationFactor: "2.5" } });
  expect(answer.verdict).toBe("pass");
  expect(answer.limits).toHaveLength(1);
  expect(answer.limits[0]).toMatchObject({ text: "≤0.2", isConfirmed: false, judgement: { because: "within-limit" } });
  expect(answer.limits[0]?.judgement?.steps.map(({ step }) => step)).toEqual(["basis", "compare"]);
  expect(answer.timeline.map(({ edition, text, verdict }) => [edition, text, verdict])).toEqual([
    ["2017", "≤0.5", "pass"],
    ["2022", "≤0.2", "pass"],
    ["2025", "≤0.3", "pass"],
  ]);
  expect(answer.changeDays).toContain("2026-09-02");
});

test("the decision rule is applied, and what cannot be read is named by its field", async () => {
  const question = { category: jerky, item: "铅", on: "2026-10-01" };
  const guarded = await asked({
    ...question,
    result: { value: "0.25" },
    decision: { rule: "guard_band", U: "0.06", k: "2" },
  });
  expect(guarded).toMatchObject({
    verdict: "fail",
    limits: [{ judgement: { because: "within-guard-band", probability: "0.9522" } }],
  });
  expect(await asked({ ...question, result: { value: "0,2,5" } })).toMatchObject({
    verdict: null,
    faults: [{ field: "value" }],
  });
});

test("a sampling plan takes all its results", async () => {
  const items = told<{ rows: { item: string; hasLimit: boolean }[] }>(
    await reader.get(`/api/judgements/items?${new URLSearchParams({ category: "熟肉制品" }).toString()}`),
  ).rows;
  expect(items.find(({ item }) => item === "沙门氏菌")).toMatchObject({ hasLimit: true });
  const plan = { category: "熟肉制品", item: "沙门氏菌", on: "2026-10-01" };
  expect((await asked({ ...plan, result: { values: ["ND", "未检出", "ND", "ND", "ND"] } })).verdict).toBe("pass");
  expect((await asked({ ...plan, result: { values: ["ND", "检出"] } })).verdict).toBe("fail");
  expect((await asked({ ...plan, result: { values: ["ND"] } })).verdict).toBe("undetermined");
});

test("an unknown product or item is refused, and nothing of a question is kept", async () => {
  const asking = (body: object) => () => reader.post("/api/judgements/try", body);
  await expectRefused(lab, asking({ category: "月球", item: "铅", on: "2026-10-01" }), 422, "category-unknown");
  await expectRefused(lab, asking({ category: jerky, item: "月尘", on: "2026-10-01" }), 422, "item-unknown");
  await expectRefused(lab, asking({ item: "铅", on: "2026-10-01" }), 400, "bad-request");
});

test("two editions of a standard stand side by side: dried meat has a limit of its own as it is", async () => {
  const query = new URLSearchParams({ standard: "GB 2762", from: "2022", to: "2025" }).toString();
  const { rows } = told<{
    rows: {
      from: { text: string } | null;
      to: { text: string; category: string; item: string } | null;
      change: string;
    }[];
  }>(await reader.get(`/api/editions/compare?${query}`));
  const lead = rows.find((row) => row.to?.item === "铅" && row.to.category === jerky);
  expect(lead).toMatchObject({ change: "figure", from: { text: "≤0.2" }, to: { text: "≤0.3" } });
  for (const row of rows.filter((r) => r.change === "unchanged")) expect(row.from?.text).toBe(row.to?.text);
});
