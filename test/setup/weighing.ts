import { connectBalance, renewDemoGatewayKey } from "../../prisma/seed/demo-gateway.ts";
import type { BenchView } from "../../server/results/contract.ts";
import { clientOf, type Answer, type Client, type Lab } from "./lab.ts";
import { bench, told, type Registered } from "./story.ts";

export type Delivered = {
  kind?: string;
  value?: string | null;
  unit?: string | null;
  stable?: boolean | null;
  status?: string;
  text?: string | null;
  takenAt?: string;
  instrumentNumber?: string;
  details?: Record<string, string>;
};

export type Weighing = {
  balance: string;
  /** Delivers readings as the gateway does, numbered on from its last. */
  deliver: (...readings: Delivered[]) => Promise<Answer>;
  /** The same with a sequence of the test's own: repeats and gaps. */
  deliverFrom: (sequence: number, ...readings: Delivered[]) => Promise<Answer>;
  /** The same from a gateway whose clock shows this. */
  deliverAt: (gatewayNow: string, ...readings: Delivered[]) => Promise<Answer>;
  /** The last sequence that was delivered. */
  last: () => number;
  /** A stable weight in grams; a minute passes. */
  weigh: (...grams: string[]) => Promise<void>;
};

/** The demonstration's gateway as far as the server sees it: its key and its deliveries, without a line. */
export async function openWeighing(lab: Lab): Promise<Weighing> {
  const { number, key } = await lab.change(async (ctx) => ({
    ...(await connectBalance(ctx, { kind: "tcp", host: "127.0.0.1", port: 8001 })),
    ...(await renewDemoGatewayKey(ctx)),
  }));
  const gateway = clientOf(lab.url, { authorization: `Bearer ${key}` });
  let last = 0;
  const send = (now: string, sequence: number, readings: Delivered[]) =>
    gateway.post("/api/gateway/readings", {
      gatewayNow: now,
      readings: readings.map((said, index) => ({
        ...aWeight(number, now),
        raw: Buffer.from(`S S ${said.value ?? ""} g\r\n`).toString("base64"),
        ...said,
        sequence: sequence + index,
      })),
    });
  const deliverFrom = (sequence: number, ...readings: Delivered[]) =>
    send(lab.clock.now().toISOString(), sequence, readings);
  const deliverAt = async (now: string, ...readings: Delivered[]) => {
    const answer = await send(now, last + 1, readings);
    if (answer.status === 200) last += readings.length;
    return answer;
  };
  const deliver = (...readings: Delivered[]) => deliverAt(lab.clock.now().toISOString(), ...readings);
  return {
    balance: number,
    deliver,
    deliverFrom,
    deliverAt,
    last: () => last,
    weigh: async (...grams) => {
      for (const value of grams) {
        told(await deliver({ value }));
        lab.clock.advance(1);
      }
    },
  };
}

function aWeight(instrumentNumber: string, takenAt: string) {
  return {
    instrumentNumber,
    kind: "weight",
    value: null,
    unit: "g",
    stable: true,
    status: "reading",
    text: null,
    takenAt,
    driver: "mt-sics",
  };
}

export type Dishes = {
  analyst: Client;
  task: string;
  claim: () => Promise<Answer>;
  dry: () => Promise<void>;
  now: () => Promise<BenchView>;
};

/** Binds dishes to the open round and answers what one does with them: claim the balance, dry them in the oven. */
export async function withDishes(
  lab: Lab,
  weighing: Weighing,
  sample: Registered,
  vessels: [string, string],
  login = "demo-analyst",
): Promise<Dishes> {
  const analyst = await lab.as(login);
  const task = sample.tasks["水分"] ?? "";
  const oven = await lab.db.instrument.findFirstOrThrow({ where: { serialNumber: "OV-0102" } });
  const view = await bench(analyst, task);
  const open = view.determinations.filter((d) => d.round === view.task.round);
  for (const [index, d] of open.entries())
    told(await analyst.post(`/api/determinations/${d.id}/vessel`, { vessel: vessels[index] }));
  const use = (settings?: string) =>
    analyst.post(`/api/tasks/${task}/equipment-uses`, { instrumentNumber: oven.number, ...(settings && { settings }) });
  return {
    analyst,
    task,
    claim: () =>
      analyst.post("/api/claims", {
        taskId: task,
        containerNumber: sample.container,
        instrumentNumber: weighing.balance,
      }),
    dry: async () => {
      told(await use("103 ℃"));
      lab.clock.advance(60);
      told(await use());
      lab.clock.advance(35);
    },
    now: () => bench(analyst, task),
  };
}

/** The whole of one round: both dishes empty, with sample, and dried, to these masses. */
export async function weighRound(
  dishes: Dishes,
  weighing: Weighing,
  figures: { empty: [string, string]; filled: [string, string]; dried: [string, string] },
): Promise<BenchView> {
  const claimed = async (...grams: string[]) => {
    told(await dishes.claim());
    await weighing.weigh(...grams);
  };
  await claimed(...figures.empty);
  await dishes.dry();
  await claimed(...figures.empty, ...figures.filled);
  await dishes.dry();
  await claimed(...figures.dried);
  await dishes.dry();
  await claimed(...figures.dried);
  return dishes.now();
}
