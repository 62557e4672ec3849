// The fonts of everything that is printed. Parsed once per process: parsing for each document costs half a second.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { create, type Font } from "fontkit";

export type Weight = "regular" | "bold";

/** One font file, parsed, with what was already learnt about its characters. */
export type Face = { name: string; font: Font; widths: Map<number, number> };

/** For each weight the faces in the order in which a character is looked for. */
export type PaperFonts = Record<Weight, readonly Face[]>;

const files = {
  regular: [
    "@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf",
    "@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf",
    "@expo-google-fonts/noto-sans-symbols-2/400Regular/NotoSansSymbols2_400Regular.ttf",
  ],
  bold: [
    "@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf",
    "@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf",
    "@expo-google-fonts/noto-sans-symbols-2/400Regular/NotoSansSymbols2_400Regular.ttf",
  ],
} satisfies Record<Weight, readonly string[]>;

// Names and places in characters of Extension B (𡛟, 𠮷). Each is some 6 MB, so they are read when the first such character comes.
const rareFiles = {
  regular: [
    "@expo-google-fonts/noto-sans-hk/400Regular/NotoSansHK_400Regular.ttf",
    "@expo-google-fonts/noto-sans-jp/400Regular/NotoSansJP_400Regular.ttf",
  ],
  bold: [
    "@expo-google-fonts/noto-sans-hk/700Bold/NotoSansHK_700Bold.ttf",
    "@expo-google-fonts/noto-sans-jp/700Bold/NotoSansJP_700Bold.ttf",
  ],
} satisfies Record<Weight, readonly string[]>;

// Joined letters are drawn from precomposed shapes: fonts that set the dots apart leave a reader that copies the text with bare strokes.
const arabicFiles = {
  regular: "@expo-google-fonts/ibm-plex-sans-arabic/400Regular/IBMPlexSansArabic_400Regular.ttf",
  bold: "@expo-google-fonts/ibm-plex-sans-arabic/700Bold/IBMPlexSansArabic_700Bold.ttf",
} satisfies Record<Weight, string>;

const faces = new Map<string, Face>();
let loaded: PaperFonts | undefined;

/** The fonts of the house; the first call reads some 20 MB, later calls cost nothing. */
export function loadFonts(): PaperFonts {
  loaded ??= { regular: files.regular.map(openFace), bold: files.bold.map(openFace) };
  return loaded;
}

/** The first face of those for rare Chinese characters that has one; null where it is none of them, or in none. */
export function rareFaceOf(codePoint: number, weight: Weight): Face | null {
  const isHan = codePoint >= 0x2e80 && codePoint <= 0x3ffff;
  if (!isHan) return null;
  for (const file of rareFiles[weight]) {
    const face = openFace(file);
    if (widthIn(face, codePoint) !== null) return face;
  }
  return null;
}

/** The face of Arabic letters, digits and commas (right-to-left.ts); read when the first one comes. */
export function arabicFace(weight: Weight): Face {
  return openFace(arabicFiles[weight]);
}

/** The width of a character as a fraction of the font size, or null where the face does not have it. */
export function widthIn(face: Face, codePoint: number): number | null {
  const known = face.widths.get(codePoint);
  if (known !== undefined) return known < 0 ? null : known;
  if (!face.font.hasGlyphForCodePoint(codePoint)) {
    face.widths.set(codePoint, -1);
    return null;
  }
  const glyph = face.font.glyphForCodePoint(codePoint);
  // Several characters may share one glyph (· and •, 一 and ⼀) and fontkit would let the first one seen in the process
  // decide what is copied out of every later PDF. Settle it: the plainest character of them.
  const sharing = face.font.stringsForGlyph(glyph.id).map((s) => s.codePointAt(0) ?? codePoint);
  if (sharing.length > 1) glyph.codePoints = [sharing.reduce((a, b) => (plainness(b) < plainness(a) ? b : a))];
  decodeOnce(glyph as unknown as Decoded);
  const width = glyph.advanceWidth / face.font.unitsPerEm;
  face.widths.set(codePoint, width);
  return width;
}

// What fontkit reads of a glyph each time it copies it into a file.
type Decoded = { _decode?: () => unknown };

/** A glyph never changes: reading it anew for each document costs a seventh of the whole. */
function decodeOnce(glyph: Decoded): void {
  const decode = glyph._decode?.bind(glyph);
  if (!decode) return;
  let known: unknown;
  glyph._decode = () => (known ??= decode());
}

function openFace(path: string): Face {
  const known = faces.get(path);
  if (known) return known;
  const file = createRequire(import.meta.url).resolve(path);
  const font = create(readFileSync(file));
  const face: Face = { name: font.postscriptName, font, widths: new Map() };
  faces.set(path, face);
  return face;
}

/** A rank: low for what people write, high for look-alikes made for old character sets. */
function plainness(codePoint: number): number {
  const ranges: readonly (readonly [number, number])[] = [
    [0x20, 0x7e],
    [0xa1, 0xac],
    [0xae, 0xff],
    [0x4e00, 0x9fff],
    [0x3001, 0x3020],
    [0xff01, 0xff5e],
    [0x2013, 0x2026],
    [0x2460, 0x24ff],
  ];
  const rank = ranges.findIndex(([first, last]) => codePoint >= first && codePoint <= last);
  return (rank < 0 ? ranges.length : rank) * 0x110000 + codePoint;
}
