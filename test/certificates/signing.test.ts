import { createHash, createPrivateKey } from "node:crypto";
import { writeFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { renderCertificate } from "../../server/certificates/pdf/render-certificate.ts";
import {
  makeDemoAuthority,
  makeDemoEvidence,
  type DemoAuthority,
} from "../../server/certificates/signing/demo-authority.ts";
import { pemSigner } from "../../server/certificates/signing/pem-signer.ts";
import { signCertificate, signPdf, type CertificateSigning } from "../../server/certificates/signing/sign-pdf.ts";
import { appendSealRevision } from "../../server/certificates/signing/seal-revision.ts";
import { ownStamp } from "../../server/certificates/signing/time-stamping.ts";
import { readCms } from "../../server/certificates/signing/cms.ts";
import { verifyPdf } from "../../server/certificates/signing/verify-pdf.ts";
import { loadFonts } from "../../server/platform/paper/fonts.ts";
import { aCertificate } from "../setup/certificate-content.ts";
import { isMissing, run, scratchFolder } from "../setup/outside-programs.ts";

const file = scratchFolder();
const at = new Date("2026-11-23T08:05:00Z");
const made = new Date("2026-01-01T00:00:00Z"); // the authority is older than the certificate, as in life

type Case = { name: string; authority: DemoAuthority; pdf: Buffer };
const cases: Case[] = [];
let unsigned: Buffer;
let other: DemoAuthority;

beforeAll(async () => {
  unsigned = await renderCertificate(aCertificate(), loadFonts(), { at });
  for (const keys of ["p-256", "rsa-3072"] as const) {
    const authority = await makeDemoAuthority({
      laboratoryName: "临夏州清真食品示范检测中心",
      now: made,
      random: counted(keys),
      keys,
    });
    const pdf = await signCertificate(unsigned, await fully(authority, keys));
    cases.push({ name: keys, authority, pdf });
    writeFileSync(file(`${keys}.pdf`), pdf);
    writeFileSync(file(`${keys}-root.pem`), authority.rootPem);
    writeFileSync(file(`${keys}-chain.pem`), authority.chainPem);
  }
  other = await makeDemoAuthority({ laboratoryName: "别的实验室", now: made, random: counted("other"), keys: "p-256" });
  writeFileSync(file("other-root.pem"), other.rootPem);
});

const stampedAt = new Date("2026-11-23T08:05:07Z");
const seal = { name: "临夏州清真食品示范检测中心", reason: "检验检测报告盖章", location: "临夏市" };

/** Both signatures with one key, and nothing that proves their time. */
function plainly(authority: DemoAuthority): CertificateSigning {
  const signer = pemSigner(authority);
  return { signatory: signer, laboratory: signer, seal, at };
}

/** With time stamps and the evidence for later (B-LT). */
async function fully(authority: DemoAuthority, seed: string): Promise<CertificateSigning> {
  const random = counted(`${seed}-stamp`);
  const evidence = await makeDemoEvidence({ ...authority, now: made, random });
  const service = pemSigner({ keyPem: evidence.stampKeyPem, chainPem: evidence.stampChainPem });
  const signing = plainly(authority);
  return {
    ...signing,
    stamp: ownStamp({ signer: service, now: () => stampedAt, random }),
    evidence: { certificates: [...signing.laboratory.chain, ...service.chain], revocations: [evidence.revocations] },
  };
}

function theCase(name: string): Case {
  const found = cases.find((one) => one.name === name);
  if (!found) throw new Error(`no case ${name}`);
  return found;
}

/** Bytes for serial numbers that are the same in every run. */
function counted(seed: string): (bytes: number) => Uint8Array {
  let n = 0;
  return (bytes) => createHash("sha256").update(`${seed}${n++}`).digest().subarray(0, bytes);
}

type Hole = { start: number; end: number; covers: number };

/** The holes of the signatures, from opening bracket to behind the closing one, and how far each signature reaches. */
function holesOf(pdf: Buffer): [Hole, Hole] {
  const [first, second] = [...pdf.toString("latin1").matchAll(/\/ByteRange \[0 (\d+) (\d+) (\d+)\]/g)].map(
    ([, start, end, rest]) => ({ start: Number(start), end: Number(end), covers: Number(end) + Number(rest) }),
  );
  if (!first || !second) throw new Error("not signed twice");
  return [first, second];
}

function flipped(pdf: Buffer, position: number): Buffer {
  const copy = Buffer.from(pdf);
  copy[position] = (copy[position] ?? 0) ^ 0x01;
  return copy;
}

/** Places all over the file, none inside a hole. */
function placesOutside(pdf: Buffer, count = 12): number[] {
  const holes = holesOf(pdf);
  const spread = Array.from({ length: count }, (_, i) => Math.floor(((pdf.length - 1) * i) / (count - 1)));
  const edges = holes.flatMap(({ start, end }) => [start - 2, end]);
  return [...spread, ...edges].filter((place) => holes.every(({ start, end }) => place < start || place >= end));
}

function signatureBytes(pdf: Buffer, { start, end }: Hole): Buffer {
  return Buffer.from(pdf.toString("latin1", start + 1, end - 1), "hex");
}

describe("the house's own verifier", () => {
  test.each(["p-256", "rsa-3072"])("finds a certificate signed with %s valid and tells by whom and when", (name) => {
    const { pdf, authority } = theCase(name);
    const one = {
      by: expect.stringContaining("示范检测中心检验检测专用章（演示，不具有法律效力）"),
      at: stampedAt,
      level: "B-LT",
      isIntact: true,
      isTrusted: true,
      fault: null,
    };
    expect(verifyPdf(pdf, { roots: [authority.rootPem] })).toEqual({
      isValid: true,
      fault: null,
      signatures: [one, one],
    });
  });

  test("finds one flipped byte, wherever it is, the signatures themselves included", () => {
    const { pdf, authority } = theCase("p-256");
    const inside = holesOf(pdf).flatMap(({ start, end }) => [
      start,
      // up to the time stamp, which lies beside the signature and not under it
      ...Array.from({ length: 110 }, (_, i) => start + 1 + i * 26),
      end - 400,
      end - 1,
    ]);
    const outside = placesOutside(pdf, 320);
    expect(outside.length).toBeGreaterThan(200);
    for (const place of [...outside, ...inside])
      expect(verifyPdf(flipped(pdf, place), { roots: [authority.rootPem] }).isValid, `byte ${place}`).toBe(false);
  });

  test("does not trust a root that it was not given", () => {
    const { pdf } = theCase("p-256");
    for (const roots of [[], [other.rootPem]])
      expect(verifyPdf(pdf, { roots })).toMatchObject({ isValid: false, fault: "untrusted-timestamp" });
  });

  test("judges a signature without a time stamp by the time it is asked about", async () => {
    const { authority } = theCase("p-256");
    const pdf = await signCertificate(unsigned, plainly(authority));
    const judged = (day: string) => verifyPdf(pdf, { roots: [authority.rootPem], at: new Date(day) });
    expect(judged("2030-01-01")).toMatchObject({
      isValid: true,
      signatures: [
        { level: "B-B", at },
        { level: "B-B", at },
      ],
    });
    expect(judged("2060-01-01")).toMatchObject({ isValid: false, fault: "not-in-validity" });
    expect(judged("2025-06-01")).toMatchObject({ isValid: false, fault: "not-in-validity" });
  });

  test("refuses what was appended after signing, though a reader may still call the signature valid", () => {
    const { pdf, authority } = theCase("p-256");
    const roots = [authority.rootPem];
    const appended = Buffer.concat([pdf, Buffer.from("\n1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF\n")]);
    expect(verifyPdf(appended, { roots })).toMatchObject({ isValid: false, fault: "not-whole-file" });
    expect(verifyPdf(Buffer.concat([pdf, pdf]), { roots })).toMatchObject({
      isValid: false,
      fault: "too-many-signatures",
    });
  });

  test("refuses a page put over the signed one between the two signatures, though the seal then covers it", async () => {
    const { authority } = theCase("p-256");
    const signing = plainly(authority);
    const approved = await signPdf(unsigned, signing.signatory, at);
    const shadowed = Buffer.concat([approved, shadowPage(approved)]);
    const sealed = await signPdf(appendSealRevision(approved, { words: seal, evidence: null }), signing.laboratory, at);
    expect(verifyPdf(sealed, { roots: [authority.rootPem] }).isValid).toBe(true);

    const forged = withSeal(shadowed);
    const resealed = await signPdf(forged, signing.laboratory, at);
    expect(verifyPdf(resealed, { roots: [authority.rootPem] }).isValid).toBe(false);
  });

  test("misses the laboratory's seal where only the signatory's revision is left", () => {
    const { pdf, authority } = theCase("p-256");
    const half = pdf.subarray(0, holesOf(pdf)[0].covers);
    expect(verifyPdf(half, { roots: [authority.rootPem] })).toMatchObject({ isValid: false, fault: "seal-missing" });
  });

  test("says so where there is no signature, or no PDF", () => {
    expect(verifyPdf(Buffer.from("%PDF-1.7\n%%EOF"), { roots: [] })).toMatchObject({ fault: "no-signature" });
    expect(verifyPdf(unsigned, { roots: [] })).toMatchObject({ isValid: false });
    expect(verifyPdf(Buffer.alloc(0), { roots: [] })).toMatchObject({ fault: "no-signature" });
  });
});

/** A revision that replaces the first page's content by nothing: what a forger appends. */
function shadowPage(pdf: Buffer): Buffer {
  const text = pdf.toString("latin1");
  const [, number = ""] = /\/Type \/Page\n[\s\S]*?\/Contents (\d+) 0 R/.exec(text) ?? [];
  const object = `\n${number} 0 obj\n<<\n/Length 0\n>>\nstream\n\nendstream\nendobj\n`;
  return Buffer.from(object, "latin1");
}

/** The forger's file with an empty seal at its end, as our own writer would put it there. */
function withSeal(shadowed: Buffer): Buffer {
  const end = shadowed.lastIndexOf("trailer\n", shadowed.lastIndexOf("%%EOF"));
  const trailer = shadowed.subarray(end, shadowed.lastIndexOf("%%EOF") + "%%EOF".length);
  return appendSealRevision(Buffer.concat([shadowed, trailer]), { words: seal, evidence: null });
}

describe("the signer", () => {
  test("opens a key that is kept under a passphrase, and refuses the wrong one in words", async () => {
    const { authority } = theCase("p-256");
    const keyPem = createPrivateKey(authority.keyPem)
      .export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "甲乙丙丁" })
      .toString();
    const signer = pemSigner({ keyPem, chainPem: authority.chainPem, passphrase: "甲乙丙丁" });
    const signed = await signCertificate(unsigned, { signatory: signer, laboratory: signer, seal, at });
    expect(verifyPdf(signed, { roots: [authority.rootPem] }).isValid).toBe(true);
    expect(() => pemSigner({ keyPem, chainPem: authority.chainPem, passphrase: "no" })).toThrow(
      expect.objectContaining({ code: "signing-key-unusable" }),
    );
  });

  test("refuses a key that belongs to another certificate, and an empty chain", () => {
    const { authority } = theCase("p-256");
    expect(() => pemSigner({ keyPem: other.keyPem, chainPem: authority.chainPem })).toThrow(
      expect.objectContaining({ code: "signing-key-unusable" }),
    );
    expect(() => pemSigner({ keyPem: other.keyPem, chainPem: "" })).toThrow(
      expect.objectContaining({ code: "signing-key-unusable" }),
    );
  });

  test("moves no byte of the file: only the first signature's own place changes, the seal follows behind", () => {
    const { pdf } = theCase("rsa-3072");
    const [{ start, end, covers }] = holesOf(pdf);
    expect(covers).toBe(unsigned.length);
    const changed = [...unsigned.keys()].filter((i) => pdf[i] !== unsigned[i]);
    expect(changed.every((i) => i > start - 400 && i < end + 200)).toBe(true);
  });
});

describe.skipIf(isMissing("pdfsig", "certutil"))("pdfsig", () => {
  test.each(["p-256", "rsa-3072"])(
    "calls a certificate signed with %s valid, whole, and trusted once it knows the root",
    async (name) => {
      const store = file(`nss-${name}`);
      await run("mkdir", store);
      await run("certutil", "-N", "-d", `sql:${store}`, "--empty-password");
      const stranger = (await run("pdfsig", "-nssdir", store, file(`${name}.pdf`))).out;
      expect(stranger).toContain("Signature is Valid");
      expect(stranger).not.toContain("Certificate is Trusted");

      await run("certutil", "-A", "-d", `sql:${store}`, "-n", "root", "-t", "CT,C,C", "-i", file(`${name}-root.pem`));
      const { out } = await run("pdfsig", "-nssdir", store, file(`${name}.pdf`));
      expect(out).toContain("Signature is Valid");
      expect(out).toContain("Certificate is Trusted");
      expect(out).toContain("Total document signed");
      expect(out).toContain("ETSI.CAdES.detached");
    },
  );

  test("calls it invalid as soon as one byte outside the signature is another", async () => {
    const { pdf } = theCase("p-256");
    for (const place of placesOutside(pdf)) {
      writeFileSync(file("flipped.pdf"), flipped(pdf, place));
      const { out } = await run("pdfsig", file("flipped.pdf"));
      // what stands in the seal's revision is under the seal alone
      expect(out.split("Signature is Valid").length - 1, `byte ${place}`).toBeLessThan(2);
    }
  });
});

describe.skipIf(isMissing("openssl", "qpdf"))("openssl and qpdf", () => {
  test.each(["p-256", "rsa-3072"])(
    "take the %s signature for CAdES under its own root, and not under another",
    async (name) => {
      const { pdf } = theCase(name);
      const holes = holesOf(pdf);
      holes.forEach((hole, at) => {
        writeFileSync(file(`signature-${at}.p7s`), signatureBytes(pdf, hole));
        const signed = [pdf.subarray(0, hole.start), pdf.subarray(hole.end, hole.covers)];
        writeFileSync(file(`signed-${at}.bin`), Buffer.concat(signed));
        const cms = readCms(signatureBytes(pdf, hole));
        writeFileSync(file(`token-${at}.der`), cms.token ?? Buffer.alloc(0));
        writeFileSync(file(`value-${at}.bin`), cms.signature);
      });
      const verify = (root: string, at: number): ReturnType<typeof run> =>
        run(
          "openssl",
          "cms",
          "-verify",
          "-cades",
          "-binary",
          "-inform",
          "DER",
          "-in",
          file(`signature-${at}.p7s`),
          "-content",
          file(`signed-${at}.bin`),
          "-CAfile",
          file(root),
          "-purpose",
          "any",
          "-no_check_time",
          "-out",
          file("out.bin"),
        );
      for (const at of holes.keys()) {
        const own = await verify(`${name}-root.pem`, at);
        expect(own.err).toContain("CAdES Verification successful");
        expect(own.code).toBe(0);
        expect((await verify("other-root.pem", at)).code).not.toBe(0);
        const stamped = (root: string) =>
          run(
            "openssl",
            "ts",
            "-verify",
            "-token_in",
            "-in",
            file(`token-${at}.der`),
            "-data",
            file(`value-${at}.bin`),
            "-CAfile",
            file(root),
          );
        expect(await stamped(`${name}-root.pem`)).toMatchObject({ code: 0 });
        expect((await stamped("other-root.pem")).code).not.toBe(0);
      }
      expect(
        await run(
          "openssl",
          "verify",
          "-no_check_time",
          "-CAfile",
          file(`${name}-root.pem`),
          file(`${name}-chain.pem`),
        ),
      ).toMatchObject({ code: 0 });
    },
  );

  test("find the signed file sound", async () => {
    expect(await run("qpdf", "--check", file("rsa-3072.pdf"))).toMatchObject({ code: 0, err: "" });
  });
});
