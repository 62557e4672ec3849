import { fork, type ChildProcess } from "node:child_process";
import { createWriteStream, mkdirSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { connectBalance, renewDemoGatewayKey } from "../prisma/seed/demo-gateway.ts";
import { childEnvironment, type Config } from "./config.ts";
import { keepBalanceControl } from "./desk/run-demo.ts";
import type { House } from "./platform/context.ts";
import { actingAs, change } from "./platform/transaction.ts";

const demoInstruments = 7107002; // advisory lock: of several server processes one runs them

/** In a demonstration: a simulated balance and the gateway that reads it, as processes of their own. */
export async function runDemoInstruments(
  house: House,
  config: Config,
  serverUrl: string,
): Promise<() => Promise<void>> {
  const lock = new pg.Client({ connectionString: house.databaseUrl, application_name: "lims demo instruments" });
  lock.on("error", () => undefined);
  await lock.connect();
  const { rows } = await lock.query<{ got: boolean }>("select pg_try_advisory_lock($1) as got", [demoInstruments]);
  if (!rows[0]?.got) {
    await lock.end();
    return () => Promise.resolve();
  }
  const folder = path.join(config.dataDir, "gateway");
  mkdirSync(folder, { recursive: true });
  const log = createWriteStream(path.join(config.dataDir, "gateway.log"), { flags: "a" });
  await new Promise((open) => log.once("open", open));

  const simulator = fork(programOf("simulate"), ["mt-sics", "--tcp", "0", "--control", "0", "--serial", "SIM-0001"], {
    stdio: ["ignore", log, log, "ipc"],
    execArgv: process.execArgv,
  });
  const { tcpPort, control } = await firstMessage(simulator);
  const { number, key } = await change(house, actingAs("demo"), "entry", async (ctx) => ({
    ...(await connectBalance(ctx, { kind: "tcp", host: "127.0.0.1", port: tcpPort })),
    ...(await renewDemoGatewayKey(ctx)),
  }));
  await keepBalanceControl(house, control);
  const gateway = fork(programOf("main"), [], {
    env: childEnvironment({
      LIMS_SERVER: serverUrl,
      LIMS_GATEWAY_KEY: key,
      LIMS_GATEWAY_DATA: folder,
      LIMS_GATEWAY_PORTS: `${number}=tcp://127.0.0.1:${tcpPort}`,
    }),
    stdio: ["ignore", log, log, "ipc"],
    execArgv: process.execArgv,
  });
  return async () => {
    await Promise.all([ended(gateway), ended(simulator)]);
    log.end();
    await lock.end();
  };
}

/** The same program beside this one: compiled in dist/, from source under tsx. */
function programOf(name: string): string {
  const here = import.meta.filename;
  return path.join(path.dirname(here), "..", "instruments", `${name}${path.extname(here)}`);
}

function firstMessage(child: ChildProcess): Promise<{ tcpPort: number; control: string }> {
  return new Promise((resolve, reject) => {
    child.once("message", (message) => resolve(message as { tcpPort: number; control: string }));
    child.once("exit", (code) => reject(new Error(`The simulated balance ended (${code ?? "killed"}).`)));
  });
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill("SIGTERM");
    setTimeout(() => child.kill("SIGKILL"), 5000).unref();
  });
}
