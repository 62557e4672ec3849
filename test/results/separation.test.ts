import { describe, expect, test } from "vitest";
import { separationRefusal } from "../../server/results/rules/separation.ts";

const work = { analysts: ["ma", "yang"], checkers: ["bai"], reviewers: ["tian"] };
const strict = { mayCheckerReview: false };

describe("nobody signs twice where two pairs of eyes are needed", () => {
  test.each([
    ["check", "ma", "analyst-may-not-check"],
    ["check", "yang", "analyst-may-not-check"], // of any task on the sample
    ["check", "bai", null],
    ["review", "ma", "analyst-may-not-review"],
    ["review", "bai", "checker-may-not-review"],
    ["review", "tian", null],
    ["approve", "ma", "analyst-may-not-approve"],
    ["approve", "tian", "reviewer-may-not-approve"],
    ["approve", "bai", null],
    ["approve", "he", null],
    ["test", "bai", "checker-may-not-test"],
    ["test", "tian", "reviewer-may-not-test"],
    ["test", "ma", null],
  ] as const)("%s by %s: %s", (act, person, refusal) => {
    expect(separationRefusal(act, person, work, strict)).toBe(refusal);
  });

  test("a small county centre may let its checker review, never its analyst", () => {
    expect(separationRefusal("review", "bai", work, { mayCheckerReview: true })).toBeNull();
    expect(separationRefusal("review", "ma", { ...work, checkers: ["ma"] }, { mayCheckerReview: true })).toBe(
      "analyst-may-not-review",
    );
  });
});
