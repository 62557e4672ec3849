import { useEffect, useRef, useSyncExternalStore } from "react";
import { useQueryClient } from "@tanstack/react-query";
import type { QueryClient } from "@tanstack/react-query";
import { LiveEvent, livePath } from "../server/kernel/live-event.ts";
import { me } from "../server/people/contract.ts";

export type LiveState = "connecting" | "open" | "lost";
type Handler = (event: LiveEvent) => void;

// One stream for the whole page: browsers allow few connections to one server.
let source: EventSource | null = null;
let state: LiveState = "connecting";
let askAgain: ReturnType<typeof setTimeout> | undefined;
let reopen: ReturnType<typeof setTimeout> | undefined;
const handlers = new Set<Handler>();
const watchers = new Set<() => void>();

/** Keeps the stream of live events open while mounted; what changed elsewhere is asked again here. */
export function useLiveStream(): void {
  const queries = useQueryClient();
  useEffect(() => {
    open(queries);
    return close;
  }, [queries]);
}

/** Calls back on every live event while mounted. */
export function useLive(handler: Handler): void {
  const latest = useRef(handler);
  useEffect(() => {
    latest.current = handler;
  });
  useEffect(() => {
    const told: Handler = (event) => latest.current(event);
    handlers.add(told);
    return () => void handlers.delete(told);
  }, []);
}

/** Whether live events arrive at this moment. */
export function useLiveState(): LiveState {
  return useSyncExternalStore(
    (tell) => {
      watchers.add(tell);
      return () => watchers.delete(tell);
    },
    () => state,
  );
}

function open(queries: QueryClient): void {
  source = new EventSource(livePath);
  source.onopen = () => {
    if (state === "lost") refresh(queries); // whatever was missed meanwhile
    enter("open");
  };
  source.onerror = () => {
    enter("lost");
    // The browser retries by itself unless the server refused the stream; then we try again, more slowly.
    if (source?.readyState === EventSource.CLOSED) {
      clearTimeout(reopen);
      reopen = setTimeout(() => open(queries), 5000);
    }
  };
  source.onmessage = (message: MessageEvent<string>) => hear(queries, message.data);
}

function close(): void {
  clearTimeout(reopen);
  clearTimeout(askAgain);
  source?.close();
  source = null;
  enter("connecting");
}

function hear(queries: QueryClient, data: string): void {
  const read = LiveEvent.safeParse(parsed(data));
  if (!read.success) return; // a newer server may say more than this page understands
  if (read.data.type === "changed") {
    if (read.data.topics.includes("clock")) void queries.invalidateQueries({ queryKey: [me.path] }); // it shows how far ahead the demonstration is
    refresh(queries);
  }
  if (read.data.type === "changed" && read.data.topics.includes("clock"))
    void queries.invalidateQueries({ queryKey: [me.path] });
  if (read.data.type === "notice") refresh(queries);
  for (const handler of handlers) handler(read.data);
}

/** Several changes come together; they are asked for once. */
function refresh(queries: QueryClient): void {
  clearTimeout(askAgain);
  askAgain = setTimeout(
    () => void queries.invalidateQueries({ predicate: (query) => query.queryKey[0] !== me.path }),
    200,
  );
}

function parsed(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return null;
  }
}

function enter(next: LiveState): void {
  if (state === next) return;
  state = next;
  for (const tell of watchers) tell();
}
