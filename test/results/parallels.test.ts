import { describe, expect, test } from "vitest";
import { checkParallels, chooseRound, qualify } from "../../server/results/rules/parallels.ts";

describe("parallel determinations", () => {
  test.each([
    ["lead, 20 %", ["0.20", "0.16"], "20", false], // 0.04 of 0.18: 22 %
    ["lead, 20 %", ["0.22", "0.18"], "20", true], // exactly 20 %
    ["lead, 20 %", ["0.2200001", "0.18"], "20", false],
    ["moisture, 10 %", ["19.8", "20.1"], "10", true],
    ["moisture, 10 %", ["18.9", "21.1"], "10", false],
    ["nothing in either", ["0", "0"], "10", true],
    ["no requirement", ["1", "9"], null, true],
    ["three parallels", ["10", "10.5", "11.1"], "10", false],
  ])("%s: %j within %s agree: %s", (_, values, percent, agree) => {
    expect(checkParallels(values, percent).agree).toBe(agree);
  });

  test("the mean is of the unrounded values and is itself unrounded", () => {
    expect(checkParallels(["19.8456", "20.1233"], "10")).toEqual({
      agree: true,
      mean: "19.98445",
      difference: "0.2777",
      allowed: "1.998445",
      percentOfMean: "1.39",
    });
  });

  test("the first round that agrees is reported; one that does not is repeated as a pair", () => {
    expect(chooseRound([["18.9"]], 2, "10")).toEqual({ state: "incomplete" });
    expect(chooseRound([], 2, "10")).toEqual({ state: "incomplete" });
    expect(chooseRound([["18.9", "21.1"]], 2, "10")).toMatchObject({ state: "retest", round: 0 });
    expect(chooseRound([["18.9", "21.1"], ["19.9"]], 2, "10")).toEqual({ state: "incomplete" });
    expect(
      chooseRound(
        [
          ["18.9", "21.1"],
          ["19.9", "20.1"],
        ],
        2,
        "10",
      ),
    ).toMatchObject({ state: "accepted", round: 1, check: { mean: "20" } });
    expect(
      chooseRound(
        [
          ["19.9", "20.1"],
          ["15", "15"],
        ],
        2,
        "10",
      ),
    ).toMatchObject({ state: "accepted", round: 0 });
  });

  test.each([
    ["0.019", "<LOD"],
    ["0.02", "<LOQ"],
    ["0.049", "<LOQ"],
    ["0.05", "="],
  ])("with LOD 0.02 and LOQ 0.05, %s is %s", (value, qualifier) => {
    expect(qualify(value, "0.02", "0.05")).toBe(qualifier);
  });
});
