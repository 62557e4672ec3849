import { useCallback } from "react";
import { Problem, problems } from "../../server/kernel/problems.ts";
import type { ProblemCode } from "../../server/kernel/problems.ts";
import { useErrorText } from "../error-text.ts";
import { useWords } from "../words.ts";
import { becauseWords } from "../results/because-words.ts";
import { words } from "./words.ts";

/** Why a reading was not used, in words: the code of a refusal, a status of the instrument, or what the server wrote. */
export function useReadingReason(): (reason: string | null) => string {
  const t = useWords(words);
  const because = useWords(becauseWords);
  const errorText = useErrorText();
  return useCallback(
    (reason) => {
      if (reason === null) return t.unclaimedWhy;
      const status = t.readingStatus[reason] ?? because.ignored[reason];
      if (status) return status;
      return reason in problems ? errorText(new Problem(reason as ProblemCode)) : reason;
    },
    [t, because, errorText],
  );
}
