import { parseArgs } from "node:util";
import pg from "pg";
import { Problem } from "../kernel/problems.ts";
import { withHouse } from "./with-house.ts";

/**
 * `lims generate --samples N`: fills a demonstration with samples that look like years of work, to see how it feels then. Ten tasks with
 * a result for each sample, ten samples an order. Refused outside a demonstration: invented samples have no place among real ones.
 */
export async function generateCommand(args: string[]): Promise<number | null> {
  const samples = readWords(args);
  if (samples === null) return null;
  return withHouse(async (house, config) => {
    if (!config.isDemo) throw new Problem("demo-only");
    const client = new pg.Client({ connectionString: house.databaseUrl });
    await client.connect();
    try {
      await generate(client, samples);
    } finally {
      await client.end();
    }
    process.stdout.write(`${JSON.stringify({ samples, results: samples * perSample })}\n`);
    return 0;
  });
}

const perSample = 10;
const atOnce = 50_000;
const perOrder = 10;

/** Writes the rows by SQL, part by part. Their numbers are of the years before 2100, so that they collide with none that was given. */
export async function generate(client: pg.Client, samples: number): Promise<void> {
  await client.query(numberOf);
  await client.query(`create temp table like_it as
    select l.id as lab, l.code, e.id as client, p.id as person from "Laboratory" l, "Enterprise" e, "Person" p
    where p.login = 'demo-analyst' and p."laboratoryId" = l.id order by e.id limit 1`);
  await client.query(`create temp table some_method as
    select id, row_number() over (order by code, clause, id) - 1 as n from "Method" order by code limit ${perSample}`);
  const { rows } = await client.query<{ last: string }>(
    `select count(*) as last from "Sample" where substr(number, 8, 2) >= '90'`,
  );
  for (let from = Number(rows[0]?.last ?? 0) + 1; from <= samples; from += atOnce) {
    const to = Math.min(samples, from + atOnce - 1);
    await client.query("begin");
    for (const step of steps(from, to)) await client.query(step);
    await client.query("commit");
  }
  await client.query("analyze");
}

/** A number of the house with its check digit (ISO/IEC 7064 MOD 11,10), 900,000 to a year. */
const numberOf = `create or replace function pg_temp.number_of(kind text, code text, n bigint) returns text language plpgsql as $$
  declare digits text := kind || code || (99 - n / 900000)::text || lpad((n % 900000 + 1)::text, 6, '0'); p int := 10; s int;
  begin
    for i in 1..length(digits) loop
      s := (p + substr(digits, i, 1)::int) % 10;
      p := (2 * case when s = 0 then 10 else s end) % 11;
    end loop;
    return digits || ((11 - p) % 10)::text;
  end $$`;

const steps = (from: number, to: number): string[] => [
  `create temp table made on commit drop as select n, gen_random_uuid() as sample, null::uuid as "order" from generate_series(${from}, ${to}) n`,
  `create temp table made_order on commit drop as select n / ${perOrder} as k, min(n) as n, gen_random_uuid() as id from made group by 1`,
  `update made set "order" = o.id from made_order o where o.k = made.n / ${perOrder}`,
  `insert into "Order" (id, number, "laboratoryId", source, state, "clientId", "judgingBasis", "receivedOn", "dueOn", "createdById", "createdAt")
     select o.id, pg_temp.number_of('3', code, o.n), lab, 'commissioned', 'completed', client, '{}',
       to_char(date '2020-01-01' + (o.n % 2000), 'YYYY-MM-DD'), to_char(date '2020-02-01' + (o.n % 2000), 'YYYY-MM-DD'), person, now()
     from made_order o, like_it`,
  `insert into "Sample" (id, number, "orderId", "laboratoryId", state, name, category, quantity, "stateOnArrival", storage, "receivedAt", "batchNumber", "productionDate")
     select sample, pg_temp.number_of('1', code, n), "order", lab, 'certified',
       (array['风干牛肉干','酱牛肉','清真羊肉串','牛奶','手抓羊肉','牛肉面','酥油','黄酒','酱油','黄花菜'])[1 + n % 10] || ' ' || n,
       '肉及肉制品>熟肉制品>熟肉干制品（牛肉干等）', '3 袋', '完好', '常温', timestamptz '2020-01-01' + (n % 2000) * interval '1 day', 'P' || n, '2019-12-20'
     from made, like_it`,
  `create temp table made_task on commit drop as select gen_random_uuid() as id, sample, m.id as method, m.n as k from made, some_method m`,
  `insert into "Task" (id, "sampleId", "laboratoryId", "methodId", ordinal, state, "analystId", "analystName", "isLead", "dueOn", "submittedAt")
     select t.id, sample, lab, method, k + 1, 'checked', person, '马晓燕', k = 0, '2020-02-01', now() from made_task t, like_it`,
  `insert into "Result" (id, "taskId", version, "isCurrent", reported, qualifier, unit, verdict, explanation, "madeById", "madeBy", "madeAt")
     select gen_random_uuid(), t.id, 1, true, '0.12', '=', 'mg/kg', 'pass', '{}', person, '马晓燕', now() from made_task t, like_it`,
];

function readWords(args: string[]): number | null {
  try {
    const { values } = parseArgs({ args, options: { samples: { type: "string" } } });
    const samples = Number(values.samples);
    return Number.isInteger(samples) && samples > 0 && samples <= 5_000_000 ? samples : null;
  } catch {
    return null;
  }
}
