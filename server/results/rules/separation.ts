// One sample, several pairs of eyes: analyst ≠ checker, analyst ≠ reviewer, analyst ≠ signatory, reviewer ≠ signatory;
// checker = reviewer only where the laboratory allows it.
import type { ProblemCode } from "../../kernel/problems.ts";

export type SampleAct = "test" | "check" | "review" | "approve";

/** Who did what on the sample so far, over all its tasks; ids of people. */
export type WorkOnSample = {
  analysts: readonly string[]; // whoever was assigned, claimed a reading or submitted a result
  checkers: readonly string[];
  reviewers: readonly string[];
};

/** Why a person may not act on a sample; null where they may. */
export function separationRefusal(
  act: SampleAct,
  person: string,
  work: WorkOnSample,
  setting: { mayCheckerReview: boolean },
): ProblemCode | null {
  const tested = work.analysts.includes(person);
  const checked = work.checkers.includes(person);
  const reviewed = work.reviewers.includes(person);
  switch (act) {
    case "test":
      if (checked) return "checker-may-not-test";
      return reviewed ? "reviewer-may-not-test" : null;
    case "check":
      return tested ? "analyst-may-not-check" : null;
    case "review":
      if (tested) return "analyst-may-not-review";
      return checked && !setting.mayCheckerReview ? "checker-may-not-review" : null;
    case "approve":
      if (tested) return "analyst-may-not-approve";
      return reviewed ? "reviewer-may-not-approve" : null;
  }
}
