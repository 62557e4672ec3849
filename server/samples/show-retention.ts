import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { addDays, toDay } from "../kernel/time.ts";
import { ownLaboratory } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import type { Prisma } from "../platform/db.ts";
import { heldInclude, heldSamples, holdOf } from "./held.ts";
import type * as contract from "./retention-contract.ts";
import { HoldKind, type RetainedRow } from "./retention-contract.ts";
import { shelfLifeEnd } from "./rules/retention.ts";

const soonDays = 14;
const mostListed = 300;

const shownOf = {
  number: true,
  kind: true,
  quantity: true,
  place: true,
  storage: true,
  retainUntil: true,
  retainRule: true,
  storedIn: { select: { path: true } },
  sample: { select: { number: true, name: true, ...heldInclude } },
} satisfies Prisma.ContainerSelect;

/** Stored containers by what is to be done with them: due, due within a fortnight, held, kept. */
export async function listRetained(
  ctx: Context,
  { query }: InputOf<typeof contract.listRetained>,
): Promise<ReplyOf<typeof contract.listRetained>> {
  const today = toDay(ctx.now());
  const shown = await showing(ctx, today);
  const due = await dueParts(ctx, today, query.show === "due" ? mostListed : 0);
  const rows =
    query.show === "due"
      ? due.rows
      : await ctx.db.container.findMany({
          where: shown[query.show],
          select: shownOf,
          orderBy: [{ retainUntil: { sort: "asc", nulls: "last" } }, { id: "asc" }],
          take: mostListed,
        });
  const count = (where: Prisma.ContainerWhereInput) => ctx.db.container.count({ where });
  return {
    today,
    counts: {
      due: due.count,
      soon: await count(shown.soon),
      held: await count(shown.held),
      kept: await count(shown.kept),
    },
    rows: rows.map((c): RetainedRow => ({
      number: c.number,
      sampleNumber: c.sample.number,
      sampleName: c.sample.name,
      kind: c.kind,
      quantity: c.quantity,
      place: c.storedIn?.path ?? c.place,
      storage: c.storage,
      retainUntil: c.retainUntil,
      rule: ruleOf(c.retainRule),
      held: holdOf(c.sample),
    })),
  };
}

/**
 * What is due for disposal on a day: a question that the desk and the list ask alike. Its two parts share no row; each has an index,
 * which one question for both has not.
 */
export async function dueParts(ctx: Context, today: string, most: number) {
  const parts = await dueExcept(ctx, today, await heldSamples(ctx));
  const rows = [];
  let count = 0;
  for (const where of parts) {
    count += await ctx.db.container.count({ where });
    if (rows.length >= most) continue;
    rows.push(
      ...(await ctx.db.container.findMany({
        where,
        select: shownOf,
        orderBy: [{ retainUntil: { sort: "asc", nulls: "last" } }, { id: "asc" }],
        take: most - rows.length,
      })),
    );
  }
  return { rows, count };
}

async function dueExcept(ctx: Context, today: string, held: readonly string[]): Promise<Prisma.ContainerWhereInput[]> {
  const listed = await ctx.db.disposalItem.findMany({
    where: { disposal: { state: "prepared" } },
    select: { containerId: true },
  });
  const free = {
    ...ownLaboratory(ctx),
    state: "stored" as const,
    id: { notIn: listed.map(({ containerId }) => containerId) },
    sampleId: { notIn: [...held] },
  };
  return [
    { ...free, retainUntil: { lt: today } },
    {
      ...free,
      OR: [{ retainUntil: null }, { retainUntil: { gte: today } }],
      sample: { ...ownLaboratory(ctx), state: { in: ["rejected", "cancelled"] } },
    },
  ];
}

async function showing(
  ctx: Context,
  today: string,
): Promise<Record<"soon" | "held" | "kept", Prisma.ContainerWhereInput>> {
  const stored = { ...ownLaboratory(ctx), state: "stored" as const };
  const held = await heldSamples(ctx);
  return {
    soon: {
      ...stored,
      retainUntil: { gte: today, lte: addDays(today, soonDays) },
      sampleId: { notIn: held },
    },
    held: { ...stored, sampleId: { in: held } },
    kept: { ...stored, OR: [{ kind: "reserve" }, { retainUntil: { not: null } }] },
  };
}

function ruleOf(rule: string | null): RetainedRow["rule"] {
  return rule === "pass" || rule === "fail" || rule === "shelf-life" ? rule : "unconcluded";
}

/** How long one sample is kept, what holds it, and what held it before. */
export async function showHolds(
  ctx: Context,
  { params }: InputOf<typeof contract.showHolds>,
): Promise<ReplyOf<typeof contract.showHolds>> {
  const sample = await ctx.db.sample.findFirst({
    where: { number: params.number.replace(/\D/g, ""), ...ownLaboratory(ctx) },
    include: {
      holds: { orderBy: { placedAt: "desc" } },
      containers: { orderBy: { retainUntil: { sort: "desc", nulls: "last" } }, take: 1 },
      onCertificates: heldInclude.onCertificates,
    },
  });
  if (!sample) throw new Problem("not-found", { what: params.number });
  return {
    until: sample.containers[0]?.retainUntil ?? null,
    rule: ruleOf(sample.containers[0]?.retainRule ?? null),
    shelfLifeEnd: shelfLifeEnd(sample.productionDate, sample.shelfLife),
    openObjections: sample.onCertificates.reduce((sum, { certificate }) => sum + certificate.objections.length, 0),
    holds: sample.holds.map((h) => ({
      id: h.id,
      kind: HoldKind.parse(h.kind),
      reason: h.reason,
      placedBy: h.placedBy,
      placedAt: h.placedAt.toISOString(),
      releasedBy: h.releasedBy,
      releasedAt: h.releasedAt?.toISOString() ?? null,
      releaseNote: h.releaseNote,
    })),
  };
}
