// What the cells of a control come to: its figures go through the method's own formula and curve, as a sample's would.
import type { MethodStep } from "../../catalogue/contract.ts";
import type { Measured } from "./bench-control.ts";
import type { MethodFacts } from "./computed.ts";
import { quantityOutcome } from "./outcome-quantity.ts";

type Value = { id: string; step: string; text: string; qualifier: string; at: Date };

/** The cells of a control: the method's own steps where all are figures, else the finished value alone. */
export function controlSteps(method: { kind: string; unit: string; steps: readonly MethodStep[] }): MethodStep[] {
  const isOfFigures = method.steps.every((step) => step.kind === "value");
  if (isOfFigures && (method.kind === "quantity" || method.kind === "plan")) return [...method.steps];
  return [{ key: "result", name: "测定值", nameEn: "Value", kind: "value", unit: method.unit }];
}

/** The control's value; null while a cell is empty. */
export function controlValue(facts: MethodFacts, values: readonly Value[]): Measured | null {
  const steps = controlSteps(facts);
  const last = steps.map((step) => values.findLast((value) => value.step === step.key));
  if (last.some((value) => value === undefined)) return null;
  if (facts.kind !== "quantity" || steps[0]?.key === "result") {
    const [value] = last;
    return value ? { qualifier: value.qualifier, value: value.text === "" ? null : value.text } : null;
  }
  const alone = { ...facts, parallels: 1, repeatabilityPercent: null };
  const { result, unrounded, qualifier } = quantityOutcome(alone, [[{ parallel: 1, readings: values }]]);
  if (result === null) return null;
  return { qualifier, value: unrounded ?? result.value ?? null };
}
