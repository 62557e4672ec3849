import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import { CertificateContent } from "../../server/certificates/content.ts";
import { checkData } from "../../server/certificates/data/check-data.ts";
import { renderCertificate } from "../../server/certificates/pdf/render-certificate.ts";
import {
  makeDemoAuthority,
  makeDemoEvidence,
  type DemoAuthority,
} from "../../server/certificates/signing/demo-authority.ts";
import { pemSigner } from "../../server/certificates/signing/pem-signer.ts";
import { signCertificate, type CertificateSigning } from "../../server/certificates/signing/sign-pdf.ts";
import { ownStamp } from "../../server/certificates/signing/time-stamping.ts";
import { loadFonts } from "../../server/platform/paper/fonts.ts";
import { projectRoot } from "../../server/platform/project-root.ts";
import { aChain, anAuthority, revocationOf, type Span } from "../setup/authority.ts";
import { aCertificate, manyResults } from "../setup/certificate-content.ts";
import { scratchFolder } from "../setup/outside-programs.ts";
import { answersTo } from "./json-lines.ts";

const file = scratchFolder();
const at = new Date("2026-11-23T08:05:00Z");
const content = aCertificate({ results: manyResults(60) });
let pdf: Buffer;
let authority: DemoAuthority;

beforeAll(async () => {
  authority = await makeDemoAuthority({ laboratoryName: "示范", now: at, random: randomBytes, keys: "p-256" });
  const stranger = await makeDemoAuthority({ laboratoryName: "别家", now: at, random: randomBytes, keys: "p-256" });
  pdf = await signCertificate(await renderCertificate(content, loadFonts(), { at }), signing(authority));
  writeFileSync(file("root.pem"), authority.rootPem);
  writeFileSync(file("stranger.pem"), stranger.rootPem);
});

/** Both signatures with one key, without time stamps. */
function signing(by: DemoAuthority): CertificateSigning {
  const signer = pemSigner(by);
  return { signatory: signer, laboratory: signer, seal: { name: "示范", reason: "盖章", location: "临夏" }, at };
}

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

test("a certificate of the signer that was revoked before the signature makes it invalid; revoked afterwards it stands under its time stamp", async () => {
  writeFileSync(file("before.crl"), await revocationOf(authority, "2026-11-20T00:00:00Z"));
  writeFileSync(file("after.crl"), await revocationOf(authority, "2026-11-25T00:00:00Z"));
  const stranger = await anAuthority("2026-01-01T00:00:00Z");
  writeFileSync(file("stranger.crl"), await revocationOf(stranger, "2026-01-02T00:00:00Z"));
  const before = await verify(pdf, ...ours(), "--crl", file("before.crl"));
  expect(before).toMatchObject({
    code: 1,
    answer: { valid: false, signatures: [{ intact: true, trusted: false }, {}] },
  });
  expect(before.answer?.["reasons"]).toEqual(["signature 1: revoked", "signature 2: revoked"]);
  expect(await verify(pdf, ...ours(), "--crl", file("stranger.crl"))).toMatchObject({ code: 0 });
  // without a time stamp nobody can tell that the signature is older than the revocation
  expect(await verify(pdf, ...ours(), "--crl", file("after.crl"))).toMatchObject({ code: 1 });
  const random = (bytes: number) => randomBytes(bytes);
  const evidence = await makeDemoEvidence({ ...authority, now: at, random });
  const service = pemSigner({ keyPem: evidence.stampKeyPem, chainPem: evidence.stampChainPem });
  const stamped = await signCertificate(await renderCertificate(content, loadFonts(), { at }), {
    ...signing(authority),
    stamp: ownStamp({ signer: service, now: () => at, random }),
    evidence: { certificates: service.chain, revocations: [await revocationOf(authority, "2026-11-25T00:00:00Z")] },
  });
  expect(await verify(stamped, ...ours())).toMatchObject({ code: 0, answer: { signatures: [{ level: "B-LT" }, {}] } });
  expect(await verify(stamped, ...ours(), "--crl", file("before.crl"))).toMatchObject({ code: 1 });
});

test("a file that a trusted key signed over data other than its print is not valid, and byte ranges that leave something out are refused", async () => {
  const results = content.results.map((one) => (one.ordinal === 37 ? { ...one, resultText: "0.299999" } : one));
  const printed = await renderCertificate(content, loadFonts(), { at });
  const told = await renderCertificate(CertificateContent.parse({ ...content, results }), loadFonts(), { at });
  const forged = await signCertificate(withDataOf(printed, told), signing(authority));
  expect(await verify(forged, ...ours())).toMatchObject({
    code: 1,
    answer: { valid: false, data: false, reasons: ["data: results.37.resultText differs from print"] },
  });

  const [whole = "", start = "", end = "", rest = ""] =
    /\/ByteRange \[0 (\d+) (\d+) (\d+)\] */.exec(pdf.toString("latin1")) ?? [];
  const ranges = [
    [Number(start), Number(end) + 400, Number(rest) - 400], // a gap wider than the signature
    [Number(start) - 40, Number(end), Number(rest)],
    [Number(start), Number(end), Number(rest) - 900], // the end left out
    [Number(start), Number(end), Number(rest) + 4_000],
    [Number(end), Number(start), Number(rest)],
  ];
  for (const range of ranges) {
    const wrong = `/ByteRange [0 ${range.join(" ")}]`.padEnd(whole.length);
    expect(wrong).toHaveLength(whole.length);
    const { answer, code } = await verify(
      Buffer.from(pdf.toString("latin1").replace(whole, wrong), "latin1"),
      ...ours(),
    );
    expect({ valid: answer?.["valid"], code }, wrong).toEqual({ valid: false, code: 1 });
    expect(answer?.["reasons"]).toEqual([expect.stringContaining("not-whole-file")]);
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

test("without a time stamp each certificate of the chain counts on the day asked for; a root renewed with its key counts as it did", async () => {
  const long: Span = ["2015-01-01", "2045-12-31"];
  const until2027: Span = ["2015-01-01", "2027-12-31"];
  const unsigned = await renderCertificate(aCertificate(), loadFonts(), { at });
  for (const [out, name] of [
    [{ root: until2027 }, "root"],
    [{ between: until2027 }, "between"],
    [{ own: until2027 }, "own"],
  ] as const) {
    const chain = await aChain({ root: long, between: long, own: long, ...out });
    const signed = await signCertificate(unsigned, signing({ ...chain, rootKeyPem: "" }));
    writeFileSync(file(`${name}.pem`), chain.rootPem);
    const on = (day: string, root = `${name}.pem`) => verify(signed, "--root", file(root), "--at", day);
    expect(await on("2027-06-01T00:00:00Z"), name).toMatchObject({ code: 0, answer: { valid: true } });
    expect(await on("2028-06-01T00:00:00Z"), name).toMatchObject({
      code: 1,
      answer: { reasons: ["signature 1: not-in-validity", "signature 2: not-in-validity"] },
    });
    expect(await on("2014-06-01T00:00:00Z"), name).toMatchObject({ code: 1, answer: { valid: false } });
    if (name !== "root") continue;
    writeFileSync(file("renewed.pem"), `${chain.rootPem}${await chain.renewedRoot(["2026-01-01", "2050-12-31"])}`);
    expect(await on("2028-06-01T00:00:00Z", "renewed.pem")).toMatchObject({ code: 0, answer: { valid: true } });
  }
}, 60_000);
