import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { checkData } from "../certificates/data/check-data.ts";
import { certificatesIn } from "../certificates/signing/pem-signer.ts";
import { derOf } from "../certificates/signing/revocation.ts";
import { pkcs12Signer } from "../certificates/signing/pkcs12.ts";
import { verifyPdf } from "../certificates/signing/verify-pdf.ts";
import { readConfig } from "../config.ts";

/**
 * `lims verify-certificate`: is this file a whole, unchanged certificate, signed by whom we trust? Prints JSON and answers
 * 0 when it is, 1 when it is not, 2 when a file cannot be read, null when the words were not understood. Without --at, what
 * carries no time stamp is judged as of now. --crl adds lists of revoked certificates to those inside the file.
 */
export function verifyCertificateCommand(args: string[]): number | null {
  const asked = readWords(args);
  if (!asked) return null;
  let pdf: Buffer;
  let roots: string[];
  let revocations: Buffer[];
  try {
    pdf = readFileSync(asked.file);
    roots = asked.root.length > 0 ? asked.root.map(readRoot) : shippedRoots();
    revocations = asked.crl.map((file) => derOf(readFileSync(file)));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
  const { signatures, fault } = verifyPdf(pdf, { roots, at: asked.at, revocations });
  const { certificate, differing } = checkData(pdf);
  const reasons = [
    ...(fault && signatures.every((one) => one.fault === null) ? [fault] : []),
    ...signatures.flatMap((one, at) => (one.fault ? [`signature ${at + 1}: ${one.fault}`] : [])),
    ...differing.map((field) =>
      field === "data" ? "data: missing or unreadable" : `data: ${field} differs from print`,
    ),
  ];
  const answer = {
    valid: reasons.length === 0,
    number: certificate?.printedNumber ?? null,
    signatures: signatures.map(({ by, at, level, isIntact, isTrusted }) => ({
      by,
      at: at?.toISOString() ?? null,
      level,
      intact: isIntact,
      trusted: isTrusted,
    })),
    data: differing.length === 0,
    reasons,
  };
  process.stdout.write(`${JSON.stringify(answer)}\n`);
  return answer.valid ? 0 : 1;
}

function readWords(args: string[]): { file: string; root: string[]; crl: string[]; at: Date } | null {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        root: { type: "string", multiple: true, default: [] },
        crl: { type: "string", multiple: true, default: [] },
        at: { type: "string" },
      },
    });
    const at = values.at === undefined ? new Date() : new Date(values.at);
    const [file] = positionals;
    return file === undefined || positionals.length > 1 || Number.isNaN(at.getTime())
      ? null
      : { file, root: values.root, crl: values.crl, at };
  } catch {
    return null;
  }
}

function readRoot(file: string): string {
  const pem = readFileSync(file, "utf8");
  if (certificatesIn(pem).length === 0) throw new Error(`${file} holds no certificate (PEM).`);
  return pem;
}

/** What this installation's own certificates lead to. */
function shippedRoots(): string[] {
  const { dataDir, signing, timestamps } = readConfig();
  const demo = path.join(dataDir, "keys", "demo-authority.json");
  const Kept = z.object({ rootPem: z.string() });
  return [
    ...(signing?.chainFile ? [readFileSync(signing.chainFile, "utf8")] : []),
    ...(signing && !signing.chainFile ? [pkcs12Signer(readFileSync(signing.place), signing.passphrase).chainPem] : []),
    ...(timestamps?.rootFile ? [readFileSync(timestamps.rootFile, "utf8")] : []),
    ...(existsSync(demo) ? [Kept.parse(JSON.parse(readFileSync(demo, "utf8"))).rootPem] : []),
  ];
}
