import { addDays, toDay } from "../../server/kernel/time.ts";
import type { Context } from "../../server/platform/context.ts";

/** Bottles of the invented centre: one open, one sealed, one past its day. */
export async function seedMaterials(ctx: Context, laboratoryId: string): Promise<void> {
  const [today, at] = [toDay(ctx.now()), ctx.now()];
  const by = { laboratoryId, registeredBy: "陈志强", registeredAt: at };
  await ctx.db.referenceMaterial.createMany({
    data: [
      {
        ...by,
        kind: "reference",
        name: "铅标准溶液",
        lot: "YS-2601",
        certificateNumber: "示标 0129",
        assigned: "1000 µg/mL，U = 2 µg/mL（k = 2）",
        receivedOn: addDays(today, -120),
        openedOn: addDays(today, -30),
        expiresOn: addDays(today, 240),
      },
      {
        ...by,
        kind: "reference",
        name: "牛肝粉成分分析标准物质",
        lot: "YS-2602",
        certificateNumber: "示标 0051",
        assigned: "铅 0.120 mg/kg，U = 0.010 mg/kg（k = 2）",
        receivedOn: addDays(today, -60),
        openedOn: null,
        expiresOn: addDays(today, 500),
      },
      {
        ...by,
        kind: "solution",
        name: "铅标准使用液",
        lot: "PZ-0913",
        certificateNumber: "配制记录 2026-0913",
        assigned: "1.00 µg/mL",
        receivedOn: addDays(today, -75),
        openedOn: addDays(today, -75),
        expiresOn: addDays(today, -5),
      },
    ],
  });
}
