import { Problem } from "../kernel/problems.ts";

/** Two changes met and one has to be tried again: P2034 inside a query, a bare driver error at COMMIT. */
export function isCollision(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const said = facts(error);
  return (
    said.code === "P2034" ||
    said.message.includes("TransactionWriteConflict") ||
    said.original === "40001" ||
    said.original === "40P01"
  );
}

/** What the database refused, as a refusal people understand; what it could not do, as an outage; else as it came. */
export function asProblem(error: unknown): unknown {
  if (error instanceof Problem || !(error instanceof Error)) return error;
  const { code, message, original, meta } = facts(error);
  if (code === "P2002" || original === "23505") return new Problem("already-exists", { what: meta });
  if (code === "P2025") return new Problem("not-found");
  if (
    code === "P2024" ||
    code === "P1001" ||
    code === "P1017" ||
    code === "P2028" ||
    message.includes("DatabaseNotReachable") ||
    message.includes("ECONNREFUSED")
  )
    return new Problem("storage-away");
  return error;
}

function facts(error: Error): { code: string; message: string; original: string; meta: string } {
  const e = error as Error & {
    code?: unknown;
    cause?: { originalCode?: unknown; kind?: unknown };
    meta?: { target?: unknown; modelName?: unknown; driverAdapterError?: { cause?: { originalCode?: unknown } } };
  };
  return {
    code: String(e.code ?? ""),
    message: `${e.name} ${e.message} ${String(e.cause?.kind ?? "")}`,
    original: String(e.cause?.originalCode ?? e.meta?.driverAdapterError?.cause?.originalCode ?? ""),
    meta: String(e.meta?.target ?? e.meta?.modelName ?? ""),
  };
}
