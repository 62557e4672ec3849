import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { UseMutationResult, UseQueryResult } from "@tanstack/react-query";
import { pathOf } from "../server/kernel/endpoint.ts";
import type { AskOf, Endpoint, ReplyOf } from "../server/kernel/endpoint.ts";
import { Problem, problems } from "../server/kernel/problems.ts";
import type { Details, ProblemCode } from "../server/kernel/problems.ts";
import { together } from "./together.ts";

let csrf = "";

/** The token of this session, to be sent back with every change. */
export function rememberCsrf(token: string): void {
  csrf = token;
}

let tellSessionEnded: () => void = () => undefined;

/** Called whenever the server says that nobody is signed in any more, whoever asked. */
export function whenSessionEnds(tell: () => void): void {
  tellSessionEnded = tell;
}

/** Asks or tells the server one thing. Refusals come as Problem; a server that cannot be reached as `isNoConnection`. */
export async function call<E extends Endpoint>(e: E, ask: AskOf<E> = {}): Promise<ReplyOf<E>> {
  const body = e.method === "POST" ? JSON.stringify(checked(e, ask.body ?? {})) : undefined;
  const headers: Record<string, string> = body === undefined ? {} : { "content-type": "application/json" };
  return parsed(e, await send(e, ask, body, headers));
}

/** Sends a file as it is. */
export async function upload<E extends Endpoint>(e: E, ask: Omit<AskOf<E>, "body">, file: Blob): Promise<ReplyOf<E>> {
  return parsed(e, await send(e, ask, file, { "content-type": file.type }));
}

/** The address of a picture or document, for `src`, `href` and printing. */
export function fileUrl<E extends Endpoint>(e: E, params?: AskOf<E>["params"], query?: AskOf<E>["query"]): string {
  return pathOf(e, asRecord(params), asRecord(query));
}

type AskOptions = { enabled?: boolean; refetchInterval?: number; staleTime?: number; retry?: boolean };

/** Asks while the component is on screen; what was shown stays until the new answer is there. */
export function useAsk<E extends Endpoint>(
  e: E,
  ask: AskOf<E> = {},
  options: AskOptions = {},
): UseQueryResult<ReplyOf<E>, Error> {
  return useQuery<ReplyOf<E>, Error>({
    queryKey: [e.path, ask],
    queryFn: () => call(e, ask),
    placeholderData: keepPreviousData as never,
    ...options,
  });
}

type Paged = { rows: unknown[]; next: string | null };
type RowOf<E extends Endpoint> = ReplyOf<E> extends { rows: (infer R)[] } ? R : never;
export type Pages<E extends Endpoint> = {
  rows: RowOf<E>[] | undefined;
  first: ReplyOf<E> | undefined;
  more: (() => void) | null;
  isMoreComing: boolean;
  isPending: boolean;
  error: Error | null;
};

/** A list that goes by key: the rows so far, and how to get more where there are more. */
export function usePages<E extends Endpoint>(
  e: E,
  query: AskOf<E>["query"],
  { params, enabled = true }: { params?: AskOf<E>["params"]; enabled?: boolean } = {},
): Pages<E> {
  const asked = useInfiniteQuery({
    enabled,
    queryKey: [e.path, { params, query }, "pages"],
    queryFn: ({ pageParam }) =>
      call(e, { params, query: { ...asRecord(query), after: pageParam } } as AskOf<E>) as Promise<Paged>,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  return {
    rows: asked.data?.pages.flatMap((page) => page.rows) as RowOf<E>[] | undefined,
    first: asked.data?.pages[0] as ReplyOf<E> | undefined,
    more: asked.hasNextPage ? () => void asked.fetchNextPage() : null,
    isMoreComing: asked.isFetchingNextPage,
    isPending: asked.isPending,
    error: asked.error,
  };
}

/** A change; afterwards everything on screen is asked again. The second click of two says nothing that was not said. */
export function useChange<E extends Endpoint>(e: E): UseMutationResult<ReplyOf<E>, Error, AskOf<E>> {
  const queries = useQueryClient();
  return useMutation<ReplyOf<E>, Error, AskOf<E>>({
    mutationFn: (ask) => together(`${e.path} ${JSON.stringify(ask)}`, () => call(e, ask)),
    onSuccess: () => void queries.invalidateQueries(),
  });
}

/** The server was not reached: nothing is known to have been changed, nothing on screen is lost. */
export function isNoConnection(error: unknown): boolean {
  return error instanceof Error && error.name === "NoConnection";
}

async function send<E extends Endpoint>(
  e: E,
  ask: Omit<AskOf<E>, "body">,
  body: BodyInit | undefined,
  headers: Record<string, string>,
): Promise<Response> {
  const address = pathOf(e, asRecord(ask.params), asRecord(ask.query));
  const guard: Record<string, string> = e.method === "POST" ? { "x-csrf-token": csrf } : {};
  let answer: Response;
  try {
    answer = await fetch(address, {
      method: e.method,
      credentials: "same-origin",
      headers: { accept: "application/json", ...guard, ...headers },
      body,
    });
  } catch {
    throw noConnection();
  }
  if (!answer.ok) {
    const refused = await refusal(answer);
    if (refused instanceof Problem && refused.code === "sign-in-needed") tellSessionEnded();
    throw refused;
  }
  return answer;
}

async function parsed<E extends Endpoint>(e: E, answer: Response): Promise<ReplyOf<E>> {
  const text = await answer.text();
  return e.reply.parse(text ? JSON.parse(text) : {}) as ReplyOf<E>;
}

function checked(e: Endpoint, body: unknown): unknown {
  const read = e.body.safeParse(body);
  if (!read.success) {
    throw new Problem("bad-request", { fields: read.error.issues.map((issue) => issue.path.join(".")) });
  }
  return read.data;
}

async function refusal(answer: Response): Promise<Error> {
  const said: unknown = await answer.json().catch(() => null);
  if (said === null && (answer.status === 502 || answer.status === 504)) return noConnection(); // a proxy before a server that is away
  const { code, details, ...rest } = asRecord(said);
  const known = typeof code === "string" && code in problems ? (code as ProblemCode) : "server-error";
  return new Problem(known, { ...rest, ...(asRecord(details) satisfies Details) });
}

function noConnection(): Error {
  const error = new Error("no connection");
  error.name = "NoConnection";
  return error;
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
