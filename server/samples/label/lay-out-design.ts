// A laboratory's own design as marks on printer dots: the symbol on the left (square) or at the foot (bars), lines beside or above it.
import { code128Bars, dataMatrixModules, qrModules } from "../../platform/paper/bar-modules.ts";
import type { PaperFonts } from "../../platform/paper/fonts.ts";
import { cleanText, widthOf } from "../../platform/paper/text-runs.ts";
import { Problem } from "../../kernel/problems.ts";
import { groupNumber } from "../../kernel/numbers.ts";
import type { LabelDesign, LabelLine } from "../label-contract.ts";
import { dotsPerMillimetre, labelStates, unitText, type Label } from "./label.ts";
import { area, fit, text, type Mark } from "./marks.ts";

const margin = 12;
const sizes: Record<LabelLine["size"], number> = { small: 17, normal: 22, large: 32, huge: 52 };
const leading = 1.24;
const leastSize = 14; // dots: smaller Chinese characters run together at 203 dpi
const leastFigures = 10;
const leastModule = { code128: 2, datamatrix: 4, qr: 4 } as const; // dots: what a hand scanner reads

/** The dots of a design. */
export function designDots({ width, height }: LabelDesign): { width: number; height: number } {
  return { width: width * dotsPerMillimetre, height: height * dotsPerMillimetre };
}

/** Everything on one label; refuses a design on which the symbol could not be scanned or the lines not be read. */
export function layOutDesign(label: Label, design: LabelDesign, fonts: PaperFonts): Mark[] {
  const { width, height } = designDots(design);
  const symbol = symbolOf(label.number, design, width, height);
  return [...symbol.marks, ...linesOf(label, design.lines, symbol.free, fonts)];
}

type Free = { x: number; y: number; width: number; height: number };

function symbolOf(number: string, design: LabelDesign, width: number, height: number): { marks: Mark[]; free: Free } {
  if (design.symbol === "code128") {
    const { width: modules, bars } = code128Bars(number);
    const module = Math.min(3, Math.floor((width - 2 * margin) / (modules + 20)));
    if (module < leastModule.code128) throw new Problem("label-too-small", { needs: "width" });
    const tall = Math.max(40, Math.min(72, Math.round(height * 0.28)));
    const x = Math.round((width - modules * module) / 2);
    const y = height - margin - tall;
    return {
      marks: bars.map((bar) => ({
        kind: "area",
        x: x + bar.at * module,
        y,
        width: bar.width * module,
        height: tall,
        isCode: true,
      })),
      free: { x: margin, y: 8, width: width - 2 * margin, height: y - 12 },
    };
  }
  const modules = design.symbol === "qr" ? qrModules(number) : dataMatrixModules(number);
  const room = Math.min(height - 2 * margin, Math.round(width * 0.45));
  const module = Math.min(8, Math.floor(room / modules.length));
  if (module < leastModule[design.symbol]) throw new Problem("label-too-small", { needs: "height" });
  const side = module * modules.length;
  const top = Math.round((height - side) / 2);
  const quiet = module * (design.symbol === "qr" ? 4 : 2);
  const left = Math.max(margin, design.symbol === "qr" ? quiet : margin);
  return {
    marks: modules.flatMap((row, j) =>
      row.flatMap((isDark, i): Mark[] =>
        isDark
          ? [{ kind: "area", x: left + i * module, y: top + j * module, width: module, height: module, isCode: true }]
          : [],
      ),
    ),
    free: { x: left + side + quiet, y: 6, width: width - left - side - quiet - margin, height: height - 12 },
  };
}

function linesOf(label: Label, lines: readonly LabelLine[], free: Free, fonts: PaperFonts): Mark[] {
  const said = lines.flatMap((line) => {
    const words = wordsOf(label, line);
    return words === "" ? [] : [{ ...line, words }];
  });
  const wanted = said.reduce((sum, line) => sum + sizes[line.size] * leading, 0);
  const shrink = Math.min(1, free.height / Math.max(1, wanted));
  if (said.some(({ size }) => sizes[size] * shrink < leastSize) || free.width < 60)
    throw new Problem("label-too-small", { needs: "lines" });
  let y = free.y + Math.max(0, (free.height - wanted * shrink) / 2);
  return said.flatMap((line) => {
    const most = Math.floor(sizes[line.size] * shrink);
    const weight = line.isBold ? ("bold" as const) : ("regular" as const);
    // half a number is none: figures stay legible where Chinese characters would not
    const least = line.what === "number" ? leastFigures : Math.max(leastSize, Math.round(most * 0.7));
    const set = fit(line.words, weight, most, least, free.width, fonts);
    const baseline = Math.round(y + most * 0.98);
    y += sizes[line.size] * shrink * leading;
    const mark = text(set.text, free.x, baseline, set.size, weight);
    if (line.what !== "kind") return [mark];
    const inked = Math.ceil(widthOf(cleanText(set.text), weight, fonts, "kindText") * set.size);
    return [
      area(free.x, baseline - set.size, inked + 12, Math.round(set.size * 1.2)),
      { ...mark, x: free.x + 6, isLight: true },
    ];
  });
}

function wordsOf(label: Label, line: LabelLine): string {
  const { more } = label;
  switch (line.what) {
    case "laboratory":
      return label.laboratoryName;
    case "kind":
      return label.kindText;
    case "short":
      return label.short;
    case "unit":
      return unitText(label);
    case "name":
      return label.name;
    case "number":
      return groupNumber(label.number);
    case "storage":
      return label.storage ? `储存：${label.storage}` : "";
    case "state":
      return Object.entries(labelStates)
        .map(([state, words]) => `${label.state === state ? "☑" : "☐"}${words}`)
        .join(" ");
    case "batch":
      return more?.batch ? `批号：${more.batch}` : "";
    case "specification":
      return more?.specification ? `规格：${more.specification}` : "";
    case "quantity":
      return more?.quantity ? `数量：${more.quantity}` : "";
    case "received":
      return more ? `收样：${more.receivedOn}` : "";
    case "due":
      return more ? `应完成：${more.dueOn}` : "";
    case "text":
      return line.text;
  }
}
