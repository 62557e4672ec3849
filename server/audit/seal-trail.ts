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
 * they are looked for some way back; and now and then from the beginning, which takes long in a trail of many years.
 */
async function openEntries(ctx: Context) {
  const look = await ctx.db.trailLook.findUnique({ where: { id: 1 } });
  const isFull = isFullLookDue(look?.at ?? null, ctx.now());
  const top = await ctx.db.trailSeal.aggregate({ _max: { entryId: true } });
  const open = await ctx.db.trailEntry.findMany({
    where: { id: { gt: isFull ? 0n : (top._max.entryId ?? 0n) - lateEntries }, seal: null },
    orderBy: { id: "asc" },
    take: most,
  });
  // a look that found as many as it may is not over: the next one begins from the beginning as well
  if (isFull && open.length < most)
    await ctx.db.trailLook.upsert({ where: { id: 1 }, create: { id: 1, at: ctx.now() }, update: { at: ctx.now() } });
  return open;
}

const most = 2000;
/** So many keys are given, at most, while one change runs. */
const lateEntries = 100_000n;
const betweenFullLooks = 3_600_000;

/** Whether the trail is looked through from its beginning: when it never was, an hour after the last time, or after a clock was set back. */
export function isFullLookDue(last: Date | null, now: Date): boolean {
  return last === null || now < last || now.getTime() - last.getTime() >= betweenFullLooks;
}

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
