import type { InputOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import type { Context } from "../platform/context.ts";
import type { MethodView } from "./contract.ts";
import type * as contract from "./contract.ts";
import { showMethod } from "./list-methods.ts";

/** Keeps what a method asks of its equipment. Certificates that were confirmed keep what they were confirmed against. */
export async function setEquipmentNeeds(
  ctx: Context,
  { params, body }: InputOf<typeof contract.setEquipmentNeeds>,
): Promise<MethodView> {
  const before = await showMethod(ctx, params.id);
  const foreign = body.needs.find(({ kind }) => !before.equipmentKinds.includes(kind));
  if (foreign) throw new Problem("bad-request", { fields: ["kind"] });
  await ctx.db.method.update({ where: { id: params.id }, data: { equipmentNeeds: body.needs } });
  await ctx.note("method.equipment-needs-set", `method ${before.code}`, {
    item: before.item,
    before: before.equipmentNeeds,
    after: body.needs,
    reason: body.reason,
  });
  await ctx.tell({ type: "changed", topics: ["methods", "instruments"], laboratoryId: null });
  return showMethod(ctx, params.id);
}
