import { verify } from "node:crypto";
import { Worker } from "node:worker_threads";
import { Problem } from "../../kernel/problems.ts";
import { certificatesIn } from "./pem-signer.ts";
import { signOnToken, type TokenAsk } from "./pkcs11-token.ts";
import { readTokenUri } from "./pkcs11-uri.ts";
import type { Signer } from "./signer.ts";

const patience = 30_000;

/** A signer whose key lies on a PKCS#11 token or HSM and never leaves it; what it gives is held against the certificate before use. */
export function pkcs11Signer(asked: { uri: string; pin: string | undefined; chainPem: string }): Signer {
  const chain = certificatesIn(asked.chainPem);
  const [own] = chain;
  if (!own) throw new Problem("signing-key-unusable", { why: "the chain holds no certificate" });
  const algorithm = own.publicKey.asymmetricKeyType === "ec" ? "ecdsa-sha256" : "rsa-sha256";
  const key = readTokenUri(asked.uri);
  return {
    algorithm,
    chain: chain.map(({ raw }) => raw),
    async sign(bytes) {
      const signature = await askToken({ key, pin: asked.pin ?? "", algorithm, bytes });
      if (!verify("sha256", bytes, own.publicKey, signature))
        throw new Problem("signing-key-unusable", { why: "the key on the token is not that of the certificate" });
      return signature;
    },
  };
}

type Waiting = { resolve: (signature: Buffer) => void; reject: (error: Error) => void; late: NodeJS.Timeout };
type Said = { id: number; signature?: Uint8Array; why?: string };

const waiting = new Map<number, Waiting>();
let worker: Worker | undefined;
let asked = 0;

/** One signature from the token: in a thread of its own; where the program runs from its sources (tests), in this one. */
function askToken(ask: TokenAsk): Promise<Buffer> {
  if (import.meta.url.endsWith(".ts"))
    return Promise.resolve()
      .then(() => signOnToken(ask))
      .catch((error: unknown) => Promise.reject(unusable(error instanceof Error ? error.message : String(error))));
  const id = (asked += 1);
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => giveUp("the token does not answer"), patience);
    waiting.set(id, { resolve, reject, late });
    (worker ??= startWorker()).postMessage({ id, ask });
  });
}

function startWorker(): Worker {
  const started = new Worker(new URL("./pkcs11-worker.js", import.meta.url));
  started.unref(); // it keeps no server alive that wants to end
  started.on("message", ({ id, signature, why }: Said) => {
    const one = waiting.get(id);
    if (!one) return;
    waiting.delete(id);
    clearTimeout(one.late);
    if (signature) one.resolve(Buffer.from(signature));
    else one.reject(unusable(why ?? "the token refused"));
  });
  started.on("error", (error) => giveUp(error.message));
  started.on("exit", () => giveUp("the token's thread ended"));
  return started;
}

/** A thread that hangs or died is left behind; the next signature starts another. */
function giveUp(why: string): void {
  void worker?.terminate();
  worker = undefined;
  for (const { reject, late } of waiting.values()) {
    clearTimeout(late);
    reject(unusable(why));
  }
  waiting.clear();
}

function unusable(why: string): Problem {
  return new Problem("signing-key-unusable", { why });
}
