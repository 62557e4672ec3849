import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { approveSample } from "../../server/certificates/approve-sample.ts";
import { toDay, addDays } from "../../server/kernel/time.ts";
import { NewOrder } from "../../server/orders/contract.ts";
import { NewCommission } from "../../server/orders/commission-contract.ts";
import { submitCommission } from "../../server/orders/submit-commission.ts";
import { registerOrder } from "../../server/orders/register-order.ts";
import { demoPassword } from "../../server/people/demo-accounts.ts";
import type { House } from "../../server/platform/context.ts";
import { enterManualReading } from "../../server/readings/enter-manual-reading.ts";
import { checkResult, reviewSample } from "../../server/results/check-result.ts";
import { submitResult } from "../../server/results/submit-result.ts";
import { handBackContainer, handOutContainer } from "../../server/samples/move-container.ts";
import { assignTasks } from "../../server/work/assign-tasks.ts";
import { actingFor } from "./demo-acting.ts";
import { demoOrders, type DemoOrder } from "./demo-orders.ts";
import { seedQuality, seedSignatures } from "./demo-quality.ts";
import { giveAway } from "./demo-subcontract.ts";

/**
 * Samples in different stages, made by the demonstration's people through the ordinary use cases: one just registered, one
 * ready for the bench, one waiting for its check, one certified, three on one certificate, one with an item of another laboratory. Figures read off an instrument are typed by hand, and
 * nobody invents a weighing. Does nothing where there are orders already, and never keeps the program from starting.
 */
export async function seedDemoWork(house: House): Promise<void> {
  try {
    const isFresh = house.settings.isDemo && (await house.db.order.count()) === 0;
    if (!isFresh) return;
    await seedSignatures(house);
    for (const order of await ordersOf(house)) await bringOn(house, order);
    await seedQuality(house);
    await commissionOnline(house);
  } catch (error) {
    house.log.warn({ err: error }, "demonstration work left unfinished");
  }
}

type Prepared = Pick<DemoOrder, "until" | "subcontract"> & {
  body: z.output<typeof NewOrder>;
  figures: readonly string[];
};

/** The demonstration's orders with names become keys. */
async function ordersOf(house: House): Promise<Prepared[]> {
  const methods = await house.db.method.findMany({ include: { item: true }, orderBy: { code: "asc" } });
  const enterprises = await house.db.enterprise.findMany();
  const idOf = (name: string) => enterprises.find((e) => e.name === name)?.id;
  const withTests = (tests: DemoOrder["tests"]) =>
    tests.map(({ item, declaredLimit }) => ({
      methodId: methods.find((m) => m.item.name === item)?.id,
      declaredLimit,
    }));
  return demoOrders(toDay(house.clock.now()), addDays).map(
    ({ until, subcontract, client, sampled, tests, sample, further = [], figures = [], ...order }) => ({
      until,
      ...(subcontract && { subcontract }),
      figures,
      body: NewOrder.parse({
        ...order,
        clientId: idOf(client),
        sampledEnterpriseId: sampled && idOf(sampled),
        samples: [{}, ...further].map((other) => ({ ...sample, ...other, tests: withTests(tests) })),
      }),
    }),
  );
}

/** One order from its registration to the stage it is shown in. */
async function bringOn(house: House, { until, subcontract, body, figures }: Prepared): Promise<void> {
  const reception = await actingFor(house, "demo-reception");
  const order = await reception((ctx) => registerOrder(ctx, { params: {}, query: {}, body }));
  if (until === "registered") return;
  if (subcontract) await giveAway(house, order, subcontract);

  const samples = await house.db.sample.findMany({
    where: { orderId: order.id },
    include: {
      tasks: {
        where: { subcontractId: null },
        include: { determinations: { orderBy: { parallel: "asc" } } },
        orderBy: { ordinal: "asc" },
      },
      containers: { where: { kind: "test", state: "stored" }, orderBy: { number: "asc" } },
    },
    orderBy: { number: "asc" },
  });
  const analystId = (await house.db.person.findUniqueOrThrow({ where: { login: "demo-analyst" } })).id;
  const supervisor = await actingFor(house, "demo-supervisor");
  const taskIds = samples.flatMap(({ tasks }) => tasks.map((t) => t.id));
  await supervisor((ctx) => assignTasks(ctx, { params: {}, query: {}, body: { taskIds, analystId, isLead: true } }));
  if (until === "assigned") return;
  for (const sample of samples) await measure(house, sample, figures, until === "certified");
  if (until !== "certified") return;
  for (const { number } of samples) await conclude(house, number);
  const signatory = await actingFor(house, "demo-signatory");
  for (const { number } of samples)
    await signatory((ctx) => approveSample(ctx, { query: {}, params: { number }, body: { password: demoPassword } }));
}

type Measured = {
  laboratoryId: string;
  tasks: { id: string; determinations: { id: string }[] }[];
  containers: { number: string }[];
};

/** Figures read off the spectrometer, typed and submitted. */
async function measure(
  house: House,
  { laboratoryId, tasks, containers }: Measured,
  figures: readonly string[],
  isSigned: boolean,
): Promise<void> {
  const [task] = tasks;
  const [container] = containers;
  if (!task || !container) return;
  const analyst = await actingFor(house, "demo-analyst");
  const at = { query: {}, params: { number: container.number, taskId: task.id }, body: {} };
  await analyst((ctx) => handOutContainer(ctx, at));
  const aas = await house.db.instrument.findFirstOrThrow({ where: { kind: "aas", laboratoryId } });
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
  const submitted = { ...at, body: isSigned ? { password: demoPassword } : {} };
  await analyst((ctx) => submitResult(ctx, submitted));
  await analyst((ctx) => handBackContainer(ctx, at));
}

/** Every result of a sample checked, and the sample reviewed. */
async function conclude(house: House, number: string): Promise<void> {
  const body = { password: demoPassword };
  const checker = await actingFor(house, "demo-checker");
  const tasks = await house.db.task.findMany({ where: { sample: { number } }, orderBy: { ordinal: "asc" } });
  for (const { id } of tasks) await checker((ctx) => checkResult(ctx, { query: {}, params: { taskId: id }, body }));
  await (
    await actingFor(house, "demo-reviewer")
  )((ctx) => reviewSample(ctx, { query: {}, params: { number }, body }));
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
