import { readFileSync } from "node:fs";
import path from "node:path";
import { importLimits, type ImportedLimits } from "../../server/catalogue/import-limits.ts";
import { HolidayFile } from "../../server/kernel/working-days.ts";
import type { Context } from "../../server/platform/context.ts";
import { keepHolidays } from "../../server/platform/holidays.ts";
import { projectRoot } from "../../server/platform/project-root.ts";
import { seededMethods } from "./methods/seeded-methods.ts";

export type SeededCatalogue = { limits: ImportedLimits; methods: string[] };

/** The year's days off and worked weekends, where the laboratory has not entered that year itself. */
async function seedHolidays(ctx: Context): Promise<void> {
  const file = HolidayFile.parse(
    JSON.parse(readFileSync(path.join(projectRoot, "prisma/seed/holidays-2026.json"), "utf8")),
  );
  const known = await ctx.db.setting.findUnique({ where: { key: `holidays-${file.year}` } });
  if (!known) await keepHolidays(ctx, file);
}

/** What every installation begins with: the collected limits of all editions, and methods ready to be used. */
export async function seedCatalogue(ctx: Context): Promise<SeededCatalogue> {
  const limits = await importLimits(
    ctx,
    JSON.parse(readFileSync(path.join(projectRoot, "prisma/seed/limits.json"), "utf8")),
  );
  await seedHolidays(ctx);
  const made: string[] = [];
  for (const { item, ...method } of seededMethods) {
    const { id: itemId } = await ctx.db.item.upsert({
      where: { name: item.name },
      create: item,
      update: {},
      select: { id: true },
    });
    // A method that is there is the laboratory's own by now; nothing of it is overwritten.
    if (await ctx.db.method.findUnique({ where: { code_itemId: { code: method.code, itemId } } })) continue;
    await ctx.db.method.create({ data: { ...method, sampleNeed: needOf(method.resultKind), itemId } });
    await ctx.note("method.published", `method ${method.code}`, {
      item: item.name,
      clause: method.clause,
      figures: "to be confirmed by the laboratory",
    });
    made.push(method.code);
  }
  return { limits, methods: made };
}

/** What such tests usually take, parallels included; the laboratory puts its own in its place. */
function needOf(resultKind: (typeof seededMethods)[number]["resultKind"]): { amount: string; unit: "g" } {
  const amounts: Readonly<Record<string, string>> = { plan: "250", qualitative: "150", pcr: "20" };
  return { amount: amounts[resultKind ?? "quantity"] ?? "50", unit: "g" };
}
