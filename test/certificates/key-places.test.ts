import { constants, privateEncrypt, randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { beforeAll, describe, expect, test } from "vitest";
import { renderCertificate } from "../../server/certificates/pdf/render-certificate.ts";
import { makeDemoAuthority } from "../../server/certificates/signing/demo-authority.ts";
import { ecdsaAsDer } from "../../server/certificates/signing/pkcs11-token.ts";
import { pkcs11Signer } from "../../server/certificates/signing/pkcs11-signer.ts";
import { readTokenUri } from "../../server/certificates/signing/pkcs11-uri.ts";
import { pkcs12Signer } from "../../server/certificates/signing/pkcs12.ts";
import { remoteSigner } from "../../server/certificates/signing/remote-signer.ts";
import { signCertificate } from "../../server/certificates/signing/sign-pdf.ts";
import { verifyPdf } from "../../server/certificates/signing/verify-pdf.ts";
import { loadFonts } from "../../server/platform/paper/fonts.ts";
import { aCertificate } from "../setup/certificate-content.ts";
import { isMissing, run, scratchFolder } from "../setup/outside-programs.ts";
import { aToken, lacksToken } from "../setup/token.ts";

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

describe("a token's address", () => {
  test("names library, token and key as RFC 7512 has it", () => {
    expect(readTokenUri("pkcs11:token=LIMS%20A;object=%E7%AB%A0;id=%01%a2b?module-path=/usr/lib/p.so")).toEqual({
      module: "/usr/lib/p.so",
      token: "LIMS A",
      serial: undefined,
      object: "章",
      id: Buffer.from([0x01, 0xa2, 0x62]),
    });
  });

  test.each([
    ["pkcs11:token=LIMS", "module-path"],
    ["pkcs11:token=LIMS?module-path=/p.so&pin-value=1234", "PIN does not belong"],
    ["pkcs11:tokne=LIMS?module-path=/p.so", "tokne"],
    ["pkcs11:token=%E7?module-path=/p.so", "percent-encoded"],
  ])("%s is refused in words that do not repeat a PIN", (uri, why) => {
    const refusal = (() => {
      try {
        return readTokenUri(uri);
      } catch (error) {
        return error as { code: string; details: { why: string } };
      }
    })();
    expect(refusal).toMatchObject({ code: "signing-key-unusable", details: { why: expect.stringContaining(why) } });
    expect(JSON.stringify(refusal)).not.toContain("1234");
  });

  test("a signature of two bare numbers becomes two INTEGERs, shortest and positive", () => {
    const raw = Buffer.alloc(64);
    raw[31] = 0x7f; // r: one byte
    raw[32] = 0x80; // s: its first bit set, so a zero goes before it
    expect(ecdsaAsDer(raw).toString("hex")).toBe(`302602017f022100${raw.subarray(32).toString("hex")}`);
  });
});

describe.skipIf(lacksToken)("a key on a PKCS#11 token (needs softhsm2-util and a built pkcs11js)", () => {
  test.each(["p-256", "rsa-3072"] as const)("signs a certificate with %s and never leaves the token", async (keys) => {
    const authority = await authorityOf(keys);
    const { uri, pin } = await aToken(file, authority.keyPem, keys);
    const signer = pkcs11Signer({ uri, pin, chainPem: authority.chainPem });
    const signed = await signCertificate(unsigned, { signatory: signer, laboratory: signer, seal, at });
    expect(verifyPdf(signed, { roots: [authority.rootPem] })).toMatchObject({ isValid: true });
    // many at once: one session, one after the other
    const all = await Promise.all(Array.from({ length: 20 }, (_, i) => signer.sign(Buffer.from(`${i}`))));
    expect(all).toHaveLength(20);
  });

  test("is refused in words where the PIN is wrong, the token or key is not there, or it is another's", async () => {
    const authority = await authorityOf("p-256");
    const { uri, pin } = await aToken(file, authority.keyPem, "refusals");
    const sign = (change: { uri?: string; pin?: string; chainPem?: string }) =>
      pkcs11Signer({ uri, pin, chainPem: authority.chainPem, ...change }).sign(Buffer.from("x"));
    const stranger = await authorityOf("p-256");
    for (const [change, why] of [
      [{ uri: uri.replace("object=seal", "object=other") }, "no such key"],
      [{ uri: uri.replace("token=", "token=No") }, "no token"],
      [{ uri: uri.replace(/module-path=.*/, "module-path=/no/such.so") }, "/no/such.so cannot be loaded"],
      [{ chainPem: stranger.chainPem }, "not that of the certificate"],
    ] as const)
      await expect(sign(change)).rejects.toMatchObject({
        code: "signing-key-unusable",
        details: { why: expect.stringContaining(why) },
      });
    expect(await sign({})).toBeInstanceOf(Buffer);
    const fresh = await aToken(file, stranger.keyPem, "wrong-pin");
    const guess = () =>
      pkcs11Signer({ uri: fresh.uri, pin: "4711", chainPem: stranger.chainPem }).sign(Buffer.from("x"));
    // many tries would lock the token: the second is not made
    for (let turn = 0; turn < 20; turn++)
      await expect(guess()).rejects.toMatchObject({ details: { why: expect.stringContaining("PIN") } });
    const right = pkcs11Signer({ uri: fresh.uri, pin: fresh.pin, chainPem: stranger.chainPem });
    expect(await right.sign(Buffer.from("x"))).toBeInstanceOf(Buffer);
  });
});
