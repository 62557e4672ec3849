import { loadFonts, type PaperFonts } from "../../platform/paper/fonts.ts";
import { outlineOf } from "../../platform/paper/outlines.ts";
import { type Bitmap, blankBitmap, encodePng, fillArea, fillOutline } from "./bitmap.ts";
import { dotsPerMillimetre, type Label, type LabelForm } from "./label.ts";
import { dotsOf, layOutLabel } from "./lay-out-label.ts";

/** One label as the dots of a 203 dpi printer, black and white: what the picture shows is what is printed. */
export function renderLabelPng(label: Label, form: LabelForm): Buffer {
  return encodePng(drawLabel(label, form, loadFonts()), dotsPerMillimetre * 1000);
}

/** The label's dots, for a picture or for a printer. */
export function drawLabel(label: Label, form: LabelForm, fonts: PaperFonts): Bitmap {
  const { width, height } = dotsOf(form);
  const bitmap = blankBitmap(width, height);
  for (const mark of layOutLabel(label, form, fonts)) {
    if (mark.kind === "area") fillArea(bitmap, mark.x, mark.y, mark.width, mark.height);
    else
      fillOutline(
        bitmap,
        outlineOf(mark.text, mark.weight, fonts, "label").commands,
        mark.x,
        mark.y,
        mark.size,
        mark.isLight ?? false,
      );
  }
  return bitmap;
}
