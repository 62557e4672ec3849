import Tinypool from "tinypool";
import { loadFonts } from "../../platform/paper/fonts.ts";
import type { CertificateContent } from "../content.ts";
import type { Pictures } from "./pictures.ts";
import { renderCertificate } from "./render-certificate.ts";

const threads = 2;
let pool: Tinypool | undefined;

/** Draws a certificate in a thread of its own; where the program runs from its sources (tests), in this one. */
export async function renderAside(content: CertificateContent, at: Date, pictures: Pictures): Promise<Buffer> {
  if (import.meta.url.endsWith(".ts")) return renderCertificate(content, loadFonts(), { at, pictures });
  pool ??= new Tinypool({
    filename: new URL("./render-worker.js", import.meta.url).href,
    runtime: "worker_threads",
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: 60_000,
  });
  return Buffer.from((await pool.run({ content, at, pictures })) as Uint8Array);
}
