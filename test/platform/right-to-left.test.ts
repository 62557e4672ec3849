import fc from "fast-check";
import { expect, test } from "vitest";
import { breakLines } from "../../server/platform/paper/break-lines.ts";
import { loadFonts } from "../../server/platform/paper/fonts.ts";
import { outlineOf } from "../../server/platform/paper/outlines.ts";
import { asSpoken, piecesOnPaper, shape } from "../../server/platform/paper/right-to-left.ts";
import { cleanText, widthOf } from "../../server/platform/paper/text-runs.ts";

const fonts = loadFonts();
const onPaper = (text: string) => piecesOnPaper(text).join("|");

test.each([
  ["لحم بقري", "بقري| |لحم"],
  ["清真 لحم بقري 500 g", "清|真| |بقري| |لحم| |5|0|0| |g"], // the figure stays with its unit
  ["لحم 2026-11-27 دجاج", "لحم| |2|0|2|6|-|1|1|-|2|7| |دجاج"], // a date never turns round
  ["لحم 12 قطعة", "قطعة| |1|2| |لحم"], // a bare number among words
  ["غرام ٥٠٠ لحم", "لحم| |٥|٠|٠| |غرام"],
  ["لحم (حلال) B", "(|حلال|)| |لحم| |B"], // brackets open towards the right
  ["(B) لحم", "(|B|)| |لحم"],
  ["A-1", "A|-|1"],
])("%s stands on paper as %s", (text, shown) => {
  expect(onPaper(text)).toBe(shown);
});

test("letters join: by their place in the word they have other shapes, lam takes its alif, a non-joiner parts them", () => {
  const glyphs = (word: string) => {
    const shaped = shape(word, "regular");
    if ("lacks" in shaped) throw new Error(shaped.lacks);
    return shaped.glyphs.filter(({ isSilent }) => !isSilent).map(({ glyph }) => glyph.id);
  };
  expect(new Set([...glyphs("ح"), ...glyphs("ححح")]).size).toBe(4); // alone, first, middle, last
  expect(glyphs("لا")).toHaveLength(1);
  expect(glyphs("بلا")).toHaveLength(2);
  expect(glyphs("بلا")[0]).not.toBe(glyphs("لا")[0]);
  expect(glyphs("ب\u200cب")).toEqual([...glyphs("ب"), ...glyphs("ب")]);
  expect(shape("ݐ\u08a0", "regular")).toHaveProperty("glyphs");
  expect(cleanText("ﻻ ﻟﺤﻢ")).toBe("لا لحم"); // typed by shape
});

const someText = fc.array(
  fc.constantFrom(
    "لحم",
    "دجاج",
    "牛肉",
    "500",
    "g",
    "12.5",
    "2026-11-27",
    "(حلال)",
    "(B)",
    " ",
    "، ",
    "-",
    "٥٠٠",
    "No.",
  ),
  { maxLength: 8 },
);

test("whatever stands beside whatever, no character is lost, and what is not Arabic keeps its order", () => {
  fc.assert(
    fc.property(someText, (parts) => {
      const text = parts.join(" ");
      const shown = piecesOnPaper(text).join("");
      const sorted = (of: string) => [...of.replace(/[()]/g, "")].sort().join("");
      expect(sorted(shown)).toBe(sorted(text));
      const firm = (of: string) => of.match(/2026-11-27|12\.5|500|牛肉|No\./g) ?? [];
      expect(firm(shown).sort()).toEqual(firm(text).sort()); // none turned round
      if (!/[\u0600-\u06ff]/.test(text)) expect(shown).toBe(text);
      const letterByLetter = piecesOnPaper(text).map((piece) => [...piece].reverse().join(""));
      expect(asSpoken(letterByLetter.join(""))).toBe(text);
    }),
  );
});

test("a name is broken between its words, and every line fits", () => {
  const name = "شركة لينشيا للأغذية الحلال المحدودة في مقاطعة قانسو 临夏清真食品有限公司";
  const lines = breakLines(name, "regular", fonts, 9, "name");
  expect(lines.length).toBeGreaterThan(2);
  expect(lines.join(" ").replace(/\s/g, "")).toBe(name.replace(/\s/g, ""));
  for (const line of lines) expect(widthOf(line, "regular", fonts, "name")).toBeLessThanOrEqual(9.01);
  for (const word of name.split(" ").filter((each) => /[\u0600-\u06ff]/.test(each)))
    expect(lines.some((line) => line.split(" ").includes(word))).toBe(true);
});

test("a label's outline is as wide as the text is measured", () => {
  for (const text of ["لحم حلال", "牛肉 لحم 500 g", "مُرَبَّى"])
    expect(outlineOf(text, "bold", fonts, "label").width).toBeCloseTo(widthOf(text, "bold", fonts, "label"), 9);
});
