import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { toDay } from "../kernel/time.ts";
import { laboratoryOf, ownLaboratory } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import type { Prisma } from "../platform/db.ts";
import type * as contract from "./material-contract.ts";
import type { MaterialView } from "./material-contract.ts";
import { materialFault, wrongDay } from "./rules/material.ts";

const include = {
  _count: { select: { uses: { where: { withdrawnAt: null } } } },
} satisfies Prisma.ReferenceMaterialInclude;
type Found = Prisma.ReferenceMaterialGetPayload<{ include: typeof include }>;

/** What the laboratory has: what may be used first, then by the day it expires. */
export async function listMaterials(ctx: Context): Promise<ReplyOf<typeof contract.listMaterials>> {
  const rows = await ctx.db.referenceMaterial.findMany({
    where: ownLaboratory(ctx),
    include,
    orderBy: [{ endedOn: { sort: "desc", nulls: "first" } }, { expiresOn: "asc" }, { id: "asc" }],
    take: 2_000,
  });
  return { rows: rows.map((row) => materialView(ctx, row)) };
}

/** A bottle comes into the register; the same name and lot stands there once. */
export async function registerMaterial(
  ctx: Context,
  { body }: InputOf<typeof contract.registerMaterial>,
): Promise<MaterialView> {
  const laboratoryId = laboratoryOf(ctx);
  const { name, lot, openedOn = null } = body;
  refuseWrongDay(ctx, { ...body, openedOn });
  const known = await ctx.db.referenceMaterial.findFirst({ where: { laboratoryId, name, lot } });
  if (known) throw new Problem("already-exists", { what: `${name} ${lot}` });
  const row = await ctx.db.referenceMaterial.create({
    data: { ...body, openedOn, laboratoryId, registeredBy: ctx.actor.name, registeredAt: ctx.now() },
    include,
  });
  return changed(ctx, row, "material.registered", body);
}

/** Corrected with its reason; the trail keeps what stood before. */
export async function changeMaterial(
  ctx: Context,
  { params, body }: InputOf<typeof contract.changeMaterial>,
): Promise<MaterialView> {
  const before = await findMaterial(ctx, params.id);
  const { reason, ...data } = body;
  refuseWrongDay(ctx, { ...data, receivedOn: before.receivedOn });
  const { certificateNumber, assigned, expiresOn, openedOn } = before;
  const row = await ctx.db.referenceMaterial.update({ where: { id: before.id }, data, include });
  return changed(ctx, row, "material.changed", {
    before: { certificateNumber, assigned, expiresOn, openedOn },
    after: data,
    reason,
  });
}

/** Whoever opens the bottle says so; from this day it may be used. */
export async function openMaterial(
  ctx: Context,
  { params }: InputOf<typeof contract.openMaterial>,
): Promise<MaterialView> {
  const before = await findMaterial(ctx, params.id);
  if (before.openedOn !== null || before.endedOn !== null)
    throw new Problem("state-forbids", { state: before.endedOn === null ? "opened" : "ended" });
  const openedOn = toDay(ctx.now());
  if (openedOn > before.expiresOn) throw unfit(before, "after-expiry", openedOn);
  const row = await ctx.db.referenceMaterial.update({ where: { id: before.id }, data: { openedOn }, include });
  return changed(ctx, row, "material.opened", { openedOn });
}

/** Used up, expired, spoilt: it is chosen no more; what rested on it stays. */
export async function endMaterial(
  ctx: Context,
  { params, body }: InputOf<typeof contract.endMaterial>,
): Promise<MaterialView> {
  const before = await findMaterial(ctx, params.id);
  if (before.endedOn !== null) throw new Problem("state-forbids", { state: "ended" });
  const data = { endedOn: toDay(ctx.now()), endReason: body.reason };
  const row = await ctx.db.referenceMaterial.update({ where: { id: before.id }, data, include });
  return changed(ctx, row, "material.ended", data);
}

/** One of the actor's own laboratory. */
export async function findMaterial(ctx: Context, id: string): Promise<Found> {
  const row = await ctx.db.referenceMaterial.findFirst({ where: { id, laboratoryId: laboratoryOf(ctx) }, include });
  if (!row) throw new Problem("not-found", { what: "reference material" });
  return row;
}

/** The refusal of a material on a day, with what is wrong. */
export function unfit(material: { name: string; lot: string }, because: string, on: string): Problem {
  return new Problem("material-unfit", { material: `${material.name} ${material.lot}`, because, on });
}

function refuseWrongDay(ctx: Context, days: { receivedOn: string; openedOn: string | null; expiresOn: string }): void {
  const wrong = wrongDay(days, toDay(ctx.now()));
  if (wrong) throw new Problem("bad-request", { fields: [wrong] });
}

async function changed(
  ctx: Context,
  row: Found,
  action: string,
  detail: Record<string, unknown>,
): Promise<MaterialView> {
  await ctx.note(action, `reference material ${row.name} ${row.lot}`, { id: row.id, ...detail });
  await ctx.tell({ type: "changed", topics: ["materials", "bench"], laboratoryId: row.laboratoryId });
  return materialView(ctx, row);
}

function materialView(ctx: Context, row: Found): MaterialView {
  const { id, name, lot, certificateNumber, assigned, receivedOn, expiresOn, openedOn, endedOn, endReason } = row;
  return {
    id,
    kind: row.kind === "solution" ? "solution" : "reference",
    name,
    lot,
    certificateNumber,
    assigned,
    receivedOn,
    expiresOn,
    openedOn,
    endedOn,
    endReason,
    fault: endedOn === null ? materialFault(row, toDay(ctx.now())) : "ended",
    uses: row._count.uses,
  };
}
