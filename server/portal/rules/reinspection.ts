// 复检: asked of the authority within 7 working days of receiving the conclusion, never for microbiology, never past the shelf
// life of the reserve sample (食品安全法 Art. 88, 食品安全抽样检验管理办法).
import { addWorkingDays, workingDaysBetween, type HolidayTable } from "../../kernel/working-days.ts";

export const reinspectionWithin = 7;

export const reinspectionRefusals = [
  "nothing-failed",
  "microbiology",
  "shelf-life-past",
  "late",
  "certificate-withdrawn",
] as const;
export type ReinspectionRefusal = (typeof reinspectionRefusals)[number];

export type PrintedResult = {
  item: string;
  verdict: string;
  methodCode: string;
  limitText: string | null;
};

export type Reinspection = {
  /** The last day on which it may be asked for. */
  lastDay: string;
  /** Working days left, today not counted; 0 on the last day, negative never. */
  daysLeft: number;
  /** Failed items it may be asked for, and those it may not because they are microbiological. */
  items: string[];
  microbiological: string[];
  /** Why it is not possible; empty where it is. */
  refusals: ReinspectionRefusal[];
};

/** Whether a sampled enterprise may still ask for a re-inspection, of what, and until when. */
export function reinspectionOf(facts: {
  on: string;
  notifiedOn: string;
  results: readonly PrintedResult[];
  shelfLifeEnds: string | null;
  isWithdrawn: boolean;
  holidays: HolidayTable;
}): Reinspection {
  const { on, notifiedOn, holidays } = facts;
  const failed = facts.results.filter(({ verdict }) => verdict === "fail");
  const items = failed.filter((result) => !isMicrobiological(result)).map(({ item }) => item);
  const microbiological = failed.filter(isMicrobiological).map(({ item }) => item);
  const lastDay = addWorkingDays(notifiedOn, reinspectionWithin, holidays);
  const refusals: ReinspectionRefusal[] = [];
  if (facts.isWithdrawn) refusals.push("certificate-withdrawn");
  if (failed.length === 0) refusals.push("nothing-failed");
  else if (items.length === 0) refusals.push("microbiology");
  if (facts.shelfLifeEnds !== null && facts.shelfLifeEnds < on) refusals.push("shelf-life-past");
  if (on > lastDay) refusals.push("late");
  return { lastDay, daysLeft: workingDaysBetween(on, lastDay, holidays), items, microbiological, refusals };
}

/** The methods of GB 4789, or a sampling plan (n, c, m, M). */
export function isMicrobiological({ methodCode, limitText }: PrintedResult): boolean {
  return /^GB(\/T)?\s?4789\b/.test(methodCode) || /\bn\s?=\s?\d/.test(limitText ?? "");
}
