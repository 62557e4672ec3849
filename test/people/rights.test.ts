import { randomUUID } from "node:crypto";
import express from "express";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { endpoints } from "../../server/app.ts";
import { endpoint, type Endpoint } from "../../server/kernel/endpoint.ts";
import { openRights, rightsOf, roleRights, roles, rights, type Right, type Role } from "../../server/people/roles.ts";
import { identify } from "../../server/people/session.ts";
import { mount, serve } from "../../server/platform/serve.ts";
import { clientOf, openLab, signIn, type Answer, type Client, type Lab, enrolledGateway } from "../setup/lab.ts";

let lab: Lab;
let gateway: Client;
beforeAll(async () => {
  lab = await openLab();
  await keepOneOfEachRole();
  const { key } = await enrolledGateway(lab, await signIn(lab.url, "one-admin"), "权限试验");
  gateway = clientOf(lab.url, { authorization: `Bearer ${key}` });
});
afterAll(() => lab.close());

/** A person for each role, who holds that role alone. */
async function keepOneOfEachRole(): Promise<void> {
  const like = await lab.db.person.findUniqueOrThrow({ where: { login: "demo-analyst" } });
  const client = await lab.db.person.findUniqueOrThrow({ where: { login: "demo-enterprise" } });
  for (const role of roles) {
    const place = role.startsWith("enterprise")
      ? { enterpriseId: client.enterpriseId }
      : { laboratoryId: like.laboratoryId };
    await lab.db.person.create({
      data: {
        login: `one-${role}`,
        name: role,
        passwordHash: like.passwordHash,
        roles: [role],
        createdAt: lab.clock.now(),
        ...place,
      },
    });
  }
}

const all = endpoints.map((served) => served.endpoint);
// signing out would end the walk; it has its own test in sign-in.test.ts
const walked = all.filter((e) => e.path !== "/api/sign-out");
const nameOf = (e: Endpoint) => `${e.method} ${e.path}`;

/** Asks with well-formed path parts that lead to nothing, and an empty body. */
function ask(client: Client, e: Endpoint): Promise<Answer> {
  const path = e.path.replace(/:(\w+)/g, (_, name: string) =>
    name === "number" ? "1622900260000013" : name === "key" ? "a-draft" : randomUUID(),
  );
  return e.method === "GET" ? client.get(path) : client.post(path, {});
}

async function walk(client: Client): Promise<Record<string, "let in" | "refused">> {
  const seen: Record<string, "let in" | "refused"> = {};
  for (const e of walked) {
    const answer = await ask(client, e);
    if (answer.status >= 500) throw new Error(`${nameOf(e)} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    const { code } = answer.body as { code?: string };
    if (answer.status === 401) expect(code, nameOf(e)).toMatch(/^sign-in-(needed|refused)$/);
    seen[nameOf(e)] = answer.status === 401 || answer.status === 403 ? "refused" : "let in";
  }
  return seen;
}

const expected = (may: (right: string) => boolean) =>
  Object.fromEntries(walked.map((e) => [nameOf(e), may(e.right) ? "let in" : "refused"]));

describe("every endpoint is open to exactly those whom the table of rights names", () => {
  test.each(roles.map((role) => ({ role })))("$role", async ({ role }) => {
    const held: ReadonlySet<string> = rightsOf([role]);
    const person = await signIn(lab.url, `one-${role}`);
    expect(await walk(person)).toEqual(
      expected((right) => right === "public" || right === "signed-in" || held.has(right)),
    );
  });

  test("nobody", async () => {
    expect(await walk(lab.nobody)).toEqual(expected((right) => right === "public"));
  });

  test("a gateway with its key", async () => {
    expect(await walk(gateway)).toEqual(expected((right) => right === "public" || right === "gateway"));
  });

  test("somebody with a key or a cookie that was never given out", async () => {
    const made = "x".repeat(43);
    expect(await walk(clientOf(lab.url, { authorization: `Bearer ${made}` }))).toEqual(
      expected((right) => right === "public"),
    );
    expect(await walk(clientOf(lab.url, { cookie: `lims_session=${made}`, "x-csrf-token": made }))).toEqual(
      expected((right) => right === "public"),
    );
  });
});

test("several roles together may what each of them may, and nothing more", async () => {
  const county = await lab.as("demo-county");
  const held: ReadonlySet<string> = rightsOf(["receptionist", "sample_keeper", "supervisor", "analyst", "metrologist"]);
  expect(await walk(county)).toEqual(
    expected((right) => right === "public" || right === "signed-in" || held.has(right)),
  );
});

test("a gateway that was shut off is refused", async () => {
  const { id, key } = await enrolledGateway(lab, await lab.as("demo-admin"), "停用的网关");
  const shut = clientOf(lab.url, { authorization: `Bearer ${key}` });
  expect((await shut.get("/api/gateway/configuration")).status).toBe(200);
  await lab.db.gateway.update({ where: { id }, data: { isActive: false } });
  expect((await shut.get("/api/gateway/configuration")).status).toBe(401);
});

test("the stream of live events is only for who is signed in", async () => {
  expect((await lab.nobody.get("/api/live")).status).toBe(401);
  expect((await gateway.get("/api/live")).status).toBe(401);
});

test("every endpoint declares a right of the table, and every right of the table opens something", () => {
  const declared = new Set(all.map((e) => e.right));
  const known: readonly string[] = [...rights, ...openRights];
  expect([...declared].filter((right) => !known.includes(right))).toEqual([]);
  expect(rights.filter((right) => !declared.has(right) && right !== "laboratory.change")).toEqual([]); // whose pages come later
  expect(rights.filter((right) => !roles.some((role) => roleRights[role].includes(right)))).toEqual([]);
});

test("two endpoints never share a method and a path", () => {
  expect(new Set(all.map(nameOf)).size).toBe(all.length);
});

test.each(["", "nobody-declared-this", "constructor"])("a route whose right is %o is refused at start", (right) => {
  const stray = endpoint({ method: "POST", path: "/api/stray", right, summary: "stray" });
  const known = new Set<string>([...rights, ...openRights]);
  expect(() => mount(express.Router(), lab.house, [serve(stray, () => Promise.resolve({}))], known, identify)).toThrow(
    /POST \/api\/stray/,
  );
});

test("the administrator has no say in methods, limits or results, and sees no sample", () => {
  const held = rightsOf(["admin"]);
  const never: Right[] = [
    "samples.read",
    "orders.read",
    "results.read",
    "bench.use",
    "results.check",
    "results.review",
    "certificates.approve",
    "certificates.read",
    "instruments.change",
  ];
  expect(never.filter((right) => held.has(right))).toEqual([]);
});

test("signing a certificate is for the signatory alone, and the bench for the analyst alone", () => {
  const holders = (right: Right): Role[] => roles.filter((role) => roleRights[role].includes(right));
  expect(holders("certificates.approve")).toEqual(["signatory"]);
  expect(holders("results.review")).toEqual(["reviewer"]);
  expect(holders("results.check")).toEqual(["checker"]);
  expect(holders("bench.use")).toEqual(["analyst"]);
  expect(holders("people.manage")).toEqual(["admin"]);
  expect(holders("portal.read")).toEqual(["enterprise"]);
  expect(holders("portal.staff")).toEqual(["enterprise_admin"]);
});
