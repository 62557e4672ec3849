import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import { CertificateContent } from "../../server/certificates/content.ts";
import { checkData } from "../../server/certificates/data/check-data.ts";
import { renderCertificate } from "../../server/certificates/pdf/render-certificate.ts";
import { makeDemoAuthority } from "../../server/certificates/signing/demo-authority.ts";
import { pemSigner } from "../../server/certificates/signing/pem-signer.ts";
import { signCertificate } from "../../server/certificates/signing/sign-pdf.ts";
import { loadFonts } from "../../server/platform/paper/fonts.ts";
import { projectRoot } from "../../server/platform/project-root.ts";
import { aCertificate, manyResults } from "../setup/certificate-content.ts";
import { scratchFolder } from "../setup/outside-programs.ts";
import { answersTo } from "./json-lines.ts";

const file = scratchFolder();
const at = new Date("2026-11-23T08:05:00Z");
const content = aCertificate({ results: manyResults(60) });
let pdf: Buffer;

beforeAll(async () => {
  const authority = await makeDemoAuthority({ laboratoryName: "示范", now: at, random: randomBytes, keys: "p-256" });
  const stranger = await makeDemoAuthority({ laboratoryName: "别家", now: at, random: randomBytes, keys: "p-256" });
  const signer = pemSigner(authority);
  const seal = { name: "示范", reason: "盖章", location: "临夏" };
  pdf = await signCertificate(await renderCertificate(content, loadFonts(), { at }), {
    signatory: signer,
    laboratory: signer,
    seal,
    at,
  });
  writeFileSync(file("root.pem"), authority.rootPem);
  writeFileSync(file("stranger.pem"), stranger.rootPem);
});

async function verify(bytes: Buffer, ...words: string[]) {
  writeFileSync(file("asked.pdf"), bytes);
  const program = path.join(projectRoot, "dist/server/cli.js");
  const { lines, code } = await answersTo(
    process.execPath,
    [program, "verify-certificate", ...words, file("asked.pdf")],
    "",
  );
  return { answer: lines[0], code };
}

const ours = () => ["--root", file("root.pem"), "--at", "2026-12-01T00:00:00Z"];

test("a certificate is verified offline, with its number, its two signatures and its data", async () => {
  const signature = {
    by: expect.stringContaining("示范"),
    at: at.toISOString(),
    level: "B-B",
    intact: true,
    trusted: true,
  };
  expect(await verify(pdf, ...ours(), "--root", file("stranger.pem"))).toEqual({
    answer: {
      valid: true,
      number: content.printedNumber,
      signatures: [signature, signature],
      data: true,
      reasons: [],
    },
    code: 0,
  });
});

test("a stranger's root, a time outside the certificate's, a flipped byte and an addition each make it invalid, with the reason", async () => {
  const flipped = Buffer.from(pdf);
  flipped[5_000 + pdf.indexOf("/T (signatory)")] = 0;
  const cases: [Buffer, string[], string][] = [
    [pdf, ["--root", file("stranger.pem")], "untrusted"],
    [pdf, ["--root", file("root.pem"), "--at", "2090-01-01"], "not-in-validity"],
    [flipped, ours(), "changed"],
    [Buffer.concat([pdf, Buffer.from("%%EOF\n")]), ours(), "not-whole-file"],
    [pdf.subarray(0, pdf.indexOf("%%EOF") + 6), ours(), "seal-missing"],
    [Buffer.from("no pdf"), ours(), "no-signature"],
  ];
  for (const [bytes, words, reason] of cases) {
    const { answer, code } = await verify(bytes, ...words);
    expect({ valid: answer?.["valid"], code }).toEqual({ valid: false, code: 1 });
    expect(JSON.stringify(answer?.["reasons"])).toContain(reason);
  }
});

test("data that differs from what is printed is named by its field, whoever signed it", async () => {
  const results = content.results.map((one) => (one.ordinal === 37 ? { ...one, resultText: "0.299999" } : one));
  const told = CertificateContent.parse({ ...content, results, client: { ...content.client, name: "另一家" } });
  const printed = await renderCertificate(content, loadFonts(), { at });
  const other = await renderCertificate(told, loadFonts(), { at });
  expect(checkData(printed)).toEqual({ certificate: content, differing: [] });
  expect(checkData(withDataOf(printed, other)).differing).toEqual(["client.name", "results.37.resultText"]);
});

test("words that make no sense are told how to say it", async () => {
  expect((await verify(pdf, "--at", "someday")).code).toBe(2);
  expect((await verify(pdf, "--root", "/no/such.pem")).code).toBe(2);
});

/** The first file with the data of the second: the place of the stream stays, and the table says where it is now. */
function withDataOf(pdf: Buffer, other: Buffer): Buffer {
  const object = (bytes: Buffer) => {
    const start = bytes.lastIndexOf(" 0 obj", bytes.indexOf("/Type /EmbeddedFile")) + 7;
    return { start, end: bytes.indexOf("endobj", start) };
  };
  const [from, to] = [object(other), object(pdf)];
  const grown = from.end - from.start - (to.end - to.start);
  const text = Buffer.concat([pdf.subarray(0, to.start), other.subarray(from.start, from.end), pdf.subarray(to.end)])
    .toString("latin1")
    .replace(/\n(\d{10}) 00000 n /g, (whole, place: string) =>
      Number(place) > to.start ? `\n${String(Number(place) + grown).padStart(10, "0")} 00000 n ` : whole,
    );
  return Buffer.from(text, "latin1");
}
