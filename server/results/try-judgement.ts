import { limitsInForce } from "../catalogue/find-limits.ts";
import { loadLimits } from "../catalogue/load-limits.ts";
import { basisOf, indexLimits, itemKey, limitText } from "../catalogue/rules.ts";
import { changeDays, losingRows, timelineOf, type Stretch } from "../catalogue/rules/covering-rows.ts";
import type { LimitRow } from "../catalogue/rules/limit-row.ts";
import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import type { Context } from "../platform/context.ts";
import type * as contract from "./trial-contract.ts";
import { chooseEdition } from "./rules/choose-edition.ts";
import { judgeAgreed, type JudgedByRule } from "./rules/judge-agreed.ts";
import { strictest } from "./rules/judge.ts";
import { limitFromRow } from "./rules/limit-from-row.ts";
import { limitFor, readTrial, resultFor, screenItemOf, unitKey, type ReadTrial } from "./rules/read-trial.ts";
import type { TrialAnswer, TrialLimit, TrialQuestion, TrialStretch } from "./rules/trial-shape.ts";

/**
 * What the catalogue would say of a result: every standard in force that day with its verdict and the way to it, what lost
 * against it, and what the same result would be in the editions before and after. Nothing is kept.
 */
export async function tryJudgement(
  ctx: Context,
  { body }: InputOf<typeof contract.tryJudgement>,
): Promise<ReplyOf<typeof contract.tryJudgement>> {
  const { item, on } = body;
  const product =
    body.productId === undefined ? null : await ctx.db.product.findUnique({ where: { id: body.productId } });
  if (body.productId !== undefined && !product) throw new Problem("not-found", { what: "product" });
  const category = body.category ?? product?.category;
  if (category === undefined) throw new Problem("bad-request", { fields: ["category"] });

  const inForce = await limitsInForce(ctx, { category, item, on });
  const index = indexLimits(await loadLimits(ctx));
  const timeline = timelineOf(index, { category, item });
  const units = distinctUnits([...inForce.map(({ row }) => row), ...timeline.map(({ row }) => row)]);
  const trial = { body, read: readTrial(body), unit: body.unit ?? units[0] ?? null };

  const limits = inForce.flatMap((decisive) => {
    const editions = [decisive, ...decisive.mayFollowInstead];
    const judged = editions.map(({ row }) => judgedBy(trial, row));
    const chosen = chooseEdition(
      editions.map(({ row }, i) => ({ ...row, verdict: judged[i]?.judgement?.verdict ?? "not_judged" })),
      [],
    );
    return editions.map(({ row, isConfirmed, confirmedBy }, i): TrialLimit => {
      const isInForce = i === 0;
      return {
        row,
        text: limitText(row),
        basisKind: basisOf(row).kind,
        isConfirmed,
        confirmedBy,
        isInForce,
        counts: chosen[i]?.counts ?? isInForce,
        isStrictest: false,
        unitDiffers: isOtherUnit(trial.unit, row),
        judgement: judged[i]?.judgement ?? null,
        decision: judged[i]?.decision ?? null,
        losing: isInForce ? losingRows(index, category, row, on).map(shortRow) : [],
      };
    });
  });
  const verdict = strictest(limits.flatMap((l) => (l.counts && l.judgement ? [l.judgement.verdict] : [])));
  return {
    category,
    product: product && { id: product.id, name: product.name },
    item,
    on,
    unit: trial.unit,
    units,
    screenItem: screenItemOf(itemKey(item)),
    faults: trial.read.faults,
    verdict,
    limits: limits.map((l) => ({
      ...l,
      isStrictest: l.counts && verdict !== null && l.judgement?.verdict === verdict,
    })),
    timeline: timeline.map((stretch) => stretchView(trial, stretch)),
    changeDays: changeDays(timeline),
  } satisfies TrialAnswer;
}

type Trial = { body: TrialQuestion; read: ReadTrial; unit: string | null };

function judgedBy({ body, read, unit }: Trial, row: LimitRow): JudgedByRule | null {
  const result = isOtherUnit(unit, row) ? null : resultFor(row, read);
  if (result === null) return null;
  const limit = limitFor(limitFromRow(row, read.facts), row, read);
  const { uncertainty, guardFactor } = read;
  return judgeAgreed(limit, result, { rule: body.decision.rule, guardFactor, uncertainty });
}

function stretchView(trial: Trial, { row, from, until }: Stretch): TrialStretch {
  const judgement = judgedBy(trial, row)?.judgement ?? null;
  const { on } = trial.body;
  return {
    ...shortRow(row),
    standard: row.standard,
    edition: row.version,
    from,
    until,
    isNow: from <= on && (until === null || on <= until),
    basis: row.basis,
    verdict: judgement?.verdict ?? null,
    because: judgement?.because ?? null,
  };
}

function shortRow(row: LimitRow): TrialLimit["losing"][number] {
  return { rowKey: row.id, category: row.productCategory, text: limitText(row), unit: row.unit };
}

/** A figure in mg/kg says nothing to a limit in μg/kg; words and presence have no unit. */
function isOtherUnit(unit: string | null, row: LimitRow): boolean {
  return unit !== null && row.kind !== "qualitative" && unitKey(unit) !== unitKey(row.unit);
}

function distinctUnits(rows: readonly LimitRow[]): string[] {
  const units = new Map(
    rows
      .filter((row) => row.kind !== "qualitative")
      .map((row) => [unitKey(row.unit), row.unit] as const)
      .reverse(),
  );
  return [...units.values()].reverse();
}
