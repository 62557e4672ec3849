import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { startDelivery } from "../../instruments/delivery.ts";
import type { Delivery } from "../../instruments/delivery.ts";
import { openOutbox } from "../../instruments/outbox/outbox.ts";
import type { Outbox } from "../../instruments/outbox/outbox.ts";
import { serverLink } from "../../instruments/server-link.ts";
import { aFolder, aLog, aReading, aSmallServer, until } from "./bench.ts";
import type { Misfortune, SmallServer } from "./bench.ts";

const quick = { first: 5, longest: 20 };
const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

type Gateway = { outbox: Outbox; delivery: Delivery; log: ReturnType<typeof aLog> };

async function aServer(): Promise<SmallServer> {
  const server = await aSmallServer("key");
  stops.push(() => server.stop());
  return server;
}

async function aGateway(server: SmallServer, folder: string, key = "key"): Promise<Gateway> {
  const log = aLog();
  const outbox = await openOutbox({ folder, log });
  const link = serverLink({ url: server.url, key, answerWithin: 2_000 });
  const delivery = startDelivery({ outbox, link, log, pace: quick });
  stops.push(async () => {
    link.close();
    await delivery.stop();
    await outbox.close();
  });
  return { outbox, delivery, log };
}

const delivered = (server: SmallServer) => server.readings.map(({ sequence, value }) => `${sequence}:${value}`);
const wanted = (count: number) =>
  Array.from({ length: count }, (_, index) => `${index + 1}:${aReading(index + 1).value}`);

async function keep(outbox: Outbox, from: number, to: number): Promise<void> {
  await Promise.all(Array.from({ length: to - from + 1 }, (_, index) => outbox.keep(aReading(from + index))));
}

test("what is kept arrives by itself, in order", async () => {
  const server = await aServer();
  const { outbox, delivery } = await aGateway(server, await aFolder());
  await delivery.agree(0);
  await keep(outbox, 1, 700);
  await until("all have arrived", () => server.upTo === 700);
  expect(delivered(server)).toEqual(wanted(700));
});

test("nothing is lost or doubled when the server cuts connections, fails, talks nonsense or takes half", async () => {
  const server = await aServer();
  const { outbox, delivery } = await aGateway(server, await aFolder());
  await delivery.agree(0);
  const all: Misfortune[] = ["cut before", "cut after", "500", "nonsense", "half taken"];
  let n = 0;
  for (const first of all) {
    for (const second of all) {
      server.misfortunes = [first, second];
      await keep(outbox, n + 1, n + 3);
      n += 3;
      await until("they have arrived in spite of it", () => server.upTo === n && outbox.state().waiting === 0);
    }
  }
  expect(delivered(server)).toEqual(wanted(n));
  expect(delivery.state().trouble).toBe(null);
});

test("a server that is away for long finds everything waiting when it comes back", async () => {
  const server = await aServer();
  const { outbox, delivery, log } = await aGateway(server, await aFolder());
  await delivery.agree(0);
  await server.stop();
  await keep(outbox, 1, 900);
  await until("the trouble is told", () => delivery.state().trouble !== null);
  await new Promise((resolve) => setTimeout(resolve, 200));
  await server.start();
  await until("all have arrived", () => server.upTo === 900);
  expect(delivered(server)).toEqual(wanted(900));
  // one line when it begins and one when it ends, not one for each try
  expect(log.heard.filter(({ event }) => event === "readings are not delivered, trying on").length).toBeLessThan(4);
  expect(log.heard.map(({ event }) => event)).toContain("readings are delivered again");
});

test("a gateway that died between the server's commit and its answer delivers nothing twice", async () => {
  const server = await aServer();
  const folder = await aFolder();
  const first = await aGateway(server, folder);
  await first.delivery.agree(0);
  server.misfortunes = Array.from({ length: 1_000 }, () => "cut after" as const);
  await keep(first.outbox, 1, 5);
  await until("the server has them", () => server.upTo === 5);
  await stops.pop()?.();

  server.misfortunes = [];
  const second = await aGateway(server, folder);
  await second.delivery.agree(server.upTo);
  await keep(second.outbox, 6, 6);
  await until("the next has arrived", () => server.upTo === 6);
  expect(delivered(server)).toEqual(wanted(6));
});

test("a gateway whose disk was replaced goes on counting where the server stands", async () => {
  const server = await aServer();
  const folder = await aFolder();
  const first = await aGateway(server, path.join(folder, "old"));
  await first.delivery.agree(0);
  await keep(first.outbox, 1, 3);
  await until("the first have arrived", () => server.upTo === 3);

  const second = await aGateway(server, path.join(folder, "new"));
  await keep(second.outbox, 4, 4);
  await second.delivery.agree(server.upTo);
  await until("the next has arrived", () => server.upTo === 4);
  expect(delivered(server)).toEqual(wanted(4));
});

test("a server put back to a backup gets again what it lost", async () => {
  const server = await aServer();
  const { outbox, delivery } = await aGateway(server, await aFolder());
  await delivery.agree(0);
  await keep(outbox, 1, 5);
  await until("they have arrived", () => server.upTo === 5 && outbox.state().waiting === 0);
  server.upTo = 2;
  server.readings.length = 2;
  await outbox.keep(aReading(6));
  await until("the hole is refused", () => delivery.state().trouble?.includes("409") === true);
  await delivery.agree(server.upTo);
  await until("all have arrived", () => server.upTo === 6);
  expect(delivered(server)).toEqual(wanted(6));
});

test("an old copy of the disk delivers nothing and says why", async () => {
  const server = await aServer();
  server.upTo = 50;
  const { outbox, delivery, log } = await aGateway(server, await aFolder());
  await outbox.agree(10);
  await keep(outbox, 1, 2);
  await delivery.agree(server.upTo);
  expect(delivery.state().trouble).toMatch(/not on this disk/);
  expect(log.heard.filter(({ level }) => level === "error")).toHaveLength(1);
  expect(server.posts).toBe(0);
});

test("with a revoked key readings wait on the disk", async () => {
  const server = await aServer();
  const { outbox, delivery } = await aGateway(server, await aFolder(), "another key");
  await delivery.agree(0);
  await keep(outbox, 1, 1);
  await until("the refusal is told", () => delivery.state().trouble?.includes("401") === true);
  expect(outbox.state().waiting).toBe(1);
});
