// What the readings of a task come to at this moment. The same shape is shown at the bench and frozen with a submitted result.
import { nothingYet, type Computed, type MethodFacts, type RoundParallel } from "./computed.ts";
import { componentsOutcome, stagedOutcome } from "./outcome-components.ts";
import { planOutcome } from "./outcome-plan.ts";
import { qualitativeOutcome } from "./outcome-qualitative.ts";
import { quantityOutcome } from "./outcome-quantity.ts";

/** Computes the result of a task from all its rounds, by what a result of its method is. */
export function computeOutcome(method: MethodFacts, rounds: readonly (readonly RoundParallel[])[]): Computed {
  switch (method.kind) {
    case "quantity":
      return quantityOutcome(method, rounds);
    case "plan":
      return planOutcome(method, rounds.at(-1) ?? []);
    case "qualitative":
      return qualitativeOutcome(method, rounds);
    case "components":
      return componentsOutcome(method, rounds);
    case "staged":
      return stagedOutcome(method, rounds);
    case "pcr":
      return { ...nothingYet, parallels: [], missing: [] }; // made of wells, not of readings
  }
}
