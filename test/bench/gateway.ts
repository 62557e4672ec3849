// 64 balances at 20 readings a second, over TCP, through the gateway as a process of its own, the server and PostgreSQL.
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { hashOf } from "../../server/people/session.ts";
import { startEmbeddedPostgres } from "../../server/platform/embedded-postgres.ts";
import { projectRoot } from "../../server/platform/project-root.ts";
import type { DeliveredReading } from "../../server/readings/contract.ts";

const ports = 64;
const perSecond = 20;
const seconds = Number(process.env["BENCH_SECONDS"] ?? 20);
const batch = 500;
const batches = 40;

/** End to end and the server alone, each beside multi-row inserts of the same rows by pg; a PostgreSQL that syncs. */
export async function gateway(): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "lims-bench-"));
  chmodSync(folder, 0o755);
  const postgres = await startEmbeddedPostgres({ dataDir: folder, log: () => undefined });
  const url = `http://127.0.0.1:${await freePort()}`;
  const server = spawn(process.execPath, [path.join(projectRoot, "dist/server/main.js")], {
    env: {
      ...process.env,
      DATABASE_URL: postgres.url,
      LIMS_DATA: folder,
      LIMS_PORT: new URL(url).port,
      LIMS_DEMO: "on",
      LIMS_LOG: "error",
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const direct = new pg.Client({ connectionString: postgres.url });
  try {
    while (!(await isReady(url))) await pause(200);
    await direct.connect();
    const floor = await floorOf(direct);
    const alone = await ingestionAlone(url, direct);
    say("floor: pg alone, 500 rows a statement", `${floor.toFixed(0)} readings/s`);
    say(
      "server's ingestion alone, over HTTP",
      `${alone.toFixed(0)} readings/s   ${(alone / floor).toFixed(2)} of the floor (aim 0.5)`,
    );
    await endToEnd(url, direct, floor);
  } finally {
    await direct.end();
    server.kill("SIGTERM");
    await new Promise((ended) => server.once("exit", ended));
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/api/me`).then(
    ({ status }) => status < 500,
    () => false,
  );
}

async function freePort(): Promise<number> {
  const { port, close } = await listen();
  close();
  return port;
}

/** A gateway of the demonstration's laboratory with a key of its own. */
async function aGateway(direct: pg.Client, name: string): Promise<{ id: string; key: string; balance: string }> {
  const key = randomBytes(32).toString("base64url");
  const { rows } = await direct.query<{ id: string; balance: string }>(
    `with balance as (select id, number, "laboratoryId" from "Instrument" where kind = 'balance' and driver is not null limit 1)
     insert into "Gateway" (id, "laboratoryId", name, "keyHash") select gen_random_uuid(), "laboratoryId", $1, $2 from balance
     returning id, (select number from balance) as balance`,
    [name, hashOf(key)],
  );
  const made = rows[0];
  if (!made) throw new Error("the demonstration has no balance");
  return { ...made, key };
}

async function endToEnd(url: string, direct: pg.Client, floor: number): Promise<void> {
  const { id, key, balance } = await aGateway(direct, "bench");
  const simulated = await Promise.all(Array.from({ length: ports }, listen));
  for (const [at, { port }] of simulated.entries()) {
    await direct.query(
      `insert into "Instrument" (id, number, "laboratoryId", name, kind, model, "serialNumber", maker, range, category, place,
         "gatewayId", driver, port, mode, "isLive")
       select gen_random_uuid(), $2, "laboratoryId", name, kind, model, $2, maker, range, category, place, $3, 'and', $4, 'listen', false
       from "Instrument" where number = $1`,
      [balance, String(9_000_000_000_000_000 + at), id, JSON.stringify({ kind: "tcp", host: "127.0.0.1", port })],
    );
  }
  const child = spawn(process.execPath, [path.join(projectRoot, "dist/instruments/main.js")], {
    env: {
      ...process.env,
      LIMS_SERVER: url,
      LIMS_GATEWAY_KEY: key,
      LIMS_GATEWAY_DATA: mkdtempSync(path.join(os.tmpdir(), "lims-bench-")),
      LIMS_GATEWAY_LOG: "error",
    },
    stdio: ["ignore", "inherit", "inherit"],
  });
  while (simulated.some(({ sockets }) => sockets.size === 0)) await pause(50);
  await pause(1_000);
  const seen: { at: number; upTo: number }[] = [];
  let isOver = false;
  const watching = (async () => {
    while (!isOver) {
      const { rows } = await direct.query<{ upTo: string }>(`select "upTo" from "Gateway" where id = $1`, [id]);
      seen.push({ at: Date.now(), upTo: Number(rows[0]?.upTo ?? 0) });
      await pause(3);
    }
  })();
  const begun = performance.now();
  const warmUntil = Date.now() + 3_000; // the first seconds are the compiler's
  let sent = 0;
  while (performance.now() - begun < seconds * 1000) {
    const due = Math.floor(((performance.now() - begun) / 1000) * perSecond * ports);
    for (; sent < due; sent += 1)
      for (const socket of simulated[sent % ports]?.sockets ?? [])
        socket.write(`ST,+${((sent % 99_999) / 100).toFixed(2).padStart(8, "0")}  g\r\n`);
    await pause(2);
  }
  const took = (performance.now() - begun) / 1000;
  for (let waited = 0; waited < 300 && (seen.at(-1)?.upTo ?? 0) < sent; waited += 1) await pause(100);
  isOver = true;
  await watching;
  const { rows } = await direct.query<{ sequence: string; taken: Date }>(
    `select sequence, "takenAt" as taken from "Reading" where "gatewayId" = $1 order by sequence`,
    [id],
  );
  let next = 0;
  const delays = rows.flatMap(({ sequence, taken }) => {
    while ((seen[next]?.upTo ?? Infinity) < Number(sequence)) next += 1;
    return taken.getTime() < warmUntil ? [] : [(seen[next]?.at ?? Infinity) - taken.getTime()];
  });
  delays.sort((a, b) => a - b);
  const at = (part: number) => (delays[Math.floor(delays.length * part)] ?? NaN).toFixed(0);
  say(
    `${ports} ports × ${perSecond}/s for ${seconds} s, end to end`,
    `${(rows.length / took).toFixed(0)} readings/s of ${(sent / took).toFixed(0)} sent   ${(rows.length / took / floor).toFixed(2)} of the floor`,
  );
  say(
    "last byte to committed row, warm, seen by polling",
    `p50 ${at(0.5)} ms   p99 ${at(0.99)} ms (aim 100)   lost ${sent - rows.length}`,
  );
  child.kill("SIGTERM");
  await new Promise((ended) => child.once("exit", ended));
  for (const { close } of simulated) close();
}

async function ingestionAlone(url: string, direct: pg.Client): Promise<number> {
  const { key, balance } = await aGateway(direct, "ingestion");
  let sequence = 0;
  const post = async () => {
    const readings = Array.from({ length: batch }, () => aReading((sequence += 1), balance));
    const answer = await fetch(`${url}/api/gateway/readings`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify({ readings, gatewayNow: new Date().toISOString() }),
    });
    if (!answer.ok) throw new Error(`refused: ${await answer.text()}`);
  };
  for (let turn = 0; turn < 5; turn += 1) await post();
  const begun = performance.now();
  for (let turn = 0; turn < batches; turn += 1) await post();
  return (batch * batches * 1000) / (performance.now() - begun);
}

async function floorOf(direct: pg.Client): Promise<number> {
  await direct.query(`create table "ReadingFloor" (like "Reading" including all)`);
  const laboratory = (await direct.query<{ id: string }>(`select id from "Laboratory" limit 1`)).rows[0]?.id;
  let sequence = 0;
  const insert = async () => {
    const values: unknown[] = [];
    const places = Array.from({ length: batch }, () => {
      const one = aReading((sequence += 1), "");
      values.push(
        laboratory,
        sequence,
        Buffer.from(one.raw, "base64"),
        one.kind,
        one.status,
        one.value,
        one.value,
        one.unit,
        one.stable,
        one.driver,
        one.takenAt,
        one.takenAt,
      );
      const first = values.length - 11;
      return `(gen_random_uuid(), ${Array.from({ length: 12 }, (_, at) => `$${first + at}`).join(", ")}, false)`;
    });
    await direct.query(
      `insert into "ReadingFloor" (id, "laboratoryId", sequence, raw, kind, status, text, value, unit, "isStable", driver, "takenAt", "receivedAt", "isManual") values ${places.join(", ")}`,
      values,
    );
  };
  for (let turn = 0; turn < 5; turn += 1) await insert();
  const begun = performance.now();
  for (let turn = 0; turn < batches; turn += 1) await insert();
  return (batch * batches * 1000) / (performance.now() - begun);
}

function aReading(sequence: number, instrumentNumber: string): DeliveredReading {
  return {
    sequence,
    instrumentNumber,
    raw: Buffer.from("ST,+00123.45  g\r\n").toString("base64"),
    kind: "weight",
    value: "123.45",
    unit: "g",
    stable: true,
    status: "reading",
    text: "ST,+00123.45  g",
    takenAt: "2026-12-01T01:00:00.000Z",
    driver: "and",
    journal: { from: sequence * 17, bytes: 17 },
  };
}

async function listen(): Promise<{ port: number; sockets: Set<Socket>; close(): void }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    socket.setNoDelay(true);
    sockets.add(socket);
    socket.on("error", () => undefined).on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    port: (server.address() as AddressInfo).port,
    sockets,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

function say(what: string, figure: string): void {
  process.stdout.write(`  ${what.padEnd(48)} ${figure}\n`);
}
