import { en } from "../../server/kernel/text/en.ts";
import { zh } from "../../server/kernel/text/zh.ts";
import { lookOf } from "../../server/metrology/contract.ts";
import type { Fitness } from "../../server/metrology/contract.ts";
import { usePreferences } from "../preferences.ts";
import { StateTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { words } from "./words.ts";

/** The state of an instrument, and how long it lasts. */
export function FitnessTag({ fitness }: { fitness: Fitness }) {
  const t = useWords(words);
  return (
    <span className="row tight-row">
      <StateTag of="instrument" state={lookOf(fitness)} />
      {fitness.dueInDays === null ? null : <span className="small nowrap">{t.daysLeft(fitness.dueInDays)}</span>}
    </span>
  );
}

/** Why an instrument is not simply fit, in words. */
export function useReasons(): (fitness: Fitness) => string {
  const { language } = usePreferences();
  const sentences: Record<string, string> = (language === "zh" ? zh : en).unfit;
  return (fitness) =>
    fitness.reasons.map((reason) => sentences[reason] ?? reason).join(language === "zh" ? "、" : ", ");
}
