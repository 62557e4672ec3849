import { z } from "zod";
import { numeral } from "../kernel/decimal.ts";
import { endpoint } from "../kernel/endpoint.ts";
import { instant } from "../kernel/time.ts";

// What a gateway says and is told. It stands between two programs that are not always restarted together, so fields are
// added as optional and never change their meaning.

export const instrumentNumber = z.string().regex(/^\d{16}$/, { error: "instrument-number" });

/** What was measured; `message` is what an instrument said that is no measurement (an error, noise on the line). */
export const readingKinds = [
  "weight",
  "count",
  "percent",
  "pH",
  "conductivity",
  "temperature",
  "volume",
  "result",
  "scan",
  "message",
] as const;
export const ReadingKind = z.enum(readingKinds);
export type ReadingKind = z.output<typeof ReadingKind>;

/** Only `reading` may enter a result; everything else is kept so that nobody wonders where it went. */
export const readingStatuses = [
  "reading",
  "unstable",
  "overload",
  "underload",
  "busy",
  "error",
  "truncated",
  "noise",
  "unknown",
] as const;
export const ReadingStatus = z.enum(readingStatuses);
export type ReadingStatus = z.output<typeof ReadingStatus>;

/** What an instrument sent, as the gateway kept it on its disk. */
export const DeliveredReading = z.object({
  sequence: z.int().positive(), // per gateway, without a hole
  instrumentNumber,
  raw: z.base64().max(1_800_000), // the exact bytes, with their line end; empty where `within` names the row that has them
  kind: ReadingKind,
  value: numeral.nullable(), // verbatim: the last zero is part of it
  unit: z.string().max(20).nullable(),
  stable: z.boolean().nullable(), // null where the protocol does not say
  status: ReadingStatus,
  text: z.string().max(500).nullable(), // the line as a person would read it
  takenAt: instant, // the gateway's clock when the last byte came
  driver: z.string().max(60),
  qualifier: z.enum(["=", "<", ">"]).optional(),
  /** What else the instrument said with the figure, in its own words: test, sample, flag, range, target, its own time. */
  details: z.record(z.string().max(40), z.string().max(1_000)).optional(),
  within: z.int().positive().optional(), // the sequence of the row that holds the bytes which several readings share
  journal: z.object({ from: z.int().nonnegative(), bytes: z.int().nonnegative() }).optional(),
  file: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(), // SHA-256 of the file it came in
});
export type DeliveredReading = z.output<typeof DeliveredReading>;

/**
 * Readings in the order of their sequence. The server takes those that follow its mark without a hole, ignores those at
 * or below it, and answers the mark; so the same delivery may be repeated as often as it takes.
 */
export const takeReadings = endpoint({
  method: "POST",
  path: "/api/gateway/readings",
  right: "gateway",
  trail: "none", // a repeated delivery changes nothing; what is new leaves its entry
  summary: "Takes readings that a gateway kept, in order; repeating a delivery is harmless",
  body: z.object({ readings: z.array(DeliveredReading).min(1).max(500), gatewayNow: instant }),
  reply: z.object({ upTo: z.int().nonnegative() }),
});

const SerialPortSettings = z.object({
  kind: z.literal("serial"),
  path: z.string().min(1).max(300),
  baudRate: z.int().positive().default(9600),
  dataBits: z.union([z.literal(5), z.literal(6), z.literal(7), z.literal(8)]).default(8),
  parity: z.enum(["none", "even", "odd"]).default("none"),
  stopBits: z.union([z.literal(1), z.literal(1.5), z.literal(2)]).default(1),
  handshake: z.enum(["none", "xon-xoff", "rts-cts"]).optional(),
});
const TcpPortSettings = z.object({
  kind: z.literal("tcp"),
  host: z.string().min(1).max(255),
  port: z.int().min(1).max(65_535),
});
/** A folder into which an instrument's software writes its result files. */
const FolderSettings = z.object({
  kind: z.literal("folder"),
  path: z.string().min(1).max(500),
  pattern: z.string().max(100).optional(), // such as *.csv
});
export const PortSettings = z.discriminatedUnion("kind", [SerialPortSettings, TcpPortSettings, FolderSettings]);
export type PortSettings = z.output<typeof PortSettings>;

/**
 * `listen`: readings are what a person sends with the print key; with `live` the gateway also asks for the shown weight.
 * `stream`: the instrument has no key, it streams; a reading is each load that has come to rest.
 */
export const ConnectedInstrument = z.object({
  number: instrumentNumber,
  name: z.string(),
  driver: z.string(),
  port: PortSettings,
  mode: z.enum(["listen", "stream"]),
  live: z.boolean(),
  profile: z.json().optional(), // what the driver needs to know of this one instrument
});
export type ConnectedInstrument = z.output<typeof ConnectedInstrument>;

/** `upTo` is the server's mark for this gateway: a gateway with an empty disk goes on counting from there. */
export const GatewayConfiguration = z.object({
  gatewayName: z.string(),
  upTo: z.int().nonnegative(),
  clockAheadMinutes: z.number().optional(), // of a demonstration's clock; readings are timed by it
  instruments: z.array(ConnectedInstrument),
  watched: z.array(instrumentNumber).default([]), // whose bytes a technician looks at now
});
export type GatewayConfiguration = z.output<typeof GatewayConfiguration>;

export const gatewayConfiguration = endpoint({
  method: "GET",
  path: "/api/gateway/configuration",
  right: "gateway",
  summary: "Which instruments a gateway reads, on which ports",
  reply: GatewayConfiguration,
});

/** What a display shows at this moment; it may be lost and is never a reading. */
export const LiveInstrument = z.object({
  number: instrumentNumber,
  state: z.enum(["idle", "open", "lost"]),
  live: z
    .object({
      text: z.string().max(200),
      value: numeral.nullable(),
      unit: z.string().max(20).nullable(),
      stable: z.boolean().nullable(),
    })
    .nullable(),
  serialNumber: z.string().max(100).nullable().optional(), // as the instrument tells it; a swapped balance shows here
  at: instant,
});
export type LiveInstrument = z.output<typeof LiveInstrument>;

export const reportLive = endpoint({
  method: "POST",
  path: "/api/gateway/live",
  right: "gateway",
  trail: "none",
  summary: "What connected instruments show at this moment",
  body: z.object({ instruments: z.array(LiveInstrument).min(1).max(200) }),
});

/** 关联: whose next stable reading of this instrument it is, and where it goes. */
export const ClaimView = z.object({
  id: z.uuid(),
  instrument: z.object({ number: z.string(), name: z.string(), validUntil: z.string().nullable(), state: z.string() }),
  personId: z.uuid(),
  person: z.string(),
  taskId: z.uuid(),
  containerNumber: z.string(),
  determinationId: z.uuid(),
  step: z.string(),
  openedAt: z.string(),
});
export type ClaimView = z.output<typeof ClaimView>;

/** Opens or moves the claim on an instrument; without a determination the task's open step is chosen. */
export const openClaim = endpoint({
  method: "POST",
  path: "/api/claims",
  right: "bench.use",
  summary: "Claim an instrument for a container's task / 关联仪器",
  body: z.object({
    taskId: z.uuid(),
    containerNumber: z.string().max(40),
    instrumentNumber: z.string().max(40),
    determinationId: z.uuid().optional(),
    step: z.string().max(40).optional(),
  }),
  reply: ClaimView,
});

export const closeClaim = endpoint({
  method: "POST",
  path: "/api/claims/:claimId/close",
  right: "bench.use",
  summary: "Give an instrument free / 结束关联",
  params: z.object({ claimId: z.uuid() }),
});

/** A dish by its engraved number, bound to a parallel; from then on the number is enough. */
export const bindVessel = endpoint({
  method: "POST",
  path: "/api/determinations/:determinationId/vessel",
  right: "bench.use",
  summary: "Bind a vessel to a parallel / 绑定皿号",
  params: z.object({ determinationId: z.uuid() }),
  body: z.object({ vessel: z.string().trim().min(1).max(20) }),
});

export const TrayReading = z.object({
  id: z.uuid(),
  instrument: z.string().nullable(),
  instrumentNumber: z.string().nullable(),
  text: z.string().nullable(),
  value: z.string().nullable(),
  unit: z.string().nullable(),
  status: z.string(),
  /** What the instrument said of it, in its own words. */
  sample: z.string().nullable(),
  test: z.string().nullable(),
  takenAt: z.string(),
});

export const listTray = endpoint({
  method: "GET",
  path: "/api/tray",
  right: "bench.use",
  summary: "Readings nobody claimed / 待关联读数",
  reply: z.object({ rows: z.array(TrayReading) }),
});

export const assignFromTray = endpoint({
  method: "POST",
  path: "/api/tray/:readingId/assign",
  right: "bench.use",
  summary: "Give a reading from the tray to a step, with a reason / 关联待关联读数",
  params: z.object({ readingId: z.uuid() }),
  body: z.object({ determinationId: z.uuid(), step: z.string().max(40), reason: z.string().trim().min(2).max(300) }),
});

export const undoReading = endpoint({
  method: "POST",
  path: "/api/reading-uses/:useId/undo",
  right: "bench.use",
  summary: "Take a reading out of a step; it goes to the tray / 撤销称量",
  params: z.object({ useId: z.uuid() }),
  body: z.object({ reason: z.string().trim().min(2).max(300) }),
});

/**
 * A result typed by hand is a reading too: 12.340, 3.2E3, ＜10, 未检出, or a word of the method. With its instrument, where the
 * method has one, and its reason, where an instrument could have sent it.
 */
export const enterManualReading = endpoint({
  method: "POST",
  path: "/api/determinations/:determinationId/manual-readings",
  right: "bench.use",
  summary: "Type a reading by hand / 手工录入读数",
  params: z.object({ determinationId: z.uuid() }),
  body: z.object({
    step: z.string().max(40),
    text: z.string().trim().min(1).max(60).optional(),
    /** Said apart from the figure; else it is read from the text. */
    qualifier: z.enum(["=", "<", ">", "<LOD", "not_detected", "detected"]).optional(),
    instrumentNumber: z.string().max(40).optional(),
    reason: z.string().trim().min(2).max(300).optional(),
  }),
});

/** The container of a unit; without a unit it finds its own. */
export const scanUnit = endpoint({
  method: "POST",
  path: "/api/tasks/:taskId/units/scan",
  right: "bench.use",
  summary: "Scan the container of a unit of a sampling plan / 扫描单件容器",
  params: z.object({ taskId: z.uuid() }),
  body: z.object({ containerNumber: z.string().max(40), determinationId: z.uuid().optional() }),
  reply: z.object({ determinationId: z.uuid(), unit: z.number(), container: z.string() }),
});

/** How many units of a lot there are to test: as many as the sampling plan asks for, or as many as came. */
export const setSampleUnits = endpoint({
  method: "POST",
  path: "/api/tasks/:taskId/units",
  right: "bench.use",
  summary: "Add units of a sampling plan, or give up those that never came / 调整样品件数",
  params: z.object({ taskId: z.uuid() }),
  body: z.object({ count: z.int().min(1).max(60), reason: z.string().trim().min(2).max(300) }),
});
