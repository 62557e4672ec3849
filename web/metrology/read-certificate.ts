import { z } from "zod";
import { Corrections, type recordVerification } from "../../server/metrology/contract.ts";
import { readDay } from "../ui/read-day.ts";
import { conclusions } from "./confirmation-part.tsx";
import { readCorrections, readPoints } from "./read-figures.ts";

export const documents = ["verification", "calibration", "notice", "intermediate_check"] as const;
export const Typed = z.object({
  document: z.enum(documents),
  on: z.string(),
  certificateNumber: z.string(),
  agency: z.string(),
  validUntil: z.string(),
  interval: z.string(),
  points: z.string(),
  unit: z.string(),
  corrections: z.string(),
  usesCorrections: z.boolean(),
  wasFoundOut: z.boolean(),
  files: z.array(z.object({ id: z.string(), name: z.string() })),
  conclusion: z.enum(conclusions),
  restriction: z.string(),
  rangeFrom: z.string(),
  rangeTo: z.string(),
  rangeUnit: z.string(),
  notForMethods: z.array(z.string()),
});
export type Typed = z.output<typeof Typed>;
export const nothing: Typed = {
  document: "verification",
  on: "",
  certificateNumber: "",
  agency: "",
  validUntil: "",
  interval: "",
  points: "",
  unit: "",
  corrections: "",
  usesCorrections: false,
  wasFoundOut: false,
  files: [],
  conclusion: "fit",
  restriction: "",
  rangeFrom: "",
  rangeTo: "",
  rangeUnit: "",
  notForMethods: [],
};

type Body = z.input<typeof recordVerification.body>;

/** What was typed as the server takes it; `body` is null where something is missing or not understood. */
export function readTyped(typed: Typed) {
  const on = readDay(typed.on);
  const validUntil = readDay(typed.validUntil);
  const unit = typed.unit.trim();
  const points = readPoints(typed.points);
  const said = readCorrections(typed.corrections, unit || "?");
  const corrections = said === "none" || said === null ? said : (Corrections.safeParse(said).data ?? null);
  const hasFigures = (points?.length ?? 0) > 0 || (corrections !== "none" && corrections !== null);
  const isNotice = typed.document === "notice";
  const hasRange = typed.rangeFrom.trim() !== "" || typed.rangeTo.trim() !== "";
  const isRestricted = typed.conclusion === "restricted";
  const isReady =
    on !== null &&
    (typed.validUntil === "" || validUntil !== null) &&
    points !== null &&
    corrections !== null &&
    (!hasFigures || unit !== "") &&
    typed.certificateNumber.trim() !== "" &&
    typed.agency.trim() !== "" &&
    (!isRestricted || (typed.restriction.trim() !== "" && (!hasRange || typed.rangeUnit.trim() !== "")));
  const range = {
    ...(typed.rangeFrom.trim() && { from: typed.rangeFrom.trim() }),
    ...(typed.rangeTo.trim() && { to: typed.rangeTo.trim() }),
    unit: typed.rangeUnit.trim(),
  };
  const limits = {
    ...(hasRange && { range }),
    ...(typed.notForMethods.length > 0 && { notForMethods: typed.notForMethods }),
  };
  const body: Body | null = !isReady
    ? null
    : {
        kind: typed.document === "notice" ? "verification" : typed.document,
        on,
        certificateNumber: typed.certificateNumber.trim(),
        agency: typed.agency.trim(),
        conclusion: typed.conclusion,
        ...(validUntil && !isNotice && { validUntil }),
        ...(typed.document === "calibration" && typed.interval && { intervalMonths: Number(typed.interval) }),
        ...(isRestricted && {
          restriction: typed.restriction.trim(),
          ...(Object.keys(limits).length > 0 && { limits }),
        }),
        ...(points.length > 0 && { points }),
        ...(hasFigures && { unit }),
        ...(corrections !== "none" && !isNotice && { corrections, usesCorrections: typed.usesCorrections }),
        ...(typed.wasFoundOut && { wasFoundOut: true }),
        ...(isNotice && { isFailureNotice: true }),
        ...(typed.files.length > 0 && { fileIds: typed.files.map(({ id }) => id) }),
      };
  return { points, corrections, isUnitMissing: hasFigures && unit === "", body };
}
