import { createPrivateKey, sign, X509Certificate, type KeyObject } from "node:crypto";
import { promisify } from "node:util";
import { Problem } from "../../kernel/problems.ts";
import type { SignatureAlgorithm, Signer } from "./signer.ts";

const signOffThread = promisify<string, Buffer, KeyObject, Buffer>(sign);

export type PemKey = {
  keyPem: string;
  /** the signer's certificate, then those above it */ chainPem: string;
  passphrase?: string;
};

/** A signer from PEM texts. A key that cannot sign, or belongs to another certificate, is refused at once. */
export function pemSigner({ keyPem, chainPem, passphrase }: PemKey): Signer {
  const key = openKey(keyPem, passphrase);
  const chain = certificatesIn(chainPem);
  const own = chain[0];
  if (!own) throw unusable("the chain holds no certificate");
  if (!own.checkPrivateKey(key)) throw unusable("the key does not belong to the first certificate of the chain");
  for (const [i, above] of chain.slice(1).entries()) {
    if (!chain[i]?.checkIssued(above)) throw unusable("the chain is not in order");
  }
  return {
    algorithm: algorithmOf(key),
    chain: chain.map(({ raw }) => raw),
    sign: (bytes) => signOffThread("sha256", bytes, key),
  };
}

/** The certificates of a PEM text, in its order. */
export function certificatesIn(pem: string): X509Certificate[] {
  const texts = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return texts.map((text) => {
    try {
      return new X509Certificate(text);
    } catch {
      throw unusable("a certificate cannot be read");
    }
  });
}

function openKey(keyPem: string, passphrase: string | undefined): KeyObject {
  try {
    return createPrivateKey({ key: keyPem, format: "pem", passphrase });
  } catch {
    throw unusable("the private key cannot be opened; is the passphrase right?");
  }
}

function algorithmOf(key: KeyObject): SignatureAlgorithm {
  if (key.asymmetricKeyType === "rsa" && (key.asymmetricKeyDetails?.modulusLength ?? 0) >= 2048) return "rsa-sha256";
  if (key.asymmetricKeyType === "ec" && key.asymmetricKeyDetails?.namedCurve === "prime256v1") return "ecdsa-sha256";
  throw unusable("only RSA from 2048 bits and P-256 are supported");
}

function unusable(why: string): Problem {
  return new Problem("signing-key-unusable", { why });
}
