import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { addDays, toDay } from "../kernel/time.ts";
import { ownLaboratory } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import type { Prisma } from "../platform/db.ts";
import { heldInclude, holdOf, isHeldNow, notHeld } from "./held.ts";
import type * as contract from "./retention-contract.ts";
import { HoldKind, type RetainedRow } from "./retention-contract.ts";
import { shelfLifeEnd } from "./rules/retention.ts";

const soonDays = 14;
const mostListed = 300;

/** Stored containers by what is to be done with them: due, due within a fortnight, held, kept. */
export async function listRetained(
  ctx: Context,
  { query }: InputOf<typeof contract.listRetained>,
): Promise<ReplyOf<typeof contract.listRetained>> {
  const today = toDay(ctx.now());
  const shown = showing(ctx, today);
  const rows = await ctx.db.container.findMany({
    where: shown[query.show],
    include: { sample: { include: heldInclude }, storedIn: true },
    orderBy: [{ retainUntil: { sort: "asc", nulls: "last" } }, { id: "asc" }],
    take: mostListed,
  });
  const count = (where: Prisma.ContainerWhereInput) => ctx.db.container.count({ where });
  return {
    today,
    counts: {
      due: await count(shown.due),
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

/** What is due for disposal on a day: a question that the desk and the list ask alike. */
export function dueWhere(ctx: Context, today: string): Prisma.ContainerWhereInput {
  return {
    ...ownLaboratory(ctx),
    state: "stored",
    disposals: { none: { disposal: { state: "prepared" } } },
    OR: [{ retainUntil: { lt: today } }, { sample: { state: { in: ["rejected", "cancelled"] } } }],
    sample: notHeld,
  };
}

function showing(ctx: Context, today: string): Record<"due" | "soon" | "held" | "kept", Prisma.ContainerWhereInput> {
  const stored = { ...ownLaboratory(ctx), state: "stored" as const };
  return {
    due: dueWhere(ctx, today),
    soon: { ...stored, retainUntil: { gte: today, lte: addDays(today, soonDays) }, sample: notHeld },
    held: { ...stored, sample: isHeldNow },
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
