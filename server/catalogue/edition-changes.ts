import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { toMinute } from "../kernel/time.ts";
import type { Context } from "../platform/context.ts";
import type { Prisma } from "../platform/db.ts";
import { EditionDraft, type EditionChangeRow, type EditionChangeView } from "./editions-contract.ts";
import type * as contract from "./editions-contract.ts";
import { loadLimits } from "./load-limits.ts";
import { limitText } from "./rules.ts";
import { compareRows, composeEdition, isReplaced } from "./rules/compose-edition.ts";

type Found = Prisma.EditionChangeGetPayload<object>;

/** Keeps a drafted edition. Nothing is judged by it until a second person has published it. */
export async function draftEdition(
  ctx: Context,
  { body }: InputOf<typeof contract.draftEdition>,
): Promise<EditionChangeView> {
  const known = await loadLimits(ctx);
  const edition = `${body.standard}-${body.version}`;
  if (known.some((row) => row.standard === body.standard && row.version === body.version))
    throw new Problem("already-exists", { what: edition });
  if (body.supersedes !== undefined && !known.some((row) => isReplaced(body, row)))
    throw new Problem("not-found", { what: `${body.standard}-${body.supersedes}` });
  const open = await ctx.db.editionChange.findFirst({
    where: { standard: body.standard, version: body.version, state: "draft" },
  });
  if (open) throw new Problem("already-exists", { what: edition });
  composeEdition(body, known); // refuses a row that cannot be read
  const { rows, supersedes, supersededUntil, mayFollowFrom, oldMayFollowUntil, remarks, ...rest } = body;
  const change = await ctx.db.editionChange.create({
    data: {
      ...rest,
      rows,
      supersedes: supersedes ?? null,
      supersededUntil: supersededUntil ?? null,
      mayFollowFrom: mayFollowFrom ?? null,
      oldMayFollowUntil: oldMayFollowUntil ?? null,
      remarks: remarks ?? null,
      draftedById: ctx.actor.id ?? "",
      draftedBy: ctx.actor.name,
      draftedAt: ctx.now(),
    },
  });
  await ctx.note("edition.drafted", `edition ${edition}`, {
    change: change.id,
    rows: rows.length,
    source: body.source,
  });
  await ctx.tell({ type: "changed", topics: ["editions"], laboratoryId: null });
  return viewOf(ctx, change);
}

/** All changes, the newest first, and the editions that a new one may begin from. */
export async function listEditionChanges(ctx: Context): Promise<ReplyOf<typeof contract.listEditionChanges>> {
  const changes = await ctx.db.editionChange.findMany({ orderBy: { draftedAt: "desc" }, take: 200 });
  const editions = await ctx.db.edition.findMany({
    include: { standard: true },
    orderBy: [{ standard: { number: "asc" } }, { version: "desc" }],
  });
  return {
    rows: changes.map(rowOf),
    editions: editions.map((e) => ({ standard: e.standard.number, version: e.version, title: e.title })),
  };
}

/** An edition's rows as somebody would type them. */
export async function editionRows(
  ctx: Context,
  { query }: InputOf<typeof contract.editionRows>,
): Promise<ReplyOf<typeof contract.editionRows>> {
  const own = (await loadLimits(ctx)).filter((r) => r.standard === query.standard && r.version === query.version);
  const [first] = own;
  if (!first) throw new Problem("not-found", { what: `${query.standard}-${query.version}` });
  return {
    title: first.title,
    rows: own.map((row) => ({
      like: row.id,
      category: row.productCategory,
      item: row.item,
      unit: row.unit,
      limit: limitText(row),
      basis: row.basis ?? "",
      note: row.note ?? "",
    })),
  };
}

export async function showEditionChange(
  ctx: Context,
  { params }: InputOf<typeof contract.showEditionChange>,
): Promise<EditionChangeView> {
  return viewOf(ctx, await findChange(ctx, params.id));
}

/** The draft goes; it stays on record with the reason. */
export async function withdrawEdition(
  ctx: Context,
  { params, body }: InputOf<typeof contract.withdrawEdition>,
): Promise<EditionChangeView> {
  const change = await findChange(ctx, params.id);
  if (change.state !== "draft") throw new Problem("state-forbids", { state: change.state });
  const withdrawn = await ctx.db.editionChange.update({
    where: { id: change.id },
    data: {
      state: "withdrawn",
      decidedById: ctx.actor.id,
      decidedBy: ctx.actor.name,
      decidedAt: ctx.now(),
      decision: body.reason,
    },
  });
  await ctx.note("edition.withdrawn", `edition ${change.standard}-${change.version}`, { reason: body.reason });
  await ctx.tell({ type: "changed", topics: ["editions"], laboratoryId: null });
  return viewOf(ctx, withdrawn);
}

export async function findChange(ctx: Context, id: string): Promise<Found> {
  const change = await ctx.db.editionChange.findUnique({ where: { id } });
  if (!change) throw new Problem("not-found", { what: "edition" });
  return change;
}

/** A kept change as it was drafted. */
export function draftOf(change: Found): EditionDraft {
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== null));
  return EditionDraft.parse(given);
}

/** Why the actor may not publish a draft; null where they may. */
export function refusalToPublish(ctx: Context, change: Found): "state-forbids" | "drafter-may-not-publish" | null {
  if (change.state !== "draft") return "state-forbids";
  return change.draftedById === ctx.actor.id ? "drafter-may-not-publish" : null;
}

export async function viewOf(ctx: Context, change: Found): Promise<EditionChangeView> {
  const known = await loadLimits(ctx);
  const draft = draftOf(change);
  const rows =
    change.state === "published"
      ? known.filter((row) => row.standard === change.standard && row.version === change.version)
      : composeEdition(draft, known);
  const isDraft = change.state === "draft";
  return {
    ...rowOf(change),
    supersededUntil: change.supersededUntil,
    mayFollowFrom: change.mayFollowFrom,
    oldMayFollowUntil: change.oldMayFollowUntil,
    source: change.source,
    remarks: change.remarks,
    decision: change.decision,
    compared: compareRows(
      known.filter((row) => isReplaced(draft, row)),
      rows,
    ),
    may: isDraft
      ? [
          ...(ctx.actor.rights.has("editions.publish")
            ? [{ act: "publish" as const, refusal: refusalToPublish(ctx, change) }]
            : []),
          ...(ctx.actor.rights.has("editions.draft") ? [{ act: "withdraw" as const, refusal: null }] : []),
        ]
      : [],
  };
}

function rowOf(change: Found): EditionChangeRow {
  return {
    id: change.id,
    state: change.state,
    standard: change.standard,
    version: change.version,
    title: change.title,
    inForceFrom: change.inForceFrom,
    supersedes: change.supersedes,
    rows: Array.isArray(change.rows) ? change.rows.length : 0,
    draftedBy: change.draftedBy,
    draftedAt: toMinute(change.draftedAt),
    decidedBy: change.decidedBy,
    decidedAt: change.decidedAt === null ? null : toMinute(change.decidedAt),
  };
}
