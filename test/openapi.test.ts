import { afterAll, beforeAll, expect, test } from "vitest";
import { endpoints } from "../server/app.ts";
import { problems } from "../server/kernel/problems.ts";
import { openLab, type Lab } from "./setup/lab.ts";

type Operation = {
  summary: string;
  "x-right": string;
  security: Record<string, string[]>[];
  parameters: { name: string; in: string; required: boolean; schema: unknown }[];
  requestBody?: { content: Record<string, { schema: unknown }> };
  responses: Record<string, { content: Record<string, { schema: { $ref?: string } }> }>;
};
type Document = {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, unknown>; securitySchemes: Record<string, unknown> };
};

let lab: Lab;
let document: Document;
beforeAll(async () => {
  lab = await openLab({ demo: false });
  document = (await lab.nobody.get("/api/openapi.json")).body as Document;
});
afterAll(() => lab.close());

const operations = () =>
  Object.entries(document.paths).flatMap(([path, of]) =>
    Object.entries(of).map(([method, operation]) => ({ path, method, operation })),
  );

test("the document lists every endpoint that is served, and no other", () => {
  expect(document.openapi).toBe("3.1.0");
  const served = endpoints.map(({ endpoint: e }) => `${e.method} ${e.path.replace(/:(\w+)/g, "{$1}")}`);
  expect(
    operations()
      .map(({ method, path }) => `${method.toUpperCase()} ${path}`)
      .sort(),
  ).toEqual(served.sort());
});

test("every part of a path is told as a parameter, and every change with its body", () => {
  for (const { path, method, operation } of operations()) {
    const parts = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const told = operation.parameters.filter((p) => p.in === "path");
    expect(told.map((p) => p.name).sort(), path).toEqual(parts.sort());
    expect(
      told.every((p) => p.required),
      path,
    ).toBe(true);
    expect(operation.requestBody !== undefined, path).toBe(method === "post");
    expect(operation.summary, path).toMatch(/[A-Za-z]/);
  }
});

test("the right needed is told, and how to show it: a session, a gateway's key, or nothing", () => {
  const schemes = Object.keys(document.components.securitySchemes);
  for (const { path, operation } of operations()) {
    const named = operation.security.flatMap((needed) => Object.keys(needed));
    expect(
      named.filter((name) => !schemes.includes(name)),
      path,
    ).toEqual([]);
    expect(named, path).toEqual({ public: [], gateway: ["gateway"] }[operation["x-right"]] ?? ["session"]);
  }
});

test("every refusal is told by one shape with the stable codes, and every reference leads somewhere", () => {
  const text = JSON.stringify(document);
  for (const [, name] of text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g))
    expect(document.components.schemas).toHaveProperty(name ?? "");
  const problem = document.components.schemas["Problem"] as { properties: { code: { enum: string[] } } };
  expect(problem.properties.code.enum).toEqual(Object.keys(problems));
  for (const { path, operation } of operations()) {
    expect(operation.responses["default"]?.content["application/problem+json"]?.schema.$ref, path).toBe(
      "#/components/schemas/Problem",
    );
  }
});

test("a reply is described as it is given: signing in", async () => {
  const reply = document.paths["/api/sign-in"]?.["post"]?.responses["200"]?.content["application/json"]?.schema as {
    required?: string[];
  };
  expect(reply.required).toEqual(expect.arrayContaining(["login", "name", "rights", "csrf", "mustChangePassword"]));
});

test("the page beside it opens and brings all it needs from this server", async () => {
  const page = await lab.nobody.get("/api/docs/");
  expect(page.status).toBe(200);
  expect(page.headers.get("content-type")).toMatch(/^text\/html/);
  const html = page.bytes.toString("utf8");
  const needed = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, at]) => at ?? "");
  expect(needed.length).toBeGreaterThan(2);
  expect(needed.filter((at) => /^(https?:)?\/\//.test(at))).toEqual([]);
  for (const at of needed)
    expect((await lab.nobody.get(new URL(at, "http://here/api/docs/").pathname)).status, at).toBe(200);
  expect(html).not.toMatch(/<script>(?!\s*<\/script>)/); // the content policy lets no script stand in the page itself
});
