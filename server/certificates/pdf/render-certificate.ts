import PDFDocument from "pdfkit";
import type { PaperFonts } from "../../platform/paper/fonts.ts";
import { takePen, type Doc } from "../../platform/paper/pen.ts";
import type { CertificateContent } from "../content.ts";
import { drawCoverPage } from "./cover-page.ts";
import { drawNotesPage } from "./notes-page.ts";
import { drawFurniture } from "./page-furniture.ts";
import { drawResultsPages } from "./results-pages.ts";
import { openSheet } from "./sheet.ts";
import { addSignatureField } from "./signature-field.ts";
import { drawSummaryPage } from "./summary-page.ts";

/** `at`: the moment the file says it was made; the same content and moment give the same bytes. */
export type RenderOptions = { at: Date };

/** The certificate as PDF/A-3b with an empty signature in it: ready for `signPdf`, not valid without. */
export async function renderCertificate(
  content: CertificateContent,
  fonts: PaperFonts,
  { at }: RenderOptions,
): Promise<Buffer> {
  const title = plain(`${content.title} ${content.printedNumber}`);
  const doc = new PDFDocument({
    subset: "PDF/A-3b",
    pdfVersion: "1.7",
    lang: "zh-CN",
    displayTitle: true,
    autoFirstPage: false,
    bufferPages: true,
    font: null as unknown as string, // no standard font: those are never embedded
    info: {
      Title: title,
      Author: plain(content.laboratory.name),
      Subject: plain(content.sample.name),
      Creator: "LIMS",
      Producer: "LIMS",
      CreationDate: at,
      ModDate: at,
    },
  });
  const file = collect(doc);
  const sheet = openSheet(takePen(doc, fonts));
  drawCoverPage(sheet, content);
  drawNotesPage(sheet, content);
  const place = drawSummaryPage(sheet, content);
  addSignatureField(
    doc,
    place,
    { name: content.laboratory.name, reason: `${content.title}签发`, location: content.laboratory.address },
    at,
  );
  drawResultsPages(sheet, content);
  drawFurniture(sheet.pen, content);
  doc.end();
  return await file;
}

/** pdfkit never ends a document that has an unfinished part; the wait for it must end all the same. */
function collect(doc: Doc): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    const late = setTimeout(() => reject(new Error("the PDF was never finished")), 60_000);
    doc.on("data", (part: Buffer) => parts.push(part));
    doc.on("error", reject);
    doc.on("end", () => {
      clearTimeout(late);
      resolve(Buffer.concat(parts));
    });
  });
}

/** pdfkit does not escape what it writes into the XML metadata, so nothing may need escaping. */
function plain(text: string): string {
  return text
    .replaceAll("&", "＆")
    .replaceAll("<", "＜")
    .replaceAll(">", "＞")
    .replace(/[\u0000-\u001f]/g, " ");
}
