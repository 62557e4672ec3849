// Equipment that sends nothing (oven, incubator, centrifuge, pipette): one scan for everything that goes in together.
import { z } from "zod";
import { numeral } from "../kernel/decimal.ts";
import { endpoint } from "../kernel/endpoint.ts";
import { pageOf, pageQuery } from "../kernel/page.ts";
import { instant } from "../kernel/time.ts";

/** What was set on it; at least one of them. */
export const EquipmentSettings = z.object({
  temperature: numeral.optional(), // ℃
  minutes: z.int().min(1).max(200_000).optional(),
  rpm: z.int().min(1).max(200_000).optional(),
  volume: numeral.optional(), // µL
  note: z.string().trim().min(1).max(100).optional(),
});
export type EquipmentSettings = z.output<typeof EquipmentSettings>;

export const RunView = z.object({
  runId: z.uuid(),
  number: z.string(),
  name: z.string(),
  kind: z.string(),
  place: z.string(),
  settings: z.string(),
  startedAt: instant,
  endedAt: instant.nullable(),
  dueAt: instant.nullable(),
  by: z.string(),
  contents: z.array(z.object({ taskId: z.uuid(), sampleNumber: z.string(), sampleName: z.string(), item: z.string() })),
});
export type RunView = z.output<typeof RunView>;

export const listRunning = endpoint({
  method: "GET",
  path: "/api/equipment-uses",
  right: "instruments.read",
  summary: "What is in which equipment now, and when it is due out / 正在使用的设备",
  query: pageQuery.extend({
    /** What holds tasks of the reader, or only of others. */
    whose: z.enum(["mine", "others"]).optional(),
    instrument: z.string().max(40).optional(),
  }),
  reply: pageOf(RunView).extend({
    /** How many runs there are on all pages. */
    total: z.number(),
    /** The reader's own tasks that are in any equipment now. */
    inside: z.array(z.uuid()),
  }),
});

export const useEquipment = endpoint({
  method: "POST",
  path: "/api/equipment-uses",
  right: "bench.use",
  summary: "Put many tasks into equipment with one scan / 设备批量使用",
  body: z.object({
    instrumentNumber: z.string().max(40),
    taskIds: z.array(z.uuid()).min(1).max(200),
    settings: EquipmentSettings,
    startedAt: instant.optional(), // left out: now
    endedAt: z.union([z.literal("now"), instant]).optional(), // used and done; left out: it stays in
  }),
  reply: RunView,
});

export const takeOut = endpoint({
  method: "POST",
  path: "/api/equipment-uses/:runId/take-out",
  right: "bench.use",
  summary: "Take out what went in together / 从设备取出",
  params: z.object({ runId: z.uuid() }),
  body: z.object({ endedAt: instant.optional() }),
  reply: RunView,
});
