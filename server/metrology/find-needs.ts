import { z } from "zod";
import { EquipmentNeed } from "../catalogue/rules/equipment-need.ts";
import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { toDay } from "../kernel/time.ts";
import type { Context } from "../platform/context.ts";
import type * as contract from "./contract.ts";
import { findInstrument } from "./list-instruments.ts";

/** What the laboratory's methods in force ask of an instrument of this kind, for its confirmation. */
export async function showNeeds(
  ctx: Context,
  { params }: InputOf<typeof contract.showNeeds>,
): Promise<ReplyOf<typeof contract.showNeeds>> {
  return { rows: await needsOf(ctx, await findInstrument(ctx, params.number)) };
}

type Need = { methodId: string; method: string; need: EquipmentNeed | null };

/** The same for an instrument at hand. A method that states nothing stands with null: it needs one, and says no figures. */
export async function needsOf(ctx: Context, instrument: { kind: string; laboratoryId: string }): Promise<Need[]> {
  const today = toDay(ctx.now());
  const isToday = { validFrom: { lte: today }, OR: [{ validUntil: null }, { validUntil: { gte: today } }] };
  const methods = await ctx.db.method.findMany({
    where: {
      equipmentKinds: { has: instrument.kind },
      scopes: { some: { laboratoryId: instrument.laboratoryId, ...isToday } },
      OR: [{ inForceUntil: null }, { inForceUntil: { gte: today } }],
    },
    include: { item: true },
    orderBy: [{ code: "asc" }, { item: { name: "asc" } }],
  });
  return methods.flatMap(({ id, code, clause, item, equipmentNeeds }): Need[] => {
    const head = { methodId: id, method: `${item.name} ${code} ${clause}`.trim() };
    const own = z
      .array(EquipmentNeed)
      .parse(equipmentNeeds)
      .filter(({ kind }) => kind === instrument.kind);
    return own.length === 0 ? [{ ...head, need: null }] : own.map((need) => ({ ...head, need }));
  });
}
