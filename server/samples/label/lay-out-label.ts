// A label as marks on a grid of printer dots, drawn alike into a PDF and into a picture.
import { code128Bars, dataMatrixModules } from "../../platform/paper/bar-modules.ts";
import { firstLine } from "../../platform/paper/break-lines.ts";
import type { PaperFonts, Weight } from "../../platform/paper/fonts.ts";
import { cleanText, widthOf } from "../../platform/paper/text-runs.ts";
import { groupNumber } from "../../kernel/numbers.ts";
import { labelDots, labelStates, unitText, type Label, type LabelForm } from "./label.ts";
import { designDots, layOutDesign } from "./lay-out-design.ts";
import { area, cut, fit, text, type Mark } from "./marks.ts";

/** Everything on one label, by one of the two designs that are built in or by the laboratory's own. */
export function layOutLabel(label: Label, form: LabelForm, fonts: PaperFonts): Mark[] {
  if (typeof form !== "string") return layOutDesign(label, form, fonts);
  return form === "50x30" ? large(label, fonts) : small(label, fonts);
}

/** How large it is, in dots. */
export function dotsOf(form: LabelForm): { width: number; height: number } {
  return typeof form === "string" ? labelDots[form] : designDots(form);
}

function large(label: Label, fonts: PaperFonts): Mark[] {
  const left = 14;
  const right = 386;
  const badge = badgeOf(label.kindText, right, 8, 24, fonts);
  const badgeLeft = Math.min(...badge.map(({ x }) => x));
  const laboratory = fit(label.laboratoryName, "regular", 20, 17, badgeLeft - left - 10, fonts);
  const short = fit(label.short, "bold", 54, 30, 190, fonts);
  const besides = left + Math.max(110, Math.ceil(short.width)) + 16;
  return [
    text(laboratory.text, left, 30, laboratory.size, "regular"),
    ...badge,
    area(left, 43, right - left, 2),
    text(short.text, left, 93, short.size, "bold"),
    ...nameAndStorage(label, besides, right - besides, fonts),
    ...barsOf(label.number, 112, 56),
    ...centred(groupNumber(label.number), 200, 187, 19, "regular", fonts),
    area(left, 197, right - left, 1),
    ...(label.state === undefined ? detailOf(label, left, right, fonts) : stateBoxes(label, left, right, fonts)),
  ];
}

function small(label: Label, fonts: PaperFonts): Mark[] {
  const modules = dataMatrixModules(label.number);
  const dots = Math.floor(84 / modules.length);
  const code: Mark[] = modules.flatMap((row, y) =>
    row.flatMap((isDark, x): Mark[] =>
      isDark ? [{ kind: "area", x: 12 + x * dots, y: 10 + y * dots, width: dots, height: dots, isCode: true }] : [],
    ),
  );
  const left = 108;
  const width = 192 - left;
  const short = fit(label.short, "bold", 31, 18, width, fonts);
  const { first, rest } = firstLine(label.name, "regular", fonts, width / 17, "name");
  const badge = badgeOf(label.kindText, 192, 6, 19, fonts);
  return [
    ...code,
    ...badge,
    ...smallUnit(label, left, Math.min(...badge.map(({ x }) => x)) - 4, fonts),
    text(short.text, left, 58, short.size, "bold"),
    text(first, left, 77, 17, "regular"),
    text(cut(rest, "regular", width / 17, fonts), left, 95, 17, "regular"),
    ...centred(groupNumber(label.number), 100, 114, 15, "regular", fonts),
  ];
}

function nameAndStorage(label: Label, x: number, width: number, fonts: PaperFonts): Mark[] {
  const storage = label.storage === null ? null : fit(`储存：${label.storage}`, "regular", 20, 16, width, fonts);
  const one = fit(label.name, "bold", 25, 21, width, fonts);
  const isWhole = one.text === cleanText(label.name);
  const lines = isWhole ? [one.text] : twoLines(label.name, width / 18, fonts);
  const unit = unitText(label);
  if (unit !== "" && isWhole)
    return [
      text(one.text, x, 65, Math.min(22, one.size), "bold"),
      text(unit, x, 86, 19, "bold"),
      ...(storage ? [text(storage.text, x, 107, Math.min(16, storage.size), "regular")] : []),
    ];
  if (isWhole)
    return [
      text(one.text, x, storage ? 71 : 84, one.size, "bold"),
      ...(storage ? [text(storage.text, x, 98, storage.size, "regular")] : []),
    ];
  // no room for four lines: which unit it is, shortly, before how it is kept
  const below = label.unit
    ? fit(
        `${label.unit.nth}/${label.unit.of} 件 · ${label.storage ?? ""}`.replace(/ · $/, ""),
        "bold",
        18,
        15,
        width,
        fonts,
      )
    : storage;
  return [
    ...lines.map((line, i) => text(line, x, (below ? 62 : 74) + i * 20, 18, "bold")),
    ...(below ? [text(below.text, x, 104, Math.min(18, below.size), label.unit ? "bold" : "regular")] : []),
  ];
}

/** On a tube only `2/5`, where there is room beside its kind. */
function smallUnit({ unit }: Label, left: number, right: number, fonts: PaperFonts): Mark[] {
  const words = unit ? `${unit.nth}/${unit.of}` : "";
  const width = widthOf(words, "bold", fonts, "unit") * 17;
  return words !== "" && width <= right - left ? [text(words, left, 26, 17, "bold")] : [];
}

function twoLines(name: string, most: number, fonts: PaperFonts): string[] {
  const { first, rest } = firstLine(name, "bold", fonts, most, "name");
  return [first, cut(rest, "bold", most, fonts)];
}

/** Code 128 in the middle, two dots to a module, so that the quiet zones stay free. */
function barsOf(number: string, y: number, height: number): Mark[] {
  const { width, bars } = code128Bars(number);
  const x = Math.round((400 - width * 2) / 2);
  return bars.map((bar) => ({ kind: "area", x: x + bar.at * 2, y, width: bar.width * 2, height, isCode: true }));
}

function stateBoxes({ state }: Label, left: number, right: number, fonts: PaperFonts): Mark[] {
  const names = Object.entries(labelStates);
  const step = (right - left) / names.length;
  return names.flatMap(([key, name], i) => {
    const x = Math.round(left + i * step) + 2;
    const box = [area(x, 207, 21, 2), area(x, 226, 21, 2), area(x, 207, 2, 21), area(x + 19, 207, 2, 21)];
    const width = widthOf("✔", "bold", fonts, "state") * 22;
    const tick = state === key ? [text("✔", x + 10.5 - width / 2, 226, 22, "bold")] : [];
    return [...box, ...tick, text(name, x + 28, 226, 23, "regular")];
  });
}

function detailOf({ detail }: Label, left: number, right: number, fonts: PaperFonts): Mark[] {
  if (!detail) return [];
  const line = fit(detail, "regular", 22, 18, right - left, fonts);
  if (line.text === cleanText(detail)) return [text(line.text, left, 225, line.size, "regular")];
  // a restriction is of use only as a whole
  const { first, rest } = firstLine(detail, "regular", fonts, (right - left) / 17, "detail");
  const second = cut(rest, "regular", (right - left) / 17, fonts);
  return [text(first, left, 215, 17, "regular"), text(second, left, 234, 17, "regular")];
}

/** Light letters on a dark field, at the right edge. */
function badgeOf(words: string, right: number, top: number, size: number, fonts: PaperFonts): Mark[] {
  const width = Math.ceil(widthOf(cleanText(words), "bold", fonts, "kindText") * size) + Math.round(size * 0.7);
  const height = Math.round(size * 1.3);
  return [
    area(right - width, top, width, height),
    {
      ...text(words, right - width + Math.round(size * 0.35), top + Math.round(size * 1.03), size, "bold"),
      isLight: true,
    },
  ];
}

function centred(words: string, middle: number, y: number, size: number, weight: Weight, fonts: PaperFonts): Mark[] {
  return [
    text(words, Math.round(middle - (widthOf(cleanText(words), weight, fonts, "number") * size) / 2), y, size, weight),
  ];
}
