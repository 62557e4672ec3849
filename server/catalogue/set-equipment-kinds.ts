import type { InputOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import type { Context } from "../platform/context.ts";
import type { MethodView } from "./contract.ts";
import type * as contract from "./contract.ts";
import { showMethod } from "./list-methods.ts";

/** Which kinds of equipment a method requires. Work that is not handed in yet is asked for them; results that were keep what they rest on. */
export async function setEquipmentKinds(
  ctx: Context,
  { params, body }: InputOf<typeof contract.setEquipmentKinds>,
): Promise<MethodView> {
  const before = await showMethod(ctx, params.id);
  const kinds = [...new Set(body.kinds)];
  if (kinds.length === before.equipmentKinds.length && kinds.every((kind) => before.equipmentKinds.includes(kind)))
    throw new Problem("nothing-changed");
  await ctx.db.method.update({ where: { id: params.id }, data: { equipmentKinds: kinds } });
  await ctx.note("method.equipment-set", `method ${before.code}`, {
    item: before.item,
    before: before.equipmentKinds,
    after: kinds,
    reason: body.reason,
  });
  await ctx.tell({ type: "changed", topics: ["methods"], laboratoryId: null });
  return showMethod(ctx, params.id);
}
