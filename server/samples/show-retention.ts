import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { pageSize, toPage } from "../kernel/page.ts";
import { Problem } from "../kernel/problems.ts";
import { addDays, toDay } from "../kernel/time.ts";
import { ownLaboratory } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import type { Prisma } from "../platform/db.ts";
import { beyond } from "../platform/keyset.ts";
import { heldInclude, heldSamples, holdOf } from "./held.ts";
import type * as contract from "./retention-contract.ts";
import { HoldKind, type RetainedRow } from "./retention-contract.ts";
import { shelfLifeEnd } from "./rules/retention.ts";
import { soughtContainers } from "./sought-containers.ts";

const soonDays = 14;

const shownOf = {
  id: true,
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

type Asked = InputOf<typeof contract.listRetained>["query"];
type Show = Asked["show"];

/** Stored containers by what is to be done with them: due, due within a fortnight, held, kept; the soonest first, page by page. */
export async function listRetained(
  ctx: Context,
  { query }: { query: Asked },
): Promise<ReplyOf<typeof contract.listRetained>> {
  const today = toDay(ctx.now());
  const size = query.size ?? pageSize;
  const shown = await showing(ctx, today);
  const sought = await soughtContainers(ctx, query.q);
  const last = query.after
    ? await ctx.db.container.findFirst({
        where: { id: query.after, ...ownLaboratory(ctx) },
        select: { id: true, retainUntil: true },
      })
    : null;
  const page = toPage(await inOrder(ctx, shown[query.show], sought.where, last, size + 1), size);
  return {
    today,
    counts: query.after || sought.isMany ? null : await countsOf(ctx, shown, sought.where),
    next: page.next,
    rows: page.rows.map((c): RetainedRow => ({
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
export async function dueParts(ctx: Context, today: string, most: number) {
  const { due } = await showing(ctx, today);
  return { rows: await inOrder(ctx, due, {}, null, most), count: await countOf(ctx, due, {}) };
}

/**
 * The parts of a list share no row and follow each other: those with a day by their days, then those without one. Each has an index,
 * which one question for all has not.
 */
type Part = { isDated: boolean; where: Prisma.ContainerWhereInput };

async function inOrder(
  ctx: Context,
  parts: readonly Part[],
  sought: Prisma.ContainerWhereInput,
  last: { id: string; retainUntil: string | null } | null,
  most: number,
) {
  const keys: string[] = [];
  for (const { isDated, where } of parts) {
    const past = last && (isDated ? pastDay(last) : last.retainUntil === null ? { id: { gt: last.id } } : {});
    if (past === undefined || keys.length >= most) continue;
    const found = await ctx.db.container.findMany({
      where: { AND: [where, sought, past ?? {}] },
      select: { id: true },
      orderBy: isDated ? [{ retainUntil: "asc" }, { id: "asc" }] : { id: "asc" },
      take: most - keys.length,
    });
    keys.push(...found.map(({ id }) => id));
  }
  const rows = await ctx.db.container.findMany({ where: { id: { in: keys } }, select: shownOf });
  const byKey = new Map(rows.map((row) => [row.id, row]));
  return keys.flatMap((id) => byKey.get(id) ?? []);
}

/** Beyond a container with a day; a list that has come to those without one has no more of these. */
function pastDay({ id, retainUntil }: { id: string; retainUntil: string | null }) {
  return retainUntil === null ? undefined : beyond("retainUntil", { id, retainUntil }, "asc");
}

async function countsOf(ctx: Context, shown: Record<Show, readonly Part[]>, sought: Prisma.ContainerWhereInput) {
  const [due, soon, held, kept] = await Promise.all(
    [shown.due, shown.soon, shown.held, shown.kept].map((parts) => countOf(ctx, parts, sought)),
  );
  return { due: due ?? 0, soon: soon ?? 0, held: held ?? 0, kept: kept ?? 0 };
}

async function countOf(ctx: Context, parts: readonly Part[], sought: Prisma.ContainerWhereInput): Promise<number> {
  const counts = await Promise.all(
    parts.map(({ where }) => ctx.db.container.count({ where: { AND: [where, sought] } })),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

async function showing(ctx: Context, today: string): Promise<Record<Show, readonly Part[]>> {
  const stored = { ...ownLaboratory(ctx), state: "stored" as const };
  const held = await heldSamples(ctx);
  const listed = await ctx.db.disposalItem.findMany({
    where: { disposal: { state: "prepared" } },
    select: { containerId: true },
  });
  const free = { ...stored, id: { notIn: listed.map(({ containerId }) => containerId) }, sampleId: { notIn: held } };
  // of a sample that was refused or cancelled nothing need be kept, whatever the day
  const forNothing = { isOff: true };
  return {
    due: [
      { isDated: true, where: { ...free, retainUntil: { lt: today } } },
      { isDated: true, where: { ...free, ...forNothing, retainUntil: { gte: today } } },
      { isDated: false, where: { ...free, ...forNothing, retainUntil: null } },
    ],
    soon: [
      {
        isDated: true,
        where: { ...stored, retainUntil: { gte: today, lte: addDays(today, soonDays) }, sampleId: { notIn: held } },
      },
    ],
    held: [
      { isDated: true, where: { ...stored, sampleId: { in: held }, retainUntil: { not: null } } },
      { isDated: false, where: { ...stored, sampleId: { in: held }, retainUntil: null } },
    ],
    kept: [
      { isDated: true, where: { ...stored, retainUntil: { not: null } } },
      { isDated: false, where: { ...stored, retainUntil: null, kind: "reserve" } },
    ],
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
