// What the rules of every kind of result take and give: a method's figures, the readings of its parallels, and what they come to.
import { z } from "zod";
import type { MethodComponent, MethodStep, ResultKind } from "../../catalogue/contract.ts";
import type { StepReading } from "../../readings/rules.ts";
import type { Fit } from "./calibration.ts";
import type { JudgedResult } from "./limit.ts";
import type { PcrComputed } from "./pcr.ts";
import { report, type Reported, type ReportingRule } from "./report.ts";

export type MethodFacts = {
  kind: ResultKind;
  unit: string;
  lod: string | null;
  loq: string | null;
  parallels: number;
  repeatabilityPercent: string | null;
  reporting: ReportingRule;
  formula: string;
  steps: readonly MethodStep[];
  components: readonly MethodComponent[];
  /** The frozen curve that signals are read off; absent where the method has none. */
  curve?: FrozenCurve | null;
};

export type FrozenCurve = {
  number: string;
  fit: Fit;
  unit: string;
  validUntil: string;
  isWithdrawn: boolean;
};

/** Signals with the concentrations that the curve gave for them, as they entered the formula. */
export const CurveOutcome = z.object({
  number: z.string(),
  equation: z.string(),
  r: z.string(),
  unit: z.string(),
  lowest: z.string(),
  highest: z.string(),
  readings: z.array(z.object({ parallel: z.number(), step: z.string(), text: z.string(), isBelow: z.boolean() })),
});
export type CurveOutcome = z.output<typeof CurveOutcome>;
export type RoundParallel = { parallel: number; readings: readonly (StepReading & { qualifier: string })[] };
export type Lack = { code: string; detail: string };

export type ParallelOutcome = {
  parallel: number;
  value: string | null;
  isBelowLod: boolean;
  substituted: string | null;
  missing: Lack[];
  readOff?: CurveOutcome["readings"];
};

/** One unit of a sampling plan: as the judge reads it, and as it is reported. */
export const UnitOutcome = z.object({
  unit: z.number(),
  text: z.string(),
  reported: z.string(),
  /** The container it came from, and whether that was scanned or follows from its place; null in results from before. */
  container: z.string().nullish(),
  isScanned: z.boolean().optional(),
});
export type UnitOutcome = z.output<typeof UnitOutcome>;

/** A member of a sum, or a stage: its parallels, their mean, and how it is written. */
export const ComponentOutcome = z.object({
  key: z.string(),
  name: z.string(),
  unit: z.string(),
  values: z.array(z.object({ parallel: z.number(), value: z.string().nullable() })), // null: 未检出
  difference: z.string().nullable(),
  allowed: z.string().nullable(),
  mean: z.string().nullable(),
  qualifier: z.enum(["=", "<LOD", "<LOQ"]).nullable(), // null: not measured, or not settled yet
  reported: z.string().nullable(),
  lod: z.string().nullable(),
  loq: z.string().nullable(),
  max: z.string().nullable(),
});
export type ComponentOutcome = z.output<typeof ComponentOutcome>;

export type Computed = {
  parallels: ParallelOutcome[];
  missing: Lack[];
  difference: string | null;
  allowedDifference: string | null;
  needsRetest: boolean;
  unrounded: string | null;
  /** As it is written on the certificate, without its unit; null where there is no result yet. */
  reported: string | null;
  qualifier: string;
  rounding: Reported["rounding"] | null;
  /** What is judged; null where there is no result yet. */
  result: JudgedResult | null;
  units: UnitOutcome[];
  components: ComponentOutcome[];
  /** Wells, controls and panel of a real-time PCR result, step by step. */
  pcr: PcrComputed | null;
  curve: CurveOutcome | null;
};

export const nothingYet: Omit<Computed, "parallels" | "missing"> = {
  difference: null,
  allowedDifference: null,
  needsRetest: false,
  unrounded: null,
  reported: null,
  qualifier: "=",
  rounding: null,
  result: null,
  units: [],
  components: [],
  pcr: null,
  curve: null,
};

/** 未检出 is never said without its LOD. */
export function notDetectedText(lod: string | null, unit: string): string {
  return lod === null ? "未检出" : `未检出（检出限：${lod}${unit === "" ? "" : ` ${unit}`}）`;
}

/** A figure as it is reported: rounded once, or its place below LOD or LOQ. */
export function quantityText(
  value: string,
  qualifier: "=" | "<LOD" | "<LOQ",
  facts: { lod: string | null; loq: string | null; unit: string; reporting: ReportingRule },
): string {
  if (qualifier === "<LOD") return notDetectedText(facts.lod, facts.unit);
  if (qualifier === "<LOQ") return `＜${facts.loq ?? ""}`;
  return report(value, facts.reporting).reported;
}
