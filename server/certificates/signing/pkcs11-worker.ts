// Runs in a thread of its own: a token answers when it pleases, and meanwhile the server must serve.
import { parentPort } from "node:worker_threads";
import { signOnToken, type TokenAsk } from "./pkcs11-token.ts";

parentPort?.on("message", ({ id, ask }: { id: number; ask: TokenAsk }) => {
  try {
    // over the thread's border a Buffer is a plain array of bytes
    const key = { ...ask.key, id: ask.key.id && Buffer.from(ask.key.id) };
    parentPort?.postMessage({ id, signature: signOnToken({ ...ask, key }) });
  } catch (error) {
    parentPort?.postMessage({ id, why: error instanceof Error ? error.message : String(error) });
  }
});
