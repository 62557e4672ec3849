import { z } from "zod";
import { Problem } from "../kernel/problems.ts";
import { toDay } from "../kernel/time.ts";
import type { Context } from "../platform/context.ts";
import type { Prisma } from "../platform/db.ts";
import { RecoveryBand } from "./rules/recovery-bands.ts";
import { MethodEnvironment } from "./rules/environment.ts";
import { EquipmentNeed, MethodStep, MethodUncertainty, ResultKind, SampleNeed, type MethodView } from "./contract.ts";

/** All test methods with their figures, and whether today's scope of the actor's laboratory holds them. */
export async function listMethods(ctx: Context): Promise<{ rows: MethodView[] }> {
  return { rows: await methodsOf(ctx, {}) };
}

/** One of them. */
export async function showMethod(ctx: Context, id: string): Promise<MethodView> {
  const [method] = await methodsOf(ctx, { id });
  if (!method) throw new Problem("not-found", { what: "method" });
  return method;
}

async function methodsOf(ctx: Context, where: Prisma.MethodWhereInput): Promise<MethodView[]> {
  const today = toDay(ctx.now());
  const isToday = { validFrom: { lte: today }, OR: [{ validUntil: null }, { validUntil: { gte: today } }] };
  const methods = await ctx.db.method.findMany({
    where,
    include: { item: true, scopes: { where: { laboratoryId: ctx.actor.laboratoryId ?? noLaboratory, ...isToday } } },
    orderBy: [{ code: "asc" }, { item: { name: "asc" } }],
  });
  return methods.map((method) => methodView(method, method.scopes.length > 0));
}

const noLaboratory = "00000000-0000-0000-0000-000000000000";

function methodView(method: Prisma.MethodGetPayload<{ include: { item: true } }>, isInScope: boolean): MethodView {
  const {
    id,
    code,
    title,
    clause,
    itemId,
    item,
    unit,
    lod,
    loq,
    parallels,
    repeatabilityPercent,
    formula,
    equipmentKinds,
    equipmentNeeds,
    inForceFrom,
    inForceUntil,
  } = method;
  return {
    id,
    code,
    title,
    clause,
    itemId,
    item: item.name,
    itemEn: item.nameEn,
    unit,
    lod,
    loq,
    parallels,
    repeatabilityPercent,
    formula,
    equipmentKinds,
    equipmentNeeds: z.array(EquipmentNeed).parse(equipmentNeeds),
    inForceFrom,
    inForceUntil,
    isInScope,
    resultKind: ResultKind.parse(method.resultKind),
    sampleNeed: method.sampleNeed === null ? null : SampleNeed.parse(method.sampleNeed),
    environment: method.environment === null ? null : MethodEnvironment.parse(method.environment),
    uncertainty: method.uncertainty === null ? null : MethodUncertainty.parse(method.uncertainty),
    recoveryBands: z.array(RecoveryBand).parse(method.recoveryBands),
    reporting: reportingText(method.reporting),
    steps: z.array(MethodStep).parse(method.steps),
  };
}

const Reporting = z.object({
  breaks: z.array(
    z.object({
      from: z.string().optional(),
      above: z.string().optional(),
      digits: z.number().optional(),
      decimals: z.number().optional(),
      interval: z.string().optional(),
    }),
  ),
});

/** A reporting rule as a method's page says it. */
function reportingText(rule: unknown): string {
  const { breaks } = Reporting.parse(rule);
  const place = (b: (typeof breaks)[number]) =>
    b.digits !== undefined
      ? `${b.digits} 位有效数字`
      : b.decimals !== undefined
        ? `${b.decimals} 位小数`
        : `修约间隔 ${b.interval ?? ""}`;
  const stretch = (b: (typeof breaks)[number]) =>
    b.from !== undefined
      ? `≥${b.from}：`
      : b.above !== undefined
        ? `＞${b.above}：`
        : breaks.length > 1
          ? "其余："
          : "";
  return breaks.map((b) => stretch(b) + place(b)).join("；");
}
