import { limitsInForce } from "../catalogue/find-limits.ts";
import { limitText } from "../catalogue/rules.ts";
import { DeclaredLimit } from "../orders/contract.ts";
import { numeral } from "../kernel/decimal.ts";
import type { Context } from "../platform/context.ts";
import type { Work } from "../readings/load-work.ts";
import type { LimitVerdict, VerdictName } from "./contract.ts";
import { basisOfSample } from "./basis-of-sample.ts";
import { judge } from "./rules/judge.ts";
import { limitFromRow } from "./rules/limit-from-row.ts";
import type { JudgedResult, Judgement, Limit } from "./rules/limit.ts";

/** A task's result against every limit in force on the day that decides, and against what the order declares. */
export async function judgeLimits(
  ctx: Context,
  work: Work,
  on: string,
  result: JudgedResult | null,
): Promise<LimitVerdict[]> {
  const { task } = work;
  const source = task.sample.order.source;
  const rows =
    source === "risk_monitoring"
      ? []
      : await limitsInForce(ctx, { category: task.sample.category, item: task.method.item.name, on });
  const basis = await basisOfSample(ctx, work);
  const limits: LimitVerdict[] = rows.map((row) => {
    const text = limitText(row);
    const shared = {
      source: "standard" as const,
      basis: `${row.standard}-${row.version}《${row.title}》`,
      limitText: text,
      rowKey: row.id,
      confidence: row.confidence,
    };
    if (unitOf(row.unit) !== unitOf(task.method.unit))
      return { ...shared, verdict: "undetermined", because: "unit-differs", comparison: null, compared: null };
    return {
      ...shared,
      ...told(result && judge(limitFromRow(row, basis.facts), result)),
    };
  });
  const declared = task.declaredLimit === null ? null : DeclaredLimit.parse(task.declaredLimit);
  if (declared) {
    const limit: Limit = { kind: declared.kind, value: numeral.parse(declared.value) };
    const text = `${declared.kind === "max" ? "≤" : "≥"}${declared.value}`;
    limits.push({
      source: "declared",
      basis: `产品明示标准（${declared.source}）`,
      limitText: text,
      rowKey: null,
      confidence: null,
      ...told(result && judge(limit, result)),
    });
  }
  return limits;
}

function told(judgement: Judgement | null): Pick<LimitVerdict, "verdict" | "because" | "comparison" | "compared"> {
  if (!judgement) return { verdict: "not_judged", because: "value-missing", comparison: null, compared: null };
  const verdict: VerdictName =
    judgement.verdict === "conditional_pass"
      ? "pass"
      : judgement.verdict === "conditional_fail"
        ? "fail"
        : judgement.verdict;
  return {
    verdict,
    because: judgement.because,
    comparison: judgement.comparison ?? "full",
    compared: judgement.compared ?? null,
  };
}

const unitOf = (unit: string) => unit.replace(/\s/g, "").replace("µ", "μ");
