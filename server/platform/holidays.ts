// Which days are worked is data of the house: one row for each year's national notice, entered by seed or by hand.
import { HolidayFile, type HolidayTable } from "../kernel/working-days.ts";
import type { Context } from "./context.ts";

const prefix = "holidays-";

/** The holiday tables of all years that were entered; a year without one has only its weekends free. */
export async function loadHolidays(ctx: Context): Promise<HolidayTable> {
  const settings = await ctx.db.setting.findMany({ where: { key: { startsWith: prefix } } });
  const years = settings.map((setting) => HolidayFile.parse(setting.value));
  return { holidays: years.flatMap((y) => y.holidays), workdays: years.flatMap((y) => y.workdays) };
}

/** Enters a year's table, or replaces it. */
export async function keepHolidays(ctx: Pick<Context, "db">, file: HolidayFile): Promise<void> {
  const key = `${prefix}${file.year}`;
  await ctx.db.setting.upsert({ where: { key }, create: { key, value: file }, update: { value: file } });
}
