import { z } from "zod";

/**
 * One thing that may be asked of the server or told to it, said once: the server serves it, the web and the gateway
 * call it, OpenAPI is printed from it.
 *
 * `right` names who may (see people/roles.ts); "public" needs nobody, "signed-in" anybody with a session,
 * "gateway" a gateway's key. `trail: "none"` is for changes that leave no trail entry on purpose (drafts, repeats).
 * `file` endpoints answer bytes instead of JSON; `upload` endpoints take a raw body of the named media types.
 */
export type Endpoint<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
  R extends z.ZodType = z.ZodType,
> = {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly right: string;
  readonly summary: string;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly reply: R;
  readonly trail: "entry" | "none";
  readonly file: boolean;
  readonly upload: Upload | undefined;
};

export type Upload = { readonly types: readonly string[]; readonly mostBytes: number };

const nothing = z.object({});

/** Declares an endpoint; what is left out takes nothing and answers nothing. */
export function endpoint<
  P extends z.ZodType = typeof nothing,
  Q extends z.ZodType = typeof nothing,
  B extends z.ZodType = typeof nothing,
  R extends z.ZodType = typeof nothing,
>(said: {
  method: "GET" | "POST";
  path: string;
  right: string;
  summary: string;
  params?: P;
  query?: Q;
  body?: B;
  reply?: R;
  trail?: "entry" | "none";
  file?: boolean;
  upload?: Upload;
}): Endpoint<P, Q, B, R> {
  return {
    method: said.method,
    path: said.path,
    right: said.right,
    summary: said.summary,
    params: said.params ?? (nothing as unknown as P),
    query: said.query ?? (nothing as unknown as Q),
    body: said.body ?? (nothing as unknown as B),
    reply: said.reply ?? (nothing as unknown as R),
    trail: said.trail ?? "entry",
    file: said.file ?? false,
    upload: said.upload,
  };
}

/** What a use case is given: parsed path, query and body. */
export type InputOf<E extends Endpoint> = {
  params: z.output<E["params"]>;
  query: z.output<E["query"]>;
  body: z.output<E["body"]>;
};

/** What a caller may say. */
export type AskOf<E extends Endpoint> = {
  params?: z.input<E["params"]>;
  query?: z.input<E["query"]>;
  body?: z.input<E["body"]>;
};

export type ReplyOf<E extends Endpoint> = z.output<E["reply"]>;

/** Fills `:name` parts of an endpoint's path. */
export function pathOf(e: Endpoint, params: Record<string, unknown> = {}, query: Record<string, unknown> = {}): string {
  const path = e.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])));
  const said = Object.entries(query).filter(([, v]) => v !== undefined && v !== "");
  const search = new URLSearchParams(said.map(([k, v]) => [k, String(v)])).toString();
  return search ? `${path}?${search}` : path;
}
