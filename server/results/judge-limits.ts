import { limitFinder, type FindLimits, type KnownRow } from "../catalogue/find-limits.ts";
import { MethodUncertainty } from "../catalogue/contract.ts";
import { limitText } from "../catalogue/rules.ts";
import { isSameUnit } from "../catalogue/rules/same-unit.ts";
import { DeclaredLimit, DecisionRule } from "../orders/contract.ts";
import { isJudgedByStandards } from "../orders/rules.ts";
import type { Context } from "../platform/context.ts";
import type { Work } from "../readings/load-work.ts";
import { basisOfSample, type BasisOfSample } from "./basis-of-sample.ts";
import type { LimitVerdict } from "./contract.ts";
import { chooseEdition } from "./rules/choose-edition.ts";
import { judgeAgreed, type Agreed, type JudgedByRule } from "./rules/judge-agreed.ts";
import { limitFromRow } from "./rules/limit-from-row.ts";
import type { JudgedResult, Limit, LimitBasis } from "./rules/limit.ts";

type Judging = { work: Work; result: JudgedResult | null; agreed: Agreed; basis: BasisOfSample };

/**
 * A task's result against every limit in force on the day that decides, and against what the order declares. Each keeps
 * the printed row and every figure, so that it can be read years later, whatever became of the catalogue. `find` is
 * another catalogue where somebody asks what would be if it were in force; `known` the sample's factors, where they were looked up.
 */
export async function judgeLimits(
  ctx: Context,
  work: Work,
  on: string,
  result: JudgedResult | null,
  find: FindLimits = limitFinder(ctx),
  known?: BasisOfSample,
): Promise<LimitVerdict[]> {
  const { task } = work;
  const { order, category } = task.sample;
  const inForce = isJudgedByStandards(order) ? await find({ category, item: task.method.item.name, on }) : [];
  const judging = { work, result, agreed: agreedOf(work), basis: known ?? (await basisOfSample(ctx, work)) };
  const standards = inForce.flatMap((limit): LimitVerdict[] => {
    const editions = [limit, ...limit.mayFollowInstead];
    const judged = editions.map((edition) => againstRow(judging, edition));
    const chosen = chooseEdition(
      editions.map(({ row }, i) => ({ ...row, verdict: judged[i]?.verdict ?? "not_judged" })),
      order.judgingBasis,
    );
    return judged.map((verdict, i) => ({ ...verdict, ...chosen[i] }));
  });
  return [...standards, ...againstDeclared(judging)];
}

/** The decision rule of the order with the uncertainty of the method. */
function agreedOf({ task }: Work): Agreed {
  const { decisionRule, guardFactor } = task.sample.order;
  const { uncertainty } = task.method;
  return {
    rule: DecisionRule.parse(decisionRule),
    guardFactor,
    uncertainty: uncertainty === null ? null : MethodUncertainty.parse(uncertainty),
  };
}

function againstRow(judging: Judging, { row, confirmedBy }: KnownRow): LimitVerdict {
  const shared = {
    ...nothingElse,
    source: "standard" as const,
    basis: `${row.standard}-${row.version}《${row.title}》`,
    limitText: limitText(row),
    rowKey: row.id,
    confidence: row.confidence,
    row,
    confirmedBy,
  };
  if (!isSameUnit(row.unit, judging.work.task.method.unit))
    return { ...shared, verdict: "undetermined", because: "unit-differs", comparison: null, compared: null };
  const limit = limitFromRow(row, judging.basis.facts);
  return { ...shared, ...told(judging, limit), factors: factorsOf(limit.basis, judging.basis) };
}

/** 产品明示标准: judged by the same rule, apart from the limits that are law. */
function againstDeclared(judging: Judging): LimitVerdict[] {
  const { declaredLimit } = judging.work.task;
  if (declaredLimit === null) return [];
  const { kind, value, source } = DeclaredLimit.parse(declaredLimit);
  return [
    {
      ...nothingElse,
      source: "declared",
      basis: `产品明示标准（${source}）`,
      limitText: `${kind === "max" ? "≤" : "≥"}${value}`,
      rowKey: null,
      confidence: null,
      ...told(judging, { kind, value }),
    },
  ];
}

const nothingElse = {
  rounded: null,
  probability: null,
  steps: [],
  decision: null,
  row: null,
  confirmedBy: null,
  factors: [],
  counts: true,
  chosenBecause: null,
  warnings: [],
} satisfies Partial<LimitVerdict>;

function told({ result, agreed }: Judging, limit: Limit) {
  if (!result) return { verdict: "not_judged" as const, because: "value-missing", comparison: null, compared: null };
  const { judgement, decision, warnings }: JudgedByRule = judgeAgreed(limit, result, agreed);
  return {
    verdict: judgement.verdict,
    because: judgement.because,
    comparison: judgement.comparison ?? "full",
    compared: judgement.compared ?? null,
    rounded: judgement.rounded ?? null,
    probability: judgement.probability ?? null,
    steps: judgement.steps,
    decision,
    warnings,
  };
}

/** Where the figure comes from that brought the result onto the limit's basis. */
function factorsOf(limitBasis: LimitBasis | undefined, { factors }: BasisOfSample): LimitVerdict["factors"] {
  if (limitBasis === undefined) return [];
  const kind = { dry: "moisture", fat: "fat", alcohol: "alcohol", factor: "dehydration" } as const;
  return factors.filter((f) => f.kind === kind[limitBasis.kind] && f.value === limitBasis.value);
}
