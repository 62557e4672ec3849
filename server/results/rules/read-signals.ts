// From signal to concentration: what a step gives is read off the task's frozen curve before the method's formula is computed. A
// signal above the standards is diluted and measured again; one below them is told, and counts only below the LOQ.
import { toDay } from "../../kernel/time.ts";
import { equationOf, readOff } from "./calibration.ts";
import type { CurveOutcome, Lack, MethodFacts, ParallelOutcome, RoundParallel } from "./computed.ts";

type Signals = { figures: Record<string, string>; missing: Lack[]; readOff: CurveOutcome["readings"] };

/** The concentrations of one parallel by the names its formula uses. */
export function readSignals(method: MethodFacts, p: RoundParallel): Signals {
  const found: Signals = { figures: {}, missing: [], readOff: [] };
  for (const step of method.steps) {
    const reading = p.readings.findLast((r) => r.step === step.key);
    if (!step.curve || !reading) continue;
    const lack = (code: string) => found.missing.push({ code, detail: `${p.parallel} ${step.name}` });
    const { curve } = method;
    if (!curve || curve.isWithdrawn) {
      lack("curve-missing");
      continue;
    }
    if (toDay(reading.at) > curve.validUntil) {
      lack("curve-expired");
      continue;
    }
    const of = readOff(curve.fit, reading.text);
    found.readOff.push({
      parallel: p.parallel,
      step: step.key,
      text: `${of.text} ${curve.unit}`,
      isBelow: of.place === "below",
    });
    if (of.place === "above") lack("curve-above");
    else found.figures[step.curve.as] = of.concentration;
  }
  return found;
}

/** The curve with every signal that was read off it, for the explanation. */
export function shownCurve({ curve }: MethodFacts, parallels: readonly ParallelOutcome[]): CurveOutcome | null {
  if (!curve) return null;
  const { fit, number, unit } = curve;
  return {
    number,
    equation: equationOf(fit),
    r: fit.r,
    unit,
    lowest: fit.lowest,
    highest: fit.highest,
    readings: parallels.flatMap((p) => p.readOff ?? []),
  };
}
