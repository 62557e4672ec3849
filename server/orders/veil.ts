// 盲样: who tests and checks does not learn whose sample it is until it is reviewed. Every view, label, paper and search of a sample
// goes through this one file; what a blinded person is given was taken out here.
import { Problem } from "../kernel/problems.ts";
import type { Context } from "../platform/context.ts";
import type { Prisma } from "../platform/db.ts";

/** What stands where something was taken out. */
export const hidden = "（盲样）";

const reviewed = ["approved", "certified"] as const;

/** Who is kept blind: people whose role may look behind a sample only with a reason, and who know clients by no other role. */
export function isBlinded(ctx: Context): boolean {
  return ctx.actor.rights.has("samples.unblind") && !ctx.actor.rights.has("clients.read");
}

/** The samples that are hidden from the reader, for a query; nothing for who may see them all. */
export function hiddenSamples(ctx: Context): Prisma.SampleWhereInput | null {
  if (!isBlinded(ctx)) return null;
  return {
    order: { isBlind: true },
    state: { notIn: [...reviewed] },
    reviewedAt: null,
    unblindings: { none: { personId: ctx.actor.id ?? "" } },
  };
}

/** The orders that the reader may see: none with a sample that is hidden from them. */
export function openOrders(ctx: Context): Prisma.OrderWhereInput {
  const behind = hiddenSamples(ctx);
  return behind ? { samples: { none: behind } } : {};
}

/** Refuses what tells of a sample that is hidden from the reader: its order, its photos. */
export async function refuseHidden(ctx: Context, of: Prisma.SampleWhereInput): Promise<void> {
  const behind = hiddenSamples(ctx);
  if (behind && (await ctx.db.sample.count({ where: { AND: [behind, of] } })) > 0) throw new Problem("blind-sample");
}

type Veiled = { id: string; state: string; reviewedAt: Date | null; order: { isBlind: boolean } };

/** Which of these samples are hidden from the reader. */
export async function hiddenAmong(ctx: Context, samples: readonly Veiled[]): Promise<ReadonlySet<string>> {
  const open: readonly string[] = reviewed;
  if (!isBlinded(ctx)) return new Set();
  const blind = samples
    .filter((s) => s.order.isBlind && s.reviewedAt === null && !open.includes(s.state))
    .map(({ id }) => id);
  if (blind.length === 0) return new Set();
  const seen = await ctx.db.unblinding.findMany({ where: { personId: ctx.actor.id ?? "", sampleId: { in: blind } } });
  return new Set(blind.filter((id) => !seen.some(({ sampleId }) => sampleId === id)));
}

// Whatever a row or a view of a sample or order may call these things.
const words = new Set(["client", "orderNumber"]);
const empty = new Set([
  "trademark",
  "gtin",
  "producer",
  "samplingPlace",
  "samplers",
  "sampledEnterprise",
  "sheetNumber",
  "fee",
  "sealPhotoId",
]);
const lists = new Set(["photoIds", "photos"]);

// An enterprise standard's number (Q/…) is known by whose it is; the limit stays, the number goes.
const declared = /产品明示标准（[^）]*）/g;

/**
 * A view of a hidden sample without what tells whose it is: client, sampled enterprise, brand, producer, barcode, photos, order and
 * price, and the number of the producer's own standard.
 */
export function veiled<T extends object>(view: T): T {
  const out: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(view)) out[key] = veiledValue(key, value);
  return out as T;
}

function veiledValue(key: string, value: unknown): unknown {
  if (words.has(key) && typeof value === "string") return hidden;
  if (empty.has(key)) return null;
  if (lists.has(key)) return [];
  if (typeof value === "string") return value.replace(declared, `产品明示标准${hidden}`);
  if (Array.isArray(value)) return value.map((one: unknown) => veiledValue("", one));
  return isPlain(value) ? veiled(value) : value;
}

function isPlain(value: unknown): value is object {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** What the bench reads of a blind sample must not tell: brand, producer, client and barcode stand in fields that can be hidden. */
export function refuseTellingName(name: string, telling: readonly (string | null | undefined)[]): void {
  const told = telling.find((word) => word && [...word.trim()].length >= 2 && name.includes(word.trim()));
  if (told) throw new Problem("blind-name-tells", { name, word: told });
}
