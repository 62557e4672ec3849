// Limits on a sum of components, and on a sum of ratios to their own limits (GB 2760 table A.1, GB 5749 三卤甲烷).
import { Decimal } from "../../kernel/decimal.ts";
import { decimalOf, figureOf, tenTo, textOf } from "../../kernel/figure.ts";
import { between, judgeBounds, type Bounds } from "./judge-bounds.ts";
import type { Decision, JudgedResult, Judgement, LimitOf, Part } from "./limit.ts";

/** Σ components; what was not found counts as 0, LOD/2 or LOD, as the item's policy says. */
export function judgeSum(limit: LimitOf<"sum">, result: JudgedResult, decision: Decision): Judgement {
  const edge = { text: limit.value, inclusive: limit.inclusive ?? true };
  const isMinimum = limit.bound === "min";
  const bounds = between(isMinimum ? edge : null, isMinimum ? null : edge, limit);
  const parts = partsOf(result);
  if (parts === null) return judgeBounds(bounds, result, decision);
  const shares = parts.map((part) => shareOf(part, limit.nonDetect ?? "lower"));
  const total = shares.reduce((sum, share) => sum.plus(share.amount), new Decimal(0));
  return judgeTotal(
    bounds,
    parts,
    total,
    shares.some((s) => s.isOpen),
    decision,
    isMinimum,
  );
}

/** Σ (xᵢ / Lᵢ): exactly 1 still passes, so the fraction is compared as a fraction. */
export function judgeRatioSum(limit: LimitOf<"ratio_sum">, result: JudgedResult, decision: Decision): Judgement {
  const bounds = between(null, { text: limit.value, inclusive: limit.inclusive ?? true }, limit);
  const parts = partsOf(result);
  if (parts === null) return judgeBounds(bounds, result, decision);
  let top = 0n;
  let bottom = 1n;
  let isOpen = false;
  for (const part of parts) {
    const own = part.max === undefined ? null : figureOf(part.max);
    if (own === null || own.coefficient <= 0n)
      return { verdict: "undetermined", because: "value-missing", steps: [stepOf(parts, "")] };
    const share = shareOf(part, limit.nonDetect ?? "lower");
    isOpen ||= share.isOpen;
    const x = figureOf(share.amount);
    const ratioTop = x.coefficient * tenTo(own.scale);
    const ratioBottom = own.coefficient * tenTo(x.scale);
    top = top * ratioBottom + ratioTop * bottom;
    bottom *= ratioBottom;
  }
  const border = figureOf(limit.value);
  const isExactly = top * tenTo(border.scale) === border.coefficient * bottom;
  const total = isExactly ? decimalOf(limit.value) : new Decimal(top.toString()).div(bottom.toString());
  return judgeTotal(bounds, parts, total, isOpen, decision, false);
}

function judgeTotal(
  bounds: Bounds,
  parts: readonly Part[],
  total: Decimal,
  isOpen: boolean,
  decision: Decision,
  isMinimum: boolean,
): Judgement {
  const step = stepOf(parts, textOf(total.toDecimalPlaces(30)));
  const isMore = parts.some((part) => part.qualifier === ">");
  const judgement = judgeBounds(bounds, { value: textOf(total), qualifier: isMore ? ">" : "=" }, decision);
  const steps = [step, ...judgement.steps];
  // An unknown share only adds: what exceeds a maximum without it exceeds, what reaches a minimum without it reaches.
  const isSettled = judgement.verdict === (isMinimum ? "pass" : "fail");
  if (isOpen) {
    const because = isMinimum ? "certainly-within" : "certainly-beyond";
    return isSettled
      ? { ...judgement, because, steps }
      : { verdict: "undetermined", because: "bound-does-not-settle", steps };
  }
  const isAbsent = parts.every((part) => part.qualifier === "not_detected" || part.qualifier === "<LOD");
  if (!isAbsent) return { ...judgement, steps };
  if (isMinimum) return { verdict: "fail", because: "not-detected", steps };
  return judgement.verdict === "pass" ? { ...judgement, because: "not-detected", steps } : { ...judgement, steps };
}

type Share = { amount: Decimal; isOpen: boolean };

function shareOf(part: Part, policy: "lower" | "medium" | "upper"): Share {
  const nothing: Share = { amount: new Decimal(0), isOpen: true };
  const known = (text: string | undefined): Share =>
    text === undefined ? nothing : { amount: decimalOf(text), isOpen: false };
  const below = (text: string | undefined): Share => {
    if (policy === "lower") return { amount: new Decimal(0), isOpen: false };
    const bound = known(text);
    return policy === "upper" || bound.isOpen ? bound : { ...bound, amount: bound.amount.div(2) };
  };
  switch (part.qualifier ?? "=") {
    case "=":
    case "detected":
      return known(part.value);
    case ">":
      return { amount: known(part.value).amount, isOpen: true };
    case "<":
      return below(part.value);
    case "<LOQ":
      return below(part.loq ?? part.value ?? part.lod);
    case "<LOD":
    case "not_detected":
      return below(part.lod ?? part.value);
  }
}

function partsOf(result: JudgedResult): readonly Part[] | null {
  return Array.isArray(result.parts) && result.parts.length > 0 ? result.parts : null;
}

function stepOf(parts: readonly Part[], total: string): Judgement["steps"][number] {
  const listed = parts.map(
    (part, i) =>
      [
        part.name ?? String(i + 1),
        `${part.qualifier ?? "="} ${part.value ?? part.lod ?? ""}${part.max === undefined ? "" : ` / ${part.max}`}`.trim(),
      ] as const,
  );
  return { step: "sum", figures: { ...Object.fromEntries(listed), ...(total === "" ? {} : { total }) } };
}
