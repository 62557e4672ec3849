// Runs in a thread of its own: drawing takes tens of milliseconds in which a bench would wait for its next weighing.
import { loadFonts } from "../../platform/paper/fonts.ts";
import type { CertificateContent } from "../content.ts";
import type { Pictures } from "./pictures.ts";
import { renderCertificate } from "./render-certificate.ts";

/** Draws one certificate; see `renderCertificate`. */
// oxlint-disable-next-line import/no-default-export -- what the pool of threads calls
export default async function draw({
  content,
  at,
  pictures,
}: {
  content: CertificateContent;
  at: Date;
  pictures: Pictures;
}): Promise<Uint8Array> {
  return await renderCertificate(content, loadFonts(), { at, pictures });
}
