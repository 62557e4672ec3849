import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import path from "node:path";
import express, { type Express } from "express";
import helmet from "helmet";
import { audit } from "./audit/routes.ts";
import { catalogue } from "./catalogue/routes.ts";
import { certificates } from "./certificates/routes.ts";
import { desk } from "./desk/routes.ts";
import { streamLive } from "./desk/stream-live.ts";
import { Problem } from "./kernel/problems.ts";
import { livePath } from "./kernel/live-event.ts";
import { metrology } from "./metrology/routes.ts";
import { notices } from "./notices/routes.ts";
import { serveOpenApi } from "./openapi.ts";
import { orders } from "./orders/routes.ts";
import { openRights, rights } from "./people/roles.ts";
import { people } from "./people/routes.ts";
import { identify } from "./people/session.ts";
import type { House } from "./platform/context.ts";
import { answerErrors, mount, type Served } from "./platform/serve.ts";
import { projectRoot } from "./platform/project-root.ts";
import { portal } from "./portal/routes.ts";
import { readings } from "./readings/routes.ts";
import { results } from "./results/routes.ts";
import { samples } from "./samples/routes.ts";
import { sheets } from "./sheets/routes.ts";
import { work } from "./work/routes.ts";

/** Every endpoint there is, in the order of a sample's life. */
export const endpoints: readonly Served[] = [
  ...people,
  ...notices,
  ...catalogue,
  ...metrology,
  ...orders,
  ...samples,
  ...work,
  ...readings,
  ...results,
  ...certificates,
  ...portal,
  ...sheets,
  ...desk,
  ...audit,
];

/** The whole HTTP surface. */
export function makeApp(house: House): Express {
  const app = express();
  app.disable("x-powered-by");
  app.set("trust proxy", house.settings.trustProxy ? 1 : false);
  app.set("query parser", "simple");
  app.use((req, res, next) => {
    const requestId = randomUUID();
    const started = performance.now();
    res.locals["requestId"] = requestId;
    res.setHeader("x-request-id", requestId);
    res.on("finish", () => {
      house.log.info(
        {
          req: requestId,
          who: res.locals["who"],
          method: req.method,
          path: req.path,
          status: res.statusCode,
          ms: Math.round(performance.now() - started),
        },
        "request answered",
      );
    });
    next();
  });
  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'self'"],
          styleSrc: ["'self'", "'unsafe-inline'"],
          imgSrc: ["'self'", "data:", "blob:"],
          objectSrc: ["'self'"],
          frameSrc: ["'self'", "blob:"],
          baseUri: ["'none'"],
          formAction: ["'self'"],
          frameAncestors: ["'self'"],
        },
      },
      strictTransportSecurity: house.settings.secureCookies,
      crossOriginEmbedderPolicy: false,
    }),
  );
  app.get("/api/health", async (_req, res) => {
    await house.db.$queryRaw`select 1`;
    res.json({ ok: true });
  });
  app.get(livePath, streamLive(house));
  serveOpenApi(app, endpoints);
  mount(app, house, endpoints, new Set([...rights, ...openRights]), identify);
  app.use("/api", (_req, _res) => {
    throw new Problem("no-such-endpoint");
  });
  serveWeb(app);
  app.use(answerErrors(house));
  return app;
}

function serveWeb(app: Express): void {
  const folder = path.join(projectRoot, "dist", "web");
  const page = path.join(folder, "index.html");
  if (!existsSync(page)) return;
  app.use(
    "/assets",
    express.static(path.join(folder, "assets"), { immutable: true, maxAge: "1y", fallthrough: false }),
  );
  app.use(express.static(folder, { index: false, maxAge: 0 }));
  app.get("/{*page}", (_req, res) => {
    res.setHeader("cache-control", "no-cache");
    res.sendFile(page);
  });
}
