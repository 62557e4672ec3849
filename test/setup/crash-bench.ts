import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { readJournal } from "../../instruments/journal/journal.ts";
import { startSimulatedInstrument } from "../../instruments/simulator/simulated-instrument.ts";
import { hashOf } from "../../server/people/session.ts";
import { startEmbeddedPostgres } from "../../server/platform/embedded-postgres.ts";
import { projectRoot } from "../../server/platform/project-root.ts";

// Server, gateway and PostgreSQL as processes of their own, two instruments on real pseudo-terminals that never rest, and
// kills without warning. What must hold afterwards: each acknowledged reading is there exactly once.

const stages = ["gateway", "server", "gateway", "database"] as const;
export type Outcome = { kills: string[]; lost: string[]; doubled: string[]; messages: number; lines: number };

/** Kills as often as asked, at moments of chance under load, and looks what is left. */
export async function killUnderLoad(kills: number, roll: () => number): Promise<Outcome> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "lims-crash-"));
  chmodSync(folder, 0o755);
  const gatewayFolder = path.join(folder, "bench-gateway");
  const url = `http://127.0.0.1:${await freePort()}`;
  let postgres = await startEmbeddedPostgres({ dataDir: folder, log: () => undefined });
  const children: Record<"server" | "gateway", ChildProcess | null> = { server: null, gateway: null };
  const told: string[] = [];
  const cables = [aCable(folder, "analyser"), aCable(folder, "balance")];
  try {
    await startServer();
    const [analyser, balance] = await connectInstruments(postgres.url);
    const key = analyser.key;
    startGateway(key);
    const sender = await startSimulatedInstrument({
      driver: "astm",
      connect: { kind: "serial", path: `${folder}/analyser-device` },
    });
    const printer = await startSimulatedInstrument({
      driver: "and",
      connect: { kind: "serial", path: `${folder}/balance-device` },
    });
    if (!sender || !printer) throw new Error("no simulator");
    let isOver = false;
    const acknowledged: number[] = [];
    const analysing = (async () => {
      while (!isOver) {
        if (await sender.press(((acknowledged.length % 900) + 1).toFixed(4))) acknowledged.push(sender.said.length);
        else await pause(50);
      }
    })();
    const printing = (async () => {
      for (let n = 1; !isOver; n += 1) {
        await printer.press(((n % 9_000) / 10).toFixed(4));
        await pause(15);
      }
    })();
    while (acknowledged.length < 3) await pause(50);
    for (let turn = 0; turn < kills; turn += 1) {
      await pause(1_000 + roll() * 1_500);
      const victim = stages[Math.floor(roll() * stages.length)] ?? "gateway";
      const before = printer.said.length;
      const stage = `${victim} after ${acknowledged.length} messages and ${before} lines`;
      if (victim === "database") {
        process.kill(
          Number.parseInt(readFileSync(path.join(folder, "postgres/cluster/postmaster.pid"), "utf8"), 10),
          "SIGKILL",
        );
        await end(children.server);
        await pause(300);
        postgres = await startEmbeddedPostgres({ dataDir: folder, log: () => undefined });
        await startServer();
      } else {
        await end(children[victim]);
        await pause(roll() * 500);
        if (victim === "server") await startServer();
        else startGateway(key);
      }
      told.push(stage);
    }
    await pause(2_000);
    isOver = true;
    await Promise.race([Promise.all([analysing, printing]), pause(20_000)]);
    const outcome = await settled(
      postgres.url,
      path.join(gatewayFolder, "journal"),
      analyser.number,
      balance.number,
      acknowledged,
    );
    await sender.stop();
    await printer.stop();
    return { kills: told, ...outcome };
  } finally {
    await end(children.gateway);
    await end(children.server);
    for (const cable of cables) cable.kill("SIGKILL");
    await postgres.stop().catch(() => undefined);
    rmSync(folder, { recursive: true, force: true });
  }

  async function startServer(): Promise<void> {
    children.server = spawn(process.execPath, [path.join(projectRoot, "dist/server/main.js")], {
      env: {
        ...process.env,
        DATABASE_URL: postgres.url,
        LIMS_DATA: folder,
        LIMS_PORT: new URL(url).port,
        LIMS_DEMO: "on",
        LIMS_LOG: "error",
      },
      stdio: ["ignore", openSync(path.join(folder, "server.log"), "a"), openSync(path.join(folder, "server.log"), "a")],
    });
    for (let waited = 0; waited < 600; waited += 1) {
      if (
        await fetch(`${url}/api/openapi.json`).then(
          ({ ok }) => ok,
          () => false,
        )
      )
        return;
      await pause(100);
    }
    throw new Error(`the server did not start: ${readFileSync(path.join(folder, "server.log"), "utf8").slice(-2_000)}`);
  }

  function startGateway(key: string): void {
    const ports = [
      `${analyserNumber}=${folder}/analyser-gateway@9600-8N1`,
      `${balanceNumber}=${folder}/balance-gateway@9600-8N1`,
    ];
    children.gateway = spawn(process.execPath, [path.join(projectRoot, "dist/instruments/main.js")], {
      env: {
        ...process.env,
        LIMS_SERVER: url,
        LIMS_GATEWAY_KEY: key,
        LIMS_GATEWAY_DATA: gatewayFolder,
        LIMS_GATEWAY_PORTS: ports.join(";"),
        LIMS_GATEWAY_LOG: "error",
      },
      stdio: "ignore",
    });
  }
}

const analyserNumber = "9000000000000001";
const balanceNumber = "9000000000000002";

async function connectInstruments(url: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const key = randomBytes(32).toString("base64url");
  const { rows } = await client.query<{ id: string; like: string }>(
    `with like_it as (select id, "laboratoryId" from "Instrument" where kind = 'balance' limit 1)
     insert into "Gateway" (id, "laboratoryId", name, "keyHash") select gen_random_uuid(), "laboratoryId", 'crash', $1 from like_it
     returning id, (select id from like_it) as like`,
    [hashOf(key)],
  );
  for (const [number, driver] of [
    [analyserNumber, "astm"],
    [balanceNumber, "and"],
  ])
    await client.query(
      `insert into "Instrument" (id, number, "laboratoryId", name, kind, model, "serialNumber", maker, range, category, place, "gatewayId", driver, port, mode, "isLive")
       select gen_random_uuid(), $1, "laboratoryId", name, kind, model, $1, maker, range, category, place, $2, $3, $4, 'listen', false from "Instrument" where id = $5`,
      [number, rows[0]?.id, driver, JSON.stringify({ kind: "serial", path: "/dev/null" }), rows[0]?.like],
    );
  await client.end();
  return [
    { number: analyserNumber, key },
    { number: balanceNumber, key },
  ] as const;
}

/** Waits until nothing more arrives, then holds what was acknowledged against what is there. */
async function settled(
  url: string,
  journal: string,
  analyser: string,
  balance: string,
  acknowledged: readonly number[],
) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const count = async () =>
    Number(
      (await client.query<{ n: string }>(`select count(*) as n from "Reading" where "gatewayId" is not null`)).rows[0]
        ?.n,
    );
  for (let same = 0, before = -1; same < 6;) {
    const now = await count();
    same = now === before ? same + 1 : 0;
    before = now;
    await pause(500);
  }
  const rowsOf = async (number: string) =>
    (
      await client.query<{ sample: string | null; from: string; status: string }>(
        `select details->>'sample' as sample, "journalFrom" as "from", status from "Reading" r join "Instrument" i on i.id = r."instrumentId" where i.number = $1`,
        [number],
      )
    ).rows;
  const lost: string[] = [];
  const doubled: string[] = [];
  const check = (what: string, times: number) => {
    if (times === 0) lost.push(what);
    if (times > 1) doubled.push(`${what} ×${times}`);
  };
  const samples = times(
    (await rowsOf(analyser)).filter(({ status }) => status === "reading").map(({ sample }) => sample ?? ""),
  );
  for (const n of acknowledged) check(`message SIM${n}`, samples.get(`SIM${n}`) ?? 0);
  const places = times((await rowsOf(balance)).map(({ from }) => from));
  const lines = await linesIn(journal, balance);
  for (const from of lines) check(`line at ${from}`, places.get(String(from)) ?? 0);
  await client.end();
  return { lost, doubled, messages: acknowledged.length, lines: lines.length };
}

/** Where whole lines stand in the balance's journal, connection by connection. */
async function linesIn(folder: string, number: string): Promise<number[]> {
  const found: number[] = [];
  let text = "";
  let base = 0;
  const close = () => {
    for (const line of text.matchAll(/ST,\+[\d.]{8}  g\r\n/g)) found.push(base + line.index);
    text = "";
  };
  for (const entry of await readJournal(folder, number)) {
    if ("opened" in entry) {
      close();
      base = entry.from;
    }
    if ("bytes" in entry) text += Buffer.from(entry.bytes, "base64").toString("latin1");
  }
  close();
  return found;
}

function times(values: readonly string[]): Map<string, number> {
  const counted = new Map<string, number>();
  for (const value of values) counted.set(value, (counted.get(value) ?? 0) + 1);
  return counted;
}

function aCable(folder: string, name: string): ChildProcess {
  return spawn(
    "socat",
    [`pty,raw,echo=0,link=${folder}/${name}-device`, `pty,raw,echo=0,link=${folder}/${name}-gateway`],
    { stdio: "ignore" },
  );
}

async function end(child: ChildProcess | null): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((done) => child.once("exit", done));
  child.kill("SIGKILL");
  await gone;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

/** Can pseudo-terminals be had here? */
export const hasCable = ["/usr/bin/socat", "/usr/local/bin/socat", "/bin/socat"].some((place) => existsSync(place));
