import type { Context } from "../platform/context.ts";

/** Whether a person is authorised for a method on a day. */
export async function isQualified(ctx: Context, personId: string, methodId: string, on: string): Promise<boolean> {
  const held = await ctx.db.qualification.count({
    where: { personId, methodId, validFrom: { lte: on }, OR: [{ validUntil: null }, { validUntil: { gte: on } }] },
  });
  return held > 0;
}
