import { z } from "zod";
import { MethodStep } from "../catalogue/contract.ts";
import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { toDay } from "../kernel/time.ts";
import { findInstrument } from "../metrology/list-instruments.ts";
import type { Context } from "../platform/context.ts";
import { MappingCalculation, type ResultMapping } from "./mapping-contract.ts";
import type * as contract from "./mapping-contract.ts";

/** The mappings of an instrument, and the steps that its kind serves today. */
export async function listMappings(
  ctx: Context,
  { params }: InputOf<typeof contract.listMappings>,
): Promise<ReplyOf<typeof contract.listMappings>> {
  const instrument = await findInstrument(ctx, params.number);
  return { rows: await mappingsOf(ctx, instrument.id), steps: await stepsFor(ctx, instrument.kind) };
}

/** Replaces the mappings of an instrument; results that were placed before stay where they are. */
export async function setMappings(
  ctx: Context,
  { params, body }: InputOf<typeof contract.setMappings>,
): Promise<Record<string, never>> {
  const instrument = await findInstrument(ctx, params.number);
  const steps = await stepsFor(ctx, instrument.kind);
  for (const { test, methodId, step } of body.rows)
    if (!steps.some((s) => s.methodId === methodId && s.step === step))
      throw new Problem("step-unknown", { step: test });
  const before = await mappingsOf(ctx, instrument.id);
  await ctx.db.resultMapping.deleteMany({ where: { instrumentId: instrument.id } });
  await ctx.db.resultMapping.createMany({
    data: body.rows.map(({ unit, calculation, ...row }) => ({
      ...row,
      instrumentId: instrument.id,
      calculation: { ...calculation, ...(unit === undefined ? {} : { unit }) },
    })),
  });
  await ctx.note("mappings.set", `instrument ${instrument.number}`, { before, after: body.rows });
  return {};
}

/** The mappings of one instrument as they are kept. */
export async function mappingsOf(ctx: Context, instrumentId: string): Promise<ResultMapping[]> {
  const rows = await ctx.db.resultMapping.findMany({
    where: { instrumentId },
    orderBy: [{ test: "asc" }, { id: "asc" }],
  });
  return rows.map(({ test, methodId, step, calculation }) => {
    const { unit } = z.object({ unit: z.string().optional() }).parse(calculation);
    return {
      test,
      methodId,
      step,
      calculation: MappingCalculation.parse(calculation),
      ...(unit === undefined ? {} : { unit }),
    };
  });
}

async function stepsFor(ctx: Context, kind: string) {
  const today = toDay(ctx.now());
  const methods = await ctx.db.method.findMany({
    where: { equipmentKinds: { has: kind }, OR: [{ inForceUntil: null }, { inForceUntil: { gte: today } }] },
    include: { item: true },
    orderBy: [{ code: "asc" }, { clause: "asc" }],
  });
  return methods.flatMap((m) =>
    z
      .array(MethodStep)
      .parse(m.steps)
      .filter((s) => s.kind === "value")
      .map((s) => ({
        methodId: m.id,
        method: `${m.code} ${m.clause}`,
        item: m.item.name,
        step: s.key,
        stepName: s.name,
        unit: s.unit,
      })),
  );
}
