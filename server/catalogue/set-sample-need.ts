import type { InputOf } from "../kernel/endpoint.ts";
import type { Context } from "../platform/context.ts";
import { noJson } from "../platform/db.ts";
import type { MethodView } from "./contract.ts";
import type * as contract from "./contract.ts";
import { showMethod } from "./list-methods.ts";

/** Keeps how much of a sample one test takes, so that reception sees at the counter when there is too little. */
export async function setSampleNeed(
  ctx: Context,
  { params, body }: InputOf<typeof contract.setSampleNeed>,
): Promise<MethodView> {
  const before = await showMethod(ctx, params.id);
  await ctx.db.method.update({ where: { id: params.id }, data: { sampleNeed: body.sampleNeed ?? noJson } });
  await ctx.note("method.sample-need-set", `method ${before.code}`, {
    item: before.item,
    before: before.sampleNeed,
    after: body.sampleNeed,
  });
  await ctx.tell({ type: "changed", topics: ["methods"], laboratoryId: null });
  return showMethod(ctx, params.id);
}
