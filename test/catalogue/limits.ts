import { readFileSync } from "node:fs";
import { z } from "zod";
import { LimitRow } from "../../server/catalogue/rules/limit-row.ts";

/** The catalogue as it is shipped. */
export const shippedLimits: readonly LimitRow[] = z
  .array(LimitRow)
  .parse(JSON.parse(readFileSync(new URL("../../prisma/seed/limits.json", import.meta.url), "utf8")));
