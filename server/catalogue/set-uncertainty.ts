import type { InputOf } from "../kernel/endpoint.ts";
import { noJson } from "../platform/db.ts";
import type { Context } from "../platform/context.ts";
import type { MethodView } from "./contract.ts";
import type * as contract from "./contract.ts";
import { showMethod } from "./list-methods.ts";

/** Keeps the uncertainty that the laboratory evaluated for a method. Results already submitted keep the one they were judged with. */
export async function setUncertainty(
  ctx: Context,
  { params, body }: InputOf<typeof contract.setUncertainty>,
): Promise<MethodView> {
  const before = await showMethod(ctx, params.id);
  await ctx.db.method.update({
    where: { id: params.id },
    data: { uncertainty: body.uncertainty ?? noJson },
  });
  await ctx.note("method.uncertainty-set", `method ${before.code}`, {
    item: before.item,
    before: before.uncertainty,
    after: body.uncertainty,
    reason: body.reason,
  });
  await ctx.tell({ type: "changed", topics: ["methods"], laboratoryId: null });
  return showMethod(ctx, params.id);
}
