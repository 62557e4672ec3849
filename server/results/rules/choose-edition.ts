// In a transition two editions of one standard may lawfully be followed. Each is judged and shown; the one the order
// names is taken, and where it names none, the one that judges more mildly.
import { namesEdition } from "../../catalogue/rules/names-edition.ts";
import type { VerdictName } from "./limit-verdict.ts";

export type JudgedEdition = { standard: string; version: string; verdict: VerdictName };
export type Chosen = { counts: boolean; chosenBecause: string | null };

/** Which of the editions of one standard counts; the edition in force comes first. */
export function chooseEdition(editions: readonly JudgedEdition[], judgingBasis: readonly string[]): Chosen[] {
  if (editions.length < 2) return editions.map(() => ({ counts: true, chosenBecause: null }));
  if (editions.every((e) => e.verdict === "not_judged"))
    return editions.map(() => ({ counts: true, chosenBecause: "either-edition" }));
  const named = editions.filter((edition) => judgingBasis.some((basis) => namesEdition(basis, edition)));
  const isAgreed = named.length > 0 && named.length < editions.length;
  const taken = mildest(isAgreed ? named : editions);
  return editions.map((edition) =>
    edition === taken
      ? { counts: true, chosenBecause: isAgreed ? "edition-agreed" : "milder-edition" }
      : { counts: false, chosenBecause: "other-edition" },
  );
}

const mildness: readonly VerdictName[] = [
  "pass",
  "conditional_pass",
  "undetermined",
  "conditional_fail",
  "fail",
  "not_judged",
];

/** Of equally mild ones the first, which is the edition in force. */
function mildest(editions: readonly JudgedEdition[]): JudgedEdition | undefined {
  return mildness.flatMap((verdict) => editions.filter((e) => e.verdict === verdict)).at(0);
}
