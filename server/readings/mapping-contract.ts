// Results that an instrument's program writes into files, or sends with the sample's number: where each of them belongs.
import { z } from "zod";
import { numeral } from "../kernel/decimal.ts";
import { endpoint } from "../kernel/endpoint.ts";

const number = z.object({ number: z.string().max(40) });

/**
 * How the sample's content follows from what was sent. `as_sent`: it is the content. `solution`: it is what the measured solution
 * holds; volume (mL), dilution and sample mass (g) come from the file's columns, and from here where the file does not say them.
 */
export const MappingCalculation = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("as_sent") }),
  z.object({
    kind: z.literal("solution"),
    volume: numeral.optional(),
    dilution: numeral.optional(),
    mass: numeral.optional(),
  }),
]);
export type MappingCalculation = z.output<typeof MappingCalculation>;

export const ResultMapping = z.object({
  /** The compound's name as the instrument writes it. */
  test: z.string().trim().min(1).max(120),
  methodId: z.uuid(),
  step: z.string().max(40),
  /** The unit of what is sent, where the file does not say it. */
  unit: z.string().trim().max(20).optional(),
  calculation: MappingCalculation,
});
export type ResultMapping = z.output<typeof ResultMapping>;

export const listMappings = endpoint({
  method: "GET",
  path: "/api/instruments/:number/mappings",
  right: "instruments.read",
  summary: "Which item each compound of an instrument is / 结果对照",
  params: number,
  reply: z.object({
    rows: z.array(ResultMapping),
    /** What may be mapped: the steps of methods that this kind of instrument serves. */
    steps: z.array(
      z.object({
        methodId: z.uuid(),
        method: z.string(),
        item: z.string(),
        step: z.string(),
        stepName: z.string(),
        unit: z.string(),
      }),
    ),
  }),
});

export const setMappings = endpoint({
  method: "POST",
  path: "/api/instruments/:number/mappings",
  right: "instruments.change",
  summary: "Set which item each compound of an instrument is / 设置结果对照",
  params: number,
  body: z.object({ rows: z.array(ResultMapping).max(500) }),
});

/** One result of a file, and where it goes or why it stays in the tray. */
export const MatchedResult = z.object({
  sample: z.string().nullable(),
  test: z.string().nullable(),
  text: z.string(),
  unit: z.string().nullable(),
  goes: z
    .object({
      taskId: z.uuid(),
      sampleNumber: z.string(),
      sampleName: z.string(),
      item: z.string(),
      parallel: z.int(),
      figure: z.string(),
      unit: z.string(),
      calculation: z.string().nullable(),
      analyst: z.string(),
    })
    .nullable(),
  because: z.string().nullable(),
});
export type MatchedResult = z.output<typeof MatchedResult>;

const file = z.object({ name: z.string().trim().min(1).max(200), bytes: z.base64().min(4).max(1_800_000) });

export const previewResultFile = endpoint({
  method: "POST",
  path: "/api/instruments/:number/result-files/preview",
  right: "instruments.read",
  trail: "none", // a look changes nothing
  summary: "Where the results of a file would go / 预览结果文件",
  params: number,
  body: file.extend({ rows: z.array(ResultMapping).max(500).optional() }),
  reply: z.object({ rows: z.array(MatchedResult), refused: z.int() }),
});

export const keepResultFile = endpoint({
  method: "POST",
  path: "/api/instruments/:number/result-files",
  right: "bench.use",
  summary: "Take the results of a file; what fits nowhere waits in the tray / 导入结果文件",
  params: number,
  body: file,
  reply: z.object({ rows: z.array(MatchedResult), refused: z.int() }),
});
