import { Decimal } from "../../server/kernel/decimal.ts";
import type { WeighingView } from "../../server/results/contract.ts";
import { countedText } from "../results/reading-text.ts";

/** A weighing with what it differs by from the one before it that counts, as a person reads it. */
export type FollowedWeighing = { weighing: WeighingView; difference: { text: string; unit: string } | null };

/** Puts beside each counting weighing its difference to the counting one before it; grams are told in milligrams. */
export function followWeighings(weighings: readonly WeighingView[]): FollowedWeighing[] {
  let before: WeighingView | null = null;
  return weighings.map((weighing) => {
    const difference = weighing.counts && before !== null ? differenceOf(before, weighing) : null;
    if (weighing.counts) before = weighing;
    return { weighing, difference };
  });
}

/** 0.0001 g is told as 0.1 mg: that is how a chemist speaks of constant weight. */
export function inMilligrams(text: string, unit: string): { text: string; unit: string } {
  if (unit !== "g") return { text, unit };
  const decimals = Math.max((text.split(".")[1] ?? "").length - 3, 0);
  return { text: new Decimal(text).times(1000).toFixed(decimals), unit: "mg" };
}

function differenceOf(before: WeighingView, after: WeighingView): { text: string; unit: string } | null {
  if (before.unit !== after.unit || !isFigure(before.text) || !isFigure(after.text)) return null;
  const decimals = Math.max(decimalsOf(before.text), decimalsOf(after.text));
  const difference = new Decimal(countedText(after)).minus(countedText(before));
  const told = inMilligrams(difference.toFixed(decimals), after.unit);
  return { text: told.text.startsWith("-") ? told.text.replace("-", "−") : `+${told.text}`, unit: told.unit };
}

function isFigure(text: string): boolean {
  return /^-?\d+(\.\d+)?$/.test(text);
}

function decimalsOf(text: string): number {
  return (text.split(".")[1] ?? "").length;
}
