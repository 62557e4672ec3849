import { addMonths } from "./months.ts";
import { addDays } from "./time.ts";

const numerals = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"];

/**
 * The last day of a shelf life as labels state it (`9 个月`, `180天`, `一年`, `至 2026-12-01`), counted from the day of production;
 * null where the words are not understood, so that a person looks.
 */
export function shelfLifeEnd(productionDate: string | null, words: string | null): string | null {
  const said = (words ?? "").normalize("NFKC").replaceAll(/\s/g, "");
  const until = /(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})/.exec(said);
  if (until) return `${until[1]}-${until[2]?.padStart(2, "0")}-${until[3]?.padStart(2, "0")}`;
  const parts = /^[^\d一二三四五六七八九十]*(\d{1,4}|[一二三四五六七八九十]{1,2})(天|日|周|个?月|年)(?!\d)/.exec(said);
  if (!parts || !productionDate) return null;
  const [, figure = "", unit = ""] = parts;
  const count = /^\d/.test(figure) ? Number.parseInt(figure, 10) : numerals.indexOf(figure) + 1;
  if (count <= 0) return null;
  if (unit === "年") return addMonths(productionDate, count * 12);
  if (unit.endsWith("月")) return addMonths(productionDate, count);
  return addDays(productionDate, unit === "周" ? count * 7 : count);
}
