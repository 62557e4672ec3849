import { z } from "zod";
import { RecoveryBand, RecoveryBands } from "./rules/recovery-bands.ts";
import { endpoint } from "../kernel/endpoint.ts";
import { pageOf, pageQuery } from "../kernel/page.ts";
import { day } from "../kernel/time.ts";
import { numeral } from "../kernel/decimal.ts";
import { equipmentKinds } from "../kernel/equipment-kinds.ts";
import { MethodEnvironment } from "./rules/environment.ts";
import { EquipmentNeed } from "./rules/equipment-need.ts";

export { environmentText, MethodEnvironment } from "./rules/environment.ts";
export { EquipmentNeed, needText } from "./rules/equipment-need.ts";

export const MethodStep = z.object({
  key: z.string(),
  name: z.string(),
  nameEn: z.string(),
  /** constant: weighed until two successive weighings agree; single: once; value: a figure from elsewhere. */
  kind: z.enum(["constant", "single", "value"]),
  unit: z.string(),
  /** Weighings closer together than this (drying plus cooling) do not count. */
  minimumMinutes: z.number().optional(),
  /** Two successive weighings differ by at most this, in the step's unit. */
  tolerance: z.string().optional(),
  /** A signal: read off the task's calibration curve, it enters the formula as a concentration under this name. */
  curve: z.object({ as: z.string(), unit: z.string() }).optional(),
  /** A count is reckoned from plates or from tubes; `least` to `most` colonies on a plate that counts. */
  sheet: z.enum(["plates", "mpn"]).optional(),
  colonies: z.object({ least: z.number(), most: z.number() }).optional(),
  /** How long it is incubated before it is read, at what temperature. */
  incubation: z.object({ hours: z.number(), tolerance: z.number(), celsius: z.string() }).optional(),
  /** The stages of a culture that last for days; the finding follows from the last of them. */
  culture: z
    .array(
      z.object({
        key: z.string(),
        name: z.string(),
        nameEn: z.string(),
        medium: z.string(),
        celsius: z.string(),
        leastHours: z.number(),
        mostHours: z.number(),
        /** Nothing typical seen at its end is the end: 未检出. */
        decides: z.boolean(),
      }),
    )
    .optional(),
});
export type MethodStep = z.output<typeof MethodStep>;

/** What a result of a method is; how readings become it, and by which kinds of limit it can be judged, follows from it. */
export const ResultKind = z.enum(["quantity", "qualitative", "plan", "components", "staged", "pcr"]);
export type ResultKind = z.output<typeof ResultKind>;

/** A member of a sum, or a stage (`screen`, `confirm`), read in the step of the same key. */
export const MethodComponent = z.object({
  key: z.string(),
  name: z.string(),
  lod: numeral.optional(),
  loq: numeral.optional(),
  max: numeral.optional(), // its own limit in a sum of ratios
});
export type MethodComponent = z.output<typeof MethodComponent>;

export { levelsText, RecoveryBand, recoveryBandOf, recoveryBandText } from "./rules/recovery-bands.ts";

/** Expanded uncertainty as the laboratory evaluated it: in the method's unit, or in percent of the value. */
export const MethodUncertainty = z.object({ kind: z.enum(["absolute", "percent"]), U: numeral, k: numeral });
export type MethodUncertainty = z.output<typeof MethodUncertainty>;

const aboveZero = numeral.regex(/^(?!0+(\.0+)?$)\d/, { error: "numeral" });

/** What one test of a method takes of a sample, parallels included. */
export const SampleNeed = z.object({ amount: aboveZero, unit: z.enum(["g", "mL"]) });

export const MethodView = z.object({
  id: z.uuid(),
  code: z.string(),
  title: z.string(),
  clause: z.string(),
  item: z.string(),
  itemEn: z.string(),
  itemId: z.uuid(),
  unit: z.string(),
  lod: z.string().nullable(),
  loq: z.string().nullable(),
  parallels: z.number(),
  repeatabilityPercent: z.string().nullable(),
  reporting: z.string(),
  formula: z.string(),
  steps: z.array(MethodStep),
  equipmentKinds: z.array(z.string()),
  equipmentNeeds: z.array(EquipmentNeed),
  inForceFrom: z.string(),
  inForceUntil: z.string().nullable(),
  isInScope: z.boolean(),
  resultKind: ResultKind,
  uncertainty: MethodUncertainty.nullable(),
  recoveryBands: z.array(RecoveryBand),
  sampleNeed: SampleNeed.nullable(),
  environment: MethodEnvironment.nullable(),
});
export type MethodView = z.output<typeof MethodView>;

export const listMethods = endpoint({
  method: "GET",
  path: "/api/methods",
  right: "catalogue.read",
  summary: "Test methods with their figures / 检验方法",
  reply: z.object({ rows: z.array(MethodView) }),
});

/** What the laboratory found by evaluating its own uncertainty (GB/T 27411, CNAS-GL006); null takes it back. */
export const setUncertainty = endpoint({
  method: "POST",
  path: "/api/methods/:id/uncertainty",
  right: "methods.change",
  summary: "The measurement uncertainty of a method / 方法的测量不确定度",
  params: z.object({ id: z.uuid() }),
  body: z.object({
    uncertainty: MethodUncertainty.extend({ U: aboveZero, k: aboveZero }).nullable(),
    reason: z.string().trim().min(2).max(300),
  }),
  reply: MethodView,
});

/** The recovery of a spike that a method must reach, by the level that was added. */
export const setRecoveryBands = endpoint({
  method: "POST",
  path: "/api/methods/:id/recovery-bands",
  right: "methods.change",
  summary: "Recovery limits of a method by spiked level / 方法的回收率限值",
  params: z.object({ id: z.uuid() }),
  body: z.object({ bands: RecoveryBands, reason: z.string().trim().min(2).max(300) }),
  reply: MethodView,
});

/** What a method needs beside hands: a result without a use of each kind cannot be submitted. */
export const setEquipmentKinds = endpoint({
  method: "POST",
  path: "/api/methods/:id/equipment-kinds",
  right: "methods.change",
  summary: "The kinds of equipment a method requires / 方法所需设备",
  params: z.object({ id: z.uuid() }),
  body: z.object({
    kinds: z.array(z.enum(equipmentKinds)).max(equipmentKinds.length),
    reason: z.string().trim().min(2).max(300),
  }),
  reply: MethodView,
});

/** The room a method may be worked in; null where it states nothing. */
export const setEnvironment = endpoint({
  method: "POST",
  path: "/api/methods/:id/environment",
  right: "methods.change",
  summary: "Temperature and humidity that a method allows / 方法规定的环境条件",
  params: z.object({ id: z.uuid() }),
  body: MethodEnvironment.extend({ reason: z.string().trim().min(2).max(300) }),
  reply: MethodView,
});

export const setSampleNeed = endpoint({
  method: "POST",
  path: "/api/methods/:id/sample-need",
  right: "methods.change",
  summary: "How much of a sample a test takes / 方法所需样品量",
  params: z.object({ id: z.uuid() }),
  body: z.object({ sampleNeed: SampleNeed.nullable() }),
  reply: MethodView,
});

/** What the method asks of its equipment, by kind; confirmations from then on are held against it. */
export const setEquipmentNeeds = endpoint({
  method: "POST",
  path: "/api/methods/:id/equipment-needs",
  right: "methods.change",
  summary: "What a method needs of its equipment / 方法的设备要求",
  params: z.object({ id: z.uuid() }),
  body: z.object({ needs: z.array(EquipmentNeed).max(30), reason: z.string().trim().min(2).max(300) }),
  reply: MethodView,
});

export const ProductView = z.object({
  id: z.uuid(),
  name: z.string(),
  gtin: z.string().nullable(),
  category: z.string(),
  specification: z.string().nullable(),
  producer: z.string().nullable(),
  storage: z.string().nullable(),
});
export type ProductView = z.output<typeof ProductView>;

export const listProducts = endpoint({
  method: "GET",
  path: "/api/products",
  right: "catalogue.read",
  summary: "Products by name or barcode / 产品",
  query: z.object({ q: z.string().max(80).optional() }),
  reply: z.object({ rows: z.array(ProductView) }),
});

export const listCategories = endpoint({
  method: "GET",
  path: "/api/categories",
  right: "catalogue.read",
  summary: "The tree of product categories / 产品分类",
  reply: z.object({ rows: z.array(z.string()) }),
});

export const LimitView = z.object({
  id: z.uuid(),
  rowKey: z.string(),
  standard: z.string(),
  edition: z.string(),
  title: z.string(),
  category: z.string(),
  item: z.string(),
  itemEn: z.string(),
  kind: z.string(),
  text: z.string(),
  unit: z.string(),
  basis: z.string().nullable(),
  note: z.string().nullable(),
  methods: z.array(z.string()),
  inForceFrom: z.string(),
  inForceUntil: z.string().nullable(),
  confidence: z.string(),
  /** Nothing left to be confirmed: the figure is sure, or somebody compared it with the printed standard. */
  isConfirmed: z.boolean(),
  confirmedBy: z.string().nullable(),
  confirmedAt: z.string().nullable(),
  source: z.string(),
});
export type LimitView = z.output<typeof LimitView>;

export const listLimits = endpoint({
  method: "GET",
  path: "/api/limits",
  right: "catalogue.read",
  summary: "Limits of all editions, searched / 限量查询",
  query: pageQuery.extend({ on: day.optional(), standard: z.string().max(60).optional() }),
  reply: pageOf(LimitView).extend({ total: z.number(), standards: z.array(z.string()) }),
});

export const findLimits = endpoint({
  method: "GET",
  path: "/api/limits/in-force",
  right: "catalogue.read",
  summary: "The limits that decide for a category, an item and a day / 某日有效限量",
  query: z.object({ category: z.string().max(200), item: z.string().max(80), on: day }),
  reply: z.object({
    /** What may be followed instead of a row in force (transition) stands after it, marked. */
    rows: z.array(LimitView.extend({ mayFollowInstead: z.boolean() })),
  }),
});
