import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readConfig } from "../../server/config.ts";
import { buildNumber } from "../../server/kernel/numbers.ts";
import { openHouse, type OpenHouse } from "../../server/open-house.ts";
import type { OrderView } from "../../server/orders/contract.ts";
import { actingAs, change } from "../../server/platform/transaction.ts";
import { eventually } from "../setup/bench.ts";
import { aCertificate } from "../setup/certificate-content.ts";
import { cloneDatabase } from "../setup/database.ts";
import { clientOf, signIn } from "../setup/lab.ts";
import { childrenOf, prepareProgram, startServer, type ServerProcess } from "../setup/server-process.ts";
import { anOrder, told } from "../setup/story.ts";

let database: Awaited<ReturnType<typeof cloneDatabase>>;
let dataDir: string;
let a: ServerProcess;
let b: ServerProcess;
let house: OpenHouse; // a look into the database, and a hand for the job queue; it does no jobs itself

beforeAll(async () => {
  prepareProgram();
  database = await cloneDatabase();
  dataDir = mkdtempSync(path.join(os.tmpdir(), "lims-two-"));
  const env = { DATABASE_URL: database.url, LIMS_DATA: dataDir, LIMS_LOG: "warn" };
  // at the same moment on an empty database: migrations, seed, queues and demonstration are made once
  [a, b] = await Promise.all([startServer(env), startServer(env)]);
  house = await openHouse(readConfig({ LIMS_DATA: dataDir, LIMS_LOG: "fatal" }), database.url);
});
afterAll(async () => {
  await house.close();
  expect(await Promise.all([a.stop("SIGTERM"), b.stop("SIGTERM")])).toEqual([0, 0]);
  await database.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

const enter = (at: ServerProcess, login: string, password: string) =>
  clientOf(at.url, {}).post("/api/sign-in", { login, password });
const cookieOf = (answer: { headers: Headers }) => answer.headers.get("set-cookie")?.split(";")[0] ?? "";

test("two processes that start at once on an empty database make one laboratory, and one of them runs its instruments", async () => {
  expect(await house.db.laboratory.count()).toBe(2);
  expect(await house.db.person.count({ where: { login: "demo-analyst" } })).toBe(1);
  expect(await house.db.limit.count()).toBe(751);
  expect([childrenOf(a.child).length, childrenOf(b.child).length].sort()).toEqual([0, 2]);
  expect(`${a.said()}${b.said()}`).not.toMatch(/"level":(50|60)/);
});

test("who signs in at one is known at the other, changes things there, and signs out of both", async () => {
  const answer = await enter(a, "demo-reception", "demo-lims-2026");
  const headers = { cookie: cookieOf(answer), "x-csrf-token": (answer.body as { csrf: string }).csrf };
  const [atA, atB] = [clientOf(a.url, headers), clientOf(b.url, headers)];
  expect(await atB.get("/api/me")).toMatchObject({ status: 200, body: { login: "demo-reception" } });
  const order = told<OrderView>(
    await atB.post("/api/orders", await anOrder({ db: house.db }, { sample: { productionDate: undefined } })),
  );
  expect(await atA.get(`/api/orders/${order.number}`)).toMatchObject({ status: 200, body: { number: order.number } });
  expect((await atB.post("/api/sign-out")).status).toBe(200);
  expect((await atA.get("/api/me")).status).toBe(401);
});

test("a photo taken at one is shown by the other", async () => {
  const picture = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 7, 7, 7]);
  const { id } = told<{ id: string }>(
    await (await signIn(a.url, "demo-reception")).post("/api/photos", picture, { "content-type": "image/jpeg" }),
  );
  expect((await (await signIn(b.url, "demo-analyst")).get(`/api/photos/${id}`)).bytes.equals(picture)).toBe(true);
});

test("guesses are counted over both", async () => {
  for (const at of [a, b, a, b, a]) expect((await enter(at, "demo-keeper", "a wrong guess")).status).toBe(401);
  expect((await enter(b, "demo-keeper", "demo-lims-2026")).status).toBe(429);
});

test("a change made at one is heard live at the other", async () => {
  const cookie = cookieOf(await enter(a, "demo-reception", "demo-lims-2026"));
  const aborted = new AbortController();
  const stream = await fetch(`${b.url}/api/live`, { headers: { cookie }, signal: aborted.signal });
  expect(stream.headers.get("content-type")).toBe("text/event-stream");
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
  told(
    await (
      await signIn(a.url, "demo-reception")
    ).post("/api/orders", await anOrder({ db: house.db }, { sample: { productionDate: undefined } })),
  );
  let heard = "";
  while (!heard.includes('"orders"')) heard += (await reader?.read())?.value ?? "";
  aborted.abort();
  expect(heard).toMatch(/^data: \{"type":"changed","topics":\["orders"/m);
});

test("every certificate in the queue is issued exactly once, whichever process takes it", async () => {
  const sample = await house.db.sample.findFirstOrThrow();
  const signatory = await house.db.person.findUniqueOrThrow({ where: { login: "demo-signatory" } });
  const numbers = [901, 902, 903, 904, 905, 906].map((n) => buildNumber("certificate", "622900", "26", n));
  await change(house, actingAs("test"), "none", async (ctx) => {
    for (const number of numbers) {
      const row = await ctx.db.certificate.create({
        data: {
          number,
          printedNumber: `示清检 ${number}`,
          checkCode: "7K3M9QWX2HTD",
          laboratoryId: sample.laboratoryId,
          sampleId: sample.id,
          state: "issuing",
          content: aCertificate({ systemNumber: number }),
          approvedById: signatory.id,
          approvedAt: ctx.now(),
        },
      });
      await ctx.enqueue("issue-certificate", { certificateId: row.id });
    }
  });
  await eventually(
    "all six are issued",
    async () =>
      (await house.db.certificate.count({ where: { state: "issued", number: { in: numbers } } })) === numbers.length,
  );
  const issued = await house.db.trailEntry.findMany({
    where: { action: { startsWith: "certificate.issue" }, subject: { in: numbers.map((n) => `certificate ${n}`) } },
  });
  expect(issued.map((entry) => entry.subject).sort()).toEqual(numbers.map((number) => `certificate ${number}`));
  expect(await house.db.storedFile.count({ where: { name: { in: numbers.map((n) => `示清检 ${n}.pdf`) } } })).toBe(
    numbers.length,
  );
  const quality = await signIn(b.url, "demo-quality");
  for (const number of numbers)
    expect((await quality.get(`/api/certificates/${number}/certificate.pdf`)).bytes.subarray(0, 5).toString()).toBe(
      "%PDF-",
    );
});
