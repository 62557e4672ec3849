import { fork, spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { startSimulatedBalance } from "../../instruments/simulator/simulated-balance.ts";
import type { SimulatedBalance } from "../../instruments/simulator/simulated-balance.ts";
import type { ConnectedInstrument } from "../../server/readings/contract.ts";
import { aFolder, aSerialPair, aSmallServer, balanceNumber, hasSocat, until } from "./bench.ts";
import type { SmallServer } from "./bench.ts";

// The gateway and the simulator as processes of their own, as they run at a bench.
const instruments = path.join(import.meta.dirname, "../../instruments");
const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

type Running = { child: ChildProcess; said(): string; ended: Promise<number | null> };

function runGateway(server: SmallServer, folder: string, key = "key"): Running {
  const child = spawn(process.execPath, ["--import", "tsx", path.join(instruments, "main.ts")], {
    env: { ...process.env, LIMS_SERVER: server.url, LIMS_GATEWAY_KEY: key, LIMS_GATEWAY_DATA: folder },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  child.stdout.on("data", (bytes: Buffer) => (said += String(bytes)));
  child.stderr.on("data", (bytes: Buffer) => (said += String(bytes)));
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  stops.push(async () => {
    child.kill("SIGKILL");
    await ended;
  });
  return { child, said: () => said, ended };
}

async function aServer(port: ConnectedInstrument["port"]): Promise<SmallServer> {
  const server = await aSmallServer("key");
  server.instruments = [
    { number: balanceNumber, name: "balance 1", driver: "mt-sics", port, mode: "listen", live: true },
  ];
  stops.push(() => server.stop());
  return server;
}

async function aBalance(connect: Parameters<typeof startSimulatedBalance>[0]["connect"]): Promise<SimulatedBalance> {
  const balance = await startSimulatedBalance({ connect, serialNumber: "B9", settleMs: 60 });
  stops.push(() => balance.stop());
  return balance;
}

const isOpen = (server: SmallServer) =>
  server.live.at(-1)?.state === "open" && server.live.at(-1)?.serialNumber === "B9";

test.skipIf(!hasSocat)(
  "from the print key over a serial line to the server, killed and started again in between (needs socat)",
  async () => {
    const pair = await aSerialPair();
    stops.push(() => pair.unplug());
    const balance = await aBalance({ kind: "serial", path: pair.instrument });
    const server = await aServer({
      kind: "serial",
      path: pair.gateway,
      baudRate: 9600,
      dataBits: 8,
      parity: "none",
      stopBits: 1,
    });
    const folder = await aFolder();

    const first = runGateway(server, folder);
    await until("the balance is read", () => isOpen(server));
    await balance.press("30.1202");
    await until("the first reading is delivered", () => server.upTo === 1);

    await server.stop();
    await balance.press("30.12");
    await until("the outbox has it", () => first.said().includes("not delivered"));
    first.child.kill("SIGKILL");
    await first.ended;

    const second = runGateway(server, folder); // the server is still away: it starts with what it knows
    await until("the port is open", () => second.said().includes("port opened"));
    await until("it asked the balance", () => second.said().includes("told who it is"));
    await balance.press("2.5");
    await server.start();
    await until("both are delivered", () => server.upTo === 3);
    expect(
      server.readings.map(({ sequence, value, unit, stable, status }) => [sequence, value, unit, stable, status]),
    ).toEqual([
      [1, "30.1202", "g", true, "reading"],
      [2, "30.1200", "g", true, "reading"],
      [3, "2.5000", "g", true, "reading"],
    ]);
    second.child.kill("SIGTERM");
    expect(await second.ended).toBe(0);
  },
);

test("a configuration that changes is followed without a restart", async () => {
  const balance = await aBalance({ kind: "tcp" });
  const server = await aServer({ kind: "tcp", host: "127.0.0.1", port: balance.tcpPort ?? 0 });
  const instruments = server.instruments;
  server.instruments = [];
  const { said } = runGateway(server, await aFolder());
  await until("it has its configuration", () => said().includes("configuration taken"));
  server.instruments = instruments;
  await until("the balance is read", () => isOpen(server));
  await balance.press("1");
  await until("its reading is delivered", () => server.upTo === 1);
});

test("readings are timed by the clock of a demonstration that was put forward", async () => {
  const balance = await aBalance({ kind: "tcp" });
  const server = await aServer({ kind: "tcp", host: "127.0.0.1", port: balance.tcpPort ?? 0 });
  server.clockAheadMinutes = 24 * 60;
  runGateway(server, await aFolder());
  await until("the balance is read", () => isOpen(server));
  await balance.press("1");
  await until("its reading is delivered", () => server.upTo === 1);
  const ahead = Date.parse(server.readings[0]?.takenAt ?? "") - Date.now();
  expect(Math.round(ahead / 3_600_000)).toBe(24);
});

test("two gateways in one folder are refused, by name", async () => {
  const server = await aServer({ kind: "tcp", host: "127.0.0.1", port: 9 });
  const folder = await aFolder();
  const first = runGateway(server, folder);
  await until("the first runs", () => first.said().includes("gateway started"));
  const second = runGateway(server, folder);
  expect(await second.ended).toBe(1);
  expect(second.said()).toContain("another gateway works in this folder");
});

test("without a server and a key it says what is missing", async () => {
  const server = await aServer({ kind: "tcp", host: "127.0.0.1", port: 9 });
  const gateway = runGateway(server, await aFolder(), "");
  expect(await gateway.ended).toBe(2);
  expect(gateway.said()).toContain("LIMS_GATEWAY_KEY");
});

test("the simulator as a process: its page, its keys, and its end with the process that forked it", async () => {
  const child = fork(path.join(instruments, "simulate.ts"), ["mt-sics", "--tcp", "0", "--control", "0"], {
    execArgv: ["--import", "tsx"],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  stops.push(async () => {
    child.kill("SIGKILL");
    await ended;
  });
  const { control } = await new Promise<{ control: string }>((resolve) =>
    child.once("message", (said) => resolve(said as { control: string })),
  );
  const post = (what: string, body: string, headers: Record<string, string> = { "content-type": "application/json" }) =>
    fetch(new URL(what, control), { method: "POST", headers, body });
  expect(await (await fetch(control)).text()).toContain("模拟天平");
  expect((await post("/place", '{"grams":"1.5"}')).status).toBe(200);
  await expect((await fetch(new URL("/state", control))).json()).resolves.toMatchObject({ connected: 0 });
  // what another web page in the same browser could send, and what is no number
  expect((await post("/press", '{"grams":"1.5"}', { "content-type": "text/plain" })).status).toBe(415);
  expect((await post("/place", '{"grams":"much"}')).status).toBe(400);
  child.disconnect();
  expect(await ended).toBe(0);
});
