// 校准曲线: fitted from standards, shown with its residuals before it is frozen, chosen for the signals of tasks.
import { z } from "zod";
import { endpoint } from "../kernel/endpoint.ts";
import { day } from "../kernel/time.ts";
import { CurveCriteria, Fit, Standard, Weighting } from "./rules/calibration.ts";

const words = z.string().trim().min(1).max(120);

const Asked = z.object({
  standards: z.array(Standard).min(3).max(60),
  weighting: Weighting.default("1"),
  throughZero: z.boolean().default(false),
  criteria: CurveCriteria.default({ rLeast: "0.995", residualMost: "15" }),
});

export const CurveView = z.object({
  id: z.uuid(),
  number: z.string(),
  methodId: z.uuid(),
  method: z.string(),
  item: z.string(),
  instrument: z.string(),
  unit: z.string(),
  signalUnit: z.string(),
  standardLot: z.string(),
  weighting: Weighting,
  throughZero: z.boolean(),
  fit: Fit,
  equation: z.string(),
  measuredAt: z.string(),
  validUntil: z.string(),
  by: z.string(),
  state: z.enum(["usable", "refused", "expired", "withdrawn"]),
});
export type CurveView = z.output<typeof CurveView>;

export const listCurves = endpoint({
  method: "GET",
  path: "/api/curves",
  right: "results.read",
  summary: "Calibration curves, the newest first / 校准曲线",
  query: z.object({ methodId: z.uuid().optional() }),
  reply: z.object({ rows: z.array(CurveView) }),
});

export const tryCurve = endpoint({
  method: "POST",
  path: "/api/curves/try",
  right: "bench.use",
  trail: "none",
  summary: "Fit standards without keeping them / 试拟合",
  body: Asked,
  reply: z.object({ fit: Fit, equation: z.string() }),
});

/** Frozen with everything it was made of, accepted or not. */
export const keepCurve = endpoint({
  method: "POST",
  path: "/api/curves",
  right: "bench.use",
  summary: "Freeze a calibration curve / 保存校准曲线",
  body: Asked.extend({
    methodId: z.uuid(),
    instrumentNumber: z.string().max(40),
    standardLot: words,
    validUntil: day,
  }),
  reply: CurveView,
});

export const withdrawCurve = endpoint({
  method: "POST",
  path: "/api/curves/:curveId/withdraw",
  right: "bench.use",
  summary: "Take a curve out of use / 停用曲线",
  params: z.object({ curveId: z.uuid() }),
  body: z.object({ reason: z.string().trim().min(2).max(300) }),
  reply: CurveView,
});

/** The curve that the signals of these tasks are read off. */
export const chooseCurve = endpoint({
  method: "POST",
  path: "/api/curves/:curveId/choose",
  right: "bench.use",
  summary: "Choose a curve for tasks / 选用曲线",
  params: z.object({ curveId: z.uuid() }),
  body: z.object({ taskIds: z.array(z.uuid()).min(1).max(100) }),
});
