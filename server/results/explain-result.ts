import { limitsInForce } from "../catalogue/find-limits.ts";
import { LimitRow } from "../catalogue/rules/limit-row.ts";
import type { InputOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { hiddenAmong, veiled } from "../orders/veil.ts";
import { ownLaboratory } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import type { Prisma } from "../platform/db.ts";
import { loadWork, readingsOf } from "../readings/load-work.ts";
import { Outcome, VerdictName, type ResultExplanation, type ResultView } from "./contract.ts";
import type * as contract from "./contract.ts";

const include = {
  task: {
    include: {
      method: { include: { item: true } },
      sample: { include: { onCertificates: { include: { certificate: true } } } },
      results: { orderBy: { version: "asc" } },
    },
  },
} satisfies Prisma.ResultInclude;
type Found = Prisma.ResultGetPayload<{ include: typeof include }>;

/** Why a result is what it is: what was frozen when it was submitted, and beside it what has changed in the meantime. */
export async function explainResult(
  ctx: Context,
  { params }: InputOf<typeof contract.explainResult>,
): Promise<ResultExplanation> {
  const found = await ctx.db.result.findFirst({ where: { id: params.id, task: ownLaboratory(ctx) }, include });
  if (!found) throw new Problem("not-found", { what: "result" });
  const { task } = found;
  const result = resultView(found);
  // of an earlier version only who submitted it has signed that very version
  const subjects = found.isCurrent ? [found.id, task.id, task.sampleId] : [found.id];
  const signatures = await ctx.db.signature.findMany({
    where: { subjectId: { in: subjects }, signedAt: { gte: found.madeAt } },
    orderBy: { signedAt: "asc" },
  });
  const sample = await ctx.db.sample.findUniqueOrThrow({
    where: { id: task.sampleId },
    include: { order: { select: { isBlind: true } } },
  });
  const isHidden = (await hiddenAmong(ctx, [sample])).has(sample.id);
  const explained = {
    result,
    taskId: task.id,
    sampleNumber: task.sample.number,
    sampleName: task.sample.name,
    versions: task.results.map((version) => {
      const { explanation: _, ...head } = resultView(version);
      return head;
    }),
    signatures: signatures.map((s) => ({ by: s.personName, meaning: s.meaning, at: s.signedAt.toISOString() })),
    certificates: task.sample.onCertificates
      .map(({ certificate }) => certificate)
      .filter((c) => c.state !== "voided")
      .map((c) => ({ number: c.number, printedNumber: c.printedNumber, state: c.state })),
    catalogueChanges: await catalogueChanges(ctx, found, result.explanation),
    readingChanges: await readingChanges(ctx, found, result.explanation),
  };
  return isHidden ? veiled(explained) : explained;
}

/** A result as it is shown; its explanation is read as it was frozen, also where it is of an older shape. */
export function resultView(r: Omit<Found, "task">): ResultView {
  return {
    id: r.id,
    version: r.version,
    isCurrent: r.isCurrent,
    reported: r.reported,
    unrounded: r.unrounded,
    qualifier: r.qualifier,
    unit: r.unit,
    verdict: VerdictName.parse(r.verdict),
    explanation: Outcome.parse(r.explanation),
    madeBy: r.madeBy,
    madeAt: r.madeAt.toISOString(),
    signedAt: r.signedAt?.toISOString() ?? null,
    reason: r.reason,
  };
}

/** Rows that read otherwise today or are gone, and rows that decide now and did not then. */
async function catalogueChanges(
  ctx: Context,
  { task }: Found,
  { limits, decidingDate }: Outcome,
): Promise<ResultExplanation["catalogueChanges"]> {
  const frozen = limits.flatMap((l) => (l.rowKey === null ? [] : [{ ...l, rowKey: l.rowKey }]));
  const today = await ctx.db.limit.findMany({ where: { rowKey: { in: frozen.map((l) => l.rowKey) } } });
  const changes: ResultExplanation["catalogueChanges"] = [];
  for (const { rowKey, basis, row, limitText } of frozen) {
    const now = today.find((limit) => limit.rowKey === rowKey);
    if (!now) changes.push({ what: "gone", basis, rowKey });
    else if (row === null ? now.text !== limitText : !isSame(row, LimitRow.parse(now.row)))
      changes.push({ what: "changed", basis, rowKey });
  }
  if (decidingDate === null || frozen.length === 0) return changes;
  const question = { category: task.sample.category, item: task.method.item.name, on: decidingDate.on };
  const deciding = await limitsInForce(ctx, question).catch(() => []); // a category or an item that is gone decides nothing
  for (const limit of deciding)
    if (!frozen.some((l) => l.rowKey === limit.row.id))
      changes.push({
        what: "new",
        basis: `${limit.row.standard}-${limit.row.version}《${limit.row.title}》`,
        rowKey: limit.row.id,
      });
  return changes;
}

async function readingChanges(
  ctx: Context,
  { task, madeAt }: Found,
  { grounds }: Outcome,
): Promise<ResultExplanation["readingChanges"]> {
  if (grounds.length === 0) return { undone: 0, added: 0, corrected: 0 };
  const ids = grounds.map((g) => g.useId);
  const undone = await ctx.db.readingUse.count({ where: { id: { in: ids }, undoneAt: { not: null } } });
  const added = await ctx.db.readingUse.count({
    where: { id: { notIn: ids }, determination: { taskId: task.id }, undoneAt: null, at: { gte: madeAt } },
  });
  const today = new Map(
    (await loadWork(ctx, task.id)).task.determinations.flatMap(readingsOf).map((r) => [r.id, r.text]),
  );
  const corrected = grounds.filter((g) => {
    const now = today.get(g.useId);
    return now !== undefined && now !== (g.correction?.corrected ?? g.text);
  }).length;
  return { undone, added, corrected };
}

const isSame = (a: LimitRow, b: LimitRow): boolean => sorted(a) === sorted(b);

function sorted(row: LimitRow): string {
  return JSON.stringify(Object.entries(row).sort(([a], [b]) => a.localeCompare(b)));
}
