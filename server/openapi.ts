import type { Express } from "express";
import swaggerUi from "swagger-ui-express";
import { z } from "zod";
import type { Endpoint } from "./kernel/endpoint.ts";
import { problems } from "./kernel/problems.ts";
import type { Served } from "./platform/serve.ts";

/** The OpenAPI document, printed from the contracts, and a page to browse it. */
export function serveOpenApi(app: Express, served: readonly Served[]): void {
  const document = openApi(served.map((s) => s.endpoint));
  app.get("/api/openapi.json", (_req, res) => void res.json(document));
  app.use("/api/docs", swaggerUi.serve, swaggerUi.setup(document, { customSiteTitle: "LIMS API" }));
}

/** OpenAPI 3.1 of these endpoints. */
export function openApi(endpoints: readonly Endpoint[]): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const endpoint of endpoints) {
    const path = endpoint.path.replace(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operationOf(endpoint) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "检验检测 LIMS",
      version: "0.1.0",
      description:
        "Refusals are RFC 9457 problem+json with a stable `code`, `title` in Chinese and `titleEn` in English.",
    },
    paths,
    components: {
      schemas: {
        Problem: {
          type: "object",
          required: ["type", "title", "titleEn", "status", "code"],
          properties: {
            type: { type: "string" },
            title: { type: "string" },
            titleEn: { type: "string" },
            status: { type: "integer" },
            code: { enum: Object.keys(problems) },
            details: { type: "object" },
            request: { type: "string" },
          },
        },
      },
      securitySchemes: {
        session: { type: "apiKey", in: "cookie", name: "lims_session" },
        gateway: { type: "http", scheme: "bearer" },
      },
    },
  };
}

function operationOf(endpoint: Endpoint): Record<string, unknown> {
  const named = (schema: z.ZodType, where: "path" | "query") => {
    const shape = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as {
      properties?: Record<string, unknown>;
      required?: string[];
    };
    return Object.entries(shape.properties ?? {}).map(([name, of]) => ({
      name,
      in: where,
      required: where === "path" || (shape.required ?? []).includes(name),
      schema: of,
    }));
  };
  const json = (schema: z.ZodType, io: "input" | "output") => ({
    "application/json": { schema: z.toJSONSchema(schema, { io, unrepresentable: "any" }) },
  });
  const upload =
    endpoint.upload &&
    Object.fromEntries(endpoint.upload.types.map((type) => [type, { schema: { type: "string", format: "binary" } }]));
  return {
    summary: endpoint.summary,
    tags: [endpoint.path.split("/")[2] ?? "api"],
    "x-right": endpoint.right,
    security: endpoint.right === "public" ? [] : endpoint.right === "gateway" ? [{ gateway: [] }] : [{ session: [] }],
    parameters: [...named(endpoint.params, "path"), ...named(endpoint.query, "query")],
    ...(endpoint.method === "POST" && { requestBody: { content: upload ?? json(endpoint.body, "input") } }),
    responses: {
      200: {
        description: "done",
        content: endpoint.file
          ? { "application/octet-stream": { schema: { type: "string", format: "binary" } } }
          : json(endpoint.reply, "input"),
      },
      default: {
        description: "refused",
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    },
  };
}
