// The figures of a certificate as data, carried inside its PDF. They are a public format: fields are added, never changed.
import { z } from "zod";
import { CertificateContent } from "../content.ts";
import { canonicalJson } from "./canonical-json.ts";

export const dataFileName = "results.json";
const format = "lims-certificate";

/** What the file inside a certificate holds: everything the certificate says, with the version of its form. */
export const CertificateData = z.object({
  format: z.literal(format),
  /** 2: more samples may follow the first (`furtherSamples`), and a result may come from another laboratory (`subcontract`). */
  version: z.literal([1, 2]),
  certificate: CertificateContent,
});
export type CertificateData = z.output<typeof CertificateData>;

/** The data of a certificate: canonical JSON (RFC 8785) in UTF-8, so the same certificate gives the same bytes. */
export function certificateData(certificate: CertificateContent): Buffer {
  return Buffer.from(canonicalJson({ format, version: 2, certificate }), "utf8");
}

/** Reads the data of a certificate; null where it is none, or not in its canonical form. */
export function readCertificateData(bytes: Buffer): CertificateContent | null {
  try {
    const said: unknown = JSON.parse(bytes.toString("utf8"));
    const read = CertificateData.safeParse(said);
    // held against what stands there: a certificate of years ago lacks the fields that came since
    return read.success && Buffer.from(canonicalJson(said), "utf8").equals(bytes) ? read.data.certificate : null;
  } catch {
    return null;
  }
}

/** The form of that file for other programs, as JSON Schema. */
export function certificateDataSchema(): Record<string, unknown> {
  return { ...z.toJSONSchema(CertificateData, { io: "output" }), title: "LIMS certificate data, version 2" };
}
