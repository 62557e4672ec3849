import { z } from "zod";

/** Server-sent events; the stream is opened by a GET on this path. */
export const livePath = "/api/live";

/** What every open screen of a laboratory is told as it happens. Any event may be lost; screens ask again. */
export const LiveEvent = z.discriminatedUnion("type", [
  /** Something on screen may have changed: ask again. */
  z.object({ type: z.literal("changed"), topics: z.array(z.string()), laboratoryId: z.string().nullable() }),
  /** A notice came for this person; told to nobody else. */
  z.object({ type: z.literal("notice"), personId: z.string() }),
  /** What an instrument's display shows at this moment. */
  z.object({
    type: z.literal("display"),
    laboratoryId: z.string(),
    instrument: z.string(),
    state: z.string(),
    text: z.string().nullable(),
    value: z.string().nullable(),
    unit: z.string().nullable(),
    stable: z.boolean().nullable(),
  }),
  /** Rows of a batch changed: whoever shows it asks for these again. */
  z.object({
    type: z.literal("sheet"),
    laboratoryId: z.string(),
    sheetId: z.string(),
    positionIds: z.array(z.string()),
  }),
  /** Bytes as they came, while somebody sets the instrument up. */
  z.object({ type: z.literal("bytes"), laboratoryId: z.string(), instrument: z.string(), hex: z.string() }),
  /** A reading came, and where it went. */
  z.object({
    type: z.literal("reading"),
    laboratoryId: z.string(),
    instrument: z.string(),
    personId: z.string().nullable(),
    taskId: z.string().nullable(),
    outcome: z.enum(["placed", "unclaimed", "refused"]),
    text: z.string(),
    reason: z.string().nullable(),
  }),
]);
export type LiveEvent = z.output<typeof LiveEvent>;
