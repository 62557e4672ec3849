// 抽检实施细则 of a year as versions: which items, by which methods, on which basis, by food category.
import { z } from "zod";
import { endpoint } from "../kernel/endpoint.ts";
import { RowProblem } from "../kernel/row-problems.ts";
import { day } from "../kernel/time.ts";

const file = { name: z.string().trim().min(1).max(200), bytes: z.base64().min(4).max(1_800_000) };
const word = z.string().trim().max(200);

export const RuleRow = z.object({
  line: z.int(),
  /** As the authority names the food: 食品细类, else what is wider. */
  food: word,
  /** Our category for the limits; empty where it must be chosen at the counter. */
  category: word,
  item: word,
  method: word,
  basis: word,
  methodId: z.uuid().nullable(),
  problems: z.array(RowProblem),
});
export type RuleRow = z.output<typeof RuleRow>;

export const RulesState = z.enum(["draft", "confirmed", "withdrawn"]);

export const RulesView = z.object({
  id: z.uuid(),
  year: z.int(),
  version: z.int(),
  title: z.string(),
  inForceFrom: z.string(),
  inForceUntil: z.string().nullable(),
  state: RulesState,
  rows: z.array(RuleRow),
  draftedBy: z.string(),
  draftedAt: z.string(),
  decidedBy: z.string().nullable(),
  /** Whether the person who asks may confirm it: not who drafted it. */
  mayConfirm: z.boolean(),
});
export type RulesView = z.output<typeof RulesView>;

export const listRules = endpoint({
  method: "GET",
  path: "/api/sampling-rules",
  right: "orders.read",
  summary: "The year's sampling rules, newest version first / 抽检实施细则",
  reply: z.object({ rows: z.array(RulesView) }),
});

export const previewRules = endpoint({
  method: "POST",
  path: "/api/sampling-rules/preview",
  right: "editions.draft",
  trail: "none", // a look changes nothing
  summary: "What a spreadsheet of sampling rules says, row by row / 预览实施细则",
  body: z.object(file),
  reply: z.object({ rows: z.array(RuleRow) }),
});

export const draftRules = endpoint({
  method: "POST",
  path: "/api/sampling-rules",
  right: "editions.draft",
  summary: "Keep the rows without problems as the next version of the year / 导入实施细则",
  body: z.object({
    ...file,
    year: z.int().min(2020).max(2100),
    title: z.string().trim().min(2).max(200),
    inForceFrom: day,
    inForceUntil: day.optional(),
  }),
  reply: RulesView,
});

export const decideRules = endpoint({
  method: "POST",
  path: "/api/sampling-rules/:id/decide",
  right: "limits.confirm",
  summary: "A second person puts a version into use, or withdraws it / 核对启用实施细则",
  params: z.object({ id: z.uuid() }),
  body: z.object({ decision: z.enum(["confirm", "withdraw"]), password: z.string().max(200) }),
  reply: RulesView,
});
