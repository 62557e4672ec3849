import { readFileSync, writeFileSync } from "node:fs";
import { inflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { buildNumber, groupNumber, shortForm } from "../../server/kernel/numbers.ts";
import { code128Bars, dataMatrixModules } from "../../server/platform/paper/bar-modules.ts";
import { loadFonts } from "../../server/platform/paper/fonts.ts";
import { layOutLabel } from "../../server/samples/label/lay-out-label.ts";
import type { Label, LabelForm } from "../../server/samples/label/label.ts";
import { renderLabelPdf } from "../../server/samples/label/render-label-pdf.ts";
import { renderLabelPng } from "../../server/samples/label/render-label-png.ts";
import { isMissing, run, scratchFolder } from "../setup/outside-programs.ts";

const file = scratchFolder();

function aLabel(kind: "sample" | "container" | "instrument", changes: Partial<Label> = {}): Label {
  const number = buildNumber(kind, "622900", 26, 123, kind === "container" ? 1 : undefined);
  const kindText = { sample: "样品", container: "检样", instrument: "仪器" }[kind];
  return {
    number,
    short: shortForm(number),
    name: "风干牛肉（原味）",
    kindText,
    storage: "0–4 ℃ 冷藏",
    laboratoryName: "临夏州清真食品示范检测中心",
    state: "waiting",
    ...changes,
  };
}

const labels: Label[] = [
  aLabel("container"),
  aLabel("sample", { name: "手撕风干牦牛肉干五香味（䶮记）独立小包装礼盒", state: null }),
  aLabel("instrument", {
    name: "电子天平 ME204E",
    storage: null,
    state: undefined,
    detail: "天平室 103 保管人：马晓燕",
  }),
];

/** The dots of a picture of one bit a dot. */
function dotsOf(png: Buffer): { width: number; height: number; dark: (x: number, y: number) => boolean } {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const at = png.indexOf("IDAT", 0, "latin1");
  const rows = inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)));
  const stride = Math.ceil(width / 8) + 1;
  return { width, height, dark: (x, y) => ((rows[y * stride + 1 + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) === 0 };
}

describe("a label as a picture", () => {
  test("has the dots of a 203 dpi printer, black and white only", () => {
    for (const [size, width, height] of [
      ["50x30", 400, 240],
      ["25x15", 200, 120],
    ] as const) {
      const png = renderLabelPng(aLabel("container"), size);
      expect(png.readUInt32BE(16)).toBe(width);
      expect(png.readUInt32BE(20)).toBe(height);
      expect([...png.subarray(24, 26)]).toEqual([1, 0]); // one bit, grey
      expect(png.readUInt32BE(png.indexOf("pHYs", 0, "latin1") + 4)).toBe(8000);
    }
  });

  test("shows the bars dot for dot, with free margins on both sides", () => {
    const label = aLabel("container");
    const { dark } = dotsOf(renderLabelPng(label, "50x30"));
    const line = Array.from({ length: 400 }, (_, x) => dark(x, 140));
    const { width, bars } = code128Bars(label.number);
    const left = (400 - width * 2) / 2;
    const expected = Array.from({ length: 400 }, (_, x) =>
      bars.some((bar) => x >= left + bar.at * 2 && x < left + (bar.at + bar.width) * 2),
    );
    expect(line).toEqual(expected);
    expect(left).toBeGreaterThanOrEqual(20); // ten modules
  });

  test("shows the Data Matrix module for module", () => {
    const label = aLabel("container");
    const { dark } = dotsOf(renderLabelPng(label, "25x15"));
    const modules = dataMatrixModules(label.number);
    const side = Math.floor(84 / modules.length);
    const read = modules.map((row, y) => row.map((_, x) => dark(12 + x * side + 2, 10 + y * side + 2)));
    expect(read).toEqual(modules);
  });

  test("ticks the one box that is meant, and none where the state is not known", () => {
    const inBox = (state: Label["state"]): number[] => {
      const { dark } = dotsOf(renderLabelPng(aLabel("container", { state }), "50x30"));
      return [0, 1, 2, 3].map((i) => {
        const left = Math.round(14 + i * 93) + 4;
        let count = 0;
        for (let y = 210; y < 225; y++) for (let x = left; x < left + 15; x++) if (dark(x, y)) count++;
        return count;
      });
    };
    expect(inBox(null)).toEqual([0, 0, 0, 0]);
    expect(inBox("tested").map((count) => count > 20)).toEqual([false, false, true, false]);
  });

  test("goes on in a second line as it was typed, and never shows half a number", () => {
    const words = (label: Label, form: LabelForm) =>
      layOutLabel(label, form, loadFonts()).flatMap((mark) => (mark.kind === "text" ? [mark.text] : []));
    expect(words(aLabel("container", { name: "Dried beef jerky" }), "25x15")).toContain("jerky");
    expect(words(aLabel("container", { name: "清真牛肉 لحم بقري حلال 500 g" }), "50x30")).toContain("حلال 500 g");
    const lines = [{ what: "number" as const, text: "", size: "normal" as const, isBold: false }];
    const narrow = { name: "窄", width: 40, height: 20, symbol: "datamatrix" as const, lines };
    expect(words(aLabel("container"), narrow)).toEqual([groupNumber(aLabel("container").number)]);
  });

  test("refuses a character that cannot be printed", () => {
    expect(() => renderLabelPng(aLabel("sample", { name: "\u{13080}" }), "50x30")).toThrow(
      expect.objectContaining({ code: "character-not-printable" }),
    );
  });
});

describe.skipIf(isMissing("zbarimg", "pdftoppm"))("a scanner", () => {
  test("reads Code 128 from the picture of every kind of label", async () => {
    for (const [i, label] of labels.entries()) {
      writeFileSync(file(`${i}.png`), renderLabelPng(label, "50x30"));
      const { out } = await run("zbarimg", "-q", file(`${i}.png`));
      expect(out.trim()).toBe(`CODE-128:${label.number}`);
    }
  });

  test("reads Code 128 from the PDF as a printer of 203 dpi prints it, in grey and in black and white", async () => {
    writeFileSync(file("labels.pdf"), await renderLabelPdf(labels, "50x30"));
    await run("pdftoppm", "-r", "203.2", "-gray", file("labels.pdf"), file("grey"));
    await run("pdftoppm", "-r", "203.2", "-mono", file("labels.pdf"), file("mono"));
    for (const [i, label] of labels.entries()) {
      for (const picture of [`grey-${i + 1}.pgm`, `mono-${i + 1}.pbm`]) {
        const { out } = await run("zbarimg", "-q", "--raw", file(picture));
        expect(out.trim(), picture).toBe(label.number);
      }
    }
  });
});

describe.skipIf(isMissing("dmtxread", "pdftoppm"))("a reader of Data Matrix", () => {
  test("reads the label of a tube from picture and PDF", async () => {
    writeFileSync(file("tubes.pdf"), await renderLabelPdf(labels, "25x15"));
    await run("pdftoppm", "-r", "406.4", "-png", file("tubes.pdf"), file("tube"));
    for (const [i, label] of labels.entries()) {
      writeFileSync(file(`small-${i}.png`), renderLabelPng(label, "25x15"));
      for (const picture of [`small-${i}.png`, `tube-${i + 1}.png`])
        expect((await run("dmtxread", "-n", "-N1", "-m", "20000", file(picture))).out.trim(), picture).toBe(
          label.number,
        );
    }
  });
});

describe.skipIf(isMissing("pdftotext", "pdffonts", "pdfinfo"))("a label as PDF", () => {
  test("is a page of the label's own size with everything in words", async () => {
    const pdf = await renderLabelPdf(labels, "50x30");
    writeFileSync(file("words.pdf"), pdf);
    expect((await run("pdfinfo", file("words.pdf"))).out).toMatch(/Pages:\s+3[\s\S]*141\.73\d* x 85\.03\d* pts/);
    const [first = "", second = "", third = ""] = (await run("pdftotext", "-layout", file("words.pdf"), "-")).out.split(
      "\f",
    );
    for (const words of [
      "123-01",
      "风干牛肉（原味）",
      "检样",
      "储存：0–4 ℃ 冷藏",
      "临夏州清真食品示范检测中心",
      groupNumber(labels[0]?.number ?? ""),
      "待检",
      "在检",
      "检毕",
      "留样",
    ])
      expect(first).toContain(words);
    expect(second).toContain("䶮");
    expect(third).toContain("电子天平 ME204E");
    expect(third).not.toContain("待检");
    const fonts = (await run("pdffonts", file("words.pdf"))).out.trim().split("\n").slice(2);
    for (const line of fonts) expect(line).toMatch(/yes yes yes/);
  });

  test("is the same bytes every time", async () => {
    expect((await renderLabelPdf(labels, "25x15")).equals(await renderLabelPdf(labels, "25x15"))).toBe(true);
    expect(readFileSync(file("words.pdf")).length).toBeLessThan(200_000);
  });
});
