// Reverse impact over a large database, and the list of what is due, each beside the bare SQL that it cannot avoid.
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { seed } from "../../prisma/seed/seed.ts";
import { readConfig } from "../../server/config.ts";
import { listDue } from "../../server/metrology/list-due.ts";
import { openHouse } from "../../server/open-house.ts";
import { system } from "../../server/platform/context.ts";
import { startEmbeddedPostgres } from "../../server/platform/embedded-postgres.ts";
import { migrate } from "../../server/platform/migrate.ts";
import { change, question } from "../../server/platform/transaction.ts";
import { assessImpact } from "../../server/results/assess-impact.ts";

const results = Number(process.env["BENCH_RESULTS"] ?? 100_000);
const readings = results * 10;
const devices = 500;
const registered = 10_000;

/** 1,000,000 readings and 100,000 results over 500 instruments; one of them is found off. */
export async function impact(): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "lims-bench-"));
  chmodSync(folder, 0o755);
  const postgres = await startEmbeddedPostgres({ dataDir: folder, log: () => undefined });
  await migrate(postgres.url);
  const house = await openHouse(
    readConfig({ LIMS_DATA: folder, LIMS_DEMO: "on", LIMS_LOG: "fatal", LIMS_PORT: "0" }),
    postgres.url,
  );
  const direct = new pg.Client({ connectionString: postgres.url });
  try {
    await seed(house, { demo: true });
    await direct.connect();
    await fill(direct);
    const actor = { ...system, name: "bench", seesAllLaboratories: true };
    const asked = { actor, requestId: "bench", address: "-" };
    const { rows: found } = await direct.query<{ id: string; laboratory: string }>(
      `select id, "laboratoryId" as laboratory from "Instrument" where "serialNumber" = 'G7'`,
    );
    const [instrument] = found;
    if (!instrument) throw new Error("nothing was generated");
    const [from, to] = [new Date("2000-01-01"), new Date("2100-01-01")];
    const finding = {
      instrumentId: instrument.id,
      laboratoryId: instrument.laboratory,
      from,
      to,
      points: [
        { at: "0.1", found: "0.02" },
        { at: "1", found: "0.05" },
      ],
      unit: "mg/kg",
    };
    const bare = await times(5, () =>
      direct.query(
        `select t.id, r.text, e.verdict, c.number from "Reading" r join "ReadingUse" u on u."readingId" = r.id and u."undoneAt" is null
         join "Determination" d on d.id = u."determinationId" join "Task" t on t.id = d."taskId"
         join "Result" e on e."taskId" = t.id and e."isCurrent" left join "Certificate" c on c."sampleId" = t."sampleId"
         where r."instrumentId" = $1 and r."takenAt" between $2 and $3`,
        [instrument.id, from, to],
      ),
    );
    let reached = 0;
    const whole = await times(3, async () => {
      reached = (await change(house, asked, "none", (ctx) => assessImpact(ctx, finding))).length;
    });
    say(
      `impact: ${reached} results of ${results}, ${readings} readings`,
      `${whole.toFixed(0)} ms (aim 2000)   bare SQL ${bare.toFixed(0)} ms   ${(whole / bare).toFixed(0)} ×`,
    );
    const list = await times(5, () => listDue(question(house, asked), { query: {} } as never));
    const scan = await times(5, () =>
      direct.query(
        `select i.number, max(v."validUntil") as until from "Instrument" i left join "Verification" v on v."instrumentId" = i.id
         group by i.id having max(v."validUntil") <= $1 or max(v."validUntil") is null order by 2`,
        ["2027-12-31"],
      ),
    );
    say(`due list over ${registered} instruments`, `${list.toFixed(0)} ms (aim 20)   bare SQL ${scan.toFixed(0)} ms`);
  } finally {
    await direct.end();
    await house.close();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function fill(direct: pg.Client): Promise<void> {
  const steps = [
    `create temp table like_it as select i.id as instrument, i."laboratoryId" as lab, gen_random_uuid() as "order", m.id as method, p.id as person, e.id as client
       from "Instrument" i, "Enterprise" e, "Method" m join "Item" it on it.id = m."itemId", "Person" p
       where i.kind = 'aas' and it.name = '铅' and p.login = 'demo-analyst' limit 1`,
    `insert into "Order" (id, number, "laboratoryId", source, state, "clientId", "judgingBasis", "receivedOn", "dueOn", "createdById", "createdAt")
       select "order", '3999999999999999', lab, 'commissioned', 'completed', client, '{}', '2026-06-10', '2026-07-10', person, now() from like_it`,
    `insert into "Instrument" (id, number, "laboratoryId", name, kind, model, "serialNumber", maker, range, category, place, mode, "isLive", "periodMonths")
       select gen_random_uuid(), (5000000000000000 + n)::text, lab, '原子吸收', 'aas', 'G', 'G' || n, 'G', '-', 'other', '-', 'listen', false, 12
       from like_it, generate_series(1, ${registered}) n`,
    `insert into "Verification" (id, "instrumentId", kind, "on", "certificateNumber", agency, "validUntil", conclusion, "confirmedBy", "recordedAt")
       select gen_random_uuid(), id, 'verification', '2026-06-01', 'G' || number, '所', to_char(date '2026-12-01' + (random() * 700)::int, 'YYYY-MM-DD'), 'fit', 'G', now()
       from "Instrument" where "serialNumber" like 'G%'`,
    `create temp table device as select id, row_number() over (order by length("serialNumber"), "serialNumber") - 1 as n from "Instrument" where "serialNumber" like 'G%'`,
    `create temp table work as select n, gen_random_uuid() as sample, gen_random_uuid() as task, gen_random_uuid() as d1, gen_random_uuid() as d2,
       gen_random_uuid() as r1, gen_random_uuid() as r2 from generate_series(1, ${results}) n`,
    `insert into "Sample" (id, number, "orderId", "laboratoryId", state, name, category, quantity, "stateOnArrival", storage, "receivedAt", "productionDate")
       select w.sample, '1' || lpad(w.n::text, 15, '0'), "order", lab, 'certified', '样品' || w.n, '肉及肉制品>熟肉制品>熟肉干制品（牛肉干等）', '1', '好', '常温', '2026-06-10', '2026-06-01'
       from work w, like_it`,
    `insert into "Task" (id, "sampleId", "laboratoryId", "methodId", ordinal, state, "analystId", "analystName", "dueOn")
       select task, work.sample, lab, method, 1, 'checked', person, 'G', '2026-07-01' from work, like_it`,
    `insert into "Determination" (id, "taskId", round, parallel) select d1, task, 1, 1 from work union all select d2, task, 1, 2 from work`,
    `insert into "Reading" (id, "laboratoryId", "instrumentId", kind, status, text, value, unit, "takenAt", "receivedAt")
       select r, lab, device.id, 'result', 'reading', v, v::numeric, 'mg/kg', timestamptz '2026-06-11' + w.n * interval '20 s', now()
       from (select n, r1 as r, ((n % 60) / 100.0 + 0.01)::text as v from work union all select n, r2, ((n % 60) / 100.0 + 0.012)::text from work) w, like_it, device
       where device.n = w.n % ${devices}`,
    `insert into "Reading" (id, "laboratoryId", "instrumentId", kind, status, text, value, unit, "takenAt", "receivedAt")
       select gen_random_uuid(), lab, device.id, 'result', 'reading', '0.1', 0.1, 'mg/kg', timestamptz '2026-06-11' + m * interval '3 s', now()
       from generate_series(1, ${readings - 2 * results}) m, like_it, device where device.n = m % ${devices}`,
    `insert into "ReadingUse" (id, "readingId", "determinationId", step, "claimedById", "claimedBy", at)
       select gen_random_uuid(), r1, d1, 'content', person, 'G', now() from work, like_it union all select gen_random_uuid(), r2, d2, 'content', person, 'G', now() from work, like_it`,
    `insert into "Result" (id, "taskId", version, "isCurrent", reported, qualifier, unit, verdict, explanation, "madeById", "madeBy", "madeAt")
       select gen_random_uuid(), task, 1, true, '0.1', '=', 'mg/kg', 'pass', '{}', person, 'G', now() from work, like_it`,
    `analyze`,
  ];
  for (const [at, step] of steps.entries())
    await direct.query(step).catch((error: unknown) => {
      throw new Error(`step ${at}: ${String(error)}`);
    });
}

/** The median of some runs after one that warms up, in ms. */
async function times(runs: number, act: () => Promise<unknown>): Promise<number> {
  await act();
  const taken: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const begun = performance.now();
    await act();
    taken.push(performance.now() - begun);
  }
  return taken.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? NaN;
}

function say(what: string, figure: string): void {
  process.stdout.write(`  ${what.padEnd(48)} ${figure}\n`);
}
