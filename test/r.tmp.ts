import { writeFileSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { renderCertificate } from "../server/certificates/pdf/render-certificate.ts";
import { loadFonts } from "../server/platform/paper/fonts.ts";
import { aCertificate, manyResults } from "./setup/certificate-content.ts";
import { checkData } from "../server/certificates/data/check-data.ts";
import { makeDemoAuthority } from "../server/certificates/signing/demo-authority.ts";
import { pemSigner } from "../server/certificates/signing/pem-signer.ts";
import { signCertificate } from "../server/certificates/signing/sign-pdf.ts";
import { verifyPdf } from "../server/certificates/signing/verify-pdf.ts";
const at = new Date("2026-11-23T08:05:00Z");
const pdf = await renderCertificate(aCertificate({ results: manyResults(40) }), loadFonts(), { at });
writeFileSync("/tmp/r.pdf", pdf);
const a = await makeDemoAuthority({
  laboratoryName: "示范检测中心",
  now: new Date("2026-01-01"),
  random: randomBytes,
  keys: "p-256",
});
const signer = pemSigner(a);
const signed = await signCertificate(pdf, {
  signatory: signer,
  laboratory: signer,
  seal: { name: "示范检测中心", reason: "盖章", location: "临夏" },
  at,
  evidence: { certificates: [...signer.chain], revocations: [] },
});
writeFileSync("/tmp/s.pdf", signed);
writeFileSync("/tmp/root.pem", a.rootPem);
console.log(verifyPdf(signed, { roots: [a.rootPem] }));
let t = performance.now();
const c = checkData(signed);
console.log(performance.now() - t, c.differing);
t = performance.now();
checkData(signed);
verifyPdf(signed, { roots: [a.rootPem] });
console.log(performance.now() - t);
