import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import type { Context } from "../platform/context.ts";
import type * as contract from "./contract.ts";

const size = 100;

/** The trail, newest first; a laboratory sees its own. */
export async function readTrail(
  ctx: Context,
  { query }: InputOf<typeof contract.readTrail>,
): Promise<ReplyOf<typeof contract.readTrail>> {
  const rows = await ctx.db.trailEntry.findMany({
    where: {
      ...(ctx.actor.seesAllLaboratories ? {} : { laboratoryId: ctx.actor.laboratoryId }),
      ...(query.subject ? { subject: { startsWith: query.subject } } : {}),
      ...(query.before ? { id: { lt: BigInt(query.before) } } : {}),
    },
    include: { seal: { select: { ordinal: true } } },
    orderBy: { id: "desc" },
    take: size,
  });
  return {
    rows: rows.map((r) => ({
      id: r.id.toString(),
      at: r.at.toISOString(),
      actor: r.actor,
      action: r.action,
      subject: r.subject,
      detail: r.detail as never,
      isSealed: r.seal !== null,
    })),
    next: rows.length === size ? (rows.at(-1)?.id.toString() ?? null) : null,
  };
}
