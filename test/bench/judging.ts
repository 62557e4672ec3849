import { readFileSync } from "node:fs";
import { z } from "zod";
import { LimitRow } from "../../server/catalogue/rules/limit-row.ts";
import { Decimal } from "../../server/kernel/decimal.ts";
import { judge } from "../../server/results/rules/judge.ts";
import { limitFromRow } from "../../server/results/rules/limit-from-row.ts";
import { measure, tell } from "./measure.ts";

/** All maximum limits of the catalogue, each judged once; the floor parses the same figures and compares. */
export async function judging(): Promise<void> {
  const rows = z
    .array(LimitRow)
    .parse(JSON.parse(readFileSync("prisma/seed/limits.json", "utf8")))
    .filter((row) => row.kind === "max" && row.aggregate === undefined && row.value !== undefined);
  const limits = rows.map((row) => ({ limit: limitFromRow(row), value: row.value ?? "0" }));
  const floor = await measure(
    200,
    () => limits.filter(({ value }) => new Decimal(value).lte(new Decimal(value))).length,
  );
  tell(`floor: ${limits.length} comparisons of parsed decimals`, floor);
  tell(
    `${limits.length} judgements with their explanations`,
    await measure(200, () => limits.filter(({ limit, value }) => judge(limit, { value }).verdict === "pass").length),
    floor,
  );
}
