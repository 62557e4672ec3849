import { z } from "zod";
import { endpoint } from "../kernel/endpoint.ts";
import { VerdictName } from "./contract.ts";

/** What a drafted edition would change for samples that have no certificate yet. */
export const previewEdition = endpoint({
  method: "GET",
  path: "/api/edition-changes/:id/preview",
  right: "editions.draft",
  summary: "Open samples whose limit or verdict a draft would change / 换版影响预览",
  params: z.object({ id: z.uuid() }),
  reply: z.object({
    openTasks: z.number(),
    rows: z.array(
      z.object({
        sampleNumber: z.string(),
        sampleName: z.string(),
        item: z.string(),
        decidingOn: z.string(),
        limitBefore: z.string(),
        limitAfter: z.string(),
        /** Null where there is no result yet. */
        verdictBefore: VerdictName.nullable(),
        verdictAfter: VerdictName.nullable(),
      }),
    ),
  }),
});
