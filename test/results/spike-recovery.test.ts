import { expect, test } from "vitest";
import { RecoveryBands } from "../../server/catalogue/rules/recovery-bands.ts";
import { judgeSpike } from "../../server/results/rules/bench-control.ts";

const bands = [
  { from: null, to: "0.1", least: "60", most: "120" },
  { from: "0.1", to: "1", least: "80", most: "110" },
  { from: "10", to: null, least: "95", most: "105" },
];
const criteria = {
  blankMost: null,
  duplicatePercent: null,
  recoveryFrom: "80",
  recoveryTo: "120",
  recoveryBands: bands,
};
const none = { qualifier: "<LOD", value: null };

test.each([
  ["the lowest band takes its upper border", "0.1", "0.06", "passed", "在 60～120 % 之内（加标水平 x≤0.1 mg/kg）"],
  ["just above it the next one", "0.1001", "0.0601", "failed", "不在 80～110 % 之内（加标水平 0.1＜x≤1 mg/kg）"],
  ["the border of the recovery passes", "0.5", "0.55", "passed", "在 80～110 % 之内（加标水平 0.1＜x≤1 mg/kg）"],
  ["beyond it fails", "0.5", "0.5501", "failed", "不在 80～110 % 之内（加标水平 0.1＜x≤1 mg/kg）"],
  ["in no band the batch's own borders", "5", "5.9", "passed", "，在 80～120 % 之内"],
  ["the open band at the top", "20", "18.9", "failed", "不在 95～105 % 之内（加标水平 10＜x mg/kg）"],
] as const)("%s", (_, added, spiked, verdict, said) => {
  const judged = judgeSpike(none, { qualifier: "=", value: spiked }, added, criteria, "mg/kg");
  expect(judged.verdict).toBe(verdict);
  expect(judged.text.endsWith(said)).toBe(true);
});

test("without bands all is as it was", () => {
  const judged = judgeSpike(none, { qualifier: "=", value: "0.3" }, "0.2", { ...criteria, recoveryBands: [] }, "mg/kg");
  expect(judged).toMatchObject({ verdict: "failed", text: "（0.3 − 0）÷ 0.2 = 150 %，不在 80～120 % 之内" });
});

test.each([
  ["as typed", bands, true],
  ["none", [], true],
  ["levels the wrong way round", [{ from: "1", to: "0.1", least: "80", most: "110" }], false],
  ["recoveries the wrong way round", [{ from: null, to: "1", least: "110", most: "80" }], false],
  ["one over another", [bands[0], { from: "0.05", to: "1", least: "80", most: "110" }], false],
  ["one after an open end", [bands[2], { from: "100", to: null, least: "80", most: "110" }], false],
  ["not from low to high", [bands[1], bands[0]], false],
  ["a word", [{ from: null, to: "很高", least: "80", most: "110" }], false],
] as const)("bands %s", (_, typed, isSound) => {
  expect(RecoveryBands.safeParse(typed).success).toBe(isSound);
});
