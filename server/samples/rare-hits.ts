import { parseNumber } from "../kernel/numbers.ts";
import type { Context } from "../platform/context.ts";
import { literally } from "../platform/literally.ts";

/** More hits than this are not rare: a list that goes from the newest on soon has a page full of them. */
export const mostRare = 2_000;

/**
 * Samples whose name, batch or number holds what is sought, where they are few; null where they are many or no index knows the word.
 * PostgreSQL would walk through years of samples in the order of the list rather than look them up; the offset keeps it from that.
 * Nobody's rights are looked at here: whoever asks puts them to the samples found.
 */
export async function rareSamples(ctx: Context, sought: string): Promise<string[] | null> {
  const whole = await byWholeNumber(ctx, sought);
  if (whole) return [whole];
  const found = hasLatin(sought)
    ? await byThrees(ctx, sought)
    : [...sought].length >= 2
      ? await byPairs(ctx, sought)
      : null;
  return found === null || found.length > mostRare ? null : found.map(({ id }) => id);
}

/** Three letters or digits of ASCII in a row: what the index by threes can be asked for in every locale. */
export function hasLatin(sought: string): boolean {
  return /[a-z0-9]{3}/i.test(sought);
}

type Hits = { id: string }[];

/** A number as labels carry it is one row: its own or that of the sample a container holds. */
async function byWholeNumber(ctx: Context, sought: string): Promise<string | null> {
  const read = parseNumber(sought);
  if (read.fault !== null) return null;
  const { kind, number } = read;
  if (kind === "sample")
    return (await ctx.db.sample.findUnique({ where: { number }, select: { id: true } }))?.id ?? null;
  if (kind !== "container") return null;
  return (await ctx.db.container.findUnique({ where: { number }, select: { sampleId: true } }))?.sampleId ?? null;
}

function byThrees(ctx: Context, sought: string): Promise<Hits> {
  const like = `%${literally(sought)}%`;
  const digits = sought.replace(/[\s-]/g, "");
  return /^\d{3,}$/.test(digits)
    ? ctx.db.$queryRaw<Hits>`select id from (select id from "Sample"
        where number like ${`%${digits}%`} or name ilike ${like} or "batchNumber" like ${like} offset 0) hit limit ${mostRare + 1}`
    : ctx.db.$queryRaw<Hits>`select id from (select id from "Sample"
        where name ilike ${like} or "batchNumber" like ${like} offset 0) hit limit ${mostRare + 1}`;
}

/** By two letters beside each other: Chinese words often have no more. */
function byPairs(ctx: Context, sought: string): Promise<Hits> {
  return ctx.db.$queryRaw<Hits>`select id from (
      select id from "Sample" where letter_pairs(name) @> letter_pairs(${sought}) and position(lower(${sought}) in lower(name)) > 0
      union all
      select id from "Sample" where letter_pairs("batchNumber") @> letter_pairs(${sought}) and position(${sought} in "batchNumber") > 0
    offset 0) hit limit ${mostRare + 1}`;
}

/** Samples of these clients' orders or with this barcode, where they are few: what a blinded reader does not search by. */
export async function rareByWhose(
  ctx: Context,
  { clients, gtin }: { clients: readonly string[]; gtin: string | null },
): Promise<string[] | null> {
  const ofClients =
    clients.length === 0
      ? []
      : await ctx.db.$queryRaw<Hits>`select s.id from "Order" o join "Sample" s on s."orderId" = o.id
          where o."clientId" = any(${[...clients]}::uuid[]) limit ${mostRare + 1}`;
  const ofProduct =
    gtin === null ? [] : await ctx.db.sample.findMany({ where: { gtin }, select: { id: true }, take: mostRare + 1 });
  const found = [...ofClients, ...ofProduct];
  return found.length > mostRare ? null : found.map(({ id }) => id);
}
