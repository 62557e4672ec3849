import type { Pen } from "../../platform/paper/pen.ts";
import { page } from "./form.ts";
import { imagesOf, type Pictures } from "./pictures.ts";

/** The paper as the page modules see it: a pen, pictures, and a fresh page when the present one is full. */
export type Sheet = {
  pen: Pen;
  images: ReturnType<typeof imagesOf>;
  /** Begins a page and gives the height at which its body starts. */
  newPage(): number;
};

/** A sheet over a document without pages; every page is an empty A4. */
export function openSheet(pen: Pen, pictures: Pictures): Sheet {
  return {
    pen,
    images: imagesOf(pen.doc, pictures),
    newPage() {
      pen.doc.addPage({ size: [page.width, page.height], margin: 0 });
      return page.top;
    },
  };
}
