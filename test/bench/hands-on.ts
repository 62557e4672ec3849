import type pg from "pg";
import type { OrderView } from "../../server/orders/contract.ts";
import type { OpenHouse } from "../../server/open-house.ts";
import { demoPassword } from "../../server/people/demo-accounts.ts";
import type { SheetView } from "../../server/sheets/contract.ts";
import { anOrder } from "../setup/story.ts";
import { p95, signIn, type Client } from "./signed-in.ts";

type Found = Record<string, [p95: number, bareSql: number]>;

const [samples, items, checked, cells] = [100, 20, 200, 36];

/**
 * What hands wait for: a batch registered, one value saved with all that follows from it, two hundred results checked; each beside the
 * bare SQL that it cannot avoid: the same rows written in one transaction of a few statements.
 */
export async function handsOn(house: OpenHouse, direct: pg.Client, url: string): Promise<Found> {
  const reception = await signIn(url, "demo-reception");
  const methods = await enoughMethods(house, direct);
  const order = await anOrder(house);
  const [sample] = order["samples"] as Record<string, unknown>[];
  const tests = methods.map((methodId) => ({ methodId }));
  const batch = { ...order, samples: Array.from({ length: samples }, () => ({ ...sample, tests })) };
  let last = "";
  const registering = await p95(async () => {
    last = ((await reception.post("/api/orders", batch)) as OrderView).id;
  }, 3);
  const bareRegistering = await p95(() => registerBare(direct, last), 3);
  return {
    [`registering ${samples} samples × ${items} items`]: [registering, bareRegistering],
    "saving one value on a sheet of 20": await saving(house, direct, url, last, methods[0] ?? ""),
    [`checking ${checked} results`]: await checking(house, direct, url, last, methods.slice(1)),
  };
}

/** Twenty methods whose results are figures: copies of the one for lead under other items. */
async function enoughMethods(house: OpenHouse, direct: pg.Client): Promise<string[]> {
  const lead = await house.db.method.findFirstOrThrow({
    where: { item: { name: "铅" } },
    include: { scopes: true, qualifications: true },
  });
  const made: string[] = [lead.id];
  for (let n = 1; n < items; n += 1) {
    const name = `试项 ${n}`;
    const known = await house.db.method.findFirst({ where: { item: { name } } });
    if (known) {
      made.push(known.id);
      continue;
    }
    const itemId = await copyRow(direct, "Item", lead.itemId, { name });
    const methodId = await copyRow(direct, "Method", lead.id, { itemId });
    for (const { id } of lead.scopes) await copyRow(direct, "Scope", id, { methodId });
    for (const { id } of lead.qualifications) await copyRow(direct, "Qualification", id, { methodId });
    made.push(methodId);
  }
  return made;
}

async function copyRow(direct: pg.Client, table: string, id: string, changes: Record<string, string>): Promise<string> {
  const { rows } = await direct.query<{ id: string }>(
    `insert into "${table}" select (jsonb_populate_record(null::"${table}", to_jsonb(t) || jsonb_build_object('id', gen_random_uuid()) || $2::jsonb)).*
       from "${table}" t where id = $1 returning id`,
    [id, JSON.stringify(changes)],
  );
  return rows[0]?.id ?? fail();
}

/** The rows of a registered order once more, in four statements. */
async function registerBare(direct: pg.Client, orderId: string): Promise<void> {
  const copied = (table: string, changes: string, from: string) =>
    `insert into "${table}" select (jsonb_populate_record(null::"${table}", to_jsonb(t) || jsonb_build_object(${changes}))).* from ${from}`;
  await direct.query("begin");
  await direct.query(
    `create temp table twice on commit drop as select id, gen_random_uuid() as copy from "Sample" where "orderId" = '${orderId}'`,
  );
  await direct.query(copied("Sample", `'id', copy, 'number', copy`, `"Sample" t join twice on twice.id = t.id`));
  await direct.query(
    copied(
      "Container",
      `'id', gen_random_uuid(), 'number', gen_random_uuid(), 'sampleId', copy`,
      `"Container" t join twice on twice.id = t."sampleId"`,
    ),
  );
  await direct.query(
    `create temp table tasks on commit drop as select t.id, copy, gen_random_uuid() as task from "Task" t join twice on twice.id = t."sampleId"`,
  );
  await direct.query(copied("Task", `'id', task, 'sampleId', copy`, `"Task" t join tasks on tasks.id = t.id`));
  await direct.query(
    copied(
      "Determination",
      `'id', gen_random_uuid(), 'taskId', task`,
      `"Determination" t join tasks on tasks.id = t."taskId"`,
    ),
  );
  await direct.query("rollback");
}

async function saving(
  house: OpenHouse,
  direct: pg.Client,
  url: string,
  orderId: string,
  methodId: string,
): Promise<[number, number]> {
  const [supervisor, analyst] = [await signIn(url, "demo-supervisor"), await signIn(url, "demo-analyst")];
  const tasks = await house.db.task.findMany({ where: { sample: { orderId }, methodId }, take: 20 });
  await give(
    house,
    supervisor,
    tasks.map(({ id }) => id),
  );
  const made = (await supervisor.post("/api/sheets", { taskIds: tasks.map(({ id }) => id) })) as SheetView;
  const aas = await house.db.instrument.findFirstOrThrow({ where: { kind: "aas" } });
  const open = made.rows.flatMap((row) =>
    row.parallels.flatMap(({ determinationId, cells: all }) => all.map(({ step }) => ({ row, determinationId, step }))),
  );
  let next = 0;
  const taken = await p95(async () => {
    const { row, determinationId, step } = open[next++] ?? fail();
    await analyst.post(`/api/sheets/${made.id}/cells`, {
      cells: [
        {
          positionId: row.id,
          determinationId,
          step,
          text: `0.1${next}`,
          basedOn: null,
        },
      ],
      instrumentNumber: aas.number,
      reason: "仪器工作站未联网，按打印谱图录入",
    });
  }, cells);
  return [taken, await p95(() => saveBare(direct), 20)];
}

/** A reading, its place and an entry of the trail. */
async function saveBare(direct: pg.Client): Promise<void> {
  await direct.query("begin");
  for (const [table, more] of [
    ["Reading", ""],
    ["ReadingUse", ", 'undoneAt', now()"], // a reading has one place that counts
  ])
    await direct.query(
      `insert into "${table}" select (jsonb_populate_record(null::"${table}", to_jsonb(t) || jsonb_build_object('id', gen_random_uuid()${more}))).* from (select * from "${table}" order by id desc limit 1) t`,
    );
  await entry(direct, 1);
  await direct.query("commit");
}

async function entry(direct: pg.Client, count: number): Promise<void> {
  await direct.query(
    `insert into "TrailEntry" (at, actor, action, subject, detail) select now(), 'bench', 'bench', 'bench', '{}' from generate_series(1, ${count})`,
  );
}

async function checking(
  house: OpenHouse,
  direct: pg.Client,
  url: string,
  orderId: string,
  methods: string[],
): Promise<[number, number]> {
  const supervisor = await signIn(url, "demo-supervisor");
  const checker = await signIn(url, "demo-checker");
  const { id: analyst, name } = await house.db.person.findUniqueOrThrow({ where: { login: "demo-analyst" } });
  const runs = 3;
  const tasks = await house.db.task.findMany({
    where: { sample: { orderId }, methodId: { in: methods } },
    orderBy: { sampleId: "asc" },
    take: checked * runs,
  });
  const ids = tasks.map((task) => task.id);
  for (let from = 0; from < ids.length; from += checked) await give(house, supervisor, ids.slice(from, from + checked));
  await house.db.task.updateMany({ where: { id: { in: ids } }, data: { state: "completed", submittedAt: new Date() } });
  await house.db.result.createMany({
    data: ids.map((taskId) => ({
      taskId,
      version: 1,
      isCurrent: true,
      reported: "0.12",
      qualifier: "=",
      unit: "mg/kg",
      verdict: "pass",
      explanation: {},
      madeById: analyst,
      madeBy: name,
      madeAt: new Date(),
    })),
  });
  const taken: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const begun = performance.now();
    await checker.post("/api/tasks/check", {
      taskIds: ids.slice(run * checked, (run + 1) * checked),
      password: demoPassword,
    });
    taken.push(performance.now() - begun);
  }
  const some = ids.slice(0, checked).map((id) => `'${id}'`);
  const bare = await p95(async () => {
    await direct.query("begin");
    await direct.query(
      `insert into "Signature" (id, "personId", "personName", meaning, subject, "subjectId", "signedAt") select gen_random_uuid(), '${analyst}', 'bench', 'check', 'task', id, now() from "Task" where id in (${some.join(",")})`,
    );
    await direct.query(`update "Task" set "checkedAt" = now() where id in (${some.join(",")})`);
    await entry(direct, checked);
    await direct.query("rollback");
  }, 5);
  return [Math.max(...taken), bare];
}

async function give(house: OpenHouse, supervisor: Client, taskIds: string[]): Promise<void> {
  const { id } = await house.db.person.findUniqueOrThrow({ where: { login: "demo-analyst" } });
  await supervisor.post("/api/tasks/assign", { taskIds, analystId: id });
}

function fail(): never {
  throw new Error("The bench lacks what it works on.");
}
