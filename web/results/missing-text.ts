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

/** What a result still lacks, as a sentence: which parallel, which equipment. */
export function useMissingText(): (missing: Outcome["missing"][number]) => string {
  const sentences = useWords({ zh, en }).missing;
  const because = useWords(becauseWords);
  const t = useWords(words);
  return useCallback(
    ({ code, detail }) => {
      const said = sentences[code] ?? code;
      const parallel = /^(\d+)( .*)?$/.exec(detail);
      if (parallel) return `${t.parallel(Number(parallel[1]))}：${said}`;
      return detail ? `${said}：${sentenceOf(because.equipment, detail)}` : said;
    },
    [sentences, because, t],
  );
}

/** The same, the parallels' own lacks gathered into one sentence each. */
export function useMissingLines(): (missing: Outcome["missing"]) => string[] {
  const one = useMissingText();
  return useCallback(
    (missing) => {
      const lines = new Map<string, string[]>();
      for (const lack of missing) {
        const said = one(lack);
        const [of, what] =
          said.includes("：") && /^\d/.test(lack.detail)
            ? [said.slice(0, said.indexOf("：")), said.slice(said.indexOf("：") + 1)]
            : [said, ""];
        lines.set(of, [...(lines.get(of) ?? []), what]);
      }
      return [...lines].map(([of, what]) => (what.every((w) => w === "") ? of : `${of}：${what.join("、")}`));
    },
    [one],
  );
}
