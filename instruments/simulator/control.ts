import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";
import { numeral } from "../../server/kernel/decimal.ts";
import { page } from "./page.ts";

const load = numeral.refine((grams) => Math.abs(Number(grams)) < 100_000, { error: "numeral" });
const Press = z.object({ grams: load.optional() });
const Place = z.object({ grams: load });

/** What a hand can do to a balance. */
export type Hands = {
  press(grams?: string): Promise<string | null>;
  place(grams: string): void;
  tare(): void;
  zero(): void;
  state(): { shown: string; stable: boolean; connected: number };
};

/** A page and four buttons on this machine only, in place of hands. */
export async function startControl(hands: Hands, port: number): Promise<{ url: string; stop(): Promise<void> }> {
  const server = createServer((request, response) => {
    answer(request, response, hands).catch(() => send(response, 400, { error: "not understood" }));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, hands: Hands): Promise<void> {
  // other web pages in the same browser must not press keys: a foreign name for this machine is refused, and so is a
  // body that a plain form could send
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? ""))
    return send(response, 403, { error: "wrong host" });
  if (request.method === "GET" && request.url === "/") {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" }).end(page);
    return;
  }
  if (request.method === "GET" && request.url === "/state") return send(response, 200, hands.state());
  if (request.method !== "POST") return send(response, 404, { error: "no such thing" });
  if (!request.headers["content-type"]?.startsWith("application/json"))
    return send(response, 415, { error: "JSON only" });
  const said: unknown = JSON.parse((await bodyOf(request)) || "{}");
  switch (request.url) {
    case "/press":
      return send(response, 200, { sent: await hands.press(Press.parse(said).grams) });
    case "/place":
      hands.place(Place.parse(said).grams);
      return send(response, 200, hands.state());
    case "/tare":
      hands.tare();
      return send(response, 200, hands.state());
    case "/zero":
      hands.zero();
      return send(response, 200, hands.state());
    default:
      return send(response, 404, { error: "no such thing" });
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const piece of request) {
    body += String(piece);
    if (body.length > 10_000) throw new Error("too long");
  }
  return body;
}

function send(response: ServerResponse, status: number, body: object): void {
  if (!response.headersSent)
    response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(JSON.stringify(body));
}
