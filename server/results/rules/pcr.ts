// Real-time PCR, a qualitative method: what a plate's controls say of the run, and what a sample's wells say of the sample.
// A Ct is compared as the exact decimal the instrument gave; nothing here estimates a share or speaks of more than DNA.
import { z } from "zod";
import { ControlRole, type PcrRule } from "../../catalogue/rules/pcr-rule.ts";
import { decimalOf } from "../../kernel/figure.ts";

/** What one well showed: null as Ct means that no curve crossed the threshold. */
export type WellSignal = { position: string; ct: string | null; hasCurve: boolean };

const Reason = z.object({ code: z.string(), detail: z.string() });

/** The verdict over the controls of one target by one method's rule; kept with the run. */
export const ControlVerdict = z.object({
  target: z.string(),
  methodId: z.string(),
  method: z.string(),
  isValid: z.boolean(),
  /** What the rule asked for, in its own figures. */
  absentMin: z.string(),
  positiveMax: z.string(),
  wells: z.array(
    z.object({
      role: ControlRole,
      position: z.string(),
      ct: z.string().nullable(),
      hasCurve: z.boolean(),
      isGood: z.boolean(),
    }),
  ),
  /** Why it is not valid: blank-missing, blank-amplified, positive-failed …, with the well. */
  reasons: z.array(Reason),
});
export type ControlVerdict = z.output<typeof ControlVerdict>;

/** A run counts for a target when every control the method requires is there and every control that is there is as it must be. */
export function judgeControls(
  rule: PcrRule,
  of: { target: string; methodId: string; method: string },
  controls: readonly (WellSignal & { role: ControlRole })[],
): ControlVerdict {
  const { absentMin, positiveMax, required } = rule.controls;
  const wells = controls.map(({ role, position, ct, hasCurve }) => ({
    role,
    position,
    ct,
    hasCurve,
    isGood:
      role === "positive"
        ? ct !== null && hasCurve && decimalOf(ct).lte(decimalOf(positiveMax))
        : !hasCurve || (ct !== null && decimalOf(ct).gte(decimalOf(absentMin))),
  }));
  const reasons = [
    ...required.filter((role) => !wells.some((w) => w.role === role)).map((role) => said(`${role}-missing`, "")),
    ...wells
      .filter((w) => !w.isGood)
      .map((w) =>
        said(w.role === "positive" ? "positive-failed" : `${w.role}-amplified`, `${w.position} ${signalOf(w)}`),
      ),
  ];
  return { ...of, isValid: reasons.length === 0, absentMin, positiveMax, wells, reasons };
}

export const PcrCall = z.enum(["positive", "negative", "grey", "unclear"]);
export type PcrCall = z.output<typeof PcrCall>;

/** What one well of a sample says. On the one repetition there is no grey zone any more. */
export function callWell(rule: PcrRule, { ct, hasCurve }: WellSignal, attempt: number): PcrCall {
  if (ct === null) return hasCurve ? "unclear" : "negative";
  const x = decimalOf(ct);
  if (x.lte(decimalOf(rule.positiveMax))) return hasCurve ? "positive" : "unclear";
  if (x.gte(decimalOf(rule.negativeMin))) return "negative";
  if (attempt === 1) return "grey";
  return hasCurve ? "positive" : "negative";
}

/** Whether a sample's internal control shows that its DNA was extracted and could be amplified. */
export function isInternalGood(rule: PcrRule, { ct, hasCurve }: WellSignal): boolean {
  return rule.internal === null || (ct !== null && hasCurve && decimalOf(ct).lte(decimalOf(rule.internal.max)));
}

/** A well of a task or the internal control of its sample, in a run that was not withdrawn. */
export type TaskWell = WellSignal & {
  runId: string;
  run: string;
  kind: "target" | "internal";
  attempt: number;
  /** Verdict over the run's controls for this target. */
  isRunValid: boolean;
};

/** `undetermined` cannot be called and is reported as such; `repeat` asks for the one repetition; `invalid` counts for nothing. */
export const PcrState = z.enum(["detected", "not_detected", "undetermined", "repeat", "invalid", "incomplete"]);
export type PcrState = z.output<typeof PcrState>;

/** Another item of the same sample; `state` null where the sample's order does not ask for it. */
export type Beside = { item: string; state: PcrState | null };

export const PcrStep = z.object({
  step: z.enum(["run-invalid", "internal", "well", "attempt", "panel"]),
  figures: z.record(z.string(), z.string()),
});
export type PcrStep = z.output<typeof PcrStep>;

export const PcrComputed = z.object({
  state: PcrState,
  text: z.enum(["检出", "未检出"]).nullable(),
  /** Why it must be repeated or cannot be called; null where it is plain. */
  because: z.string().nullable(),
  missing: z.array(Reason),
  needsRepeat: z.boolean(),
  steps: z.array(PcrStep),
});
export type PcrComputed = z.output<typeof PcrComputed>;

/**
 * What a task's wells come to. All wells of an attempt count that stand in a valid run beside a good internal control, so
 * that nobody chooses among them; the second attempt, made once after a grey or contradictory first, is final.
 */
export function computePcr(
  rule: PcrRule,
  wells: readonly TaskWell[],
  beside: readonly Beside[],
  attempt = 1,
): PcrComputed {
  const attempts = Array.from({ length: attempt }, (_, i) => attemptOf(rule, wells, i + 1));
  const steps = attempts.flatMap((a) => a.steps);
  const last = attempts.at(-1);
  if (!last) throw new Error("no attempt to compute");
  return besideOthers(rule, { ...last, steps }, beside);
}

function attemptOf(rule: PcrRule, wells: readonly TaskWell[], attempt: number): PcrComputed {
  const own = wells.filter((w) => w.attempt === attempt);
  const steps: PcrStep[] = [];
  const missing: PcrComputed["missing"] = [];
  const usable: TaskWell[] = [];
  for (const runId of new Set(own.map((w) => w.runId))) {
    const inRun = own.filter((w) => w.runId === runId);
    const run = inRun[0]?.run ?? "";
    const targets = inRun.filter((w) => w.kind === "target");
    if (targets.length === 0) continue;
    if (!targets.every((w) => w.isRunValid)) {
      steps.push({ step: "run-invalid", figures: { attempt: String(attempt), run } });
      missing.push(said("pcr-run-invalid", `[${run}]`));
      continue;
    }
    const lack = internalLack(rule, inRun, run, attempt, steps);
    if (lack) missing.push(lack);
    else usable.push(...targets);
  }
  const calls = usable.map((well) => {
    const call = callWell(rule, well, attempt);
    steps.push({ step: "well", figures: { attempt: String(attempt), ...figuresOf(well), call } });
    return call;
  });
  const nothing = { text: null, because: null, needsRepeat: false, steps };
  if (usable.length < rule.parallels) {
    const isInvalid = usable.length === 0 && missing.length > 0;
    const lacks = isInvalid ? missing : [said("pcr-well-missing", `(${usable.length}/${rule.parallels})`)];
    return { ...nothing, state: isInvalid ? "invalid" : "incomplete", missing: lacks };
  }
  const { state, because } = together(calls, attempt);
  steps.push({
    step: "attempt",
    figures: {
      attempt: String(attempt),
      calls: calls.join(", "),
      positiveMax: rule.positiveMax,
      negativeMin: rule.negativeMin,
      state,
      ...(because && { because }),
    },
  });
  return { ...nothing, state, text: wordOf(state), because, missing: [], needsRepeat: state === "repeat" };
}

/** Extraction and inhibition are watched in the same run; without that, or where it failed, the wells say nothing. */
function internalLack(
  rule: PcrRule,
  inRun: readonly TaskWell[],
  run: string,
  attempt: number,
  steps: PcrStep[],
): PcrComputed["missing"][number] | null {
  if (rule.internal === null) return null;
  const internal = inRun.filter((w) => w.kind === "internal");
  if (internal.length === 0) return said("pcr-internal-missing", `[${run}]`);
  for (const well of internal)
    steps.push({
      step: "internal",
      figures: {
        attempt: String(attempt),
        ...figuresOf(well),
        max: rule.internal.max,
        call: isInternalGood(rule, well) ? "good" : "failed",
      },
    });
  const bad = internal.find((well) => !isInternalGood(rule, well));
  return bad ? said("pcr-internal-failed", `[${run}] ${bad.position} ${signalOf(bad)}`) : null;
}

/** Parallel wells that agree are a result; a first attempt that is grey, unclear or contradictory is repeated, a second is not. */
function together(calls: readonly PcrCall[], attempt: number): { state: PcrState; because: string | null } {
  if (calls.every((c) => c === "positive")) return { state: "detected", because: null };
  if (calls.every((c) => c === "negative")) return { state: "not_detected", because: null };
  const why = calls.includes("unclear")
    ? "pcr-unclear"
    : calls.every((c) => c === "grey")
      ? "pcr-grey"
      : "pcr-wells-disagree";
  return attempt === 1 ? { state: "repeat", because: why } : { state: "undetermined", because: `${why}-again` };
}

/** The panel: a positive result of an item whose probe is known to take another for its own stands only beside that other's absence. */
function besideOthers(rule: PcrRule, own: PcrComputed, beside: readonly Beside[]): PcrComputed {
  if (rule.needs === null || own.state !== "detected") return own;
  const other = beside.find((b) => b.item === rule.needs);
  const state = other?.state ?? null;
  const step: PcrStep = { step: "panel", figures: { needs: rule.needs, beside: state ?? "not-asked" } };
  const steps = [...own.steps, step];
  const open = { ...own, state: "undetermined" as const, text: null, steps };
  switch (state) {
    case "not_detected":
      return { ...own, steps };
    case "detected":
      return { ...open, because: "pcr-cross-reaction" };
    case "undetermined":
      return { ...open, because: "pcr-companion-undetermined" };
    case null:
      return { ...open, because: "pcr-companion-absent" };
    case "repeat":
    case "invalid":
    case "incomplete":
      return { ...open, because: "pcr-companion-open", missing: [said("pcr-companion-missing", rule.needs)] };
  }
}

/** The result in words; what cannot be called has none. */
export function wordOf(state: PcrState): "检出" | "未检出" | null {
  return state === "detected" ? "检出" : state === "not_detected" ? "未检出" : null;
}

function figuresOf(w: TaskWell): Record<string, string> {
  return { run: w.run, position: w.position, ct: w.ct ?? "none", curve: w.hasCurve ? "typical" : "none" };
}

/** `Ct 36.20` or `no Ct`, for a reason's detail. */
function signalOf({ ct }: { ct: string | null }): string {
  return ct === null ? "Ct –" : `Ct ${ct}`;
}

function said(code: string, detail: string): { code: string; detail: string } {
  return { code, detail };
}
