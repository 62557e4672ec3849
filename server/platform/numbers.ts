import { buildNumber, type NumberKind } from "../kernel/numbers.ts";
import { toDay } from "../kernel/time.ts";
import type { Context } from "./context.ts";

/** The next number of a series, taken inside the change and therefore gap-free: a change rolled back gives it back. */
export async function takeNumber(
  ctx: Context,
  kind: NumberKind,
  laboratoryCode: string,
): Promise<{ number: string; sequence: number; year: string }> {
  const year = toDay(ctx.now()).slice(2, 4);
  const sequence = await takeSequence(ctx, `${kind}-${laboratoryCode}-${year}`);
  return { number: buildNumber(kind, laboratoryCode, year, sequence), sequence, year };
}

/** The next member of a named series, from 1. */
export async function takeSequence(ctx: Context, series: string): Promise<number> {
  const rows = await ctx.db.$queryRaw<{ last: number }[]>`
    insert into "Counter" (series, last) values (${series}, 1)
    on conflict (series) do update set last = "Counter".last + 1 returning last`;
  const last = rows[0]?.last;
  if (last === undefined) throw new Error(`No number came for ${series}.`);
  return last;
}
