import "reflect-metadata";
import { createPrivateKey, randomBytes, webcrypto, X509Certificate } from "node:crypto";
import * as x509 from "@peculiar/x509";
import { makeDemoAuthority, type DemoAuthority } from "../../server/certificates/signing/demo-authority.ts";

/** An authority with the certificate of one laboratory, made at a moment. */
export function anAuthority(now: string, laboratoryName = "示范检测中心"): Promise<DemoAuthority> {
  return makeDemoAuthority({
    laboratoryName,
    now: new Date(now),
    random: (bytes: number) => randomBytes(bytes),
    keys: "p-256",
  });
}

/** The list of what an authority (P-256) has taken back: here the laboratory's certificate, from a moment on. */
export async function revocationOf(authority: DemoAuthority, since: string): Promise<Buffer> {
  x509.cryptoProvider.set(webcrypto as Crypto);
  const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const pkcs8 = createPrivateKey(authority.rootKeyPem).export({ type: "pkcs8", format: "der" });
  const signingKey = (await webcrypto.subtle.importKey("pkcs8", pkcs8, algorithm, false, ["sign"])) as CryptoKey;
  const list = await x509.X509CrlGenerator.create({
    issuer: new x509.X509Certificate(authority.rootPem).subjectName,
    thisUpdate: new Date(since),
    nextUpdate: new Date("2046-01-01T00:00:00Z"),
    entries: [
      {
        serialNumber: new X509Certificate(authority.chainPem).serialNumber.toLowerCase(),
        revocationDate: new Date(since),
      },
    ],
    signingKey,
    signingAlgorithm: algorithm,
  });
  return Buffer.from(list.rawData);
}
