import type { Context } from "../platform/context.ts";
import { literally } from "../platform/literally.ts";

/** More hits than this are not rare: a list that goes from the newest on soon has a page full of them. */
export const mostRare = 2_000;

/**
 * Samples whose name, batch or number holds what is sought, where they are few; null where they are many or the word is too short for an
 * index by threes of letters. PostgreSQL would walk through years of samples in the order of the list rather than look them up; the
 * offset keeps it from that. Nobody's rights are looked at here: whoever asks puts them to the samples found.
 */
export async function rareSamples(ctx: Context, sought: string): Promise<string[] | null> {
  if ([...sought].length < 3) return null;
  const like = `%${literally(sought)}%`;
  const digits = sought.replace(/[\s-]/g, "");
  const found = /^\d{3,}$/.test(digits)
    ? await ctx.db.$queryRaw<{ id: string }[]>`select id from (select id from "Sample"
        where number like ${`%${digits}%`} or name ilike ${like} or "batchNumber" like ${like} offset 0) hit limit ${mostRare + 1}`
    : await ctx.db.$queryRaw<{ id: string }[]>`select id from (select id from "Sample"
        where name ilike ${like} or "batchNumber" like ${like} offset 0) hit limit ${mostRare + 1}`;
  return found.length > mostRare ? null : found.map(({ id }) => id);
}

/** Samples of these clients' orders or with this barcode, where they are few: what a blinded reader does not search by. */
export async function rareByWhose(
  ctx: Context,
  { clients, gtin }: { clients: readonly string[]; gtin: string | null },
): Promise<string[] | null> {
  const ofClients =
    clients.length === 0
      ? []
      : await ctx.db.$queryRaw<{ id: string }[]>`select s.id from "Order" o join "Sample" s on s."orderId" = o.id
          where o."clientId" = any(${[...clients]}::uuid[]) limit ${mostRare + 1}`;
  const ofProduct =
    gtin === null ? [] : await ctx.db.sample.findMany({ where: { gtin }, select: { id: true }, take: mostRare + 1 });
  const found = [...ofClients, ...ofProduct];
  return found.length > mostRare ? null : found.map(({ id }) => id);
}
