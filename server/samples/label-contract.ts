// Labels: how they look is data of the laboratory, every print is on record, a reprint is the frozen original.
import { z } from "zod";
import { endpoint } from "../kernel/endpoint.ts";

export const LabelSymbol = z.enum(["code128", "datamatrix", "qr"]);
export type LabelSymbol = z.output<typeof LabelSymbol>;

/** What a line of a label may say; who commissioned the sample is not among it. */
export const LineContent = z.enum([
  "laboratory",
  "kind",
  "short",
  "unit",
  "name",
  "number",
  "storage",
  "state",
  "batch",
  "specification",
  "quantity",
  "received",
  "due",
  "text",
]);
export type LineContent = z.output<typeof LineContent>;

export const LabelLine = z.object({
  what: LineContent,
  /** Only for a line of one's own words. */
  text: z.string().trim().max(60).default(""),
  size: z.enum(["small", "normal", "large", "huge"]).default("normal"),
  isBold: z.boolean().default(false),
});
export type LabelLine = z.output<typeof LabelLine>;

/** A label as the laboratory designed it, in millimetres. */
export const LabelDesign = z.object({
  width: z.int().min(15).max(104),
  height: z.int().min(10).max(150),
  symbol: LabelSymbol,
  lines: z.array(LabelLine).min(1).max(12),
});
export type LabelDesign = z.output<typeof LabelDesign>;

const designName = z.string().trim().min(1).max(40);

export const DesignView = LabelDesign.extend({ name: z.string(), savedBy: z.string(), savedAt: z.string() });
export type DesignView = z.output<typeof DesignView>;

/** The two designs that every laboratory begins with. */
export const builtInDesigns = ["50x30", "25x15"] as const;

export const listDesigns = endpoint({
  method: "GET",
  path: "/api/label-designs",
  right: "samples.read",
  summary: "The laboratory's own labels / 标签样式",
  reply: z.object({ rows: z.array(DesignView) }),
});

export const saveDesign = endpoint({
  method: "POST",
  path: "/api/label-designs",
  right: "labels.design",
  summary: "Keep a label design; one of the same name is replaced / 保存标签样式",
  body: LabelDesign.extend({ name: designName }),
  reply: DesignView,
});

export const removeDesign = endpoint({
  method: "POST",
  path: "/api/label-designs/remove",
  right: "labels.design",
  summary: "Remove a label design; what was printed by it stays / 删除标签样式",
  body: z.object({ name: designName }),
});

export const previewDesign = endpoint({
  method: "POST",
  path: "/api/label-designs/preview",
  right: "labels.design",
  trail: "none", // a look changes nothing
  summary: "A design as it would be printed, with the laboratory's last sample / 预览标签样式",
  body: LabelDesign,
  /** PNG at 203 dpi, base64. */
  reply: z.object({ picture: z.string() }),
});

const design = z.string().trim().max(40).default("50x30");

/** `printed`: the labels lie there. `again`: they do not, or not all; they were printed once more from the same bytes. */
export const Settled = z.enum(["printed", "again"]);
export type Settled = z.output<typeof Settled>;

export const PrintView = z.object({
  id: z.uuid(),
  of: z.string(),
  design: z.string(),
  language: z.enum(["pdf", "zpl", "tspl"]),
  printer: z.string().nullable(),
  labels: z.int(),
  sha256: z.string(),
  /** The print whose bytes these are; null for an original. */
  originalId: z.uuid().nullable(),
  reason: z.string().nullable(),
  /** none: a PDF, opened by whoever asked. */
  /** uncertain: interrupted on the way; nobody knows how much came out of the printer. */
  sending: z.enum(["none", "waiting", "sending", "sent", "failed", "uncertain"]),
  sendError: z.string().nullable(),
  /** What somebody found who looked beside the printer. */
  settled: z.object({ as: Settled, by: z.string(), at: z.string() }).nullable(),
  printedBy: z.string(),
  printedAt: z.string(),
});
export type PrintView = z.output<typeof PrintView>;

export const printLabels = endpoint({
  method: "POST",
  path: "/api/labels/print",
  right: "samples.read",
  summary: "Print labels on a printer (ZPL or TSPL) or as PDF; what was printed before is reprinted / 打印标签",
  body: z.object({
    of: z.string().max(40),
    design,
    /** The printer's name; left out for a PDF. */
    printer: z.string().max(60).optional(),
    /** Not the frozen original but anew, because something on the label changed; says what. */
    anewBecause: z.string().trim().min(2).max(200).optional(),
    /** Why it is needed again. */
    reason: z.string().trim().max(200).optional(),
  }),
  reply: PrintView,
});

export const listPrints = endpoint({
  method: "GET",
  path: "/api/label-prints",
  right: "samples.read",
  summary: "Prints of the labels of an order, a sample or a container / 打印记录",
  query: z.object({ of: z.string().max(40) }),
  reply: z.object({ rows: z.array(PrintView) }),
});

export const settlePrint = endpoint({
  method: "POST",
  path: "/api/label-prints/:id/settle",
  right: "samples.read",
  summary: "What became of a print that was interrupted: printed after all, or once more from the original / 打印核实",
  params: z.object({ id: z.uuid() }),
  body: z.object({ as: Settled }),
  /** The print itself, or the new one. */
  reply: PrintView,
});

export const printFile = endpoint({
  method: "GET",
  path: "/api/label-prints/:id/file",
  right: "samples.read",
  summary: "What was printed, byte for byte / 打印内容",
  params: z.object({ id: z.uuid() }),
  file: true,
});
