import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import type { Context } from "../platform/context.ts";
import { findInstrument } from "./list-instruments.ts";
import type * as contract from "./life-contract.ts";

/** The events of an instrument and the extensions of its interval. */
export async function showHistory(
  ctx: Context,
  { params }: InputOf<typeof contract.showHistory>,
): Promise<ReplyOf<typeof contract.showHistory>> {
  const instrument = await findInstrument(ctx, params.number);
  const labels = await ctx.db.instrumentLabel.findMany({
    where: { instrumentId: instrument.id },
    orderBy: { at: "desc" },
    take: 200,
  });
  return {
    events: instrument.events.map(({ kind, at, reason, to, dueBack, by }) => ({
      kind,
      at: at.toISOString(),
      reason,
      to,
      dueBack,
      by,
    })),
    labels: labels.map(({ at, said, state, by }) => ({ at: at.toISOString(), said, state, by })),
    extensions: instrument.extensions.map(({ approvedOn, until, reason, approvedBy }) => ({
      approvedOn,
      until,
      reason,
      approvedBy,
    })),
  };
}
