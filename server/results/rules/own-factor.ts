// Where the figure comes from that turns a result on the sample as it is into one on dry matter, fat or alcohol.
import type { BasisKind } from "../../catalogue/rules.ts";

export type FactorKind = "moisture" | "fat" | "alcohol" | "dehydration";
/** A figure with its source, as the explanation of a verdict says it. */
export type Factor = { kind: FactorKind; value: string; source: string };

export type OwnResult = { item: string; method: string; unrounded: string | null; qualifier: string; unit: string };

const items: Partial<Record<FactorKind, string>> = { moisture: "水分", fat: "脂肪" };

/** What the order recorded goes before what we measured ourselves; null where there is neither. */
export function chooseFactor(
  kind: FactorKind,
  recorded: string | null,
  recordedSource: string | null,
  results: readonly OwnResult[],
): Factor | null {
  if (recorded !== null && recorded !== "") return { kind, value: recorded, source: recordedSource ?? "委托单" };
  const item = items[kind];
  const own = results.findLast((r) => r.item === item && r.qualifier === "=" && isPercent(r.unit));
  if (!own || own.unrounded === null) return null;
  return { kind, value: own.unrounded, source: `本样品${own.item}检验结果（${own.method}）` };
}

/** The basis a method's results are on where that is not the product as it is. */
export function resultBasis(resultOn: string | null): BasisKind | undefined {
  return resultOn === "dry" || resultOn === "fat" ? resultOn : undefined;
}

function isPercent(unit: string): boolean {
  return ["%", "g/100g"].includes(unit.replace(/\s/g, ""));
}
