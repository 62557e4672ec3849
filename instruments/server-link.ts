import type { z } from "zod";
import { pathOf } from "../server/kernel/endpoint.ts";
import type { AskOf, Endpoint, ReplyOf } from "../server/kernel/endpoint.ts";

/** The server answered, and it was a refusal. */
export type Answer<R> =
  | { readonly ok: true; readonly reply: R }
  | { readonly ok: false; readonly status: number; readonly why: string };

export type ServerLink = {
  /** Rejects when the server cannot be reached or does not answer in time. */
  call<E extends Endpoint<z.ZodType, z.ZodType, z.ZodType, z.ZodType>>(
    asked: E,
    ask: AskOf<E>,
  ): Promise<Answer<ReplyOf<E>>>;
  close(): void;
};

/** Speaks to the server with the gateway's key. */
export function serverLink(server: { url: string; key: string; answerWithin?: number }): ServerLink {
  const { url, key, answerWithin = 15_000 } = server;
  const closing = new AbortController();

  return {
    async call<E extends Endpoint<z.ZodType, z.ZodType, z.ZodType, z.ZodType>>(
      asked: E,
      ask: AskOf<E>,
    ): Promise<Answer<ReplyOf<E>>> {
      const response = await fetch(new URL(pathOf(asked), url), {
        method: asked.method,
        headers: {
          authorization: `Bearer ${key}`,
          ...(asked.method === "POST" && { "content-type": "application/json" }),
        },
        body: asked.method === "POST" ? JSON.stringify(ask.body) : undefined,
        redirect: "error", // the key goes to this server and to no other
        signal: AbortSignal.any([closing.signal, AbortSignal.timeout(answerWithin)]),
      });
      const text = await response.text();
      if (!response.ok) return { ok: false, status: response.status, why: text.slice(0, 300) };
      const parsed = asked.reply.safeParse(text === "" ? {} : JSON.parse(text));
      if (!parsed.success) throw new Error(`the server answered something else than promised: ${parsed.error.message}`);
      return { ok: true, reply: parsed.data as ReplyOf<E> };
    },
    close: () => closing.abort(new Error("the gateway stops")),
  };
}

/** Why fetch failed, in one line: it hides the cause one level down. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? error.cause : null;
  return cause ? `${error.message}: ${cause.message || cause.name}` : error.message;
}
