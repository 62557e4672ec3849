import type { VerdictName } from "../../server/results/contract.ts";
import type { Tone } from "../theme.ts";
import { useWords } from "../words.ts";
import { ToneTag } from "./state-tag.tsx";
import { words } from "./words.ts";

const toneOf: Record<VerdictName, Tone> = {
  pass: "good",
  conditional_pass: "attention",
  undetermined: "attention",
  conditional_fail: "bad",
  fail: "bad",
  not_judged: "waiting",
};

/** 符合, 有条件符合, 不判定, 有条件不符合, 不符合: in word, colour and icon. */
export function Verdict({ of }: { of: VerdictName | null }) {
  const t = useWords(words);
  return of ? <ToneTag tone={toneOf[of]}>{t.verdict[of]}</ToneTag> : <span className="quiet">–</span>;
}
