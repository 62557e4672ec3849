import { limitFinder } from "../../catalogue/find-limits.ts";
import { decidingDate } from "../../catalogue/rules.ts";
import { groupNumber } from "../../kernel/numbers.ts";
import { Problem } from "../../kernel/problems.ts";
import { toDay } from "../../kernel/time.ts";
import { isJudgedByStandards } from "../../orders/rules.ts";
import { refuseHidden } from "../../orders/veil.ts";
import { ownLaboratory } from "../../people/laboratory.ts";
import type { Context } from "../../platform/context.ts";
import type { Prisma } from "../../platform/db.ts";

const include = {
  client: true,
  sampledEnterprise: true,
  // what the client agreed to be tested elsewhere; what was given up is ours again
  subcontracts: { where: { endedAt: null }, orderBy: { id: "asc" } },
  samples: {
    orderBy: { number: "asc" },
    include: {
      refusal: true,
      containers: { orderBy: { number: "asc" } },
      tasks: { orderBy: { ordinal: "asc" }, include: { method: { include: { item: true } } } },
    },
  },
} as const satisfies Prisma.OrderInclude;

export type PaperOrder = Prisma.OrderGetPayload<{ include: typeof include }>;
export type PaperSample = PaperOrder["samples"][number];

/** An order with all that its papers say, and the laboratory it is with. */
export async function loadPaperOrder(ctx: Context, number: string) {
  const order = await ctx.db.order.findFirst({
    where: { number: number.replace(/\D/g, ""), ...ownLaboratory(ctx) },
    include,
  });
  if (!order) throw new Problem("not-found", { what: number });
  await refuseHidden(ctx, { orderId: order.id });
  const laboratory = await ctx.db.laboratory.findUniqueOrThrow({ where: { id: order.laboratoryId } });
  return { order, laboratory, number: groupNumber(order.number) };
}

/** 判定依据 as results will be judged: what was agreed, else by law what is in force for the samples' items, else nothing. */
export async function basisWords(ctx: Context, order: PaperOrder): Promise<string> {
  if (order.judgingBasis.length > 0) return order.judgingBasis.join("；");
  const found = new Set<string>();
  const find = limitFinder(ctx);
  if (isJudgedByStandards(order))
    for (const sample of order.samples.filter(({ refusal }) => !refusal)) {
      const { productionDate, sampledOn, receivedAt, category } = sample;
      const { on } = decidingDate({ productionDate, sampledOn, receivedOn: toDay(receivedAt) });
      for (const { method } of sample.tasks)
        for (const { row } of await find({ category, item: method.item.name, on }))
          found.add(`${row.standard}-${row.version}《${row.title}》`);
    }
  const isDeclared = order.samples.some(({ tasks }) => tasks.some(({ declaredLimit }) => declaredLimit !== null));
  if (isDeclared) found.add("产品明示标准");
  return [...found].join("；") || "不作判定，仅出具数据";
}

/** 牛肉干 250 g/袋 · 批号 … : what one reads to know which sample it is. */
export function sampleWords(sample: PaperSample): string {
  return [
    sample.name,
    sample.specification,
    sample.batchNumber && `批号 ${sample.batchNumber}`,
    sample.productionDate && `生产 ${sample.productionDate}`,
  ]
    .filter(Boolean)
    .join("，");
}
