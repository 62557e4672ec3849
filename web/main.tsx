import "./no-eval.ts";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "react-router";
import { me } from "../server/people/contract.ts";
import { Problem } from "../server/kernel/problems.ts";
import { whenSessionEnds } from "./api.ts";
import { dress } from "./preferences.ts";
import { router } from "./routes.tsx";

dress();

const queries = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 5000, retry: (count, error) => !(error instanceof Problem) && count < 2 },
  },
});

// The gate asks again who is here, and lets one sign in above the page that is open.
whenSessionEnds(() => {
  const asked = queries.getQueryState([me.path, {}]);
  if (asked?.status === "success" && asked.fetchStatus === "idle")
    void queries.invalidateQueries({ queryKey: [me.path] });
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
