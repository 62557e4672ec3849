// A certificate authority for the demonstration: a root and the certificate of one laboratory. Nobody outside trusts it,
// and its names say so. A real laboratory brings a certificate of a licensed authority (电子认证服务机构).
import "reflect-metadata";
import { createPrivateKey, webcrypto } from "node:crypto";
import * as x509 from "@peculiar/x509";

export type DemoAuthority = {
  /** What trusts: to be published for whoever wants to check. */
  rootPem: string;
  /** Kept only to issue more certificates later. */
  rootKeyPem: string;
  /** The laboratory's certificate, then the root. */
  chainPem: string;
  keyPem: string;
};

/** Makes what the demonstration needs besides: a time-stamp certificate, and the list of what the root has revoked. */
export async function makeDemoEvidence({
  rootPem,
  rootKeyPem,
  now,
  random,
}: {
  rootPem: string;
  rootKeyPem: string;
  now: Date;
  random: (bytes: number) => Uint8Array;
}): Promise<{ stampKeyPem: string; stampChainPem: string; revocations: Buffer }> {
  x509.cryptoProvider.set(webcrypto as Crypto);
  const root = new x509.X509Certificate(rootPem);
  const algorithm = root.publicKey.algorithm.name === "ECDSA" ? p256 : sha256Rsa;
  const pkcs8 = createPrivateKey(rootKeyPem).export({ type: "pkcs8", format: "der" });
  const rootKey = (await webcrypto.subtle.importKey("pkcs8", pkcs8, algorithm, false, ["sign"])) as CryptoKey;
  const keys = await makeKeys(p256);
  const stamp = await x509.X509CertificateGenerator.create({
    serialNumber: serial(random),
    subject: new x509.Name([
      { C: [{ printableString: "CN" }] },
      { CN: [{ utf8String: "演示时间戳（开发用，不具有法律效力）" }] },
    ]),
    issuer: root.subjectName,
    notBefore: dayBefore(now),
    notAfter: yearsAfter(now, 10),
    publicKey: keys.publicKey,
    signingKey: rootKey,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([timeStamping], true), // critical and alone, as RFC 3161 wants it
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(root.publicKey),
    ],
  });
  const list = await x509.X509CrlGenerator.create({
    issuer: root.subjectName,
    thisUpdate: dayBefore(now),
    nextUpdate: yearsAfter(now, 1),
    entries: [],
    signingKey: rootKey,
    signingAlgorithm: algorithm,
  });
  return {
    stampKeyPem: await keyPem(keys.privateKey),
    stampChainPem: `${stamp.toString("pem")}\n${root.toString("pem")}\n`,
    revocations: Buffer.from(list.rawData),
  };
}

export type DemoAuthorityWishes = {
  laboratoryName: string;
  now: Date;
  /** Random bytes for serial numbers. */
  random: (bytes: number) => Uint8Array;
  /** RSA-3072 is read everywhere; P-256 is quick to make. */
  keys?: "rsa-3072" | "p-256";
};

const sha256Rsa = {
  name: "RSASSA-PKCS1-v1_5",
  hash: "SHA-256",
  publicExponent: new Uint8Array([1, 0, 1]),
  modulusLength: 3072,
};
const p256 = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const timeStamping = "1.3.6.1.5.5.7.3.8";
const documentSigning = "1.3.6.1.5.5.7.3.36";
const emailProtection = "1.3.6.1.5.5.7.3.4"; // some readers take a signature only with it

/** Makes a root (20 years) and under it a signing certificate (10 years); RSA takes about two seconds. */
export async function makeDemoAuthority({
  laboratoryName,
  now,
  random,
  keys = "rsa-3072",
}: DemoAuthorityWishes): Promise<DemoAuthority> {
  x509.cryptoProvider.set(webcrypto as Crypto);
  const algorithm = keys === "p-256" ? p256 : sha256Rsa;
  const rootKeys = await makeKeys(algorithm);
  const ownKeys = await makeKeys(algorithm);

  const rootName = nameOf(laboratoryName, "演示根证书（不具有法律效力）");
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serial(random),
    name: rootName,
    notBefore: dayBefore(now),
    notAfter: yearsAfter(now, 20),
    keys: rootKeys,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(true, 1, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(rootKeys.publicKey),
    ],
  });
  const own = await x509.X509CertificateGenerator.create({
    serialNumber: serial(random),
    subject: nameOf(laboratoryName, `${laboratoryName}检验检测专用章（演示，不具有法律效力）`),
    issuer: rootName,
    notBefore: dayBefore(now),
    notAfter: yearsAfter(now, 10),
    publicKey: ownKeys.publicKey,
    signingKey: rootKeys.privateKey,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.nonRepudiation, true),
      new x509.ExtendedKeyUsageExtension([documentSigning, emailProtection]),
      await x509.SubjectKeyIdentifierExtension.create(ownKeys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(rootKeys.publicKey),
    ],
  });
  return {
    rootPem: `${root.toString("pem")}\n`,
    rootKeyPem: await keyPem(rootKeys.privateKey),
    chainPem: `${own.toString("pem")}\n${root.toString("pem")}\n`,
    keyPem: await keyPem(ownKeys.privateKey),
  };
}

async function makeKeys(algorithm: typeof sha256Rsa | typeof p256): Promise<CryptoKeyPair> {
  return (await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"])) as CryptoKeyPair;
}

function nameOf(laboratoryName: string, commonName: string): x509.Name {
  const utf8 = (text: string): x509.JsonAttributeObject[] => [{ utf8String: text }];
  return new x509.Name([{ C: [{ printableString: "CN" }] }, { O: utf8(laboratoryName) }, { CN: utf8(commonName) }]);
}

/** 16 random bytes, positive and without a leading zero, as hexadecimal. */
function serial(random: (bytes: number) => Uint8Array): string {
  const bytes = Buffer.from(random(16));
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes.toString("hex");
}

async function keyPem(key: CryptoKey): Promise<string> {
  const bytes = Buffer.from(await webcrypto.subtle.exportKey("pkcs8", key as webcrypto.CryptoKey));
  return `-----BEGIN PRIVATE KEY-----\n${bytes.toString("base64").replace(/.{64}/g, "$&\n").trimEnd()}\n-----END PRIVATE KEY-----\n`;
}

/** Clocks differ: what is made now must be valid on a machine that is a little slow. */
function dayBefore(now: Date): Date {
  return new Date(now.getTime() - 86_400_000);
}

function yearsAfter(now: Date, years: number): Date {
  const then = new Date(now);
  then.setUTCFullYear(then.getUTCFullYear() + years);
  return then;
}
