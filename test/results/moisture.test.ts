import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { constantWeight, type Weighing } from "../../server/readings/rules/constant-weight.ts";
import {
  determineMoisture,
  directDrying,
  moistureResult,
  type MoistureWeighings,
} from "../../server/results/rules/moisture.ts";

/** A weighing so many minutes after nine. */
function weighed(text: string, minute: number, oven?: { in: number; out: number }): Weighing {
  const at = (m: number): Date => new Date(Date.UTC(2026, 10, 30, 1, 0) + m * 60_000);
  return {
    id: `${text}@${minute}`,
    text,
    at: at(minute),
    ...(oven ? { oven: { inAt: at(oven.in), outAt: at(oven.out) } } : {}),
  };
}
const rule = { tolerance: "0.002", minimumMinutes: 90 };

describe("constant weight", () => {
  test.each([
    [
      "two that agree",
      [
        ["32.9321", 0],
        ["32.9310", 90],
      ],
      "32.9310",
    ],
    [
      "exactly 2 mg",
      [
        ["32.9321", 0],
        ["32.9301", 90],
      ],
      "32.9301",
    ],
    [
      "2.1 mg",
      [
        ["32.9321", 0],
        ["32.9300", 90],
      ],
      null,
    ],
    [
      "as many as it takes",
      [
        ["33.1000", 0],
        ["33.0500", 90],
        ["33.0400", 180],
        ["33.0395", 270],
      ],
      "33.0395",
    ],
    [
      "the smaller of the last pair, which may be the earlier one",
      [
        ["33.0395", 0],
        ["33.0400", 90],
      ],
      "33.0395",
    ],
    ["only one", [["33.0395", 0]], null],
    [
      "too close together",
      [
        ["33.0395", 0],
        ["33.0395", 89],
      ],
      null,
    ],
    [
      "the one that came too soon is passed over",
      [
        ["33.0450", 0],
        ["33.0450", 10],
        ["33.0440", 90],
      ],
      "33.0440",
    ],
    ["none", [], null],
  ] as const)("%s", (_, weighings, mass) => {
    expect(
      constantWeight(
        weighings.map(([text, minute]) => weighed(text, minute)),
        rule,
      ).mass,
    ).toBe(mass);
  });

  test("says of each weighing whether it counts and why not, and when the next one will", () => {
    const seen = constantWeight([weighed("33.0450", 0), weighed("33.0450", 30), weighed("33.0400", 95)], rule);
    expect(seen.steps.map((s) => [s.weighing.text, s.counts, s.ignoredBecause, s.difference])).toEqual([
      ["33.0450", true, null, null],
      ["33.0450", false, "too-soon", null],
      ["33.0400", true, null, "0.005"],
    ]);
    expect(seen).toMatchObject({ isReached: false, mass: null, difference: "0.005", notBefore: weighed("", 185).at });
  });

  test("once reached, further weighings are kept and change nothing", () => {
    const seen = constantWeight([weighed("33.0400", 0), weighed("33.0395", 90), weighed("33.0100", 180)], rule);
    expect(seen).toMatchObject({
      isReached: true,
      mass: "33.0395",
      notBefore: null,
      pairIds: ["33.0400@0", "33.0395@90"],
    });
    expect(seen.steps[2]).toMatchObject({ counts: false, ignoredBecause: "after-constant-weight" });
  });

  test("where the oven is recorded, too short a drying or cooling does not count", () => {
    const strict = { ...rule, dryingMinutes: 60, coolingMinutes: 30 };
    const why = (oven: { in: number; out: number }) =>
      constantWeight([weighed("33", 0), weighed("33", 120, oven)], strict).steps[1]?.ignoredBecause;
    expect(why({ in: 10, out: 75 })).toBeNull();
    expect(why({ in: 40, out: 85 })).toBe("dried-too-short");
    expect(why({ in: 10, out: 100 })).toBe("cooled-too-short");
    expect(why({ in: 10, out: 130 })).toBe("weighed-in-oven");
  });

  test("does not depend on the order in which readings came in", () => {
    const list = [weighed("33.1000", 0), weighed("33.0500", 90), weighed("33.0400", 180), weighed("33.0395", 270)];
    fc.assert(
      fc.property(fc.shuffledSubarray(list, { minLength: list.length }), (shuffled) => {
        expect(constantWeight(shuffled, rule)).toEqual(constantWeight(list, rule));
      }),
    );
  });
});

/** A dish that needs no second thought: empty e, with sample s, dried d. */
function dish(empty: string, withSample: string, dried: string): MoistureWeighings {
  return {
    emptyDish: [weighed(empty, 0), weighed(empty, 90)],
    dishWithSample: weighed(withSample, 100),
    driedDish: [weighed(dried, 340), weighed(dried, 430)],
  };
}

describe("moisture of beef jerky by direct drying", () => {
  test("is what the sample lost, in grams per hundred", () => {
    const one = determineMoisture(dish("32.9321", "35.9321", "35.3621"));
    expect(one).toMatchObject({
      state: "complete",
      faults: [],
      sampleMass: "3",
      result: { value: "19", substituted: "(35.9321 - 35.3621) ÷ (35.9321 - 32.9321) × 100" },
    });
  });

  test.each([
    ["1.9999 g of sample", dish("30.0000", "31.9999", "31.7"), "refused", ["sample-too-small"]],
    ["2 g of sample", dish("30.0000", "32.0000", "31.7"), "complete", []],
    ["10 g of sample", dish("30.0000", "40.0000", "38"), "complete", []],
    ["10.0001 g of sample", dish("30.0000", "40.0001", "38"), "refused", ["sample-too-large"]],
    ["a dish that grew heavier", dish("30.0000", "33.0000", "33.1"), "refused", ["gained-weight"]],
    [
      "a dish not yet dried",
      { ...dish("30.0000", "33.0000", "32.5"), driedDish: [] },
      "incomplete",
      ["dried-dish-not-constant"],
    ],
    [
      "a dish weighed too soon again",
      { ...dish("30.0000", "33.0000", "32.5"), driedDish: [weighed("32.5", 340), weighed("32.5", 345)] },
      "incomplete",
      ["dried-dish-not-constant"],
    ],
    [
      "sample put in before the dish was constant",
      { ...dish("30.0000", "33.0000", "32.5"), dishWithSample: weighed("33.0000", 60) },
      "refused",
      ["sample-weighed-too-early"],
    ],
    [
      "nothing yet",
      { emptyDish: [], dishWithSample: null, driedDish: [] },
      "incomplete",
      ["empty-dish-not-constant", "sample-not-weighed", "dried-dish-not-constant"],
    ],
  ] as const)("%s", (_, weighings, state, faults) => {
    expect(determineMoisture(weighings)).toMatchObject({ state, faults });
  });

  test("two dishes that agree give their mean, rounded once to three significant digits", () => {
    // 19.8166… and 20.1100… ; mean 19.9633…
    const seen = moistureResult([[dish("32.0000", "35.0000", "34.4055"), dish("31.0000", "34.0000", "33.3967")]]);
    expect(seen).toMatchObject({
      state: "accepted",
      round: 0,
      reported: { reported: "20.0", rounding: { place: { digits: 3 } } },
    });
  });

  test("below 1 g/100 g two significant digits are reported", () => {
    const seen = moistureResult([[dish("32.0000", "42.0000", "41.9145"), dish("31.0000", "41.0000", "40.9145")]]);
    expect(seen).toMatchObject({ state: "accepted", reported: { reported: "0.86", unrounded: "0.855" } });
  });

  test("dishes that differ by more than 10 % of their mean are repeated as a pair; the pair that agrees is reported", () => {
    const apart = [dish("32.0000", "35.0000", "34.4300"), dish("31.0000", "34.0000", "33.3670")]; // 19.0 and 21.1
    expect(moistureResult([apart])).toMatchObject({ state: "retest", check: { agree: false, difference: "2.1" } });
    expect(moistureResult([apart, [dish("32", "35", "34.4")]])).toMatchObject({ state: "incomplete" });
    expect(moistureResult([apart, [dish("32", "35", "34.4"), dish("31", "34", "33.41")]])).toMatchObject({
      state: "accepted",
      round: 1,
      reported: { reported: "19.8" },
      rounds: [
        [{ result: { value: "19" } }, {}],
        [{}, {}],
      ],
    });
  });

  test("a refused dish holds the pair up", () => {
    expect(moistureResult([[dish("32", "35", "34.4"), dish("31", "32", "31.8")]]).state).toBe("refused");
    expect(moistureResult([], directDrying).state).toBe("incomplete");
  });
});
