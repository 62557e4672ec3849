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

export type Span = [from: string, until: string];

/** A root, an authority between, and a laboratory's certificate under it, each with the days in which it is valid. */
export async function aChain(
  spans: { root: Span; between: Span; own: Span },
  laboratoryName = "某机构",
): Promise<{ keyPem: string; chainPem: string; rootPem: string; renewedRoot: (span: Span) => Promise<string> }> {
  x509.cryptoProvider.set(webcrypto as Crypto);
  const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const make = () => webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const [rootKeys, betweenKeys, ownKeys] = [await make(), await make(), await make()];
  const certificate = async (name: string, [from, until]: Span, issuer: string, keys: [CryptoKeyPair, CryptoKeyPair]) =>
    x509.X509CertificateGenerator.create({
      serialNumber: randomBytes(8).toString("hex").replace(/^./, "1"),
      subject: `CN=${name}`,
      issuer: `CN=${issuer}`,
      notBefore: new Date(from),
      notAfter: new Date(until),
      publicKey: keys[0].publicKey,
      signingKey: keys[1].privateKey,
      signingAlgorithm: algorithm,
      extensions: [new x509.BasicConstraintsExtension(keys[0] !== ownKeys, undefined, true)],
    });
  const rootName = `${laboratoryName} 根`;
  const rootOf = (span: Span) => certificate(rootName, span, rootName, [rootKeys, rootKeys]);
  const root = await rootOf(spans.root);
  const between = await certificate(`${laboratoryName} 中间`, spans.between, rootName, [betweenKeys, rootKeys]);
  const own = await certificate(laboratoryName, spans.own, `${laboratoryName} 中间`, [ownKeys, betweenKeys]);
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey("pkcs8", ownKeys.privateKey));
  return {
    keyPem: createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" })
      .export({ type: "pkcs8", format: "pem" })
      .toString(),
    chainPem: [own, between, root].map((one) => one.toString("pem")).join("\n"),
    rootPem: `${root.toString("pem")}\n`,
    renewedRoot: async (span) => `${(await rootOf(span)).toString("pem")}\n`,
  };
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
