import { afterAll, beforeAll, expect, test } from "vitest";
import { importLimits } from "../../server/catalogue/import-limits.ts";
import { LimitRow } from "../../server/catalogue/rules/limit-row.ts";
import type { BenchView, ResultExplanation } from "../../server/results/contract.ts";
import { hasBrowser, openBrowser } from "../setup/browser.ts";
import { openLab, type Client, type Lab } from "../setup/lab.ts";
import { aSampleAtTheBench, methodId, password, told, typeValues, type Registered } from "../setup/story.ts";

let lab: Lab;
let analyst: Client;
let sample: Registered;
let task: string;
let first: ResultExplanation;
const explained = async (id: string) => told<ResultExplanation>(await analyst.get(`/api/results/${id}`));

beforeAll(async () => {
  lab = await openLab();
  analyst = await lab.as("demo-analyst");
  const declaredLimit = { kind: "max", value: "0.4", unit: "mg/kg", source: "Q/LXSF 0001S-2025" };
  sample = await aSampleAtTheBench(lab, {
    items: ["铅"],
    order: { decisionRule: "non_binary" },
    sample: { tests: [{ methodId: await methodId(lab, "铅"), declaredLimit }] },
  });
  task = sample.tasks["铅"] ?? "";
  await typeValues(lab, analyst, task, ["0.264", "0.266"]);
  const submitted = told<BenchView>(await analyst.post(`/api/tasks/${task}/submit`));
  first = await explained(submitted.result?.id ?? "");
});
afterAll(() => lab.close());

test("a result's page begins with its readings, as they were shown, and by which instrument in which state", () => {
  const { about, grounds } = first.result.explanation;
  expect(about).toMatchObject({ item: "铅", methodCode: "GB 5009.12-2023", sampleNumber: sample.sampleNumber });
  expect(grounds.map((g) => [g.round, g.parallel, g.text, g.unit, g.isManual, g.counts])).toEqual([
    [1, 1, "0.264", "mg/kg", true, true],
    [1, 2, "0.266", "mg/kg", true, true],
  ]);
  expect(grounds[0]).toMatchObject({
    manualReason: expect.stringContaining("打印谱图"),
    instrument: { number: expect.any(String), state: "fit", validUntil: expect.stringMatching(/^\d{4}-/) },
  });
});

test("it goes on from formula to verdict: unrounded, rounded, the printed row, each step, rule and probability", () => {
  const { explanation, verdict, reported } = first.result;
  expect({ verdict, reported }).toEqual({ verdict: "conditional_pass", reported: "0.26" });
  expect(explanation).toMatchObject({
    formula: "content",
    unrounded: "0.265",
    decidingDate: { on: "2026-10-10", because: "production-date" },
    safetyVerdict: "conditional_pass",
    declaredVerdict: "pass",
  });
  expect(explanation.limits[0]).toMatchObject({
    source: "standard",
    row: { standard: "GB 2762", version: "2025", value: "0.3", productCategory: expect.any(String) },
    decision: { rule: "non_binary", U: "0.053", k: "2", w: "0.053" },
    verdict: "conditional_pass",
  });
  expect(explanation.limits[0]?.steps.map((s) => s.step)).toEqual(["acceptance", "compare"]);
  expect(explanation.limits[1]).toMatchObject({ source: "declared", row: null, verdict: "pass" });
  expect(first).toMatchObject({ catalogueChanges: [], readingChanges: { undone: 0, added: 0 } });
});

test("another laboratory, and who may not read results, do not see it", async () => {
  const path = `/api/results/${first.result.id}`;
  expect(await lab.nobody.get(path)).toMatchObject({ status: 401 });
  expect(await (await lab.as("demo-enterprise")).get(path)).toMatchObject({ status: 403 });
  expect(await (await lab.as("demo-county")).get(path)).toMatchObject({ status: 404 });
});

test("it stays as it was when the table of limits changes, and says that it did", async () => {
  const key = first.result.explanation.limits[0]?.rowKey ?? "";
  const limit = await lab.db.limit.findUniqueOrThrow({ where: { rowKey: key } });
  const changed = LimitRow.parse({ ...LimitRow.parse(limit.row), value: "0.1", note: "试验" });
  await lab.change((ctx) => importLimits(ctx, [changed]));
  const now = await explained(first.result.id);
  expect(now.result).toEqual(first.result);
  expect(now.catalogueChanges).toEqual([
    { what: "changed", basis: expect.stringContaining("GB 2762-2025"), rowKey: key },
  ]);
  await lab.change((ctx) => importLimits(ctx, [limit.row]));
  expect((await explained(first.result.id)).catalogueChanges).toEqual([]);
});

test("it stays as it was when its readings are taken back and others stand in their place", async () => {
  const checker = await lab.as("demo-checker");
  const back = { taskIds: [task], reason: "请核对谱图" };
  told(await checker.post(`/api/samples/${sample.sampleNumber}/send-back`, back));
  for (const { useId } of first.result.explanation.grounds)
    told(await analyst.post(`/api/reading-uses/${useId}/undo`, { reason: "谱图读错" }));
  await typeValues(lab, analyst, task, ["0.310", "0.312"]);
  const submitted = told<BenchView>(await analyst.post(`/api/tasks/${task}/submit`, { reason: "按谱图更正" }));
  const before = await explained(first.result.id);
  expect(before.result).toEqual({ ...first.result, isCurrent: false });
  expect(before.readingChanges).toEqual({ undone: 2, added: 2, corrected: 0 });
  expect(before.versions.map((v) => [v.version, v.isCurrent, v.reported, v.verdict])).toEqual([
    [1, false, "0.26", "conditional_pass"],
    [2, true, "0.31", "conditional_fail"],
  ]);
  const after = await explained(submitted.result?.id ?? "");
  expect(after.result.explanation.grounds.map((g) => g.text)).toEqual(["0.310", "0.312"]);
});

test("an explanation from before all this still reads", async () => {
  const old = await lab.db.result.findUniqueOrThrow({ where: { id: first.result.id } });
  const {
    grounds: _g,
    equipment: _e,
    about: _a,
    safetyVerdict: _s,
    declaredVerdict: _d,
    ...rest
  } = first.result.explanation;
  const limits = rest.limits.map(
    ({ source, basis, limitText, rowKey, verdict, because, confidence, comparison, compared }) => ({
      source,
      basis,
      limitText,
      rowKey,
      verdict,
      because,
      confidence,
      comparison,
      compared,
    }),
  );
  await lab.db.result.update({ where: { id: old.id }, data: { explanation: { ...rest, limits } } });
  expect((await explained(old.id)).result.explanation).toMatchObject({
    grounds: [],
    about: null,
    limits: [{ row: null, counts: true }, {}],
  });
  await lab.db.result.update({ where: { id: old.id }, data: { explanation: first.result.explanation } });
});

test.skipIf(!hasBrowser)(
  "an inspector reads the page from the certificate's line down to the first reading",
  async () => {
    const current = await lab.db.result.findFirstOrThrow({ where: { taskId: task, isCurrent: true } });
    told(await (await lab.as("demo-checker")).post(`/api/tasks/${task}/check`, password));
    const people = await openBrowser(lab);
    try {
      const page = await people.enter("demo-quality");
      await page.goto(`/results/${current.id}`);
      await page.getByRole("heading", { name: /读数/ }).waitFor();
      await people.picture(page, "result-explained");
      const text = await page.locator("main").innerText();
      for (const words of [
        "0.310",
        "0.312",
        "0.311",
        "0.31",
        "有条件不符合",
        "GB 2762-2025",
        "非二元判定",
        "≤ 0.3",
        "按生产日期",
        "按食品安全标准",
        "按产品明示标准",
      ])
        expect(text).toContain(words);
      expect(text).not.toMatch(/undefined|null|\[object|NaN/);
      await page.getByRole("link", { name: "第 1 版" }).click();
      await page.getByText("这不是现行版本").waitFor();
      expect(await page.locator("main").innerText()).toContain("有 2 个读数被撤销");
      await page.emulateMedia({ media: "print" });
      await people.picture(page, "result-printed");
      expect(people.troubles).toEqual([]);
    } finally {
      await people.close();
    }
  },
);
