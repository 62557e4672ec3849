// A printed row as the judge reads it.
import { basisOf, type BasisKind } from "../../catalogue/rules.ts";
import type { LimitRow } from "../../catalogue/rules/limit-row.ts";
import { Problem } from "../../kernel/problems.ts";
import type { Limit, LimitBasis, SimpleLimit } from "./limit.ts";

/** What the sample's record says for getting to a limit's basis, and the basis that the method's results are on already. */
export type BasisFacts = {
  dehydrationFactor?: string | null | undefined;
  moisturePercent?: string | null | undefined;
  fatPercent?: string | null | undefined;
  alcoholPercent?: string | null | undefined;
  resultIsOn?: BasisKind | undefined; // acid and peroxide values are measured on the fat itself
  isStaged?: boolean | undefined; // GB 2762 先总后价: the same limit, for the total first
};

/** The limit of a row; what is not recorded stays out, and the judge says what that means. */
export function limitFromRow(row: LimitRow, facts: BasisFacts = {}): Limit {
  const limit = simpleLimit(row, facts);
  return facts.isStaged && limit.kind === "max" ? { kind: "staged", screen: limit, confirm: limit } : limit;
}

function simpleLimit(row: LimitRow, facts: BasisFacts): SimpleLimit {
  const basis = basisFor(row, facts);
  const shared = {
    ...(row.comparison === null ? {} : { comparison: row.comparison }),
    ...(basis === null ? {} : { basis }),
  };
  const inclusive = row.inclusive === undefined ? {} : { inclusive: row.inclusive };
  const need = (text: string | undefined): string => {
    if (text === undefined) throw new Problem("figure-wrong", { text: row.id });
    return text;
  };
  switch (row.kind) {
    case "max":
      if (row.aggregate === "ratio_sum") return { kind: "ratio_sum", value: need(row.value), ...inclusive, ...shared };
      if (row.aggregate === "sum") return { kind: "sum", value: need(row.value), ...inclusive, ...shared };
      return { kind: "max", value: need(row.value), ...inclusive, ...shared };
    case "min":
      if (row.aggregate === "sum")
        return { kind: "sum", bound: "min", value: need(row.value), ...inclusive, ...shared };
      return { kind: "min", value: need(row.value), ...inclusive, ...shared };
    case "range":
      return { kind: "range", low: need(row.low), high: need(row.high), ...shared };
    case "not_detected":
      return { kind: "not_detected", ...(row.threshold === undefined ? {} : { threshold: row.threshold }), ...shared };
    case "qualitative":
      return { kind: "qualitative", expected: row.expected ?? [], ...shared };
    case "sampling_plan":
      return { kind: "sampling_plan", n: need(row.n), c: need(row.c), m: need(row.m), M: row.M ?? null, ...shared };
  }
}

function basisFor(row: LimitRow, facts: BasisFacts): LimitBasis | null {
  const { kind } = basisOf(row);
  if (kind === facts.resultIsOn) return null;
  switch (kind) {
    case "as_is":
    case "powder": // the product itself is the powder; a liquid one has its own row or is converted by the order
      return null;
    case "fresh_with_factor":
      return { kind: "factor", ...given(facts.dehydrationFactor) };
    case "non_fat_solids":
      return { kind: "factor" };
    case "dry":
      return { kind: "dry", ...given(facts.moisturePercent) };
    case "fat":
      return { kind: "fat", ...given(facts.fatPercent) };
    case "alcohol":
      return { kind: "alcohol", ...given(facts.alcoholPercent) };
  }
}

function given(value: string | null | undefined): { value?: string } {
  return value === null || value === undefined || value === "" ? {} : { value };
}
