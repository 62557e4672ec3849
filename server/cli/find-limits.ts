import { readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { loadLimits } from "../catalogue/load-limits.ts";
import { applicableLimits, indexLimits } from "../catalogue/rules.ts";
import { LimitRow } from "../catalogue/rules/limit-row.ts";
import { day } from "../kernel/time.ts";
import { projectRoot } from "../platform/project-root.ts";
import { actingAs, question } from "../platform/transaction.ts";
import { answerLines } from "./json-lines.ts";

const Question = z.object({ category: z.string().min(1), item: z.string().min(1), on: day });

/** Of each standard in force on a day, the one row for a category and an item: as shipped, or with --database as installed. */
export async function findLimitsCommand(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { database: { type: "boolean", default: false } } });
  const index = indexLimits(values.database ? await installedLimits() : shippedLimits());
  return answerLines(Question, (asked) => ({ limits: applicableLimits(index, asked).map(told) }));
}

async function installedLimits(): Promise<readonly LimitRow[]> {
  const { withHouse } = await import("./with-house.ts");
  return withHouse((house) => loadLimits(question(house, actingAs("cli"))));
}

/** The catalogue as it is shipped. */
function shippedLimits(): LimitRow[] {
  return z.array(LimitRow).parse(JSON.parse(readFileSync(path.join(projectRoot, "prisma/seed/limits.json"), "utf8")));
}

function told(row: LimitRow): Record<string, unknown> {
  const { id, standard, version, kind, value, low, high, n, c, m, M, expected, threshold, inclusive, components } = row;
  const fields = {
    row: id,
    standard,
    version,
    kind,
    value,
    low,
    high,
    inclusive,
    n,
    c,
    m,
    M,
    expected,
    threshold,
    aggregate: row.aggregate,
    components,
    unit: row.unit,
    basis: row.basis,
    comparison: row.comparison,
    effectiveFrom: row.effectiveFrom,
    confidence: row.confidence,
  };
  return Object.fromEntries(Object.entries(fields).filter(([, said]) => said !== undefined && said !== null));
}
