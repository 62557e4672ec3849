import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PcrRule } from "../../server/catalogue/rules/pcr-rule.ts";
import {
  callWell,
  computePcr,
  judgeControls,
  type Beside,
  type PcrState,
  type TaskWell,
} from "../../server/results/rules/pcr.ts";

const rule = PcrRule.parse({
  positiveMax: "35.0",
  negativeMin: "40.0",
  controls: { required: ["blank", "negative", "positive"], absentMin: "40.0", positiveMax: "30.0" },
  internal: { max: "30.0" },
  parallels: 2,
  lod: "0.1",
  lodUnit: "%(w/w)",
  needs: null,
});
const donkey = PcrRule.parse({ ...rule, needs: "马源性成分" });

/** `34.2` is a Ct with a typical curve, `34.2~` one without, `-` no Ct. */
function signal(text: string): { position: string; ct: string | null; hasCurve: boolean } {
  const position = "A1";
  if (text === "-") return { position, ct: null, hasCurve: false };
  return { position, ct: text.replace("~", ""), hasCurve: !text.endsWith("~") };
}

function wells(
  signals: string[],
  more: { run?: string; attempt?: number; isRunValid?: boolean; internal?: string | null } = {},
): TaskWell[] {
  const { run = "P1", attempt = 1, isRunValid = true, internal = "24.1" } = more;
  const shared = { runId: run, run, attempt, isRunValid };
  return [
    ...signals.map((s, i) => ({ ...shared, ...signal(s), kind: "target" as const, position: `A${i + 1}` })),
    ...(internal === null ? [] : [{ ...shared, ...signal(internal), kind: "internal" as const, position: "B1" }]),
  ];
}

describe("one well of a sample", () => {
  test.each([
    { ct: "28.4", first: "positive", again: "positive" },
    { ct: "35", first: "positive", again: "positive" },
    { ct: "35.0", first: "positive", again: "positive" },
    { ct: "35.000000000001", first: "grey", again: "positive" },
    { ct: "35.01", first: "grey", again: "positive" },
    { ct: "39.99", first: "grey", again: "positive" },
    { ct: "39.999999999999", first: "grey", again: "positive" },
    { ct: "40.0", first: "negative", again: "negative" },
    { ct: "40", first: "negative", again: "negative" },
    { ct: "44.8", first: "negative", again: "negative" },
    { ct: "-", first: "negative", again: "negative" },
    { ct: "34.9~", first: "unclear", again: "unclear" }, // below the cut-off without a typical curve: nobody can call it
    { ct: "36.0~", first: "grey", again: "negative" },
    { ct: "41.0~", first: "negative", again: "negative" },
  ])("Ct $ct is $first, and on the repetition $again", ({ ct, first, again }) => {
    expect(callWell(rule, signal(ct), 1)).toBe(first);
    expect(callWell(rule, signal(ct), 2)).toBe(again);
  });

  test("a method with one cut-off and no grey zone calls that very Ct detected", () => {
    const single = PcrRule.parse({ ...rule, negativeMin: "35.0" });
    expect(["35.0", "35.01"].map((ct) => callWell(single, signal(ct), 1))).toEqual(["positive", "negative"]);
  });

  test("cut-offs the wrong way round are no rule", () => {
    expect(PcrRule.safeParse({ ...rule, positiveMax: "40.1" }).success).toBe(false);
  });
});

describe("two parallel wells", () => {
  test.each<{ first: string[]; state: PcrState; because?: string }>([
    { first: ["-", "-"], state: "not_detected" },
    { first: ["40.0", "-"], state: "not_detected" },
    { first: ["35.0", "22.10"], state: "detected" },
    { first: ["35.01", "39.99"], state: "repeat", because: "pcr-grey" },
    { first: ["34.0", "36.0"], state: "repeat", because: "pcr-wells-disagree" },
    { first: ["34.0", "-"], state: "repeat", because: "pcr-wells-disagree" },
    { first: ["36.0", "-"], state: "repeat", because: "pcr-wells-disagree" },
    { first: ["34.0~", "33.9"], state: "repeat", because: "pcr-unclear" },
  ])("$first: $state", ({ first, state, because = null }) => {
    const computed = computePcr(rule, wells(first), []);
    expect(computed).toMatchObject({ state, because, needsRepeat: state === "repeat", missing: [] });
    expect(computed.text).toBe(state === "detected" ? "检出" : state === "not_detected" ? "未检出" : null);
  });

  test.each<{ again: string[]; state: PcrState; because?: string }>([
    { again: ["35.01", "39.99"], state: "detected" },
    { again: ["34.0", "38.2"], state: "detected" },
    { again: ["40.0", "-"], state: "not_detected" },
    { again: ["36.0~", "-"], state: "not_detected" }, // no typical curve
    { again: ["38.0", "-"], state: "undetermined", because: "pcr-wells-disagree-again" },
    { again: ["33.0~", "33.0~"], state: "undetermined", because: "pcr-unclear-again" },
  ])("repeated once after a grey result, $again: $state", ({ again, state, because = null }) => {
    const all = [...wells(["36.0", "37.0"]), ...wells(again, { run: "P2", attempt: 2 })];
    const computed = computePcr(rule, all, [], 2);
    expect(computed).toMatchObject({ state, because, needsRepeat: false });
    expect(computed.steps.filter((s) => s.step === "attempt").map((s) => s.figures["state"])).toEqual([
      "repeat",
      state,
    ]);
  });

  test("a missing well is waited for; a third one that differs does not go unseen", () => {
    expect(computePcr(rule, wells(["-"]), [])).toMatchObject({
      state: "incomplete",
      missing: [{ code: "pcr-well-missing", detail: "(1/2)" }],
    });
    expect(computePcr(rule, [], [])).toMatchObject({ state: "incomplete" });
    expect(computePcr(rule, wells(["33", "33.1", "-"]), [])).toMatchObject({ state: "repeat" });
  });

  test("wells of an invalid run count for nothing, whatever they show", () => {
    const void1 = wells(["21.0", "21.1"], { isRunValid: false });
    expect(computePcr(rule, void1, [])).toMatchObject({
      state: "invalid",
      text: null,
      needsRepeat: false,
      missing: [{ code: "pcr-run-invalid" }],
    });
    expect(computePcr(rule, [...void1, ...wells(["-", "-"], { run: "P2" })], [])).toMatchObject({
      state: "not_detected",
      missing: [],
    });
  });

  test.each([
    { internal: "30.0", state: "not_detected" },
    { internal: "30.01", state: "invalid", code: "pcr-internal-failed" },
    { internal: "25.0~", state: "invalid", code: "pcr-internal-failed" },
    { internal: "-", state: "invalid", code: "pcr-internal-failed" },
    { internal: null, state: "invalid", code: "pcr-internal-missing" },
  ])("an internal control of $internal: $state", ({ internal, state, code }) => {
    const computed = computePcr(rule, wells(["-", "-"], { internal }), []);
    expect(computed.state).toBe(state);
    expect(computed.missing[0]?.code).toBe(code);
  });

  test("a method without an internal control asks for none", () => {
    const bare = PcrRule.parse({ ...rule, internal: null });
    expect(computePcr(bare, wells(["-", "-"], { internal: null }), []).state).toBe("not_detected");
  });
});

describe("a positive donkey result stands only beside the horse result", () => {
  const beside = (state: Beside["state"]): Beside[] => [{ item: "马源性成分", state }];
  test.each<{ horse: Beside["state"]; state: PcrState; because: string | null; lacks: number }>([
    { horse: "not_detected", state: "detected", because: null, lacks: 0 },
    { horse: "detected", state: "undetermined", because: "pcr-cross-reaction", lacks: 0 },
    { horse: "undetermined", state: "undetermined", because: "pcr-companion-undetermined", lacks: 0 },
    { horse: null, state: "undetermined", because: "pcr-companion-absent", lacks: 0 },
    { horse: "incomplete", state: "undetermined", because: "pcr-companion-open", lacks: 1 },
    { horse: "invalid", state: "undetermined", because: "pcr-companion-open", lacks: 1 },
    { horse: "repeat", state: "undetermined", because: "pcr-companion-open", lacks: 1 },
  ])("horse $horse: $state", ({ horse, state, because, lacks }) => {
    const computed = computePcr(donkey, wells(["28.0", "28.1"]), beside(horse));
    expect(computed).toMatchObject({ state, because });
    expect(computed.missing).toHaveLength(lacks);
    expect(computed.steps.at(-1)?.step).toBe("panel");
  });

  test("a negative one needs nothing beside it", () => {
    expect(computePcr(donkey, wells(["-", "-"]), [])).toMatchObject({ state: "not_detected", missing: [] });
  });
});

describe("the controls of a run", () => {
  const of = { target: "猪源性成分", methodId: "m", method: "GB/T 38164-2019" };
  const plate = (blank: string, negative: string, positive: string) => [
    { role: "blank" as const, ...signal(blank), position: "H10" },
    { role: "negative" as const, ...signal(negative), position: "H11" },
    { role: "positive" as const, ...signal(positive), position: "H12" },
  ];
  test.each([
    { blank: "-", negative: "-", positive: "24.0", reasons: [] },
    { blank: "40.0", negative: "38.0~", positive: "30.0", reasons: [] }, // at or above 40, or no curve
    { blank: "39.99", negative: "-", positive: "24.0", reasons: ["blank-amplified"] },
    { blank: "-", negative: "36.2", positive: "24.0", reasons: ["negative-amplified"] },
    { blank: "-", negative: "-", positive: "30.01", reasons: ["positive-failed"] },
    { blank: "-", negative: "-", positive: "24.0~", reasons: ["positive-failed"] },
    {
      blank: "33",
      negative: "33",
      positive: "-",
      reasons: ["blank-amplified", "negative-amplified", "positive-failed"],
    },
  ])("blank $blank, negative $negative, positive $positive: $reasons", ({ blank, negative, positive, reasons }) => {
    const verdict = judgeControls(rule, of, plate(blank, negative, positive));
    expect(verdict.reasons.map((r) => r.code)).toEqual(reasons);
    expect(verdict.isValid).toBe(reasons.length === 0);
  });

  test("a control the method requires and nobody ran makes the run invalid", () => {
    const verdict = judgeControls(rule, of, plate("-", "-", "24.0").slice(1));
    expect(verdict).toMatchObject({ isValid: false, reasons: [{ code: "blank-missing" }] });
  });
});

describe("whatever the wells show", () => {
  const ct = fc.oneof(
    fc.constant("-"),
    fc.tuple(fc.integer({ min: 1000, max: 4600 }), fc.boolean()).map(([n, c]) => `${n / 100}${c ? "" : "~"}`),
  );
  const two = fc.tuple(ct, ct).map(([a, b]) => [a, b]);

  test("the order of the wells changes nothing", () => {
    fc.assert(
      fc.property(two, two, (first, again) => {
        const state = (swap: boolean) =>
          computePcr(
            rule,
            [
              ...wells(swap ? first.toReversed() : first),
              ...wells(swap ? again.toReversed() : again, { run: "P2", attempt: 2 }),
            ],
            [],
            2,
          ).state;
        expect(state(true)).toBe(state(false));
      }),
    );
  });

  test("a repetition is asked for only on the first attempt, and after the second nothing is left open", () => {
    fc.assert(
      fc.property(two, two, (first, again) => {
        const before = computePcr(rule, wells(first), []);
        expect(before.needsRepeat).toBe(before.state === "repeat");
        const after = computePcr(rule, [...wells(first), ...wells(again, { run: "P2", attempt: 2 })], [], 2);
        expect(["detected", "not_detected", "undetermined"]).toContain(after.state);
        expect(after.text === null).toBe(after.state === "undetermined");
      }),
    );
  });

  test("a lower Ct with a curve never turns detected into not detected", () => {
    const figure = fc.integer({ min: 1000, max: 4600 });
    const rank: Record<string, number> = { not_detected: 0, repeat: 1, detected: 2 };
    fc.assert(
      fc.property(figure, figure, (a, b) => {
        const of = (n: number) => computePcr(rule, wells([String(n / 100), String(n / 100)]), []).state;
        expect(rank[of(Math.min(a, b))]).toBeGreaterThanOrEqual(rank[of(Math.max(a, b))] ?? 9);
      }),
    );
  });

  test("an invalid run beside a valid one never changes the result, and every Ct stands in the explanation", () => {
    fc.assert(
      fc.property(two, two, (good, bad) => {
        const alone = computePcr(rule, wells(good), []);
        const both = computePcr(rule, [...wells(bad, { run: "P0", isRunValid: false }), ...wells(good)], []);
        expect(both.state).toBe(alone.state);
        const told = both.steps.filter((s) => s.step === "well").map((s) => s.figures["ct"]);
        expect(told).toEqual(good.map((text) => (text === "-" ? "none" : text.replace("~", ""))));
      }),
    );
  });
});
