import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { ownLaboratory } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import * as contract from "./gateway-contract.ts";

const silentAfter = 60_000; // a gateway tells of itself every ten seconds

/** Every gateway of the laboratory and how it is. */
export async function listGateways(ctx: Context): Promise<ReplyOf<typeof contract.listGateways>> {
  const rows = await ctx.db.gateway.findMany({
    where: { ...ownLaboratory(ctx), isActive: true },
    include: { instruments: { where: { driver: { not: null } }, orderBy: { number: "asc" } } },
    orderBy: { name: "asc" },
  });
  const now = ctx.now().getTime();
  return {
    rows: rows.map((row) => {
      const seen = Math.max(row.lastSeenAt?.getTime() ?? 0, row.healthAt?.getTime() ?? 0);
      const health = contract.GatewayHealth.safeParse(row.health);
      const isHere = now - seen < silentAfter;
      return {
        id: row.id,
        name: row.name,
        state: row.revokedAt ? "revoked" : row.keyHash === null ? "waiting" : isHere ? "working" : "silent",
        lastSeenAt: seen === 0 ? null : new Date(seen).toISOString(),
        codeUntil: row.enrolUntil?.toISOString() ?? null,
        health: health.success ? health.data : null,
        instruments: row.instruments.map(({ number, name }) => ({ number, name })),
      };
    }),
  };
}

/** Keeps what a gateway tells of itself, the newest only. */
export async function reportHealth(
  ctx: Context,
  { body }: InputOf<typeof contract.reportHealth>,
): Promise<Record<string, never>> {
  await ctx.db.gateway.update({ where: { id: ctx.actor.id ?? "" }, data: { health: body, healthAt: ctx.now() } });
  return {};
}

/** Passes bytes on to the screens; only of the gateway's own instruments. */
export async function reportBytes(
  ctx: Context,
  { body }: InputOf<typeof contract.reportBytes>,
): Promise<Record<string, never>> {
  const own = await ctx.db.instrument.findFirst({ where: { number: body.instrumentNumber, gatewayId: ctx.actor.id } });
  if (own)
    await ctx.house.live.say({ type: "bytes", laboratoryId: own.laboratoryId, instrument: own.number, hex: body.hex });
  return {};
}
