import { randomBytes } from "node:crypto";
import PDFDocument from "pdfkit";
import { renderCertificate } from "../../server/certificates/pdf/render-certificate.ts";
import { makeDemoAuthority } from "../../server/certificates/signing/demo-authority.ts";
import { pemSigner } from "../../server/certificates/signing/pem-signer.ts";
import { signPdf } from "../../server/certificates/signing/sign-pdf.ts";
import { loadFonts } from "../../server/platform/paper/fonts.ts";
import { aCertificate, manyResults } from "../setup/certificate-content.ts";
import { measure, tell } from "./measure.ts";

/** A whole signed certificate; its floor is the least that pdfkit can do. */
export async function certificates(): Promise<void> {
  const fonts = loadFonts();
  const at = new Date("2026-12-01T01:00:00Z");
  const signer = pemSigner(
    await makeDemoAuthority({ laboratoryName: "示范检测中心", now: at, random: randomBytes, keys: "p-256" }),
  );
  const short = aCertificate();
  const long = aCertificate({ results: manyResults(60) });
  const floor = await measure(60, oneLine);
  tell("floor: one line of Helvetica, unsigned", floor);
  tell(
    "one result, drawn and signed (P-256)",
    await measure(60, async () => signPdf(await renderCertificate(short, fonts, { at }), signer, at)),
    floor,
  );
  tell(
    "sixty results, drawn and signed (P-256)",
    await measure(60, async () => signPdf(await renderCertificate(long, fonts, { at }), signer, at)),
    floor,
  );
}

function oneLine(): Promise<Buffer> {
  return new Promise((resolve) => {
    const doc = new PDFDocument();
    const parts: Buffer[] = [];
    doc.on("data", (part: Buffer) => parts.push(part));
    doc.on("end", () => resolve(Buffer.concat(parts)));
    doc.text("report");
    doc.end();
  });
}
