// Transition between two editions: the new one may be followed early, or the old one a while longer, where the notice
// that brought the new one says so (另有过渡期的). Which of them counts is decided where results are judged.
import { addDays } from "../../kernel/time.ts";
import { applicableLimits, type LimitIndex, type LimitQuestion } from "../rules.ts";
import type { LimitRow } from "./limit-row.ts";
import { namesEdition } from "./names-edition.ts";

/** An edition whose notice allows another one for a while; of all other editions nothing needs to be known. */
export type Transition = {
  standard: string;
  version: string;
  inForceFrom: string;
  inForceUntil: string | null;
  /** As printed: GB 2762-2022, GB 2762-2022（含第1号修改单）. */
  supersedes: string | null;
  mayFollowFrom: string | null;
  oldMayFollowUntil: string | null;
};

/** The rows of other editions that may be followed on the day instead of a row in force; none outside a transition. */
export function rowsToFollowInstead(
  index: LimitIndex,
  row: LimitRow,
  question: LimitQuestion,
  transitions: readonly Transition[],
): LimitRow[] {
  const { on } = question;
  return transitions.flatMap((edition) => {
    if (isEarly(edition, on) && isReplacedBy(row, edition)) {
      const inNew = applicableLimits(index, { ...question, on: edition.inForceFrom });
      return inNew.filter((other) => other.standard === edition.standard && other.version === edition.version);
    }
    if (isLate(edition, on) && row.standard === edition.standard && row.version === edition.version) {
      const inOld = applicableLimits(index, { ...question, on: addDays(edition.inForceFrom, -1) });
      return inOld.filter((other) => isReplacedBy(other, edition));
    }
    return [];
  });
}

/** The new edition before its day. */
function isEarly({ mayFollowFrom, inForceFrom }: Transition, on: string): boolean {
  return mayFollowFrom !== null && mayFollowFrom <= on && on < inForceFrom;
}

/** The new edition in force, the old one still allowed. */
function isLate({ inForceFrom, oldMayFollowUntil }: Transition, on: string): boolean {
  return oldMayFollowUntil !== null && inForceFrom <= on && on <= oldMayFollowUntil;
}

/** Whether the row belongs to the edition that this one replaces: the named one, else any other of its standard. */
function isReplacedBy(row: LimitRow, edition: Transition): boolean {
  if (edition.supersedes !== null) return namesEdition(edition.supersedes, row);
  return row.standard === edition.standard && row.version !== edition.version;
}
