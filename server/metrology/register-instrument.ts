import type { InputOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { laboratoryOf } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import { takeNumber } from "../platform/numbers.ts";
import type * as contract from "./contract.ts";
import type { InstrumentView } from "./contract.ts";
import { asRegistered, instrumentView } from "./list-instruments.ts";

/** Enters an instrument into the register under a number of its own; until it is verified it is out of service. */
export async function registerInstrument(
  ctx: Context,
  { body }: InputOf<typeof contract.registerInstrument>,
): Promise<InstrumentView> {
  const laboratory = await ctx.db.laboratory.findUniqueOrThrow({ where: { id: laboratoryOf(ctx) } });
  const { maker, serialNumber } = body;
  const before = await ctx.db.instrument.findFirst({ where: { laboratoryId: laboratory.id, maker, serialNumber } });
  if (before) throw new Problem("already-exists", { what: `${before.name} ${before.number}` });
  const { number } = await takeNumber(ctx, "instrument", laboratory.code);
  const instrument = await ctx.db.instrument.create({
    data: { ...body, number, laboratoryId: laboratory.id },
    include: asRegistered,
  });
  await ctx.note("instrument.registered", `instrument ${number}`, { name: body.name, model: body.model, serialNumber });
  await ctx.tell({ type: "changed", topics: ["instruments"], laboratoryId: laboratory.id });
  return instrumentView(instrument, ctx.now());
}
