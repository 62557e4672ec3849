import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { seed } from "../../prisma/seed/seed.ts";
import { makeApp } from "../../server/app.ts";
import { followDemoClock } from "../../server/desk/run-demo.ts";
import { startJobs } from "../../server/jobs.ts";
import { openHouse, type OpenHouse } from "../../server/open-house.ts";
import { readConfig } from "../../server/config.ts";
import { demoPassword } from "../../server/people/demo-accounts.ts";
import { toDay } from "../../server/kernel/time.ts";
import { actingAs, change } from "../../server/platform/transaction.ts";
import { runningClock, standingClock, type TestClock } from "./clocks.ts";
import { cloneDatabase } from "./database.ts";

export type Answer = { status: number; body: unknown; bytes: Buffer; headers: Headers };
export type Client = {
  get: (path: string) => Promise<Answer>;
  post: (path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;
};

export { runningClock, standingClock, type TestClock };

export type Lab = {
  url: string;
  house: OpenHouse;
  db: OpenHouse["db"];
  clock: TestClock;
  databaseUrl: string;
  dataDir: string;
  /** A signed-in person of the demonstration, who signs in again when a day has passed. */
  as: (login: string) => Promise<Client>;
  /** Nobody. */
  nobody: Client;
  /** Runs use cases without HTTP, as the seed does. */
  change: <T>(act: Parameters<typeof change<T>>[3]) => Promise<T>;
  close: () => Promise<void>;
};

/** A running laboratory: the real server over HTTP on a PostgreSQL database of its own, with the demonstration's people, at 9:00 on 1 December 2026. */
export async function openLab({
  demo = true,
  databaseUrl,
  dataDir,
  clock = standingClock(),
  mail,
}: {
  demo?: boolean;
  databaseUrl?: string;
  dataDir?: string;
  clock?: TestClock;
  mail?: { url: string; from: string };
} = {}): Promise<Lab> {
  // what the seed dates from, it dates from that day
  const isUsual = demo && toDay(clock.now()) === "2026-12-01";
  const cloned = databaseUrl ? undefined : await cloneDatabase({ demo: isUsual });
  const url = databaseUrl ?? cloned?.url ?? "";
  const folder = dataDir ?? mkdtempSync(path.join(tmpdir(), "lims-lab-"));
  const config = readConfig({ LIMS_DATA: folder, LIMS_DEMO: demo ? "on" : "off", LIMS_LOG: "fatal", LIMS_PORT: "0" });
  const settings = { ...config, publicUrl: "http://127.0.0.1", mail };
  const house = await openHouse(settings, url, clock);
  await seed(house, { demo });
  if (!databaseUrl) await followDemoClock(house);
  await startJobs(house);
  const server: Server = makeApp(house).listen(0, "127.0.0.1");
  server.keepAliveTimeout = 120_000; // a kept connection that ends between two asks would look like a fault
  await new Promise((ready) => server.once("listening", ready));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  settings.publicUrl = base;
  const sessions = new Map<string, Promise<Client>>();
  return {
    url: base,
    house,
    db: house.db,
    clock,
    databaseUrl: url,
    dataDir: folder,
    nobody: clientOf(base, {}),
    as: (login) => {
      const known = sessions.get(login) ?? signInDaily(base, login, clock);
      sessions.set(login, known);
      return known;
    },
    change: (act) => change(house, actingAs("test"), "none", act),
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      await house.close();
      await cloned?.drop();
      if (!dataDir) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Signs somebody in and answers a client that carries their session. */
export async function signIn(base: string, login: string, password = demoPassword): Promise<Client> {
  const answer = await fetch(`${base}/api/sign-in`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ login, password }),
  });
  if (!answer.ok) throw new Error(`${login} could not sign in: ${await answer.text()}`);
  const cookie = (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  const { csrf } = (await answer.json()) as { csrf: string };
  return clientOf(base, { cookie, "x-csrf-token": csrf });
}

async function signInDaily(base: string, login: string, clock: TestClock): Promise<Client> {
  let since = clock.now().getTime();
  let client = signIn(base, login);
  await client; // who cannot sign in is told so at once
  const fresh = () => {
    if (clock.now().getTime() - since < 13 * 3_600_000) return client;
    since = clock.now().getTime();
    return (client = signIn(base, login));
  };
  return {
    get: async (path) => (await fresh()).get(path),
    post: async (path, body, headers) => (await fresh()).post(path, body, headers),
  };
}

/** A client that sends these headers with everything. */
export function clientOf(base: string, headers: Record<string, string>): Client {
  const ask = async (
    method: string,
    path: string,
    body?: unknown,
    more: Record<string, string> = {},
  ): Promise<Answer> => {
    const raw = body instanceof Uint8Array || typeof body === "string";
    const answer = await fetch(`${base}${path}`, {
      method,
      headers: { ...(method === "POST" && { "content-type": "application/json" }), ...headers, ...more },
      ...(method === "POST" && { body: raw ? (body as BodyInit) : JSON.stringify(body ?? {}) }),
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    const isJson = /json/.test(answer.headers.get("content-type") ?? "");
    return {
      status: answer.status,
      body: isJson ? JSON.parse(bytes.toString()) : bytes.toString("latin1"),
      bytes,
      headers: answer.headers,
    };
  };
  return { get: (path) => ask("GET", path), post: (path, body, more) => ask("POST", path, body, more) };
}

/** A gateway that was added and has enrolled itself: its id and its key. */
export async function enrolledGateway(lab: Lab, admin: Client, name: string): Promise<{ id: string; key: string }> {
  const { id, code } = (await admin.post("/api/gateways", { name })).body as { id: string; code: string };
  const { key } = (await clientOf(lab.url, {}).post("/api/gateway/enrol", { code })).body as { key: string };
  return { id, key };
}
