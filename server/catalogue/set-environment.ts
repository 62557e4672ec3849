import type { InputOf } from "../kernel/endpoint.ts";
import { noJson } from "../platform/db.ts";
import type { Context } from "../platform/context.ts";
import type { MethodView } from "./contract.ts";
import type * as contract from "./contract.ts";
import { showMethod } from "./list-methods.ts";

/** Which temperature and humidity a method allows. It counts for every certificate that is not issued yet. */
export async function setEnvironment(
  ctx: Context,
  { params, body }: InputOf<typeof contract.setEnvironment>,
): Promise<MethodView> {
  const before = await showMethod(ctx, params.id);
  const { temperature, humidity } = body;
  const environment = temperature === null && humidity === null ? null : { temperature, humidity };
  await ctx.db.method.update({ where: { id: params.id }, data: { environment: environment ?? noJson } });
  await ctx.note("method.environment-set", `method ${before.code}`, {
    item: before.item,
    before: before.environment,
    after: environment,
    reason: body.reason,
  });
  await ctx.tell({ type: "changed", topics: ["methods"], laboratoryId: null });
  return showMethod(ctx, params.id);
}
