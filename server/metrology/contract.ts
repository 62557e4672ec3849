import { z } from "zod";
import { EquipmentNeed } from "../catalogue/rules/equipment-need.ts";
import { endpoint } from "../kernel/endpoint.ts";
import { pageOf, pageQuery } from "../kernel/page.ts";
import { equipmentKinds } from "../kernel/equipment-kinds.ts";
import { JudgedNeed } from "./rules/confirmation.ts";
import { Corrections } from "./rules/corrections.ts";
import { FoundPoint } from "./rules/found-errors.ts";
import { RestrictionLimits } from "./rules/restriction.ts";
import { day } from "../kernel/time.ts";

export { judgeNeeds } from "./rules/confirmation.ts";
export { correct, Corrections, rangeText } from "./rules/corrections.ts";
export type { FoundPoint } from "./rules/found-errors.ts";
export { needText } from "../catalogue/rules/equipment-need.ts";

export const Fitness = z.object({
  state: z.enum(["fit", "restricted", "out_of_service"]),
  reasons: z.array(z.string()),
  restriction: z.string().nullable(),
  /** A restriction as far as a rule can read it. */
  limits: z.array(RestrictionLimits),
  validUntil: z.string().nullable(),
  /** Days left when 60 or fewer; null otherwise. */
  dueInDays: z.number().nullable(),
});
export type Fitness = z.output<typeof Fitness>;

/** As the register shows it: what is fit but due within 60 days is told from what is simply fit. The most urgent first. */
export const FitnessLook = z.enum(["out_of_service", "restricted", "due_soon", "fit"]);
export type FitnessLook = z.output<typeof FitnessLook>;

export function lookOf(fitness: Pick<Fitness, "state" | "dueInDays">): FitnessLook {
  return fitness.state === "fit" && fitness.dueInDays !== null ? "due_soon" : fitness.state;
}

export const VerificationView = z.object({
  id: z.uuid(),
  kind: z.enum(["verification", "calibration", "intermediate_check"]),
  on: z.string(),
  certificateNumber: z.string(),
  agency: z.string(),
  validUntil: z.string(),
  conclusion: z.enum(["fit", "restricted", "unfit"]),
  restriction: z.string().nullable(),
  confirmedBy: z.string(),
  points: z.array(FoundPoint),
  unit: z.string().nullable(),
  corrections: Corrections.nullable(),
  usesCorrections: z.boolean(),
  intervalMonths: z.number().nullable(),
  limits: RestrictionLimits.nullable(),
  /** What the methods needed, as it stood when it was confirmed. */
  needs: z.array(JudgedNeed),
  isFailureNotice: z.boolean(),
  wasFoundOut: z.boolean(),
  /** Of a check that was planned: it stands with its plan. */
  checkPlanId: z.uuid().nullable(),
  /** Whether its finding still waits for a signed assessment; null where it is no finding. */
  isAssessed: z.boolean().nullable(),
  recordedAt: z.string(),
});

export const InstrumentView = z.object({
  id: z.uuid(),
  number: z.string(),
  name: z.string(),
  kind: z.string(),
  model: z.string(),
  serialNumber: z.string(),
  maker: z.string(),
  range: z.string(),
  accuracyClass: z.string().nullable(),
  category: z.enum(["measurement_standard", "compulsory", "other"]),
  place: z.string(),
  keeper: z.string().nullable(),
  verifiedBy: z.string().nullable(),
  periodMonths: z.number().nullable(),
  driver: z.string().nullable(),
  isConnected: z.boolean(),
  fitness: Fitness,
  photoId: z.uuid().nullable(),
  /** Who has it, where it is lent. */
  loan: z.object({ to: z.string(), since: z.string(), dueBack: z.string(), isOverdue: z.boolean() }).nullable(),
  /** The label that was printed last; not current where it would say something else today. */
  label: z.object({ at: z.string(), by: z.string(), said: z.string(), isCurrent: z.boolean() }).nullable(),
  verifications: z.array(VerificationView),
});
export type InstrumentView = z.output<typeof InstrumentView>;

export const listInstruments = endpoint({
  method: "GET",
  path: "/api/instruments",
  right: "instruments.read",
  summary: "The register of measuring instruments, what may not be used first / 仪器设备",
  query: pageQuery.extend({ state: FitnessLook.optional() }),
  reply: pageOf(InstrumentView).extend({
    /** How many that are sought stand in each state. */
    counts: z.record(FitnessLook, z.number()),
  }),
});

export const InstrumentChoice = InstrumentView.pick({
  id: true,
  number: true,
  name: true,
  model: true,
  kind: true,
  place: true,
  driver: true,
  isConnected: true,
  fitness: true,
});
export type InstrumentChoice = z.output<typeof InstrumentChoice>;

export const listChoices = endpoint({
  method: "GET",
  path: "/api/instrument-choices",
  right: "instruments.read",
  summary: "Every instrument with no more than is needed to choose it / 可选仪器",
  reply: z.object({ rows: z.array(InstrumentChoice) }),
});

export const showInstrument = endpoint({
  method: "GET",
  path: "/api/instruments/:number",
  right: "instruments.read",
  summary: "One instrument / 仪器",
  params: z.object({ number: z.string() }),
  reply: InstrumentView,
});

const words = z.string().trim().min(1).max(200);

export const registerInstrument = endpoint({
  method: "POST",
  path: "/api/instruments",
  right: "instruments.change",
  summary: "Register an instrument / 登记仪器",
  body: z.object({
    name: words,
    kind: z.enum(equipmentKinds),
    model: words,
    serialNumber: words,
    maker: words,
    range: words,
    accuracyClass: z.string().max(20).optional(),
    category: z.enum(["measurement_standard", "compulsory", "other"]),
    place: words,
    keeper: z.string().max(60).optional(),
    verifiedBy: z.string().max(60).optional(),
    periodMonths: z.int().min(1).max(120).optional(),
  }),
  reply: InstrumentView,
});

export const recordVerification = endpoint({
  method: "POST",
  path: "/api/instruments/:number/verifications",
  right: "instruments.change",
  summary: "Record a verification with its confirmation / 登记检定、校准",
  params: z.object({ number: z.string() }),
  body: z.object({
    kind: z.enum(["verification", "calibration", "intermediate_check"]),
    on: day,
    certificateNumber: words,
    agency: words,
    /** Left out: computed from the date and the period. */
    validUntil: day.optional(),
    conclusion: z.enum(["fit", "restricted", "unfit"]),
    restriction: z.string().max(200).optional(),
    /** What was found at points of the range, all in one unit. */
    points: z.array(FoundPoint).max(60).optional(),
    unit: z.string().trim().max(20).optional(),
    corrections: Corrections.optional(),
    /** 修正值使用: left out, they are kept and not applied, as a balance within its permissible error needs none. */
    usesCorrections: z.boolean().optional(),
    /** The interval of a calibration, which its certificate does not state. */
    intervalMonths: z.int().min(1).max(120).optional(),
    /** The restriction as a rule can read it, beside its words. */
    limits: RestrictionLimits.optional(),
    /** 检定结果通知书: the institute did not pass it. */
    isFailureNotice: z.boolean().optional(),
    /** Out of tolerance as found, though it was adjusted and passes now. */
    wasFoundOut: z.boolean().optional(),
    /** Scans that were uploaded for it. */
    fileIds: z.array(z.uuid()).max(20).optional(),
  }),
  reply: InstrumentView,
});

/** What the methods that use this kind of equipment ask of it, for the confirmation. */
export const showNeeds = endpoint({
  method: "GET",
  path: "/api/instruments/:number/needs",
  right: "instruments.read",
  summary: "What methods need of an instrument / 计量要求",
  params: z.object({ number: z.string() }),
  reply: z.object({
    rows: z.array(z.object({ methodId: z.uuid(), method: z.string(), need: EquipmentNeed.nullable() })),
  }),
});

export const instrumentLabel = endpoint({
  method: "GET",
  path: "/api/instruments/:number/label.pdf",
  right: "instruments.read",
  summary: "The instrument's label / 仪器标签",
  params: z.object({ number: z.string() }),
  file: true,
});
