import { buildNumber, type NumberKind } from "../kernel/numbers.ts";
import { toDay } from "../kernel/time.ts";
import type { Context } from "./context.ts";

/** The next number of a series, taken inside the change and therefore gap-free: a change rolled back gives it back. */
export async function takeNumber(
  ctx: Context,
  kind: NumberKind,
  laboratoryCode: string,
): Promise<{ number: string; sequence: number; year: string }> {
  const [taken] = await takeNumbers(ctx, kind, laboratoryCode, 1);
  if (!taken) throw new Error(`No number came for ${kind}.`);
  return taken;
}

/** As many numbers at once, in a row. */
export async function takeNumbers(
  ctx: Context,
  kind: NumberKind,
  laboratoryCode: string,
  count: number,
): Promise<{ number: string; sequence: number; year: string }[]> {
  const year = toDay(ctx.now()).slice(2, 4);
  const last = await takeSequence(ctx, `${kind}-${laboratoryCode}-${year}`, count);
  return Array.from({ length: count }, (_, index) => {
    const sequence = last - count + 1 + index;
    return { number: buildNumber(kind, laboratoryCode, year, sequence), sequence, year };
  });
}

/** The next member of a named series, from 1; of several taken at once, the last. */
export async function takeSequence(ctx: Context, series: string, count = 1): Promise<number> {
  const rows = await ctx.db.$queryRaw<{ last: number }[]>`
    insert into "Counter" (series, last) values (${series}, ${count}::int)
    on conflict (series) do update set last = "Counter".last + ${count}::int returning last`;
  const last = rows[0]?.last;
  if (last === undefined) throw new Error(`No number came for ${series}.`);
  return last;
}
