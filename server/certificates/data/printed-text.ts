import { asSpoken } from "../../platform/paper/right-to-left.ts";
import type { PdfObjects } from "./pdf-objects.ts";

/** What stands on the pages of a certificate as text, in the order in which it was written, without blanks. */
export function printedText(pdf: PdfObjects): string {
  const fonts = new Map<string, Map<string, string>>();
  let printed = "";
  for (const page of pdf.pages()) {
    const { contents, faces } = partsOf(pdf, page);
    for (const number of faces.values()) if (!fonts.has(number)) fonts.set(number, lettersOf(pdf, number));
    printed += textOf(contents, (face) => fonts.get(faces.get(face) ?? ""));
  }
  return bare(printed);
}

/** A text as it is compared: without blanks, which lines and columns put where they like, and without what is never seen. */
export function bare(text: string): string {
  return text.replace(/[\s\u3000\u200c]+/g, "").normalize("NFC");
}

function partsOf(pdf: PdfObjects, page: string): { contents: string; faces: Map<string, string> } {
  const dictionary = pdf.dictionary(page);
  const [, contents = ""] = /\/Contents (\d+) 0 R/.exec(dictionary) ?? [];
  const [, resources = ""] = /\/Resources (\d+) 0 R/.exec(dictionary) ?? [];
  const [, fontList = ""] = /\/Font <<([^>]*)>>/.exec(pdf.dictionary(resources)) ?? [];
  const faces = new Map(
    [...fontList.matchAll(/\/(\S+) (\d+) 0 R/g)].map(([, face = "", number = ""]) => [face, number]),
  );
  return { contents: pdf.stream(contents).toString("latin1"), faces };
}

/** From the codes of a font to letters, as its own table (ToUnicode) says. */
function lettersOf(pdf: PdfObjects, font: string): Map<string, string> {
  const [, table = ""] = /\/ToUnicode (\d+) 0 R/.exec(pdf.dictionary(font)) ?? [];
  const letters = new Map<string, string>();
  const text = pdf.stream(table).toString("latin1");
  for (const [, block = ""] of text.matchAll(/beginbfrange\n([\s\S]*?)endbfrange/g)) {
    for (const [, from = "", list = ""] of block.matchAll(/<([0-9a-f]+)> <[0-9a-f]+> \[([^\]]*)\]/gi)) {
      // a glyph of several letters (ﬁ, ﬀ) stands as <0066 0069>
      [...list.matchAll(/<([0-9a-f ]*)>/gi)].forEach(([, spaced = ""], at) => {
        const hex = spaced.replaceAll(" ", "");
        const code = (Number.parseInt(from, 16) + at).toString(16).padStart(4, "0");
        letters.set(code, Buffer.from(hex, "hex").swap16().toString("utf16le"));
      });
    }
  }
  return letters;
}

/** The strings shown by a page's content, each through the font that was chosen before it. */
function textOf(contents: string, fontOf: (face: string) => Map<string, string> | undefined): string {
  let letters: Map<string, string> | undefined;
  let [text, line] = ["", ""];
  for (const [, face, array] of contents.matchAll(/\/(\S+) [\d.]+ Tf|\[((?:<[0-9a-f]*>|[-\d. ])*)\] TJ|\nET\b/gi)) {
    if (face !== undefined) letters = fontOf(face);
    else if (array === undefined) [text, line] = [text + asSpoken(line), ""];
    else
      for (const [, hex = ""] of array.matchAll(/<([0-9a-f]*)>/gi))
        for (let at = 0; at < hex.length; at += 4)
          line += letters?.get(hex.slice(at, at + 4).toLowerCase()) ?? "\ufffd";
  }
  return text + asSpoken(line);
}
