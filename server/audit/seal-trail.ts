import { createHash } from "node:crypto";
import type { Context } from "../platform/context.ts";
import type { Db } from "../platform/db.ts";

export const firstHash = "0".repeat(64);

type Entry = {
  id: bigint;
  at: Date;
  actor: string;
  actorId: string | null;
  action: string;
  subject: string;
  detail: unknown;
};

/** One link of the chain: the entry and the link before it. */
export function linkOf(before: string, entry: Entry): string {
  const said = [
    entry.id.toString(),
    entry.at.toISOString(),
    entry.actor,
    entry.actorId,
    entry.action,
    entry.subject,
    canonical(entry.detail),
  ];
  return createHash("sha256")
    .update(JSON.stringify([before, ...said]))
    .digest("hex");
}

/** Lays the hash chain over entries that have none yet. Entries are written unchained, so that writers never wait for one another. */
export async function sealTrail(ctx: Context): Promise<number> {
  await ctx.db.$executeRaw`select pg_advisory_xact_lock(7107001)`;
  const last = await ctx.db.trailSeal.findFirst({ orderBy: { ordinal: "desc" } });
  const open = await openEntries(ctx);
  let hash = last?.hash ?? firstHash;
  let ordinal = last?.ordinal ?? 0n;
  const seals = open.map((entry) => {
    hash = linkOf(hash, entry);
    ordinal += 1n;
    return { ordinal, entryId: entry.id, hash, sealedAt: ctx.now() };
  });
  await ctx.db.trailSeal.createMany({ data: seals });
  return seals.length;
}

/**
 * Entries without a seal, the oldest first. A change that took its key before the last sealed one may have been committed after it, so
 * they are looked for some way back; and once an hour from the beginning, which takes long in a trail of many years.
 */
async function openEntries(ctx: Context) {
  const top = await ctx.db.trailSeal.aggregate({ _max: { entryId: true } });
  const isHourly = ctx.now().getUTCMinutes() === 0;
  const from = isHourly ? 0n : (top._max.entryId ?? 0n) - lateEntries;
  return ctx.db.trailEntry.findMany({
    where: { id: { gt: from }, seal: null },
    orderBy: { id: "asc" },
    take: 2000,
  });
}

/** So many keys are given, at most, while one change runs. */
const lateEntries = 100_000n;

/** Walks the chain from its start; answers the first entry that does not fit, or null. */
export async function verifyTrail(db: Db): Promise<{ entries: number; brokenAt: string | null }> {
  let hash = firstHash;
  let ordinal = 0n;
  for (;;) {
    const seals = await db.trailSeal.findMany({
      where: { ordinal: { gt: ordinal } },
      orderBy: { ordinal: "asc" },
      take: 1000,
      include: { entry: true },
    });
    for (const seal of seals) {
      hash = linkOf(hash, seal.entry);
      if (seal.ordinal !== ordinal + 1n || seal.hash !== hash)
        return { entries: Number(ordinal), brokenAt: seal.entryId.toString() };
      ordinal = seal.ordinal;
    }
    if (seals.length === 0) return { entries: Number(ordinal), brokenAt: null };
  }
}

/** JSON with its keys in order: PostgreSQL keeps the members of a jsonb, not their order. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value !== null && typeof value === "object") {
    const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`).join(",")}}`;
  }
  return JSON.stringify(value);
}
