import { Problem } from "../kernel/problems.ts";
import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { laboratoryOf } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import type * as contract from "./file-contract.ts";
import type { InstrumentView } from "./contract.ts";
import { toFitness } from "./fitness.ts";
import { findInstrument } from "./list-instruments.ts";
import { changed } from "./record-event.ts";
import { labelLine } from "./rules/label-words.ts";

/** Keeps what the label says that is printed now; the label itself is drawn by samples/print-labels.ts. */
export async function printInstrumentLabel(
  ctx: Context,
  { params }: InputOf<typeof contract.printInstrumentLabel>,
): Promise<InstrumentView> {
  const instrument = await findInstrument(ctx, params.number);
  if (instrument.laboratoryId !== laboratoryOf(ctx)) throw new Problem("not-allowed");
  const fitness = toFitness(instrument, ctx.now());
  const said = labelLine(fitness, instrument.place);
  await ctx.db.instrumentLabel.create({
    data: { instrumentId: instrument.id, state: fitness.state, said, by: ctx.actor.name, at: ctx.now() },
  });
  await ctx.note("instrument.label-printed", `instrument ${instrument.number}`, { state: fitness.state, said });
  return changed(ctx, instrument.number);
}

/** How a last day follows from a period in this laboratory. */
export async function showDueRule(ctx: Context): Promise<ReplyOf<typeof contract.showDueRule>> {
  const { laboratoryId } = ctx.actor;
  const laboratory = laboratoryId ? await ctx.db.laboratory.findUnique({ where: { id: laboratoryId } }) : null;
  return { lessOneDay: laboratory?.dueLessOneDay ?? true };
}

/** Changes it for certificates recorded from now on; what stands keeps its last day. */
export async function setDueRule(
  ctx: Context,
  { body }: InputOf<typeof contract.setDueRule>,
): Promise<ReplyOf<typeof contract.setDueRule>> {
  const id = laboratoryOf(ctx);
  await ctx.db.laboratory.update({ where: { id }, data: { dueLessOneDay: body.lessOneDay } });
  await ctx.note("verification-due-rule.set", "verification due rule", body);
  return body;
}
