import { z } from "zod";
import { endpoint } from "../kernel/endpoint.ts";
import { TrialAnswer, TrialQuestion } from "./rules/trial-shape.ts";

export type { TrialAnswer } from "./rules/trial-shape.ts";
export type TrialAsked = z.input<typeof TrialQuestion>;

/** What the catalogue would say of a result; nothing is kept. */
export const tryJudgement = endpoint({
  method: "POST",
  path: "/api/judgements/try",
  right: "catalogue.read",
  trail: "none",
  summary: "Judge a figure that somebody types, with its explanation / 判定台",
  body: TrialQuestion,
  reply: TrialAnswer,
});

export const listTrialItems = endpoint({
  method: "GET",
  path: "/api/judgements/items",
  right: "catalogue.read",
  summary: "Items, those with a limit for the product first / 判定台项目",
  query: z.object({ category: z.string().max(200).optional() }),
  reply: z.object({ rows: z.array(z.object({ item: z.string(), itemEn: z.string(), hasLimit: z.boolean() })) }),
});
