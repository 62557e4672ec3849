import { createHash, verify } from "node:crypto";
import { z } from "zod";
import { Problem } from "../../kernel/problems.ts";
import { certificatesIn } from "./pem-signer.ts";
import type { Signer } from "./signer.ts";

const Reply = z.object({ signature: z.base64().max(4_096) });
const patience = 20_000;

/**
 * A signer behind a signing service: the SHA-256 of what is signed goes there, a raw signature comes back. The service keeps the key;
 * what it answers is held against the certificate before it is used.
 */
export function remoteSigner(asked: { url: string; token: string | undefined; chainPem: string }): Signer {
  const chain = certificatesIn(asked.chainPem);
  const [own] = chain;
  if (!own) throw new Problem("signing-key-unusable", { why: "the chain holds no certificate" });
  const algorithm = own.publicKey.asymmetricKeyType === "ec" ? "ecdsa-sha256" : "rsa-sha256";
  return {
    algorithm,
    chain: chain.map(({ raw }) => raw),
    async sign(bytes) {
      const answer = await fetch(asked.url, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          ...(asked.token === undefined ? {} : { authorization: `Bearer ${asked.token}` }),
        },
        body: JSON.stringify({ algorithm, digest: createHash("sha256").update(bytes).digest("base64") }),
        signal: AbortSignal.timeout(patience),
      });
      if (!answer.ok) throw new Error(`the signing service answered ${answer.status}`);
      const signature = Buffer.from(Reply.parse(await answer.json()).signature, "base64");
      if (!verify("sha256", bytes, own.publicKey, signature))
        throw new Error("the signing service gave a signature of another key");
      return signature;
    },
  };
}
