import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Me } from "../../server/people/contract.ts";
import { eventually } from "../setup/bench.ts";
import { emptyDatabase } from "../setup/database.ts";
import { clientOf, signIn } from "../setup/lab.ts";
import { launch, lims, startServer, type ServerProcess } from "../setup/server-process.ts";
import { told } from "../setup/story.ts";

const folder = mkdtempSync(path.join(tmpdir(), "lims-start-"));
const running: ServerProcess[] = [];
let demo: { DATABASE_URL: string; LIMS_DATA: string };
let bare: { DATABASE_URL: string; LIMS_DATA: string; LIMS_DEMO: string };
const drops: (() => Promise<void>)[] = [];

beforeAll(async () => {
  const [one, two] = [await emptyDatabase(), await emptyDatabase()];
  drops.push(one.drop, two.drop);
  demo = { DATABASE_URL: one.url, LIMS_DATA: path.join(folder, "demo") };
  bare = { DATABASE_URL: two.url, LIMS_DATA: path.join(folder, "bare"), LIMS_DEMO: "off" };
});
afterAll(async () => {
  for (const server of running) await server.stop("SIGKILL");
  for (const drop of drops) await drop();
  rmSync(folder, { recursive: true, force: true });
});

async function start(env: Record<string, string>): Promise<ServerProcess> {
  const server = await startServer(env);
  running.push(server);
  return server;
}

test(
  "two servers on one database: signed in at one is signed in at the other, and each hears what the other does",
  { timeout: 180_000 },
  async () => {
    const a = await start(demo);
    const b = await start(demo);
    expect(a.url).not.toBe(b.url);
    const answer = await fetch(`${a.url}/api/sign-in`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ login: "demo-reception", password: "demo-lims-2026" }),
    });
    const cookie = (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
    const { csrf } = (await answer.json()) as Me;
    const atB = clientOf(b.url, { cookie, "x-csrf-token": csrf });
    expect(told<Me>(await atB.get("/api/me")).login).toBe("demo-reception");

    // what is registered at A reaches a screen that listens at B
    const ending = new AbortController();
    const stream = await fetch(`${b.url}/api/live`, { headers: { cookie }, signal: ending.signal });
    let heard = "";
    const listening = (async () => {
      for await (const bytes of stream.body ?? []) heard += Buffer.from(bytes as Uint8Array).toString();
    })().catch(() => undefined);
    const atA = clientOf(a.url, { cookie, "x-csrf-token": csrf });
    const methods = told<{ rows: { id: string; item: string }[] }>(await atA.get("/api/methods")).rows;
    const client = told<{ rows: { id: string }[] }>(await atA.get(`/api/enterprises?q=${encodeURIComponent("牛羊肉")}`))
      .rows[0];
    const sample = {
      name: "牛肉干",
      category: "肉及肉制品>熟肉制品>熟肉干制品（牛肉干等）",
      quantity: "1 袋",
      stateOnArrival: "完好",
      storage: "常温",
      containers: [{ kind: "test" }],
      tests: [{ methodId: methods.find((m) => m.item === "铅")?.id }],
    };
    const order = told<{ number: string }>(
      await atA.post("/api/orders", { source: "commissioned", clientId: client?.id, samples: [sample] }),
    );
    await eventually("B heard of the order", () => heard.includes('"orders"'));
    ending.abort();
    await listening;

    // nothing acknowledged is lost by kill -9, and the next start works
    await a.stop("SIGKILL");
    expect((await atB.get(`/api/orders/${order.number}`)).status).toBe(200);
    expect(await b.stop("SIGINT")).toBe(0);
    const again = await start(demo);
    const client2 = await signIn(again.url, "demo-reception");
    expect((await client2.get(`/api/orders/${order.number}`)).status).toBe(200);
    expect(await again.stop("SIGTERM")).toBe(0);
  },
);

test("a taken port and an unknown setting are said clearly, and nothing is started", { timeout: 60_000 }, async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await new Promise((ready) => other.once("listening", ready));
  const { port } = other.address() as AddressInfo;
  const taken = launch({ ...bare, LIMS_PORT: String(port) });
  expect(await taken.ended).toBe(1);
  expect(taken.said()).toContain(`端口 ${port} 已被占用`);
  expect(taken.said()).toContain("LIMS_PORT");
  other.close();
  const wrong = launch({ ...bare, LIMS_PROT: "8080" });
  expect(await wrong.ended).toBe(1);
  expect(wrong.said()).toContain("LIMS_PROT");
});

test(
  "without the demonstration there is no known password; the command line makes the first administrator",
  { timeout: 120_000 },
  async () => {
    const server = await start(bare);
    expect(server.said()).toContain("add-person");
    const nobody = clientOf(server.url, {});
    expect(told(await nobody.get("/api/demo/accounts"))).toEqual({ isDemo: false, password: "", accounts: [] });
    expect((await nobody.post("/api/sign-in", { login: "demo-admin", password: "demo-lims-2026" })).status).toBe(401);

    expect(lims(bare, "add-person", "--login", "chief").code).toBe(2);
    const made = lims(
      bare,
      "add-person",
      "--login",
      "chief",
      "--name",
      "张三",
      "--role",
      "admin",
      "--laboratory",
      "622900",
      "--laboratory-name",
      "某某检测中心",
    );
    expect(made).toMatchObject({ code: 0 });
    const { password } = JSON.parse(made.out) as { password: string };
    const chief = await signIn(server.url, "chief", password);
    expect(told<Me>(await chief.get("/api/me"))).toMatchObject({
      name: "张三",
      mustChangePassword: true,
      laboratory: { name: "某某检测中心", isDemo: false },
    });
    expect(
      lims(bare, "add-person", "--login", "chief", "--name", "李四", "--role", "admin", "--laboratory", "622900"),
    ).toMatchObject({ code: 1, err: expect.stringContaining("已存在") });
    expect(lims(bare, "verify-trail")).toMatchObject({ code: 0, out: expect.stringContaining('"brokenAt":null') });
    expect(await server.stop()).toBe(0);
  },
);
