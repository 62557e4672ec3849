import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { laboratoryOf, ownLaboratory } from "../people/laboratory.ts";
import { hashOf } from "../people/session.ts";
import type { Context } from "../platform/context.ts";
import type * as contract from "./gateway-contract.ts";

const codeHours = 24;
const letters = "23456789ABCDEFGHJKMNPQRSTVWXYZ"; // none that is read as another

/** Adds a gateway. It gets its key by giving the code that is shown now; the key itself nobody sees. */
export async function addGateway(
  ctx: Context,
  { body }: InputOf<typeof contract.addGateway>,
): Promise<ReplyOf<typeof contract.addGateway>> {
  const laboratoryId = laboratoryOf(ctx);
  if (await ctx.db.gateway.findFirst({ where: { laboratoryId, name: body.name, isActive: true } }))
    throw new Problem("already-exists", { what: body.name });
  const { id, name } = await ctx.db.gateway.create({ data: { laboratoryId, name: body.name } });
  const code = await giveCode(ctx, id);
  await ctx.note("gateway.added", `gateway ${name}`, { id, codeUntil: code.codeUntil });
  return { id, name, ...code };
}

/** A new code; the key of before works until the new one is taken. */
export async function renewGatewayCode(
  ctx: Context,
  { params }: InputOf<typeof contract.renewGatewayCode>,
): Promise<ReplyOf<typeof contract.renewGatewayCode>> {
  const { id, name } = await findGateway(ctx, params.gatewayId);
  const code = await giveCode(ctx, id);
  await ctx.note("gateway.code-given", `gateway ${name}`, { codeUntil: code.codeUntil });
  return { id, name, ...code };
}

/** From now on its key opens nothing; what it had delivered stays. */
export async function revokeGateway(
  ctx: Context,
  { params, body }: InputOf<typeof contract.revokeGateway>,
): Promise<Record<string, never>> {
  const { id, name } = await findGateway(ctx, params.gatewayId);
  await ctx.db.gateway.update({
    where: { id },
    data: { keyHash: null, enrolCodeHash: null, enrolUntil: null, revokedAt: ctx.now(), revokedBy: ctx.actor.name },
  });
  await ctx.note("gateway.revoked", `gateway ${name}`, { reason: body.reason });
  return {};
}

/** The code works once and for a day; the key goes to who gave it, and only its hash stays here. */
export async function enrolGateway(
  ctx: Context,
  { body }: InputOf<typeof contract.enrolGateway>,
): Promise<ReplyOf<typeof contract.enrolGateway>> {
  const gateway = await ctx.db.gateway.findUnique({ where: { enrolCodeHash: hashOf(plainCode(body.code)) } });
  if (!gateway?.isActive || gateway.enrolUntil === null || gateway.enrolUntil < ctx.now())
    throw new Problem("enrol-code-wrong");
  const key = newGatewayKey(ctx);
  await ctx.db.gateway.update({
    where: { id: gateway.id },
    data: {
      keyHash: hashOf(key),
      enrolCodeHash: null,
      enrolUntil: null,
      enrolledAt: ctx.now(),
      revokedAt: null,
      revokedBy: null,
    },
  });
  await ctx.note("gateway.enrolled", `gateway ${gateway.name}`);
  return { gatewayName: gateway.name, key };
}

/** A key that nobody guesses. */
export function newGatewayKey(ctx: Context): string {
  return ctx.house.random(32).toString("base64url");
}

async function giveCode(ctx: Context, id: string): Promise<{ code: string; codeUntil: string }> {
  const bytes = [...ctx.house.random(12)];
  const code = bytes
    .map((byte, at) => (at > 0 && at % 4 === 0 ? "-" : "") + (letters[byte % letters.length] ?? ""))
    .join("");
  const until = new Date(ctx.now().getTime() + codeHours * 3_600_000);
  await ctx.db.gateway.update({ where: { id }, data: { enrolCodeHash: hashOf(plainCode(code)), enrolUntil: until } });
  return { code, codeUntil: until.toISOString() };
}

function plainCode(code: string): string {
  return code.toUpperCase().replaceAll(/[\s-]/g, "");
}

async function findGateway(ctx: Context, id: string): Promise<{ id: string; name: string }> {
  const gateway = await ctx.db.gateway.findFirst({ where: { id, ...ownLaboratory(ctx) } });
  if (!gateway) throw new Problem("not-found", { what: id });
  return gateway;
}
