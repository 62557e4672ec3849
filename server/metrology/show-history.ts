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
  return {
    events: instrument.events.map(({ kind, at, reason, to, by }) => ({ kind, at: at.toISOString(), reason, to, by })),
    extensions: instrument.extensions.map(({ approvedOn, until, reason, approvedBy }) => ({
      approvedOn,
      until,
      reason,
      approvedBy,
    })),
  };
}
