import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { laboratoryOf } from "../people/laboratory.ts";
import { hashOf } from "../people/session.ts";
import type { Context } from "../platform/context.ts";
import type * as contract from "./contract.ts";

/** Adds a gateway. Its key goes out once and is kept only as a hash: who loses it adds another gateway. */
export async function addGateway(
  ctx: Context,
  { body }: InputOf<typeof contract.addGateway>,
): Promise<ReplyOf<typeof contract.addGateway>> {
  const laboratoryId = laboratoryOf(ctx);
  if (await ctx.db.gateway.findFirst({ where: { laboratoryId, name: body.name, isActive: true } }))
    throw new Problem("already-exists", { what: body.name });
  const key = newGatewayKey(ctx);
  const { id, name } = await ctx.db.gateway.create({ data: { laboratoryId, name: body.name, keyHash: hashOf(key) } });
  await ctx.note("gateway.added", `gateway ${name}`, { id });
  return { id, name, key };
}

/** A key that nobody guesses. */
export function newGatewayKey(ctx: Context): string {
  return ctx.house.random(32).toString("base64url");
}
