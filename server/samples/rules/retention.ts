// 留样: how long what is left of a sample is kept. From the conclusion 3 months after a pass, 6 after a failure, never beyond
// its shelf life (食品安全抽样检验管理办法), and never thrown away under a hold.
import { monthsLater } from "../../kernel/months.ts";
import { addDays } from "../../kernel/time.ts";

export type RetentionRule = "pass" | "fail" | "shelf-life";
export type Retention = { until: string; rule: RetentionRule };

const months = { pass: 3, fail: 6 } as const;

/** The last day the containers of a concluded sample must be kept. */
export function retentionOf(sample: {
  concludedOn: string;
  isFailed: boolean;
  productionDate: string | null;
  shelfLife: string | null;
}): Retention {
  const rule = sample.isFailed ? "fail" : "pass";
  const until = monthsLater(sample.concludedOn, months[rule]).on;
  const end = shelfLifeEnd(sample.productionDate, sample.shelfLife);
  return end !== null && end < until ? { until: end, rule: "shelf-life" } : { until, rule };
}

/** The last day of a shelf life written as people write it (9 个月, 30 天, 18个月（冷藏）); null where it cannot be read. */
export function shelfLifeEnd(productionDate: string | null, shelfLife: string | null): string | null {
  if (!productionDate || !/^\d{4}-\d{2}-\d{2}$/.test(productionDate)) return null;
  const said = (shelfLife ?? "").normalize("NFKC").replace(/\s/g, "");
  const until = /^(?:至|到)?(\d{4}-\d{2}-\d{2})(?:止|前)?$/.exec(said)?.[1];
  if (until) return until;
  const read = /^(?:[^\d]{0,6})(\d{1,4})(天|日|周|个月|月|年)/.exec(said);
  if (!read?.[1] || !read[2]) return null;
  const count = Number.parseInt(read[1], 10);
  switch (read[2]) {
    case "天":
    case "日":
      return addDays(productionDate, count);
    case "周":
      return addDays(productionDate, count * 7);
    case "年":
      return monthsLater(productionDate, count * 12).on;
    default:
      return monthsLater(productionDate, count).on;
  }
}

export type Kept = {
  sampleState: string;
  retainUntil: string | null;
  isHeld: boolean;
  state: string;
};

/** Whether a container may be disposed of on a day; else what stands against it. */
export function disposalRefusal(
  kept: Kept,
  on: string,
): "retention-held" | "container-elsewhere" | "retention-runs" | null {
  if (kept.isHeld) return "retention-held";
  if (kept.state !== "stored") return "container-elsewhere";
  if (kept.sampleState === "rejected" || kept.sampleState === "cancelled") return null; // nothing was concluded, nothing is kept
  return kept.retainUntil !== null && kept.retainUntil < on ? null : "retention-runs";
}
