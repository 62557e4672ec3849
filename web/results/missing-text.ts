import { useCallback } from "react";
import { en } from "../../server/kernel/text/en.ts";
import { zh } from "../../server/kernel/text/zh.ts";
import type { Outcome } from "../../server/results/contract.ts";
import { useWords } from "../words.ts";
import { becauseWords, sentenceOf } from "./because-words.ts";
import { words } from "./words.ts";

/** Faults that a person cannot work away by going on: the parallel is begun again. */
export const faultsOfParallel = [
  "sample-too-small",
  "sample-too-large",
  "sample-weighed-too-early",
  "dried-before-sample",
  "gained-weight",
];

type Lack = Outcome["missing"][number];

/** What a result still lacks, as a sentence: which parallel, which equipment. */
export function useMissingText(): (lack: Lack) => string {
  const tell = useLack();
  const t = useWords(words);
  return useCallback(
    (lack) => {
      const { of, what } = tell(lack);
      return what ? `${of}${t.colon}${what}` : of;
    },
    [tell, t],
  );
}

/** The same for all of them, each parallel's own lacks gathered into one sentence. */
export function useMissingLines(): (missing: readonly Lack[]) => string[] {
  const tell = useLack();
  const t = useWords(words);
  return useCallback(
    (missing) => {
      const lines = new Map<string, string[]>();
      for (const { of, what } of missing.map(tell)) lines.set(of, [...(lines.get(of) ?? []), ...(what ? [what] : [])]);
      return [...lines].map(([of, what]) => (what.length > 0 ? `${of}${t.colon}${what.join(t.comma)}` : of));
    },
    [tell, t],
  );
}

/** Whose lack it is, and what is lacking. */
function useLack(): (lack: Lack) => { of: string; what: string } {
  const sentences = useWords({ zh, en }).missing;
  const because = useWords(becauseWords);
  const t = useWords(words);
  return useCallback(
    ({ code, detail }) => {
      const said = sentences[code] ?? code;
      const parallel = /^(\d+)( .*)?$/.exec(detail);
      if (parallel) return { of: t.parallel(Number(parallel[1])), what: said };
      return { of: said, what: detail ? sentenceOf(because.equipment, detail) : "" };
    },
    [sentences, because, t],
  );
}
