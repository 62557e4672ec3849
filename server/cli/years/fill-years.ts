import pg from "pg";
import { addCast } from "./cast.ts";
import { perSample } from "./size.ts";
import { sealEarlier, sealYears } from "./seal-years.ts";
import { sessionTables } from "./session-tables.ts";
import { partSteps, type Part } from "./part-steps.ts";
import { workSteps } from "./work-steps.ts";

const atOnce = 20_000;
/** From here on, filling an index afterwards is quicker than keeping it up row by row. */
const isMuch = 100_000;

/** Fills the database up to so many samples, in two sessions, part by part; answers what it holds then. */
export async function fillYears(url: string, samples: number): Promise<{ samples: number; results: number }> {
  const client = await connect(url);
  try {
    await bringIndexesBack(client);
    await addCast(client);
    await sealEarlier(client);
    const { rows } = await client.query<{ last: string }>(
      `select max((99 - substr(number, 8, 2)::int) * 900000 + substr(number, 10, 6)::int - 1) as last from "Sample" where substr(number, 8, 2) >= '90'`,
    );
    const last = Number(rows[0]?.last ?? 0);
    if (last >= samples) return { samples, results: samples * perSample };
    if (samples - last >= isMuch) await putIndexesAside(client);
    const parts: Part[] = [];
    for (let from = last + 1; from <= samples; from += atOnce)
      parts.push({ from, to: Math.min(samples, from + atOnce - 1), first: last + 1, last: samples });
    // every other part, so that a run that was killed can be taken up near where it was
    await Promise.all(
      [0, 1].map((odd) =>
        fill(
          url,
          parts.filter((_, at) => at % 2 === odd),
        ),
      ),
    );
    await Promise.all([sealYears(client), bringIndexesBackAside(url)]);
    await client.query("select recount_turnaround()"); // the sessions that fill leave triggers out
    await vacuum(url);
    return { samples, results: samples * perSample };
  } finally {
    await client.end();
  }
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(
    "set maintenance_work_mem = '512MB'; set work_mem = '128MB'; set synchronous_commit = off; set jit = off",
  );
  return client;
}

async function fill(url: string, parts: Part[]): Promise<void> {
  if (parts.length === 0) return;
  const client = await connect(url);
  try {
    // every reference points at a row of the same part or of the cast; only who owns the server may leave out the asking
    await client.query("set session_replication_role = replica").catch(() => undefined);
    for (const step of sessionTables) await client.query(step);
    for (const part of parts) {
      await client.query("begin");
      for (const step of [...partSteps(part), ...workSteps]) await client.query(step);
      await client.query("commit");
    }
  } finally {
    await client.end();
  }
}

const kept = `"generated_index"`;

/** The indexes that are no constraint, kept by their definitions until they are made again: also by the next run, if this one is killed. */
async function putIndexesAside(client: pg.Client): Promise<void> {
  await client.query("begin");
  await client.query(`create table ${kept} (definition text not null)`);
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select quote_ident(indexname) as name, indexdef as definition from pg_indexes i
     where schemaname = current_schema() and tablename in (${grown.map((name) => `'${name}'`).join(",")})
       and indexdef not like 'CREATE UNIQUE%'`,
  );
  for (const { name, definition } of rows) {
    await client.query(`insert into ${kept} values ($1)`, [definition]);
    await client.query(`drop index ${name}`);
  }
  await client.query("commit");
}

async function bringIndexesBackAside(url: string): Promise<void> {
  const client = await connect(url);
  try {
    await bringIndexesBack(client);
  } finally {
    await client.end();
  }
}

async function bringIndexesBack(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ there: string | null }>(`select to_regclass('${kept}') as there`);
  if (rows[0]?.there === null) return;
  const asked = await client.query<{ definition: string }>(`select definition from ${kept}`);
  for (const { definition } of asked.rows)
    await client.query(definition.replace(/^CREATE INDEX /, "CREATE INDEX IF NOT EXISTS "));
  await client.query(`drop table ${kept}`);
}

async function vacuum(url: string): Promise<void> {
  const tables = [...grown, "Enterprise", "Person", "StoragePlace", "Instrument", "Verification", "Qualification"];
  const work = async () => {
    const client = await connect(url);
    try {
      for (let name = tables.pop(); name !== undefined; name = tables.pop())
        await client.query(`vacuum (analyze) "${name}"`);
    } finally {
      await client.end();
    }
  };
  await Promise.all([work(), work()]);
}

const grown = [
  "Order",
  "Sample",
  "Container",
  "Custody",
  "Disposal",
  "DisposalItem",
  "Certificate",
  "CertificateSample",
  "CertificateDownload",
  "Dispatch",
  "Signature",
  "Sheet",
  "SheetPosition",
  "TrailEntry",
  "TrailSeal",
  "EquipmentUse",
  "ReadingUse",
  "Determination",
  "Reading",
  "Task",
  "Result",
];
