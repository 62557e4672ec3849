import { z } from "zod";
import { endpoint } from "../kernel/endpoint.ts";

/** What waits for me: counts with a way in, oldest and most urgent first. */
export const TodayView = z.object({
  today: z.string(),
  cards: z.array(
    z.object({
      key: z.enum([
        "register",
        "commissions",
        "unassigned",
        "my-tasks",
        "returned",
        "tray",
        "to-check",
        "to-review",
        "to-approve",
        "overdue-tasks",
        "transfers-in",
        "retention-due",
        "to-witness",
        "instruments-due",
        "instruments-out",
        "issuing",
        "signing-keys",
        "my-orders",
        "my-certificates",
      ]),
      count: z.number(),
      overdue: z.number(),
      rows: z.array(
        z.object({ title: z.string(), detail: z.string(), dueOn: z.string().nullable(), link: z.string() }),
      ),
    }),
  ),
});
export type TodayView = z.output<typeof TodayView>;

export const today = endpoint({
  method: "GET",
  path: "/api/today",
  right: "signed-in",
  summary: "What waits for me / 今日",
  reply: TodayView,
});

/** What a scanned or typed code is. */
export const ScanAnswer = z.object({
  kind: z.enum([
    "sample",
    "container",
    "order",
    "commission",
    "certificate",
    "instrument",
    "sheet",
    "place",
    "transfer",
    "badge",
    "product",
    "enterprise",
  ]),
  number: z.string(),
  title: z.string(),
  detail: z.string(),
  /** For an instrument: its kind (balance, oven, …). For a container: its sample's number. */
  of: z.string().nullable(),
});
export type ScanAnswer = z.output<typeof ScanAnswer>;

export const resolveScan = endpoint({
  method: "GET",
  path: "/api/scan",
  right: "signed-in",
  summary: "What is this code? / 扫码识别",
  query: z.object({ code: z.string().min(1).max(120) }),
  reply: ScanAnswer,
});

const key = z.object({ key: z.string().regex(/^[a-z0-9-]{1,60}$/) });

export const saveDraft = endpoint({
  method: "POST",
  path: "/api/drafts/:key",
  right: "signed-in",
  trail: "none",
  summary: "Keep what is being typed / 保存草稿",
  params: key,
  body: z.object({ body: z.json() }),
  reply: z.object({ savedAt: z.string() }),
});

export const readDraft = endpoint({
  method: "GET",
  path: "/api/drafts/:key",
  right: "signed-in",
  summary: "What was being typed / 读取草稿",
  params: key,
  reply: z.object({ body: z.json().nullable(), savedAt: z.string().nullable() }),
});

export const dropDraft = endpoint({
  method: "POST",
  path: "/api/drafts/:key/drop",
  right: "signed-in",
  trail: "none",
  summary: "Forget a draft / 清除草稿",
  params: key,
});

/** Demonstration only: what a person does at the simulated balance, and a clock that can be moved ahead over drying hours. */
export const pressBalance = endpoint({
  method: "POST",
  path: "/api/demo/press",
  right: "bench.use",
  trail: "none",
  summary: "Demonstration: put a weight on the simulated balance and press print / 演示天平",
  body: z.object({ grams: z.string().regex(/^\d{1,3}(\.\d{1,4})?$/) }),
});

export const advanceClock = endpoint({
  method: "POST",
  path: "/api/demo/advance-clock",
  right: "signed-in",
  summary: "Demonstration: move the demonstration clock ahead / 演示时钟快进",
  body: z.object({
    minutes: z
      .int()
      .min(1)
      .max(24 * 60),
  }),
  reply: z.object({ demoMinutes: z.number() }),
});

export { LiveEvent, livePath } from "../kernel/live-event.ts";
