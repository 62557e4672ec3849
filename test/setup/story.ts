import { demoPassword } from "../../server/people/demo-accounts.ts";
import type { BenchView } from "../../server/results/contract.ts";
import type { OrderView } from "../../server/orders/contract.ts";
import type { Answer, Client, Lab } from "./lab.ts";

export const jerky = "肉及肉制品>熟肉制品>熟肉干制品（牛肉干等）";

/** The answer's body, when it is what was hoped for; else the refusal as an error. */
export function told<T>(answer: Answer): T {
  if (answer.status !== 200) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body as T;
}

export async function methodId(lab: Pick<Lab, "db">, item: string): Promise<string> {
  return (await lab.db.method.findFirstOrThrow({ where: { item: { name: item } } })).id;
}

/** An order of the demonstration's enterprise as reception would send it: beef jerky, moisture against a declared limit, and lead. */
export async function anOrder(
  lab: Pick<Lab, "db">,
  changes: { sample?: Record<string, unknown>; order?: Record<string, unknown>; items?: string[] } = {},
): Promise<Record<string, unknown>> {
  const client = await lab.db.enterprise.findFirstOrThrow({ where: { name: "临夏示范牛羊肉制品有限公司" } });
  const items = changes.items ?? ["水分", "铅"];
  const tests = [];
  for (const item of items) {
    const declaredLimit =
      item === "水分"
        ? { declaredLimit: { kind: "max", value: "20", unit: "g/100 g", source: "Q/LXSF 0001S-2025" } }
        : {};
    tests.push({ methodId: await methodId(lab, item), ...declaredLimit });
  }
  const sample = {
    name: "风干牛肉干",
    category: jerky,
    specification: "250 g/袋",
    batchNumber: "20261010A",
    productionDate: "2026-10-10",
    shelfLife: "9 个月",
    producer: "临夏示范牛羊肉制品有限公司",
    quantity: "3 袋",
    stateOnArrival: "包装完好",
    storage: "常温、避光、干燥",
    containers: [
      { kind: "test", quantity: "2 袋" },
      { kind: "reserve", quantity: "1 袋" },
    ],
    tests,
    ...changes.sample,
  };
  return {
    source: "commissioned",
    clientId: client.id,
    judgingBasis: ["GB 2762-2025《食品安全国家标准 食品中污染物限量》", "Q/LXSF 0001S-2025"],
    samples: [sample],
    ...changes.order,
  };
}

export type Registered = { order: OrderView; sampleNumber: string; container: string; tasks: Record<string, string> };

/** Registers an order and gives its tasks to an analyst who takes the test container out. */
export async function aSampleAtTheBench(
  lab: Lab,
  changes: Parameters<typeof anOrder>[1] = {},
  analyst = "demo-analyst",
): Promise<Registered> {
  const order = told<OrderView>(
    await (await lab.as("demo-reception")).post("/api/orders", await anOrder(lab, changes)),
  );
  const sample = order.sampleRows[0];
  const container = sample?.containers.find((c) => c.kind === "test")?.number;
  if (!sample || !container) throw new Error("the order has no sample");
  const found = await lab.db.task.findMany({
    where: { sampleId: sample.id },
    include: { method: { include: { item: true } } },
    orderBy: { ordinal: "asc" },
  });
  const person = await lab.db.person.findUniqueOrThrow({ where: { login: analyst } });
  told(
    await (
      await lab.as("demo-supervisor")
    ).post("/api/tasks/assign", { taskIds: found.map((t) => t.id), analystId: person.id }),
  );
  told(await (await lab.as(analyst)).post(`/api/containers/${container}/hand-out`));
  return {
    order,
    sampleNumber: sample.number,
    container,
    tasks: Object.fromEntries(found.map((t) => [t.method.item.name, t.id])),
  };
}

export async function bench(person: Client, taskId: string): Promise<BenchView> {
  return told<BenchView>(await person.get(`/api/tasks/${taskId}/bench`));
}

/** Types the parallels of a value step by hand. */
export async function typeValues(lab: Lab, person: Client, taskId: string, figures: string[]): Promise<BenchView> {
  const { determinations, task } = await bench(person, taskId);
  const aas = await lab.db.instrument.findFirstOrThrow({ where: { kind: "aas" } });
  for (const [index, d] of determinations.filter((x) => x.round === task.round).entries()) {
    const text = figures[index];
    const said = text === "ND" ? { qualifier: "<LOD" } : { text };
    told(
      await person.post(`/api/determinations/${d.id}/manual-readings`, {
        step: "content",
        ...said,
        instrumentNumber: aas.number,
        reason: "仪器工作站未联网，按打印谱图录入",
      }),
    );
  }
  return bench(person, taskId);
}

export const password = { password: demoPassword };
