import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { HolidayFile } from "../kernel/working-days.ts";
import type { Context } from "../platform/context.ts";
import { keepHolidays } from "../platform/holidays.ts";
import type * as contract from "./people-contract.ts";

/** The years that were entered, the newest first. */
export async function listHolidays(ctx: Context): Promise<ReplyOf<typeof contract.listHolidays>> {
  const settings = await ctx.db.setting.findMany({ where: { key: { startsWith: "holidays-" } } });
  return { rows: settings.map((s) => HolidayFile.parse(s.value)).sort((a, b) => b.year - a.year) };
}

/** A year's national notice: days off, and weekend days that are worked. Due days that were already told stay as they are. */
export async function setHolidays(
  ctx: Context,
  { body }: InputOf<typeof contract.setHolidays>,
): Promise<Record<string, never>> {
  const { holidays, workdays } = body;
  const foreign = [...holidays, ...workdays].filter((on) => !on.startsWith(`${body.year}-`));
  const both = holidays.filter((on) => workdays.includes(on));
  if (foreign.length > 0 || both.length > 0) throw new Problem("bad-request", { fields: [...foreign, ...both] });
  const sorted = (days: readonly string[]) => [...new Set(days)].sort();
  await keepHolidays(ctx, { ...body, holidays: sorted(holidays), workdays: sorted(workdays) });
  await ctx.note("holidays.set", `year ${body.year}`, { holidays: holidays.length, workdays: workdays.length });
  await ctx.tell({ type: "changed", topics: ["tasks"], laboratoryId: null });
  return {};
}
