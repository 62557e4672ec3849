import { createPrivateKey, X509Certificate } from "node:crypto";
import forge from "node-forge";
import { Problem } from "../../kernel/problems.ts";
import { pemSigner } from "./pem-signer.ts";
import type { Signer } from "./signer.ts";

/** A signer from a PKCS#12 file (.p12, .pfx): its key, and its certificates in the order in which they were issued. */
export function pkcs12Signer(file: Buffer, passphrase: string | undefined): { signer: Signer; chainPem: string } {
  const store = opened(file, passphrase);
  const bags = store.safeContents.flatMap(({ safeBags }) => safeBags);
  const certificates = bags
    .filter(({ type }) => type === forge.pki.oids["certBag"])
    .map((bag) => new X509Certificate(derOf(bag.cert ? forge.pki.certificateToAsn1(bag.cert) : bag.asn1)));
  const [key] = bags.filter(({ type }) => isKey(type));
  if (!key) throw unusable("the PKCS#12 file holds no key");
  const keyDer = derOf(key.key ? forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(key.key)) : key.asn1);
  const keyPem = createPrivateKey({ key: keyDer, format: "der", type: "pkcs8" })
    .export({ format: "pem", type: "pkcs8" })
    .toString();
  const own = certificates.find((certificate) => certificate.checkPrivateKey(createPrivateKey(keyPem)));
  if (!own) throw unusable("the PKCS#12 file holds no certificate of its key");
  const chain = [own];
  for (let above = issuerOf(own, certificates); above; above = issuerOf(above, certificates)) chain.push(above);
  const chainPem = chain.map(String).join("\n");
  return { signer: pemSigner({ keyPem, chainPem }), chainPem };
}

function opened(file: Buffer, passphrase: string | undefined): forge.pkcs12.Pkcs12Pfx {
  try {
    return forge.pkcs12.pkcs12FromAsn1(forge.asn1.fromDer(file.toString("binary")), false, passphrase ?? "");
  } catch {
    throw unusable("the PKCS#12 file cannot be opened; is the passphrase right?");
  }
}

function isKey(type: string | undefined): boolean {
  return type === forge.pki.oids["pkcs8ShroudedKeyBag"] || type === forge.pki.oids["keyBag"];
}

function issuerOf(of: X509Certificate, among: readonly X509Certificate[]): X509Certificate | undefined {
  return among.find((each) => each !== of && of.checkIssued(each) && of.fingerprint256 !== each.fingerprint256);
}

function derOf(asn1: forge.asn1.Asn1): Buffer {
  return Buffer.from(forge.asn1.toDer(asn1).getBytes(), "binary");
}

function unusable(why: string): Problem {
  return new Problem("signing-key-unusable", { why });
}
