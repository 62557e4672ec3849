// One item that another laboratory tests, from the client's consent to the figure that is taken from its report.
import { toDay } from "../../server/kernel/time.ts";
import type { House } from "../../server/platform/context.ts";
import { renderRecordPaper } from "../../server/platform/paper/record-paper.ts";
import { enterSubcontracted } from "../../server/results/enter-subcontracted.ts";
import { agreeSubcontract, attachReport, sendSubcontract } from "../../server/work/subcontract-work.ts";
import { actingFor } from "./demo-acting.ts";
import type { DemoOrder } from "./demo-orders.ts";

type Given = NonNullable<DemoOrder["subcontract"]>;

/** Consent, dispatch of one container, the report as it came back, and its figure. */
export async function giveAway(house: House, order: { id: string; number: string }, given: Given): Promise<void> {
  const today = toDay(house.clock.now());
  const reception = await actingFor(house, "demo-reception");
  const task = await house.db.task.findFirstOrThrow({
    where: { sample: { orderId: order.id }, method: { item: { name: given.item } } },
    include: {
      method: true,
      sample: { include: { containers: { where: { kind: "test" }, orderBy: { number: "desc" } } } },
    },
  });
  const partner = await house.db.partnerLaboratory.findFirstOrThrow({ where: { name: given.partner } });
  const { id: subcontractId } = await reception((ctx) =>
    agreeSubcontract(ctx, {
      params: { number: order.number },
      query: {},
      body: {
        taskIds: [task.id],
        partnerId: partner.id,
        consentBy: "马守信",
        consentOn: today,
        consentPaper: `委托检验协议书 ${order.number}`,
      },
    }),
  );
  const containers = task.sample.containers.slice(0, 1).map(({ number }) => number);
  const at = { params: { subcontractId }, query: {} };
  await reception((ctx) => sendSubcontract(ctx, { ...at, body: { containers, how: "冷链专车 马师傅" } }));
  const report = await renderRecordPaper({
    laboratory: partner.name,
    title: "检验报告（演示）",
    facts: [
      ["报告编号", given.report],
      ["样品编号", task.sample.number],
    ],
    columns: [
      { title: "检验项目", width: 2 },
      { title: "检验方法", width: 2 },
      { title: "检验结果", width: 2 },
    ],
    rows: [[given.item, task.method.code, `${given.text} ${task.method.unit}`]],
    notes: ["本页由演示程序生成，不是任何机构的检验报告。"],
    signatures: [],
    foot: "演示",
    at: house.clock.now(),
  });
  const body = { bytes: report, mediaType: "application/pdf" } as never; // an upload's body, as the server hands it over
  await reception((ctx) => attachReport(ctx, { ...at, query: { number: given.report, on: today }, body }));
  await (
    await actingFor(house, "demo-analyst")
  )((ctx) => enterSubcontracted(ctx, { params: { taskId: task.id }, query: {}, body: { text: given.text } }));
}
