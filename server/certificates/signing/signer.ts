/** Whoever holds the key of the laboratory: a file, a token, a signing server. The key itself never leaves it. */
export type Signer = {
  /** Signs bytes (their SHA-256) and gives the raw signature: PKCS#1 v1.5, or ECDSA as DER. */
  sign(bytes: Buffer): Promise<Buffer>;
  /** Certificates as DER, the signer's own first, each issued by the next. */
  chain: readonly Buffer[];
  algorithm: SignatureAlgorithm;
};

export type SignatureAlgorithm = "rsa-sha256" | "ecdsa-sha256";
