import PDFDocument from "pdfkit";
import { loadFonts } from "../../platform/paper/fonts.ts";
import { takePen, type Pen } from "../../platform/paper/pen.ts";
import { dotsPerMillimetre, type Label, type LabelForm } from "./label.ts";
import { dotsOf, layOutLabel } from "./lay-out-label.ts";
import type { Mark } from "./marks.ts";

const points = 72 / 25.4 / dotsPerMillimetre; // of one dot
// A renderer paints every dot that an area touches: bars that fill their dots exactly come out one dot too wide.
const inset = 0.1; // of a dot, 5 % of a module

/** Labels as PDF, one a page of the label's own size. They bear no date: the same labels are the same bytes. */
export async function renderLabelPdf(labels: readonly Label[], form: LabelForm): Promise<Buffer> {
  const fonts = loadFonts();
  const { width, height } = dotsOf(form);
  const doc = new PDFDocument({
    autoFirstPage: false,
    pdfVersion: "1.7",
    font: null as unknown as string,
    info: { Title: "Labels", Creator: "LIMS", Producer: "LIMS", CreationDate: new Date("2000-01-01T00:00:00Z") },
  });
  const parts: Buffer[] = [];
  const file = new Promise<Buffer>((resolve, reject) => {
    doc.on("data", (part: Buffer) => parts.push(part));
    doc.on("error", reject);
    doc.on("end", () => resolve(Buffer.concat(parts)));
  });
  const pen = takePen(doc, fonts);
  for (const label of labels) {
    doc.addPage({ size: [width * points, height * points], margin: 0 });
    for (const mark of layOutLabel(label, form, fonts)) draw(pen, mark);
  }
  doc.end();
  return await file;
}

function draw(pen: Pen, mark: Mark): void {
  if (mark.kind === "text") {
    pen.write(mark.text, mark.x * points, mark.y * points, {
      size: mark.size * points,
      weight: mark.weight,
      color: mark.isLight ? "#ffffff" : "#000000",
      field: "label",
    });
    return;
  }
  const by = mark.isCode ? inset : 0;
  pen.doc
    .rect(
      (mark.x + by) * points,
      (mark.y + by) * points,
      (mark.width - 2 * by) * points,
      (mark.height - 2 * by) * points,
    )
    .fill("#000000");
}
