import type { InputOf } from "../kernel/endpoint.ts";
import type { Context } from "../platform/context.ts";
import type { MethodView } from "./contract.ts";
import type * as contract from "./contract.ts";
import { showMethod } from "./list-methods.ts";

/** Keeps the recovery a method must reach by spiked level, for batches to come; those made keep the bands they were made with. */
export async function setRecoveryBands(
  ctx: Context,
  { params, body }: InputOf<typeof contract.setRecoveryBands>,
): Promise<MethodView> {
  const before = await showMethod(ctx, params.id);
  await ctx.db.method.update({ where: { id: params.id }, data: { recoveryBands: body.bands } });
  await ctx.note("method.recovery-bands-set", `method ${before.code}`, {
    item: before.item,
    before: before.recoveryBands,
    after: body.bands,
    reason: body.reason,
  });
  await ctx.tell({ type: "changed", topics: ["methods"], laboratoryId: null });
  return showMethod(ctx, params.id);
}
