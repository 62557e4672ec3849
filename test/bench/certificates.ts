import { existsSync } from "node:fs";
import { createHash, randomBytes, sign } from "node:crypto";
import { PNG } from "pngjs";
import PDFDocument from "pdfkit";
import { plainPicture } from "../../server/certificates/plain-picture.ts";
import { renderCertificate } from "../../server/certificates/pdf/render-certificate.ts";
import { makeDemoAuthority, makeDemoEvidence } from "../../server/certificates/signing/demo-authority.ts";
import { pemSigner } from "../../server/certificates/signing/pem-signer.ts";
import { signCertificate, signPdf } from "../../server/certificates/signing/sign-pdf.ts";
import { ownStamp } from "../../server/certificates/signing/time-stamping.ts";
import { loadFonts } from "../../server/platform/paper/fonts.ts";
import type { CertificateContent } from "../../server/certificates/content.ts";
import { aCertificate, manyResults } from "../setup/certificate-content.ts";
import { measure, tell } from "./measure.ts";
import { pdfmakeReport } from "./pdfmake-report.ts";

const at = new Date("2026-12-01T01:00:00Z");
const many = Number(process.env["BENCH_CERTIFICATES"] ?? 2000);

/** A whole certificate of thirty results: PDF/A-3b, JSON, QR code, seal; signed once, and as it leaves the house. */
export async function certificates(): Promise<void> {
  const fonts = loadFonts();
  const { report, pictures, seal } = aReport();
  const keys = await keysForBench();
  const draw = () => renderCertificate(another(report), fonts, { at, pictures });

  const floor = await measure(60, async () => sign("sha256", await oneLine(), keys.keyPem));
  tell("floor: one line of Helvetica, signed", floor);
  tell(
    "drawn and signed once (P-256); aim 25 ms",
    await measure(60, async () => signPdf(await draw(), keys.signer, at)),
    floor,
  );
  tell(
    "two signatures, time stamps, DSS; aim 35 ms",
    await measure(60, async () => signCertificate(await draw(), keys.whole)),
    floor,
  );
  await twoWorkers(report, pictures, keys.whole);
  await memory(async () => signCertificate(await draw(), keys.whole));
  const [own, other] = [await measure(40, draw), await measure(10, () => pdfmakeReport(another(report), seal))];
  tell("drawn alone, unsigned", own, floor);
  tell("the same pages by pdfmake, unsigned", other, floor);
  process.stdout.write(`  pdfmake takes ${(other.p50 / own.p50).toFixed(1)} times as long (aim 5)\n`);
}

/** Thirty results of a laboratory with a seal of its own. */
function aReport() {
  const png = new PNG({ width: 472, height: 472 }); // 40 mm at 300 dpi
  for (let at = 0; at < png.data.length; at += 4) {
    const isInk = Math.abs(Math.hypot(((at / 4) % 472) - 236, Math.floor(at / 4 / 472) - 236) - 220) < 8;
    png.data.set(isInk ? [208, 18, 27, 255] : [255, 255, 255, 0], at);
  }
  const seal = plainPicture(PNG.sync.write(png), "image/png");
  if (!seal) throw new Error("the seal cannot be drawn");
  const sha256 = createHash("sha256").update(seal.bytes).digest("hex");
  const plain = aCertificate({ results: manyResults(30) });
  const none = { logo: null, cma: null, catl: null, photo: null, reviewed: null, approved: null };
  return {
    report: aCertificate({
      ...plain,
      laboratory: { ...plain.laboratory, isDemo: false },
      pictures: { ...none, seal: { sha256, mediaType: seal.mediaType } },
    }),
    pictures: new Map([[sha256, seal.bytes]]),
    seal: seal.bytes,
  };
}

let made = 0;

/** The next report of a day: another number, sample and figures, as no two certificates are the same. */
function another(report: CertificateContent): CertificateContent {
  made += 1;
  const code = made.toString(31).padStart(12, "7").toUpperCase();
  return {
    ...report,
    printedNumber: `临清检（2026）第 ${String(made).padStart(6, "0")} 号`,
    checkCode: code,
    verifyUrl: `${report.verifyUrl.replace(/c=.*/, "")}c=${code}`,
    sample: { ...report.sample, batchNumber: `2026-${made}`, number: `2622900260${String(made).padStart(6, "0")}` },
    results: report.results.map((one, at) =>
      /^\d+\.\d+$/.test(one.resultText) ? { ...one, resultText: `0.${(made * 37 + at) % 9973}` } : one,
    ),
  };
}

type Whole = Parameters<typeof signCertificate>[1];

async function keysForBench() {
  const authority = await makeDemoAuthority({
    laboratoryName: "示范检测中心",
    now: at,
    random: randomBytes,
    keys: "p-256",
  });
  const evidence = await makeDemoEvidence({ ...authority, now: at, random: randomBytes });
  const signer = pemSigner(authority);
  const stamper = pemSigner({ keyPem: evidence.stampKeyPem, chainPem: evidence.stampChainPem });
  const whole: Whole = {
    signatory: signer,
    laboratory: signer,
    seal: { name: "示范检测中心", reason: "盖章", location: "临夏" },
    at,
    stamp: ownStamp({ signer: stamper, now: () => at, random: randomBytes }),
    evidence: { certificates: [...signer.chain, ...stamper.chain], revocations: [evidence.revocations] },
  };
  return { signer, whole, keyPem: authority.keyPem };
}

/** As the server does it: drawn in two threads, signed in this one. */
async function twoWorkers(report: CertificateContent, pictures: Map<string, Buffer>, whole: Whole): Promise<void> {
  const built = new URL("../../dist/server/certificates/pdf/render-aside.js", import.meta.url);
  if (!existsSync(built))
    return void process.stdout.write("  two workers: not built (node server/prepare.mjs server)\n");
  const { renderAside } = (await import(built.href)) as {
    renderAside: (content: CertificateContent, at: Date, pictures: Map<string, Buffer>) => Promise<Buffer>;
  };
  const issue = async () => signCertificate(await renderAside(another(report), at, pictures), whole);
  await Promise.all([1, 2, 3, 4].map(issue)); // fonts are read once by each thread
  const count = 200;
  const begun = performance.now();
  let next = 0;
  await Promise.all(
    [1, 2, 3, 4].map(async () => {
      while (next++ < count) await issue();
    }),
  );
  const perSecond = (count / (performance.now() - begun)) * 1000;
  process.stdout.write(`  with two workers, signed twice: ${perSecond.toFixed(1)} a second (aim 60)\n`);
}

async function memory(issue: () => Promise<unknown>): Promise<void> {
  const megabytes = () => Math.round(process.memoryUsage().rss / 1_048_576);
  const seen: string[] = [];
  for (let made = 1; made <= many; made++) {
    await issue();
    if (made % Math.ceil(many / 4) === 0) seen.push(`${made}: ${megabytes()} MB`);
  }
  process.stdout.write(`  memory over ${many}: ${seen.join(", ")}\n`);
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
