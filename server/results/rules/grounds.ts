// What a submitted result rests on, frozen with it: every reading as it was shown, the equipment with the validity it had,
// the method, the product and what was agreed. A catalogue, a register or a reading that changes later changes none of it.
import { z } from "zod";
import { AppliedCorrection } from "../../metrology/rules/corrections.ts";

/** One reading in its step, as it stood when the result was submitted. */
export const Ground = z.object({
  round: z.number(),
  parallel: z.number(),
  vessel: z.string().nullable(),
  /** Of a unit of a plan the container it came from. */
  container: z.string().nullish(),
  step: z.string(),
  stepName: z.string(),
  stepNameEn: z.string(),
  useId: z.string(),
  text: z.string(),
  qualifier: z.string(),
  unit: z.string(),
  at: z.string(),
  by: z.string(),
  instrument: z
    .object({ name: z.string(), number: z.string(), state: z.string(), validUntil: z.string().nullable() })
    .nullable(),
  isManual: z.boolean(),
  manualReason: z.string().nullable(),
  calculation: z.string().nullish(),
  correction: AppliedCorrection.nullish(),
  counts: z.boolean(),
  ignoredBecause: z.string().nullable(),
  /** The bytes that the instrument sent: printable as text, and all of them in hexadecimal. */
  raw: z.string().nullable(),
  rawHex: z.string().nullable(),
});
export type Ground = z.output<typeof Ground>;

/** Equipment that sends nothing, with its setting and its times. */
export const EquipmentGround = z.object({
  name: z.string(),
  number: z.string(),
  settings: z.string(),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  by: z.string(),
  state: z.string(),
  validUntil: z.string().nullable(),
});
export type EquipmentGround = z.output<typeof EquipmentGround>;

/** What was tested, by which method, and for whom. */
export const ResultAbout = z.object({
  sampleNumber: z.string(),
  sampleName: z.string(),
  category: z.string(),
  orderNumber: z.string(),
  source: z.string(),
  judgingBasis: z.array(z.string()),
  item: z.string(),
  itemEn: z.string(),
  methodCode: z.string(),
  methodTitle: z.string(),
  clause: z.string(),
  lod: z.string().nullable(),
  loq: z.string().nullable(),
  parallels: z.number(),
  repeatabilityPercent: z.string().nullable(),
});
export type ResultAbout = z.output<typeof ResultAbout>;
