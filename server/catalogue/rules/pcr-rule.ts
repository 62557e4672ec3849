// What a method of real-time PCR says about its own figures: where a well is detected, where it is not, what its controls
// must show, and which other item a positive result needs beside it. All of it is data of the method, none of it code.
import { z } from "zod";
import { decimalOf } from "../../kernel/figure.ts";

/** A cycle threshold exactly as the instrument writes it; neither nought nor a hundred cycles is a measurement. */
export const ctText = z.string().regex(/^[1-9]\d?(\.\d{1,30})?$/, { error: "ct" });

/** Wells that stand beside the samples on every plate. */
export const ControlRole = z.enum(["blank", "negative", "positive"]);
export type ControlRole = z.output<typeof ControlRole>;

/** The target of wells that watch over extraction and inhibition of each sample. */
export const internalTarget = "internal";

export const PcrRule = z
  .strictObject({
    /** At or below it with a typical curve: detected. */
    positiveMax: ctText,
    /** At or above it, or without any Ct: not detected. Between the two lies the grey zone. */
    negativeMin: ctText,
    controls: z.strictObject({
      /** Controls a run must hold for each of its targets. */
      required: z.array(ControlRole).min(1),
      /** Blank and negative: no curve, or a Ct at or above this. */
      absentMin: ctText,
      /** Positive: a Ct at or below this, with a typical curve. */
      positiveMax: ctText,
    }),
    /** The internal control of every sample: a Ct at or below this, with a typical curve; null: the method has none. */
    internal: z.strictObject({ max: ctText }).nullable(),
    /** Wells a sample has for one target. */
    parallels: z.int().min(1).max(8),
    /** Limit of detection as it is reported, with its unit: 0.1 %(w/w). */
    lod: z.string().regex(/^\d{1,10}(\.\d{1,10})?$/, { error: "numeral" }),
    lodUnit: z.string().trim().min(1).max(20),
    /** An item whose result a positive result needs beside it, because this one's probe may take it for its own. */
    needs: z.string().trim().min(1).max(80).nullable(),
  })
  .refine((rule) => decimalOf(rule.positiveMax).lte(decimalOf(rule.negativeMin)), {
    error: "pcr-cut-offs",
    path: ["negativeMin"],
  });
export type PcrRule = z.output<typeof PcrRule>;
