// 质量控制: control samples, blanks, duplicates and spikes, judged as they are made (ISO/IEC 17025 7.7).
import { z } from "zod";
import { numeral } from "../kernel/decimal.ts";
import { endpoint } from "../kernel/endpoint.ts";
import { day, instant } from "../kernel/time.ts";
import { signature } from "../people/contract.ts";

const words = z.string().trim().min(1).max(120);
const aboveZero = numeral.regex(/^(?!0+(\.0+)?$)\d/, { error: "numeral" });
const signed = z.string().regex(/^-?\d{1,12}(\.\d{1,12})?$/, { error: "numeral" });

export const ControlKind = z.enum(["control", "blank", "duplicate", "spike"]);

export const ControlPointView = z.object({
  id: z.uuid(),
  ordinal: z.int(),
  value: z.string(),
  /** What it was held against when it was measured. */
  target: z.string(),
  sd: z.string(),
  deviation: z.string(),
  at: instant,
  by: z.string(),
  /** Westgard rules that it breaks, and `Eₙ` where it does not agree with the assigned value. */
  broken: z.array(z.string()),
  /** Eₙ as it was judged, with its figures; null where an uncertainty was not known. */
  en: z.string().nullable(),
  isRejected: z.boolean(),
  justification: z.string().nullable(),
  justifiedBy: z.string().nullable(),
});
export type ControlPointView = z.output<typeof ControlPointView>;

export const ControlSeriesRow = z.object({
  id: z.uuid(),
  kind: ControlKind,
  name: z.string(),
  lot: z.string(),
  item: z.string(),
  method: z.string(),
  instrument: z.string().nullable(),
  unit: z.string(),
  target: z.string(),
  sd: z.string(),
  /** U (k = 2) of the target, as the certificate of the material says. */
  uncertainty: z.string().nullable(),
  validUntil: z.string().nullable(),
  /** Which version of its target, s and U counts now. */
  version: z.int(),
  points: z.int(),
  /** `stopped`: a rejected point waits for its justification. */
  state: z.enum(["good", "warning", "stopped", "empty", "ended"]),
});
export type ControlSeriesRow = z.output<typeof ControlSeriesRow>;

export const ControlTargetView = z.object({
  version: z.int(),
  target: z.string(),
  sd: z.string(),
  uncertainty: z.string().nullable(),
  reason: z.string(),
  by: z.string(),
  at: instant,
});

export const ControlChart = ControlSeriesRow.extend({
  rows: z.array(ControlPointView),
  /** Every version of target, s and U, the first first. */
  targets: z.array(ControlTargetView),
  statistics: z.object({ mean: z.string(), sd: z.string(), cv: z.string() }).nullable(),
});
export type ControlChart = z.output<typeof ControlChart>;

export const listControls = endpoint({
  method: "GET",
  path: "/api/controls",
  right: "results.read",
  summary: "Control charts, the stopped first / 质控图",
  reply: z.object({ rows: z.array(ControlSeriesRow) }),
});

const id = z.object({ seriesId: z.uuid() });

export const showControl = endpoint({
  method: "GET",
  path: "/api/controls/:seriesId",
  right: "results.read",
  summary: "One control chart / 质控图",
  params: id,
  reply: ControlChart,
});

export const beginControl = endpoint({
  method: "POST",
  path: "/api/controls",
  right: "controls.change",
  summary: "Begin a control chart with its target / 新建质控图",
  body: z.object({
    methodId: z.uuid(),
    instrumentNumber: z.string().max(40).optional(),
    kind: ControlKind,
    name: words,
    lot: words,
    target: signed,
    sd: numeral,
    /** U (k = 2) of the target; of a control sample only. */
    uncertainty: aboveZero.optional(),
    unit: z.string().trim().max(20),
    validUntil: day.optional(),
  }),
  reply: ControlChart,
});

export const reviseControl = endpoint({
  method: "POST",
  path: "/api/controls/:seriesId/targets",
  right: "controls.change",
  summary: "Another target, s or U from now on; points that are there stay as they were judged / 修订目标值、s、U",
  params: id,
  body: z.object({
    target: signed,
    sd: aboveZero,
    /** None: the material states none. */
    uncertainty: aboveZero.nullable(),
    reason: z.string().trim().min(4).max(300),
    /** The version that was seen when this was typed. */
    basedOn: z.int(),
  }),
  reply: ControlChart,
});

export const endControl = endpoint({
  method: "POST",
  path: "/api/controls/:seriesId/end",
  right: "controls.change",
  summary: "The chart takes no more points; a rejected one still waits for its justification / 停用质控图",
  params: id,
  body: z.object({ reason: z.string().trim().min(4).max(300) }),
  reply: ControlChart,
});

export const addControlPoint = endpoint({
  method: "POST",
  path: "/api/controls/:seriesId/points",
  right: "bench.use",
  summary: "A control was measured / 登记质控结果",
  params: id,
  body: z.object({ value: signed }),
  reply: ControlChart,
});

export const justifyControlPoint = endpoint({
  method: "POST",
  path: "/api/control-points/:pointId/justify",
  right: "controls.justify",
  summary: "Why work may go on after a rejected control; a signature / 失控处理",
  params: z.object({ pointId: z.uuid() }),
  body: z.object({ justification: z.string().trim().min(4).max(1_000), ...signature }),
  reply: ControlChart,
});
