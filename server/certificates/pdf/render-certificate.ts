import PDFDocument from "pdfkit";
import type { PaperFonts } from "../../platform/paper/fonts.ts";
import { takePen, type Doc } from "../../platform/paper/pen.ts";
import { sampleNames, type CertificateContent } from "../content.ts";
import { certificateData, dataFileName } from "../data/certificate-data.ts";
import { drawCoverPage } from "./cover-page.ts";
import { drawNotesPage } from "./notes-page.ts";
import { drawFurniture } from "./page-furniture.ts";
import { drawResultsPages } from "./results-pages.ts";
import type { Pictures } from "./pictures.ts";
import { drawSampleList } from "./sample-rows.ts";
import { openSheet } from "./sheet.ts";
import { addSignatureFields } from "./signature-field.ts";
import { drawSummaryPage } from "./summary-page.ts";

/** `at`: the moment the file says it was made; the same content, pictures and moment give the same bytes. */
export type RenderOptions = { at: Date; pictures?: Pictures };

/** The certificate as PDF/A-3b with an empty signature in it: ready for `signPdf`, not valid without. */
export async function renderCertificate(
  content: CertificateContent,
  fonts: PaperFonts,
  { at, pictures = new Map() }: RenderOptions,
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
      Subject: plain(sampleNames(content)),
      Creator: "LIMS",
      Producer: "LIMS",
      CreationDate: at,
      ModDate: at,
    },
  });
  const file = collect(doc);
  const sheet = openSheet(takePen(doc, fonts), pictures);
  drawCoverPage(sheet, content);
  drawNotesPage(sheet, content);
  const places = drawSummaryPage(sheet, content);
  const { people, laboratory } = content;
  addSignatureFields(
    doc,
    { ...places.signatory, words: { name: people.approvedBy.name, reason: "批准签发", location: laboratory.address } },
    { ...places.laboratory, reason: `${content.title}盖章` },
    at,
  );
  drawResultsPages(sheet, content, drawSampleList(sheet, content));
  drawFurniture(sheet, content);
  attachData(doc, certificateData(content), at);
  doc.end();
  return await file;
}

/** The figures as data, an associated file (PDF/A-3). The package's types do not know its relationship. */
function attachData(doc: Doc, bytes: Buffer, at: Date): void {
  const about = {
    name: dataFileName,
    type: "application/json",
    relationship: "Data",
    description: "检验检测数据（JSON），与本报告所载一致",
    creationDate: at,
    modifiedDate: at,
  };
  doc.file(bytes, about);
}

/** pdfkit never ends a document that has an unfinished part; the wait for it must end all the same. */
export function collect(doc: Doc): Promise<Buffer> {
  const file = new Promise<Buffer>((resolve, reject) => {
    const parts: Buffer[] = [];
    const late = setTimeout(() => reject(new Error("the PDF was never finished")), 60_000);
    doc.on("data", (part: Buffer) => parts.push(part));
    doc.on("error", reject);
    doc.on("end", () => {
      clearTimeout(late);
      resolve(Buffer.concat(parts));
    });
  });
  file.catch(() => undefined); // where the drawing is refused nobody waits for the file, and its end must not end the program
  return file;
}

/** pdfkit does not escape what it writes into the XML metadata, so nothing may need escaping. */
function plain(text: string): string {
  return text
    .replaceAll("&", "＆")
    .replaceAll("<", "＜")
    .replaceAll(">", "＞")
    .replace(/[\u0000-\u001f]/g, " ");
}
