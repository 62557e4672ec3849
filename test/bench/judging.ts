import { readFileSync } from "node:fs";
import { z } from "zod";
import { LimitRow } from "../../server/catalogue/rules/limit-row.ts";
import { Decimal } from "../../server/kernel/decimal.ts";
import { judge } from "../../server/results/rules/judge.ts";
import { limitFromRow } from "../../server/results/rules/limit-from-row.ts";
import type { JudgedResult, Limit } from "../../server/results/rules/limit.ts";
import { measure, tell } from "./measure.ts";

/**
 * Every row of the catalogue with a result just at its limit, judged with its whole explanation. The floor reads the very
 * same figures as decimals and compares them, or the same words, and does nothing else.
 */
export async function judging(): Promise<void> {
  const rows = z.array(LimitRow).parse(JSON.parse(readFileSync("prisma/seed/limits.json", "utf8")));
  const cases = rows.map((row) => {
    const limit = limitFromRow(row, {
      dehydrationFactor: "3",
      moisturePercent: "20",
      fatPercent: "20",
      alcoholPercent: "52",
    });
    return { limit, result: resultAt(limit), pairs: pairsOf(limit) };
  });
  const floor = await measure(400, () => cases.filter(({ pairs }) => pairs.every(isWithin)).length);
  tell(`floor: the figures of ${cases.length} rows read and compared`, floor);
  const judged = await measure(
    400,
    () => cases.filter(({ limit, result }) => judge(limit, result).verdict === "pass").length,
  );
  tell(`${cases.length} judgements with their explanations`, judged, floor);
  process.stdout.write(
    `  ${Math.round((cases.length / judged.p50) * 1000).toLocaleString("en")} judgements a second\n`,
  );
}

function isWithin([value, limit]: readonly [string, string]): boolean {
  return /^[-\d.]+$/.test(limit) ? new Decimal(value).lte(new Decimal(limit)) : value === limit;
}

function resultAt(limit: Limit): JudgedResult {
  switch (limit.kind) {
    case "max":
    case "min":
    case "ratio_sum":
    case "sum":
      return { value: limit.value };
    case "range":
      return { value: limit.high };
    case "not_detected":
      return { value: "0.01", lod: "0.02" };
    case "qualitative":
      return { text: limit.expected[0] ?? "" };
    case "sampling_plan":
      return { values: Array.from({ length: Number(limit.n) }, () => limit.m) };
    case "staged":
      return { parts: { screen: resultAt(limit.screen) } };
  }
}

/** What the judge cannot do without: each figure of the result beside each figure of the limit. */
function pairsOf(limit: Limit): (readonly [string, string])[] {
  switch (limit.kind) {
    case "max":
    case "min":
    case "ratio_sum":
    case "sum":
      return [[limit.value, limit.value]];
    case "range":
      return [
        [limit.high, limit.low],
        [limit.high, limit.high],
      ];
    case "not_detected":
      return [["0.01", limit.threshold ?? "0.02"]];
    case "qualitative":
      return [[limit.expected[0] ?? "", limit.expected[0] ?? ""]];
    case "sampling_plan":
      return Array.from({ length: Number(limit.n) }, () => [limit.m, limit.m] as const);
    case "staged":
      return pairsOf(limit.screen);
  }
}
