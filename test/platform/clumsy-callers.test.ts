import { request } from "node:http";
import { connect } from "node:net";
import { z } from "zod";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { endpoints } from "../../server/app.ts";
import type { Endpoint } from "../../server/kernel/endpoint.ts";
import type { OrderView } from "../../server/orders/contract.ts";
import { roles } from "../../server/people/roles.ts";
import type { SampleView } from "../../server/samples/contract.ts";
import { clientOf, openLab, signIn, type Answer, type Client, type Lab, enrolledGateway } from "../setup/lab.ts";
import { anOrder, told } from "../setup/story.ts";

let lab: Lab;
let everybody: Client;
let gateway: Client;
beforeAll(async () => {
  lab = await openLab();
  const like = await lab.db.person.findUniqueOrThrow({ where: { login: "demo-analyst" } });
  const { laboratoryId, passwordHash } = like;
  await lab.db.person.create({
    data: {
      login: "everybody",
      name: "全部岗位",
      roles: [...roles],
      laboratoryId,
      passwordHash,
      createdAt: lab.clock.now(),
    },
  });
  everybody = await signIn(lab.url, "everybody");
  const added = await enrolledGateway(lab, await lab.as("demo-admin"), "试错网关");
  gateway = clientOf(lab.url, { authorization: `Bearer ${added.key}` });
});
afterAll(() => lab.close());

const texts: Record<string, string> = {
  quotes: `'; drop table "Sample"; --`,
  wildcards: "%_\\%",
  template: "${process.exit(1)} {{7*7}} <script>alert(1)</script>",
  "path upwards": "../../../../etc/passwd",
  null: "a\u0000b",
  "half a pair": "\ud800",
  "turned around": "\u202egnp.exe\u2066",
  emoji: "👩‍🔬🐂𠮷䶮",
  "full width": "１２３４５６７８９０１２３４５６",
  digits: "9".repeat(400),
  long: "长".repeat(5_000),
  empty: "",
  "line ends": "a\r\nSet-Cookie: x=1",
  figure: "1e309",
};
const numbers = [-1, 0, 1e308, 2 ** 53, -(2 ** 31) - 1, 0.1];

type Json = {
  type?: string;
  properties?: Record<string, Json>;
  items?: Json;
  enum?: unknown[];
  anyOf?: Json[];
  oneOf?: Json[];
  const?: unknown;
  format?: string;
};

/** Something of a schema's shape, with this text wherever there may be text and this number wherever there may be one. */
function shaped(schema: Json, text: string, number: number): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const first = schema.anyOf?.[0] ?? schema.oneOf?.[0];
  if (first) return shaped(first, text, number);
  if (schema.format === "uuid") return "01900000-0000-7000-8000-000000000000";
  if (schema.type === "object")
    return Object.fromEntries(
      Object.entries(schema.properties ?? {}).map(([name, of]) => [name, shaped(of, text, number)]),
    );
  if (schema.type === "array") return [shaped(schema.items ?? {}, text, number)];
  if (schema.type === "number" || schema.type === "integer") return number;
  if (schema.type === "boolean") return true;
  return text;
}

const schemaOf = (of: z.ZodType) => z.toJSONSchema(of, { io: "input", unrepresentable: "any" }) as Json;
const walked = endpoints
  .map((served) => served.endpoint)
  .filter((e) => e.path !== "/api/sign-out" && e.path !== "/api/demo/advance-clock");

async function ask(e: Endpoint, text: string, number: number): Promise<Answer> {
  const safe = /[\ud800-\udfff]/u.test(text) ? "%ED%A0%80" : text; // half a pair cannot stand in an address
  const part = (name: string) =>
    /Id$/.test(name) ? "01900000-0000-7000-8000-000000000000" : encodeURIComponent(safe.slice(0, 300)) || "%20";
  const path = e.path.replace(/:(\w+)/g, (_, name: string) => part(name));
  const query = shaped(schemaOf(e.query), safe, number) as Record<string, string>;
  const asked =
    Object.keys(query).length > 0
      ? `${path}?${new URLSearchParams(Object.entries(query).map(([k, v]) => [k, String(v)])).toString()}`
      : path;
  const client = e.right === "gateway" ? gateway : everybody;
  if (e.method === "GET") return client.get(asked);
  return e.upload
    ? client.post(asked, Buffer.from(text), { "content-type": e.upload.types[0] ?? "" })
    : client.post(asked, shaped(schemaOf(e.body), text, number));
}

function expectClean(answer: Answer, what: string): void {
  if (answer.status >= 500)
    throw new Error(`${what} answered ${answer.status}: ${answer.bytes.toString().slice(0, 300)}`);
  if (answer.status >= 400 && answer.status !== 431)
    // Node itself refuses heads that are too long
    expect(Object.keys(answer.body as object), what).toEqual(expect.arrayContaining(["code", "title", "titleEn"]));
}

describe("whatever is written into every field of every endpoint, the server answers and does not fail", () => {
  test.each(Object.entries(texts))("%s", async (_, text) => {
    for (const e of walked) expectClean(await ask(e, text, 1), `${e.method} ${e.path}`);
  });

  test.each(numbers)("the number %d", async (number) => {
    for (const e of walked) expectClean(await ask(e, "甲乙", number), `${e.method} ${e.path}`);
  });
});

describe("text that the database cannot keep is refused before anything is done", () => {
  test.each([
    { what: "a null character in a name", sample: { name: "牛肉\u0000干" }, field: "samples.0.name" },
    { what: "half a character", sample: { batchNumber: "批\ud83d" }, field: "samples.0.batchNumber" },
  ])("$what", async ({ sample, field }) => {
    const before = await lab.db.order.count();
    const refused = await everybody.post("/api/orders", await anOrder(lab, { sample }));
    expect(refused).toMatchObject({ status: 400, body: { code: "bad-request", details: { fields: [field] } } });
    expect(await lab.db.order.count()).toBe(before);
  });

  test("in a draft, in the name of one of its fields, in an address", async () => {
    for (const body of [{ note: "\u0000" }, { "a\u0000": 1 }, ["x", ["\udfff"]]])
      expect(await everybody.post("/api/drafts/clumsy", { body })).toMatchObject({
        status: 400,
        body: { code: "bad-request" },
      });
    for (const path of ["/api/samples?q=%00", "/api/orders/%00", "/api/trail?subject=a%00b", "/api/scan?code=%00"]) {
      expect([400, 404], path).toContain((await everybody.get(path)).status);
    }
  });

  test("nesting deeper than any form", async () => {
    const deep = `{"body":${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
    expect(await everybody.post("/api/drafts/clumsy", deep)).toMatchObject({
      status: 400,
      body: { code: "bad-request" },
    });
  });
});

test.each(["马䶮 👩‍🔬", "בשר"])(
  "%j, which no font of the paper has, is refused at the counter with its place, and not on the day of signing",
  async (name) => {
    const before = await lab.db.order.count();
    expect(await everybody.post("/api/orders", await anOrder(lab, { sample: { name } }))).toMatchObject({
      status: 422,
      body: { code: "character-not-printable", details: { field: "samples.0.name" } },
    });
    expect(await lab.db.order.count()).toBe(before);
  },
);

test("rare characters and text that looks like code are kept as they were typed", async () => {
  for (const name of [
    "马䶮 𠮷野家",
    "清真牛肉 لحم حلال",
    `O'Brien"; drop table x; --`,
    "<b>牛肉</b> & ${x}",
    "a\\b%_c",
    "1.0E+5",
  ]) {
    const order = told<OrderView>(
      await everybody.post("/api/orders", await anOrder(lab, { sample: { name, batchNumber: name.slice(0, 60) } })),
    );
    const sample = told<SampleView>(await everybody.get(`/api/samples/${order.sampleRows[0]?.number}`));
    expect(sample).toMatchObject({ name, batchNumber: name.slice(0, 60) });
    const found = told<{ rows: { number: string }[] }>(
      await everybody.get(`/api/samples?q=${encodeURIComponent(name)}`),
    ).rows;
    expect(
      found.map((row) => row.number),
      name,
    ).toContain(sample.number);
  }
});

test.each([
  "/api/photos/..%2f..%2f..%2fetc%2fpasswd",
  "/api/photos/../../../../etc/passwd",
  "/assets/..%2f..%2f..%2fpackage.json",
  "/assets/%2e%2e/%2e%2e/package.json",
  "/assets/..%5c..%5cpackage.json",
  "/assets/nothing-here.js",
  "/assets/%00",
  "/api/docs/..%2f..%2fpackage.json",
  "/api/%",
  "/%c0%ae%c0%ae/",
  "/api/samples/%E0%A4%A",
  "/api/nothing",
  "//api/me",
])("the address %s leads nowhere outside and breaks nothing", async (path) => {
  const { status, text } = await raw(path);
  expect(status).toBeLessThan(500);
  expect(text).not.toMatch(/root:.*:0:0|"devDependencies"|node_modules/);
});

/** Sends an address as it is; fetch would tidy it up. */
function raw(
  path: string,
  method = "GET",
  headers: Record<string, string> = {},
  body = "",
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(lab.url);
    const sent = request({ hostname, port, path, method, headers }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (more: string) => (text += more));
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, text }));
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

test("an address, a search and headers far too long are refused", async () => {
  expect((await raw(`/api/samples?q=${"a".repeat(20_000)}`)).status).toBe(431);
  expect((await everybody.get(`/api/samples?q=${"a".repeat(5_000)}`)).status).toBe(400);
  expect((await everybody.get("/api/samples?after=%27%20or%201=1")).status).toBe(400);
  expect((await everybody.get(`/api/trail?before=${"9".repeat(30)}`)).status).toBe(400);
  expect((await raw("/api/me", "GET", { cookie: `lims_session=${"a".repeat(20_000)}` })).status).toBe(431);
});

test("a body that is packed badly, cut off or in letters nobody knows is refused", async () => {
  const { body } = await lab.nobody.post("/api/sign-in", { login: "demo-analyst", password: "demo-lims-2026" });
  expect(body).toHaveProperty("csrf");
  const json = { "content-type": "application/json" };
  expect((await raw("/api/sign-in", "POST", { ...json, "content-encoding": "gzip" }, "not packed")).status).toBe(400);
  expect((await raw("/api/sign-in", "POST", { ...json, "content-encoding": "zstd-of-my-own" }, "{}")).status).toBe(400);
  expect(
    (await raw("/api/sign-in", "POST", { "content-type": "application/json; charset=klingon" }, "{}")).status,
  ).toBe(400);
  await new Promise<void>((gone) => {
    const { hostname, port } = new URL(lab.url);
    const line = connect(Number(port), hostname, () => {
      line.write(
        "POST /api/sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{",
      );
      setTimeout(() => line.destroy(), 50);
    });
    line.on("close", () => gone());
  });
  expect((await lab.nobody.get("/api/health")).status).toBe(200);
});

test("nobody makes the server read a large body before it knows them", async () => {
  const refused = await raw("/api/photos", "POST", { "content-type": "image/png" }, "x".repeat(9 * 1024 * 1024)).catch(
    () => ({ status: 401 }),
  );
  expect(refused.status).toBe(401);
});

test("a method that an address does not have, and headers that contradict each other, are refused", async () => {
  for (const method of ["PUT", "DELETE", "PATCH"]) expect((await raw("/api/samples", method)).status).toBe(404);
  expect(
    (await raw("/api/sign-in", "POST", { origin: "http://[", "content-type": "application/json" }, "{}")).status,
  ).toBe(403);
});

test("after all of this the laboratory works as before", async () => {
  expect((await everybody.post("/api/orders", await anOrder(lab))).status).toBe(200);
  expect(await lab.db.laboratory.count()).toBe(2);
});
