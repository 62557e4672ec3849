import "./no-eval.ts";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "react-router";
import { me } from "../server/people/contract.ts";
import { Problem } from "../server/kernel/problems.ts";
import { dress } from "./preferences.ts";
import { router } from "./routes.tsx";

dress();

/** A session that ended is noticed wherever it shows first; the gate then asks to sign in again. */
function noticeEndedSession(error: unknown, path?: unknown): void {
  const hasEnded = error instanceof Problem && error.code === "sign-in-needed";
  if (hasEnded && path !== me.path) void queries.invalidateQueries({ queryKey: [me.path] });
}

const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: (error, query) => noticeEndedSession(error, query.queryKey[0]) }),
  mutationCache: new MutationCache({ onError: (error) => noticeEndedSession(error) }),
  defaultOptions: { queries: { staleTime: 5000, retry: (count, error) => !(error instanceof Problem) && count < 2 } },
});

const place = document.getElementById("screen");
if (place) {
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  );
}
