// What a limit says and what a result says, as the judge reads them. The words are those of standards.md section b.
import { z } from "zod";

/** A figure as text; E notation is read too, answers are plain. */
export const FigureText = z
  .string()
  .trim()
  .regex(/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$/, { error: "numeral" });

/** A number of sample units is counted, not measured: a JSON integer says it as well as text. */
const Count = z.union([
  z
    .string()
    .trim()
    .regex(/^\d{1,6}$/, { error: "numeral" }),
  z.int().nonnegative().transform(String),
]);

/** The basis a limit is on where the result is on another; `value` is the moisture, fat or alcohol in percent, or the factor. */
export const LimitBasis = z.object({ kind: z.enum(["dry", "fat", "alcohol", "factor"]), value: FigureText.optional() });
export type LimitBasis = z.output<typeof LimitBasis>;

const common = {
  comparison: z.enum(["full", "rounded"]).optional(),
  interval: FigureText.optional(),
  basis: LimitBasis.optional(),
};
const nonDetect = z.enum(["lower", "medium", "upper"]).optional();

const Simple = [
  z.object({ kind: z.literal("max"), value: FigureText, inclusive: z.boolean().optional(), ...common }),
  z.object({ kind: z.literal("min"), value: FigureText, inclusive: z.boolean().optional(), ...common }),
  z.object({
    kind: z.literal("range"),
    low: FigureText,
    high: FigureText,
    lowInclusive: z.boolean().optional(),
    highInclusive: z.boolean().optional(),
    ...common,
  }),
  z.object({ kind: z.literal("not_detected"), threshold: FigureText.optional(), ...common }),
  z.object({ kind: z.literal("qualitative"), expected: z.array(z.string()).min(1), ...common }),
  z.object({
    kind: z.literal("sampling_plan"),
    n: Count,
    c: Count,
    m: FigureText,
    M: FigureText.nullish(),
    ...common,
  }),
  z.object({
    kind: z.literal("sum"),
    value: FigureText,
    bound: z.enum(["max", "min"]).optional(),
    inclusive: z.boolean().optional(),
    nonDetect,
    ...common,
  }),
  z.object({
    kind: z.literal("ratio_sum"),
    value: FigureText,
    inclusive: z.boolean().optional(),
    nonDetect,
    ...common,
  }),
] as const;

export const SimpleLimit = z.discriminatedUnion("kind", Simple);
export type SimpleLimit = z.output<typeof SimpleLimit>;

export const Limit = z.discriminatedUnion("kind", [
  ...Simple,
  z.object({ kind: z.literal("staged"), screen: SimpleLimit, confirm: SimpleLimit, ...common }),
]);
export type Limit = z.output<typeof Limit>;
export type LimitOf<K extends Limit["kind"]> = Extract<Limit, { kind: K }>;

export const Qualifier = z.enum(["=", "<", ">", "<LOD", "<LOQ", "detected", "not_detected"]);
export type Qualifier = z.output<typeof Qualifier>;

/** One component of a sum; `max` is its own limit in a sum of ratios. */
export const Part = z.object({
  name: z.string().optional(),
  value: FigureText.optional(),
  qualifier: Qualifier.optional(),
  lod: FigureText.optional(),
  loq: FigureText.optional(),
  max: FigureText.optional(),
});
export type Part = z.output<typeof Part>;

const PlainResult = z.object({
  value: FigureText.optional(),
  qualifier: Qualifier.optional(),
  lod: FigureText.optional(),
  loq: FigureText.optional(),
  text: z.string().optional(),
  values: z.array(z.string().trim()).optional(),
});

/** A result; `parts` are components of a sum, or the two stages. */
export const JudgedResult = PlainResult.extend({
  parts: z.union([z.array(Part), z.object({ screen: PlainResult, confirm: PlainResult.optional() })]).optional(),
});
export type JudgedResult = z.output<typeof JudgedResult>;

/** How certain the value is and by which agreed rule that counts (ILAC-G8:09/2019). */
const isNegative = (text: string) => text.startsWith("-") && /[1-9]/.test(text.replace(/[eE].*$/, ""));
const isZero = (text: string) => !/[1-9]/.test(text.replace(/[eE].*$/, ""));
const Uncertainty = z.object({
  U: FigureText.refine((text) => !isNegative(text), { error: "numeral" }),
  k: FigureText.refine((text) => !isNegative(text) && !isZero(text), { error: "numeral" }).optional(),
});
export const Decision = z.object({
  uncertainty: Uncertainty.optional(),
  decisionRule: z.enum(["simple", "guard_band", "non_binary"]).optional(),
  guardFactor: FigureText.optional(),
});
export type Decision = z.output<typeof Decision>;

export const Verdict = z.enum(["pass", "fail", "conditional_pass", "conditional_fail", "undetermined"]);
export type Verdict = z.output<typeof Verdict>;

/** Why a verdict is what it is; every language has a sentence for each. */
export const becauses = [
  "within-limit", // compared with the limit and within it
  "beyond-limit",
  "within-guard-band", // a conditional pass: within the limit, not by the margin
  "beyond-within-guard-band", // a conditional fail
  "certainly-within", // a `<` or `>` figure that settles it
  "certainly-beyond",
  "bound-does-not-settle",
  "loq-above-limit",
  "lod-unknown",
  "value-missing",
  "uncertainty-missing",
  "not-detected",
  "detected",
  "below-loq",
  "below-threshold",
  "as-expected",
  "not-as-expected",
  "basis-factor-missing",
  "basis-factor-missing-within",
  "basis-impossible",
  "plan-met",
  "plan-beyond-M",
  "plan-too-many-above-m",
  "plan-results-missing",
  "plan-results-too-many",
  "plan-result-unclear",
  "screen-met",
  "confirmation-missing",
  "no-limit",
] as const;
export const Because = z.enum(becauses);
export type Because = z.output<typeof Because>;

/** One step from the result to the verdict, with every figure that took part; kept with the verdict. */
export const JudgementStep = z.object({
  step: z.enum(["basis", "sum", "round", "acceptance", "compare", "count", "stage"]),
  figures: z.record(z.string(), z.string()),
});
export type JudgementStep = z.output<typeof JudgementStep>;

/** A verdict with its explanation: plain data, to be stored as it is and read years later. */
export const Judgement = z.object({
  verdict: Verdict,
  because: Because,
  rounded: z.string().optional(),
  compared: z.string().optional(),
  comparison: z.enum(["full", "rounded"]).optional(),
  probability: z.string().optional(),
  steps: z.array(JudgementStep),
});
export type Judgement = z.output<typeof Judgement>;
