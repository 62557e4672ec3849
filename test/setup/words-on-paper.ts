import { run } from "./outside-programs.ts";

/** A word where poppler found it, in points from the upper left corner. */
export type Word = { text: string; left: number; top: number; right: number; bottom: number };

/** The words of a PDF, page by page. */
export async function wordsOf(file: string): Promise<Word[][]> {
  const { out } = await run("pdftotext", "-bbox", file, "-");
  return out
    .split("<page ")
    .slice(1)
    .map((page) =>
      [...page.matchAll(/xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)<\/word>/g)].map(
        ([, left, top, right, bottom, text = ""]) => ({
          ...{ left: Number(left), top: Number(top), right: Number(right), bottom: Number(bottom) },
          text,
        }),
      ),
    );
}
