import express, {
  type ErrorRequestHandler,
  type Request,
  type RequestHandler,
  type Response,
  type Router,
} from "express";
import type { z } from "zod";
import type { Endpoint, InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { problemText } from "../kernel/text/problem-text.ts";
import type { Actor, Context, House } from "./context.ts";
import { asProblem } from "./db-errors.ts";
import { refuseUnkeepable } from "./refuse-unkeepable.ts";
import { change, question, type Asked } from "./transaction.ts";

/** Bytes that go out under a name. */
export type FileReply = { bytes: Buffer; mediaType: string; name: string; asAttachment?: boolean };

type Answer<E extends Endpoint> = E extends { file: true } ? FileReply : ReplyOf<E>;
type UseCase<E extends Endpoint> = (ctx: Context, input: InputOf<E>) => Promise<Answer<E> | FileReply>;

/** An endpoint with what answers it. */
export type Served = { endpoint: Endpoint; act: (ctx: Context, input: never) => Promise<unknown> };

/** Joins a contract and its use case; shapes that do not fit do not compile. */
export function serve<E extends Endpoint>(endpoint: E, act: UseCase<E>): Served {
  return { endpoint, act };
}

/** Tells who asks, and whether the asking can be trusted (session, CSRF token, gateway key). */
export type Identify = (house: House, req: Request, endpoint: Endpoint) => Promise<Actor>;

export const sessionCookie = "lims_session";

/** Mounts endpoints: authorise, parse, call, answer. Refuses at start a route whose right nobody declared. */
export function mount(
  router: Router,
  house: House,
  served: readonly Served[],
  known: ReadonlySet<string>,
  identify: Identify,
): void {
  for (const { endpoint, act } of served) {
    if (!known.has(endpoint.right))
      throw new Error(`${endpoint.method} ${endpoint.path} declares no known right: "${endpoint.right}".`);
    // before the body is read: nobody makes the server hold what they may not say
    const authorise: RequestHandler = async (req, res, next) => {
      const actor = await identify(house, req, endpoint);
      res.locals["who"] = actor.name;
      res.locals["asked"] = {
        actor,
        requestId: String(res.locals["requestId"]),
        address: req.ip ?? "-",
      } satisfies Asked;
      next();
    };
    const handle: RequestHandler = async (req, res) => {
      const asked = res.locals["asked"] as Asked;
      const input = {
        params: parse(endpoint.params, req.params),
        query: parse(endpoint.query, req.query),
        body: bodyOf(endpoint, req),
      };
      const cookie: Context["cookie"] = { set: undefined };
      const run = async (ctx: Context) => {
        const answer = await act({ ...ctx, cookie }, input as never);
        return endpoint.file
          ? (answer as FileReply)
          : (endpoint.reply.parse(answer === undefined ? {} : answer) as unknown);
      };
      const answer =
        endpoint.method === "GET" ? await run(question(house, asked)) : await change(house, asked, endpoint.trail, run);
      setCookie(house, res, cookie.set);
      if (endpoint.file) sendFile(res, answer as FileReply);
      else res.json(answer);
    };
    const path = endpoint.path;
    if (endpoint.method === "GET") router.get(path, authorise, handle);
    else if (endpoint.upload)
      router.post(path, authorise, express.raw({ type: () => true, limit: endpoint.upload.mostBytes }), handle);
    else router.post(path, authorise, express.json({ limit: "2mb", strict: true, type: () => true }), handle);
  }
}

function parse(schema: z.ZodType, value: unknown): unknown {
  refuseUnkeepable(value);
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map((issue) => issue.path.join(".") || issue.message);
  throw new Problem("bad-request", { fields: [...new Set(fields)].slice(0, 12) });
}

function bodyOf(endpoint: Endpoint, req: Request): unknown {
  if (endpoint.method === "GET") return {};
  const { upload } = endpoint;
  if (!upload) return parse(endpoint.body, req.body ?? {});
  const type = (req.headers["content-type"] ?? "").split(";")[0]?.trim() ?? "";
  if (!upload.types.includes(type)) throw new Problem("wrong-media-type", { types: upload.types });
  if (!Buffer.isBuffer(req.body) || req.body.length === 0) throw new Problem("bad-request", { fields: ["body"] });
  return { bytes: req.body, mediaType: type };
}

function setCookie(house: House, res: Response, set: string | null | undefined): void {
  if (set === undefined) return;
  const flags = { httpOnly: true, sameSite: "strict" as const, secure: house.settings.secureCookies, path: "/" };
  if (set === null) res.clearCookie(sessionCookie, flags);
  else res.cookie(sessionCookie, set, { ...flags, maxAge: 14 * 3_600_000 });
}

function sendFile(res: Response, file: FileReply): void {
  const disposition = file.asAttachment ? "attachment" : "inline";
  res.setHeader("content-type", file.mediaType);
  res.setHeader("content-disposition", `${disposition}; filename*=UTF-8''${encodeURIComponent(file.name)}`);
  res.setHeader("cache-control", "private, no-store");
  res.setHeader(
    "content-security-policy",
    "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; plugin-types application/pdf",
  );
  res.send(file.bytes);
}

/** The end of the line for everything thrown: refusals in both languages, bugs as 500 with the request's id. */
export function answerErrors(house: House): ErrorRequestHandler {
  return (thrown: unknown, _req, res, _next) => {
    const requestId = String(res.locals["requestId"]);
    const problem = toProblem(thrown) ?? new Problem("server-error", { request: requestId });
    if (problem.code === "server-error") house.log.error({ err: thrown, req: requestId }, "request failed");
    if (res.headersSent) return void res.end();
    if (problem.code === "too-many-tries") res.setHeader("retry-after", String(problem.details["seconds"] ?? 60));
    const zh = problemText(problem, "zh");
    const en = problemText(problem, "en");
    res.status(problem.status).type("application/problem+json");
    res.send(
      JSON.stringify({
        type: `urn:lims:problem:${problem.code}`,
        title: zh,
        titleEn: en,
        status: problem.status,
        code: problem.code,
        details: problem.details,
        request: requestId,
      }),
    );
  };
}

function toProblem(thrown: unknown): Problem | undefined {
  const known = asProblem(thrown);
  if (known instanceof Problem) return known;
  const parser = thrown as { type?: unknown; limit?: unknown; status?: unknown };
  if (parser?.type === "entity.too.large")
    return new Problem("too-large", { most: `${Math.round(Number(parser.limit) / 1024 / 1024)} MB` });
  if (
    parser?.type === "entity.parse.failed" ||
    parser?.type === "charset.unsupported" ||
    parser?.type === "encoding.unsupported"
  )
    return new Problem("not-json");
  if (thrown instanceof URIError) return new Problem("bad-request", { fields: ["path"] });
  // what express and its readers of bodies and files refuse: a path that leads outside, an upload broken off
  if (typeof parser?.status !== "number" || parser.status < 400 || parser.status > 499) return undefined;
  return parser.status === 404 || parser.status === 403
    ? new Problem("no-such-endpoint")
    : new Problem("bad-request", { fields: ["request"] });
}
