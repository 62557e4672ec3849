import { addDays, toDay } from "../../server/kernel/time.ts";
import type { Context } from "../../server/platform/context.ts";

/** 分包方名录 of the invented centre: one laboratory, accredited for a few of our items. */
export async function seedPartner(ctx: Context, laboratoryId: string): Promise<void> {
  const today = toDay(ctx.now());
  const methods = await ctx.db.method.findMany({
    where: { item: { name: { in: ["水分", "蛋白质", "脂肪"] } } },
    select: { id: true },
  });
  const by = { recordedBy: "马秀兰", recordedAt: ctx.now() };
  const { id } = await ctx.db.person.findUniqueOrThrow({ where: { login: "demo-quality" } });
  await ctx.db.partnerLaboratory.create({
    data: {
      ...by,
      laboratoryId,
      name: "示范省食品检验研究院",
      cmaNumber: "210000000001",
      cmaValidUntil: addDays(today, 900),
      recordedById: id,
      scopes: {
        create: methods.map((method, i) => ({
          ...by,
          methodId: method.id,
          validFrom: addDays(today, -400),
          validUntil: addDays(today, 900),
          evidence: `能力附表 第 12 页 第 ${34 + i} 项`,
        })),
      },
    },
  });
}
