import { groupNumber } from "../../kernel/numbers.ts";
import { Problem } from "../../kernel/problems.ts";
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
