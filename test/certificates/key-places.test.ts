import { constants, privateEncrypt, randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { beforeAll, describe, expect, test } from "vitest";
import { renderCertificate } from "../../server/certificates/pdf/render-certificate.ts";
import { makeDemoAuthority } from "../../server/certificates/signing/demo-authority.ts";
import { pkcs12Signer } from "../../server/certificates/signing/pkcs12.ts";
import { remoteSigner } from "../../server/certificates/signing/remote-signer.ts";
import { signCertificate } from "../../server/certificates/signing/sign-pdf.ts";
import { verifyPdf } from "../../server/certificates/signing/verify-pdf.ts";
import { loadFonts } from "../../server/platform/paper/fonts.ts";
import { aCertificate } from "../setup/certificate-content.ts";
import { isMissing, run, scratchFolder } from "../setup/outside-programs.ts";

// Where a key may be kept besides a PEM file.

const file = scratchFolder();
const at = new Date("2026-11-23T08:05:00Z");
const seal = { name: "临夏州清真食品示范检测中心", reason: "检验检测报告盖章", location: "临夏市" };
let unsigned: Buffer;
beforeAll(async () => {
  unsigned = await renderCertificate(aCertificate(), loadFonts(), { at });
});

const authorityOf = (keys: "p-256" | "rsa-3072") =>
  makeDemoAuthority({
    laboratoryName: "临夏州清真食品示范检测中心",
    now: new Date("2026-01-01T00:00:00Z"),
    random: (bytes: number) => randomBytes(bytes),
    keys,
  });

describe("the signer", () => {
  test.skipIf(isMissing("openssl"))(
    "opens PKCS#12 files as OpenSSL writes them, old and new (needs openssl)",
    async () => {
      for (const name of ["p-256", "rsa-3072"] as const) {
        const authority = await authorityOf(name);
        writeFileSync(file(`${name}.key`), authority.keyPem);
        writeFileSync(file(`${name}-chain.pem`), authority.chainPem);
        const from = ["-inkey", file(`${name}.key`), "-in", file(`${name}-chain.pem`), "-passout", "pass:abcd"];
        const wrote = await run("openssl", "pkcs12", "-export", ...from, "-out", file(`${name}.p12`));
        expect(wrote).toMatchObject({ code: 0 });
        const store = readFileSync(file(`${name}.p12`));
        const { signer } = pkcs12Signer(store, "abcd");
        const signed = await signCertificate(unsigned, { signatory: signer, laboratory: signer, seal, at });
        expect(verifyPdf(signed, { roots: [authority.rootPem] }).isValid).toBe(true);
        expect(() => pkcs12Signer(store, "no")).toThrow(expect.objectContaining({ code: "signing-key-unusable" }));
      }
    },
  );

  test("lets a signing service sign, and refuses a signature of another key", async () => {
    const authority = await authorityOf("rsa-3072");
    let keyPem = authority.keyPem;
    const info = Buffer.from("3031300d060960864801650304020105000420", "hex"); // DigestInfo of SHA-256 (RFC 8017 9.2)
    const service = createServer((request, response) => {
      void (async () => {
        const parts: Buffer[] = [];
        for await (const part of request) parts.push(part as Buffer);
        const { digest } = JSON.parse(Buffer.concat(parts).toString()) as { digest: string };
        const padded = { key: keyPem, padding: constants.RSA_PKCS1_PADDING };
        const signature = privateEncrypt(padded, Buffer.concat([info, Buffer.from(digest, "base64")]));
        response.statusCode = request.headers.authorization === "Bearer secret" ? 200 : 403;
        response.end(JSON.stringify({ signature: signature.toString("base64") }));
      })();
    });
    await new Promise<void>((done) => service.listen(0, "127.0.0.1", done));
    const url = `http://127.0.0.1:${(service.address() as AddressInfo).port}/sign`;
    const signer = remoteSigner({ url, token: "secret", chainPem: authority.chainPem });
    const signed = await signCertificate(unsigned, { signatory: signer, laboratory: signer, seal, at });
    expect(verifyPdf(signed, { roots: [authority.rootPem] }).isValid).toBe(true);
    keyPem = (await authorityOf("rsa-3072")).keyPem;
    await expect(signer.sign(Buffer.from("x"))).rejects.toThrow("another key");
    service.close();
  });
});
