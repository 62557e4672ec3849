// Photos and documents of an instrument, and the label that was printed for it.
import { z } from "zod";
import { endpoint } from "../kernel/endpoint.ts";
import { instant } from "../kernel/time.ts";
import { InstrumentView } from "./contract.ts";

export const fileKinds = ["photo", "certificate", "manual", "acceptance", "other"] as const;
export const instrumentFileTypes = ["application/pdf", "image/jpeg", "image/png"] as const;
export const mostInstrumentFileBytes = 20 * 1024 * 1024;

export const InstrumentFileView = z.object({
  id: z.uuid(),
  kind: z.enum(fileKinds),
  name: z.string(),
  mediaType: z.string(),
  size: z.number(),
  /** The certificate it is a scan of. */
  verificationId: z.uuid().nullable(),
  by: z.string(),
  at: instant,
});
export type InstrumentFileView = z.output<typeof InstrumentFileView>;

const number = z.object({ number: z.string().max(40) });

export const listInstrumentFiles = endpoint({
  method: "GET",
  path: "/api/instruments/:number/files",
  right: "instruments.read",
  summary: "Photos and documents of an instrument / 仪器资料",
  params: number,
  reply: z.object({ rows: z.array(InstrumentFileView) }),
});

export const uploadInstrumentFile = endpoint({
  method: "POST",
  path: "/api/instruments/:number/files",
  right: "instruments.change",
  summary: "Upload a photo or a document; the body is the file / 上传仪器资料",
  params: number,
  query: z.object({
    kind: z.enum(fileKinds),
    name: z.string().trim().min(1).max(160),
    /** A scan of a certificate that was recorded before. */
    verificationId: z.uuid().optional(),
  }),
  upload: { types: instrumentFileTypes, mostBytes: mostInstrumentFileBytes },
  reply: InstrumentFileView,
});

export const showInstrumentFile = endpoint({
  method: "GET",
  path: "/api/instrument-files/:fileId",
  right: "instruments.read",
  summary: "A photo or a document of an instrument / 查看仪器资料",
  params: z.object({ fileId: z.uuid() }),
  file: true,
});

/** It is no longer shown; the bytes and the entry stay. */
export const putAwayInstrumentFile = endpoint({
  method: "POST",
  path: "/api/instrument-files/:fileId/put-away",
  right: "instruments.change",
  summary: "Put a document away / 撤下仪器资料",
  params: z.object({ fileId: z.uuid() }),
  body: z.object({ reason: z.string().trim().min(2).max(300) }),
});

/** Says that the label is being printed now; what it says is kept, so that a state that changes asks for a new one. */
export const printInstrumentLabel = endpoint({
  method: "POST",
  path: "/api/instruments/:number/labels",
  right: "instruments.change",
  summary: "Print the instrument's label / 打印仪器标签",
  params: number,
  reply: InstrumentView,
});

/** Whether a period ends the day before the same day of the month (the rule of the field), or on it. */
export const setDueRule = endpoint({
  method: "POST",
  path: "/api/verification-due-rule",
  right: "instruments.change",
  summary: "How a last day follows from a period / 有效期推算规则",
  body: z.object({ lessOneDay: z.boolean() }),
  reply: z.object({ lessOneDay: z.boolean() }),
});

export const showDueRule = endpoint({
  method: "GET",
  path: "/api/verification-due-rule",
  right: "instruments.read",
  summary: "How a last day follows from a period / 有效期推算规则",
  reply: z.object({ lessOneDay: z.boolean() }),
});
