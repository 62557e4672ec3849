import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { approveSample } from "../../server/certificates/approve-sample.ts";
import { toDay, addDays } from "../../server/kernel/time.ts";
import { NewOrder } from "../../server/orders/contract.ts";
import { NewCommission } from "../../server/orders/commission-contract.ts";
import { submitCommission } from "../../server/orders/submit-commission.ts";
import { registerOrder } from "../../server/orders/register-order.ts";
import { demoPassword } from "../../server/people/demo-accounts.ts";
import { actorOf } from "../../server/people/session.ts";
import type { Context, House } from "../../server/platform/context.ts";
import { change } from "../../server/platform/transaction.ts";
import { enterManualReading } from "../../server/readings/enter-manual-reading.ts";
import { checkResult, reviewSample } from "../../server/results/check-result.ts";
import { submitResult } from "../../server/results/submit-result.ts";
import { handBackContainer, handOutContainer } from "../../server/samples/move-container.ts";
import { assignTasks } from "../../server/work/assign-tasks.ts";
import { demoOrders, type DemoOrder } from "./demo-orders.ts";

/**
 * Samples in different stages, made by the demonstration's people through the ordinary use cases: one just registered, one
 * ready for the bench, one waiting for its check, one certified. Figures read off an instrument are typed by hand, and
 * nobody invents a weighing. Does nothing where there are orders already, and never keeps the program from starting.
 */
export async function seedDemoWork(house: House): Promise<void> {
  try {
    const isFresh = house.settings.isDemo && (await house.db.order.count()) === 0;
    if (!isFresh) return;
    for (const order of await ordersOf(house)) await bringOn(house, order);
    await commissionOnline(house);
  } catch (error) {
    house.log.warn({ err: error }, "demonstration work left unfinished");
  }
}

type Prepared = { until: DemoOrder["until"]; body: z.output<typeof NewOrder>; figures: readonly string[] };

/** The demonstration's orders with names become keys. */
async function ordersOf(house: House): Promise<Prepared[]> {
  const methods = await house.db.method.findMany({ include: { item: true }, orderBy: { code: "asc" } });
  const enterprises = await house.db.enterprise.findMany();
  const idOf = (name: string) => enterprises.find((e) => e.name === name)?.id;
  return demoOrders(toDay(house.clock.now()), addDays).map(
    ({ until, client, sampled, tests, sample, figures, ...order }) => ({
      until,
      figures: figures ?? [],
      body: NewOrder.parse({
        ...order,
        clientId: idOf(client),
        sampledEnterpriseId: sampled && idOf(sampled),
        samples: [
          {
            ...sample,
            tests: tests.map(({ item, declaredLimit }) => ({
              methodId: methods.find((m) => m.item.name === item)?.id,
              declaredLimit,
            })),
          },
        ],
      }),
    }),
  );
}

/** One order from its registration to the stage it is shown in. */
async function bringOn(house: House, { until, body, figures }: Prepared): Promise<void> {
  const reception = await actingFor(house, "demo-reception");
  const order = await reception((ctx) => registerOrder(ctx, { params: {}, query: {}, body }));
  if (until === "registered") return;

  const sample = await house.db.sample.findFirstOrThrow({
    where: { orderId: order.id },
    include: {
      tasks: { include: { determinations: { orderBy: { parallel: "asc" } } } },
      containers: { where: { kind: "test" } },
    },
  });
  const analystId = (await house.db.person.findUniqueOrThrow({ where: { login: "demo-analyst" } })).id;
  const supervisor = await actingFor(house, "demo-supervisor");
  const taskIds = sample.tasks.map((t) => t.id);
  await supervisor((ctx) => assignTasks(ctx, { params: {}, query: {}, body: { taskIds, analystId, isLead: true } }));
  const [task] = sample.tasks;
  const [container] = sample.containers;
  if (until === "assigned" || !task || !container) return;

  const analyst = await actingFor(house, "demo-analyst");
  const at = { query: {}, params: { number: container.number, taskId: task.id }, body: {} };
  await analyst((ctx) => handOutContainer(ctx, at));
  const aas = await house.db.instrument.findFirstOrThrow({ where: { kind: "aas", laboratoryId: sample.laboratoryId } });
  for (const [index, determination] of task.determinations.entries()) {
    const typed = {
      step: "content",
      text: figures[index],
      qualifier: "=" as const,
      instrumentNumber: aas.number,
      reason: "仪器工作站未联网，按打印谱图录入",
    };
    await analyst((ctx) =>
      enterManualReading(ctx, { query: {}, params: { determinationId: determination.id }, body: typed }),
    );
  }
  // one still waits for the analyst's signature, the others were signed as they were submitted
  const submitted = { ...at, body: until === "submitted" ? {} : { password: demoPassword } };
  await analyst((ctx) => submitResult(ctx, submitted));
  await analyst((ctx) => handBackContainer(ctx, at));
  if (until === "submitted") return;

  const signed = { query: {}, params: { taskId: task.id, number: sample.number }, body: { password: demoPassword } };
  await (
    await actingFor(house, "demo-checker")
  )((ctx) => checkResult(ctx, signed));
  await (
    await actingFor(house, "demo-reviewer")
  )((ctx) => reviewSample(ctx, signed));
  await (
    await actingFor(house, "demo-signatory")
  )((ctx) => approveSample(ctx, signed));
}

/** One commission whose samples are still to come: its number can be typed at reception as if it were scanned. */
async function commissionOnline(house: House): Promise<void> {
  const laboratory = await house.db.laboratory.findFirstOrThrow({ where: { code: "622900" } });
  const methods = await house.db.method.findMany({ where: { item: { name: { in: ["铅", "水分"] } } } });
  const body = NewCommission.parse({
    id: randomUUID(),
    laboratoryId: laboratory.id,
    contact: "马守信",
    phone: "0930-0000011",
    judgingBasis: ["GB 2762-2025《食品安全国家标准 食品中污染物限量》"],
    remarks: "样品明天上午送到",
    samples: [
      {
        name: "风干牛肉干（香辣味）",
        category: "肉及肉制品>熟肉制品>熟肉干制品（牛肉干等）",
        specification: "100 g/袋",
        quantity: "6 袋",
        storage: "常温、避光、干燥",
        methodIds: methods.map(({ id }) => id),
      },
    ],
  });
  await (
    await actingFor(house, "demo-enterprise")
  )((ctx) => submitCommission(ctx, { params: {}, query: {}, body }));
}

/** Makes changes as one of the demonstration's people. */
async function actingFor(house: House, login: string): Promise<<T>(act: (ctx: Context) => Promise<T>) => Promise<T>> {
  const actor = actorOf(await house.db.person.findUniqueOrThrow({ where: { login } }), null);
  return (act) => change(house, { actor, requestId: randomUUID(), address: "-" }, "entry", act);
}
