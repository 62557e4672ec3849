// 采样方案 (GB 4789.1): every unit of the lot has a result of its own; all are kept and reported, none is averaged, and
// microbiology is not repeated.
import { Decimal } from "../../kernel/decimal.ts";
import { decimalOf } from "../../kernel/figure.ts";
import {
  nothingYet,
  type Computed,
  type Lack,
  type MethodFacts,
  type RoundParallel,
  type UnitOutcome,
} from "./computed.ts";
import type { JudgedResult } from "./limit.ts";
import { report, type ReportingRule } from "./report.ts";

type Reading = RoundParallel["readings"][number];

/** The results of all units, side by side: ＜10，15，10，＜10，390. */
export function planOutcome(method: MethodFacts, units: readonly RoundParallel[]): Computed {
  const missing: Lack[] = [];
  const found: UnitOutcome[] = [];
  const readings: Reading[] = [];
  for (const { parallel, readings: own } of units) {
    const reading = own.at(-1);
    if (!reading) {
      missing.push({ code: "unit-missing", detail: `#${parallel}` });
      continue;
    }
    readings.push(reading);
    found.push({
      unit: parallel,
      text: judgedText(reading),
      reported: unitText(reading, method.reporting),
    });
  }
  const parallels = units.map(({ parallel }) => ({
    parallel,
    value: found.find((u) => u.unit === parallel)?.reported ?? null,
    isBelowLod: false,
    substituted: null,
    missing: [],
  }));
  const empty: Computed = { ...nothingYet, parallels, missing, units: found };
  if (missing.length > 0 || found.length === 0) return empty;
  return {
    ...empty,
    reported: found.map((u) => u.reported).join("，"),
    result: { values: found.map((u) => u.text), ...worst(readings) },
  };
}

/** A unit's result as it is reported: rounded as the method says (GB 4789.2: 四舍五入), ＜10, ＞300, 未检出, 检出. */
export function unitText({ qualifier, text }: Pick<Reading, "qualifier" | "text">, reporting: ReportingRule): string {
  switch (qualifier) {
    case "<":
      return `＜${text}`;
    case ">":
      return `＞${text}`;
    case "not_detected":
    case "<LOD":
      return "未检出";
    case "detected":
      return "检出";
    default:
      return report(text, reporting).reported;
  }
}

// Unrounded, as everything is that is judged (GB/T 8170-2008 4.3).
function judgedText({ qualifier, text }: Reading): string {
  switch (qualifier) {
    case "<":
    case ">":
      return `${qualifier}${text}`;
    case "not_detected":
    case "<LOD":
      return "ND";
    case "detected":
      return "D";
    default:
      return text;
  }
}

/** Where a limit has no plan (one unit, or a plain maximum) every unit must comply, so the worst of them is judged. */
function worst(readings: readonly Reading[]): Pick<JudgedResult, "qualifier" | "value"> {
  const of = (qualifier: string) => readings.filter((r) => r.qualifier === qualifier).map((r) => decimalOf(r.text));
  const greatest = (figures: Decimal[]) => Decimal.max(...figures);
  const [above, exact, below] = [of(">"), of("="), of("<")];
  if (above.length > 0) return { qualifier: ">", value: greatest(above).toFixed() };
  if (exact.length > 0) {
    const bound = below.length > 0 ? greatest(below) : null;
    const value = greatest(exact);
    return bound?.gt(value) ? { qualifier: "<", value: bound.toFixed() } : { qualifier: "=", value: value.toFixed() };
  }
  if (readings.some((r) => r.qualifier === "detected")) return { qualifier: "detected" };
  return below.length > 0 ? { qualifier: "<", value: greatest(below).toFixed() } : { qualifier: "not_detected" };
}
