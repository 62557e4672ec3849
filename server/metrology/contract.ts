import { z } from "zod";
import { endpoint } from "../kernel/endpoint.ts";
import { equipmentKinds } from "../kernel/equipment-kinds.ts";
import { FoundPoint } from "./rules/found-errors.ts";
import { day } from "../kernel/time.ts";

export const Fitness = z.object({
  state: z.enum(["fit", "restricted", "out_of_service"]),
  reasons: z.array(z.string()),
  validUntil: z.string().nullable(),
  /** Days left when 60 or fewer; null otherwise. */
  dueInDays: z.number().nullable(),
});
export type Fitness = z.output<typeof Fitness>;

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
  verifications: z.array(VerificationView),
});
export type InstrumentView = z.output<typeof InstrumentView>;

export const listInstruments = endpoint({
  method: "GET",
  path: "/api/instruments",
  right: "instruments.read",
  summary: "The register of measuring instruments / 仪器设备",
  reply: z.object({ rows: z.array(InstrumentView) }),
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
  }),
  reply: InstrumentView,
});

export const instrumentLabel = endpoint({
  method: "GET",
  path: "/api/instruments/:number/label.pdf",
  right: "instruments.read",
  summary: "The instrument's label / 仪器标签",
  params: z.object({ number: z.string() }),
  file: true,
});
