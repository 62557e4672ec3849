import { z } from "zod";
import type { TrialAsked } from "../../server/results/trial-contract.ts";
import { readDay } from "../ui/read-day.ts";

const typed = z.string().catch("").default("");

/** What stands in the fields of the judging bench; flat, so that the address can hold it. Lists are joined by `|`. */
export const TrialDraft = z.object({
  category: typed,
  item: typed,
  on: typed,
  value: typed,
  text: typed,
  values: typed,
  parts: typed,
  maxima: typed,
  screen: typed,
  lod: typed,
  loq: typed,
  dehydrationFactor: typed,
  moisturePercent: typed,
  fatPercent: typed,
  alcoholPercent: typed,
  rule: z.enum(["simple", "guard_band", "non_binary"]).catch("simple").default("simple"),
  U: typed,
  k: typed,
  guardFactor: typed,
  names: typed,
});
export type TrialDraft = z.output<typeof TrialDraft>;

export const listed = (joined: string): string[] => (joined === "" ? [] : joined.split("|"));

/** The question as the server reads it; null while product, item or day are missing. */
export function questionOf(draft: TrialDraft): TrialAsked | null {
  const on = readDay(draft.on);
  if (draft.category === "" || draft.item === "" || on === null) return null;
  const names = listed(draft.names);
  const parts = listed(draft.parts);
  const maxima = listed(draft.maxima);
  const { dehydrationFactor, moisturePercent, fatPercent, alcoholPercent, rule, U, k, guardFactor } = draft;
  return {
    category: draft.category,
    item: draft.item,
    on,
    result: {
      value: draft.value,
      text: draft.text,
      lod: draft.lod,
      loq: draft.loq,
      screen: draft.screen,
      values: listed(draft.values).filter((one) => one.trim() !== ""),
      parts: names.flatMap((name, i) => {
        const value = parts[i]?.trim() ?? "";
        return value === "" ? [] : [{ name, value, max: maxima[i] ?? "" }];
      }),
    },
    basis: { dehydrationFactor, moisturePercent, fatPercent, alcoholPercent },
    decision: { rule, U, k, guardFactor },
  };
}
