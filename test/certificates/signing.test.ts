import { createHash, createPrivateKey } from "node:crypto";
import { writeFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { renderCertificate } from "../../server/certificates/pdf/render-certificate.ts";
import { makeDemoAuthority, type DemoAuthority } from "../../server/certificates/signing/demo-authority.ts";
import { pemSigner } from "../../server/certificates/signing/pem-signer.ts";
import { signPdf } from "../../server/certificates/signing/sign-pdf.ts";
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
    const pdf = await signPdf(unsigned, pemSigner(authority), at);
    cases.push({ name: keys, authority, pdf });
    writeFileSync(file(`${keys}.pdf`), pdf);
    writeFileSync(file(`${keys}-root.pem`), authority.rootPem);
    writeFileSync(file(`${keys}-chain.pem`), authority.chainPem);
  }
  other = await makeDemoAuthority({ laboratoryName: "别的实验室", now: made, random: counted("other"), keys: "p-256" });
  writeFileSync(file("other-root.pem"), other.rootPem);
});

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

/** The hole of the signature: from its opening bracket to behind its closing one. */
function holeOf(pdf: Buffer): { start: number; end: number } {
  const [, start = "0", end = "0"] = /\/ByteRange \[0 (\d+) (\d+) \d+\]/.exec(pdf.toString("latin1")) ?? [];
  return { start: Number.parseInt(start, 10), end: Number.parseInt(end, 10) };
}

function flipped(pdf: Buffer, position: number): Buffer {
  const copy = Buffer.from(pdf);
  copy[position] = (copy[position] ?? 0) ^ 0x01;
  return copy;
}

/** Places all over the file, none inside the hole. */
function placesOutside(pdf: Buffer): number[] {
  const { start, end } = holeOf(pdf);
  const spread = Array.from({ length: 8 }, (_, i) => end + Math.floor(((pdf.length - end - 1) * i) / 7));
  return [0, 9, Math.floor(start / 2), start - 2, ...spread];
}

function signatureBytes(pdf: Buffer): Buffer {
  const { start, end } = holeOf(pdf);
  return Buffer.from(pdf.toString("latin1", start + 1, end - 1), "hex");
}

describe("the house's own verifier", () => {
  test.each(["p-256", "rsa-3072"])("finds a certificate signed with %s valid and tells by whom and when", (name) => {
    const { pdf, authority } = theCase(name);
    expect(verifyPdf(pdf, [authority.rootPem])).toEqual({
      isValid: true,
      fault: null,
      signedAt: at,
      signer: expect.stringContaining("示范检测中心检验检测专用章（演示，不具有法律效力）"),
    });
  });

  test("finds one flipped byte, wherever it is, the signature itself included", () => {
    const { pdf, authority } = theCase("p-256");
    const { start, end } = holeOf(pdf);
    const inside = [start, ...Array.from({ length: 120 }, (_, i) => start + 1 + i * 26), end - 400, end - 1];
    for (const place of [...placesOutside(pdf), ...inside]) {
      expect(verifyPdf(flipped(pdf, place), [authority.rootPem]).isValid, `byte ${place}`).toBe(false);
    }
  });

  test("does not trust a root that it was not given", () => {
    const { pdf } = theCase("p-256");
    expect(verifyPdf(pdf, [])).toMatchObject({ isValid: false, fault: "untrusted" });
    expect(verifyPdf(pdf, [other.rootPem])).toMatchObject({ isValid: false, fault: "untrusted" });
  });

  test("refuses what was appended after signing, though a reader may still call the signature valid", () => {
    const { pdf, authority } = theCase("p-256");
    const appended = Buffer.concat([pdf, Buffer.from("\n1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF\n")]);
    expect(verifyPdf(appended, [authority.rootPem])).toMatchObject({ isValid: false, fault: "not-whole-file" });
    const twice = Buffer.concat([pdf, pdf]);
    expect(verifyPdf(twice, [authority.rootPem])).toMatchObject({ isValid: false, fault: "several-signatures" });
  });

  test("refuses a signature from before the certificate was valid", async () => {
    const { authority } = theCase("p-256");
    const early = await signPdf(unsigned, pemSigner(authority), new Date("2025-06-01T00:00:00Z"));
    expect(verifyPdf(early, [authority.rootPem])).toMatchObject({ isValid: false, fault: "not-in-validity" });
  });

  test("says so where there is no signature, or no PDF", () => {
    expect(verifyPdf(Buffer.from("%PDF-1.7\n%%EOF"), [])).toMatchObject({ fault: "no-signature" });
    expect(verifyPdf(unsigned, [])).toMatchObject({ isValid: false });
    expect(verifyPdf(Buffer.alloc(0), [])).toMatchObject({ fault: "no-signature" });
  });
});

describe("the signer", () => {
  test("opens a key that is kept under a passphrase, and refuses the wrong one in words", async () => {
    const { authority } = theCase("p-256");
    const keyPem = createPrivateKey(authority.keyPem)
      .export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "甲乙丙丁" })
      .toString();
    const signed = await signPdf(
      unsigned,
      pemSigner({ keyPem, chainPem: authority.chainPem, passphrase: "甲乙丙丁" }),
      at,
    );
    expect(verifyPdf(signed, [authority.rootPem]).isValid).toBe(true);
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

  test("moves no byte of the file: only the signature's own place changes", () => {
    const { pdf } = theCase("rsa-3072");
    expect(pdf.length).toBe(unsigned.length);
    const { start, end } = holeOf(pdf);
    const changed = [...pdf.keys()].filter((i) => pdf[i] !== unsigned[i]);
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
      expect((await run("pdfsig", file("flipped.pdf"))).out, `byte ${place}`).not.toContain("Signature is Valid");
    }
  });
});

describe.skipIf(isMissing("openssl", "qpdf"))("openssl and qpdf", () => {
  test.each(["p-256", "rsa-3072"])(
    "take the %s signature for CAdES under its own root, and not under another",
    async (name) => {
      const { pdf } = theCase(name);
      const { start, end } = holeOf(pdf);
      writeFileSync(file("signature.p7s"), signatureBytes(pdf));
      writeFileSync(file("signed.bin"), Buffer.concat([pdf.subarray(0, start), pdf.subarray(end)]));
      const verify = (root: string): ReturnType<typeof run> =>
        run(
          "openssl",
          "cms",
          "-verify",
          "-cades",
          "-binary",
          "-inform",
          "DER",
          "-in",
          file("signature.p7s"),
          "-content",
          file("signed.bin"),
          "-CAfile",
          file(root),
          "-purpose",
          "any",
          "-no_check_time",
          "-out",
          file("out.bin"),
        );
      const own = await verify(`${name}-root.pem`);
      expect(own.err).toContain("CAdES Verification successful");
      expect(own.code).toBe(0);
      expect((await verify("other-root.pem")).code).not.toBe(0);
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
