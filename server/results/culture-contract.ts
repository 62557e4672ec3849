// 微生物记录: plates and tubes that become a count, and cultures that last for days.
import { z } from "zod";
import { endpoint } from "../kernel/endpoint.ts";
import { colonies, mediumLot } from "./count-contract.ts";
import { Dilution } from "./rules/plate-count.ts";
import { Tubes } from "./rules/mpn.ts";

const determinationId = z.object({ determinationId: z.uuid() });

/** Plates of one unit with the controls of the run; the count follows from them by the standard's rule. */
export const countPlates = endpoint({
  method: "POST",
  path: "/api/determinations/:determinationId/plates",
  right: "bench.use",
  summary: "Count the plates of a unit / 平板计数",
  params: determinationId,
  body: z.object({
    dilutions: z.array(Dilution).min(1).max(8),
    /** Colonies on the blank plates and on the medium's own control. */
    blank: colonies,
    mediumControl: colonies,
    mediumLot,
  }),
});

export const countTubes = endpoint({
  method: "POST",
  path: "/api/determinations/:determinationId/tubes",
  right: "bench.use",
  summary: "Positive tubes of a unit → MPN / MPN 计数",
  params: determinationId,
  body: z.object({ tubes: Tubes, mediumLot, isBlankClear: z.boolean() }),
});

export const StageView = z.object({
  stage: z.string(),
  name: z.string(),
  nameEn: z.string(),
  celsius: z.string(),
  leastHours: z.number(),
  mostHours: z.number(),
  /** At its end somebody says what was seen. */
  decides: z.boolean(),
  medium: z.string(),
  mediumLot: z.string().nullable(),
  settings: z.string().nullable(),
  startedAt: z.string().nullable(),
  startedBy: z.string().nullable(),
  /** When it may be taken out, and until when it should be. */
  dueFrom: z.string().nullable(),
  dueUntil: z.string().nullable(),
  endedAt: z.string().nullable(),
  endedBy: z.string().nullable(),
  finding: z.enum(["typical", "none"]).nullable(),
  remarks: z.string().nullable(),
});
export type StageView = z.output<typeof StageView>;

/** Where every unit of a task stands: its counting sheet or its culture. */
export const CultureView = z.object({
  taskId: z.uuid(),
  sheet: z.enum(["plates", "mpn", "culture"]).nullable(),
  step: z.string().nullable(),
  colonies: z.object({ least: z.number(), most: z.number() }),
  incubation: z.object({ hours: z.number(), tolerance: z.number(), celsius: z.string() }).nullable(),
  /** From the incubator's record: when reading is due. */
  readingFrom: z.string().nullable(),
  readingUntil: z.string().nullable(),
  units: z.array(
    z.object({
      determinationId: z.uuid(),
      unit: z.number(),
      /** The container it comes from, and whether it was scanned. */
      container: z.string().nullable(),
      isContainerScanned: z.boolean(),
      result: z.object({ text: z.string(), qualifier: z.string(), calculation: z.string().nullable() }).nullable(),
      stages: z.array(StageView),
    }),
  ),
});
export type CultureView = z.output<typeof CultureView>;

export const showCulture = endpoint({
  method: "GET",
  path: "/api/tasks/:taskId/culture",
  right: "results.read",
  summary: "Plates, tubes and stages of a task / 微生物记录",
  params: z.object({ taskId: z.uuid() }),
  reply: CultureView,
});

/** One stage begins for units together: they go into the same medium and the same incubator. */
export const beginStage = endpoint({
  method: "POST",
  path: "/api/tasks/:taskId/culture/begin",
  right: "bench.use",
  summary: "Begin a stage of a culture / 开始培养步骤",
  params: z.object({ taskId: z.uuid() }),
  body: z.object({
    determinationIds: z.array(z.uuid()).min(1).max(60),
    stage: z.string().max(40),
    mediumLot,
    settings: z.string().trim().min(1).max(100),
    instrumentNumber: z.string().max(40).optional(),
  }),
});

export const endStage = endpoint({
  method: "POST",
  path: "/api/determinations/:determinationId/culture/end",
  right: "bench.use",
  summary: "Take a culture out and say what was seen / 结束培养步骤",
  params: determinationId,
  body: z.object({
    stage: z.string().max(40),
    finding: z.enum(["typical", "none"]).optional(),
    remarks: z.string().trim().max(300).optional(),
  }),
});
