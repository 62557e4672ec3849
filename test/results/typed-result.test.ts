import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { numeral } from "../../server/kernel/decimal.ts";
import { decimalOf } from "../../server/kernel/figure.ts";
import { readTypedFigure, readTypedResult } from "../../server/results/rules/typed-result.ts";

describe("what people type for a result", () => {
  test.each([
    ["0.25", { qualifier: "=", value: "0.25" }],
    [" 12.340 ", { qualifier: "=", value: "12.340" }], // its zero is kept
    ["０．２５", { qualifier: "=", value: "0.25" }],
    ["0。25", { qualifier: "=", value: "0.25" }], // the point of a Chinese keyboard
    [".5", { qualifier: "=", value: "0.5" }],
    ["＝0.5", { qualifier: "=", value: "0.5" }],
    ["−0.05", { qualifier: "=", value: "-0.05" }],
    ["-0", { qualifier: "=", value: "0" }],
    ["<0.05", { qualifier: "<", value: "0.05" }],
    ["＜10", { qualifier: "<", value: "10" }],
    ["〈 10", { qualifier: "<", value: "10" }],
    [">300", { qualifier: ">", value: "300" }],
    ["3.2E3", { qualifier: "=", value: "3200" }],
    ["3.2e-3", { qualifier: "=", value: "0.0032" }],
    ["3.2×10^3", { qualifier: "=", value: "3200" }],
    ["3.2×10³", { qualifier: "=", value: "3200" }],
    ["1.5x10⁻²", { qualifier: "=", value: "0.015" }],
    ["<10^2", { qualifier: "<", value: "100" }],
    ["未检出", { qualifier: "not_detected" }],
    ["ND", { qualifier: "not_detected" }],
    ["n.d.", { qualifier: "not_detected" }],
    ["阴性", { qualifier: "not_detected" }],
    ["未检出（检出限：0.004 mg/kg）", { qualifier: "<LOD", lod: "0.004" }], // as our own reports print it
    ["未检出(<0.01)", { qualifier: "<LOD", lod: "0.01" }],
    ["<LOD", { qualifier: "<LOD" }],
    ["＜检出限", { qualifier: "<LOD" }],
    ["低于定量限", { qualifier: "<LOQ" }],
    ["检出", { qualifier: "detected" }],
    ["阳性", { qualifier: "detected" }],
  ])("%s is read", (typed, read) => {
    expect(readTypedResult(typed)).toEqual(read);
  });

  test.each([
    ["", "empty"],
    ["   ", "empty"],
    ["0,25", "comma-unclear"],
    ["1,234", "comma-unclear"],
    ["3.2×103", "power-unclear"],
    ["≤0.05", "limit-sign"],
    ["<=0.05", "limit-sign"],
    ["—", "dash-unclear"],
    ["/", "dash-unclear"],
    ["0.25 mg/kg", "unit-typed"],
    ["3%", "unit-typed"],
    ["12 34", "not-a-figure"], // two readings are never glued into one
    ["0.25±0.02", "not-a-figure"],
    ["0.2.5", "not-a-figure"],
    ["约0.3", "not-a-figure"],
    ["<", "not-a-figure"],
    ["1e99", "figure-too-long"],
    ["1".repeat(26), "figure-too-long"],
  ])("%s is not guessed at (%s → %s)", (typed, fault) => {
    expect(readTypedResult(typed)).toEqual({ fault });
  });

  test("a figure without a sign is read for limits of detection and factors", () => {
    expect(readTypedFigure("０.01")).toEqual({ value: "0.01" });
    expect(readTypedFigure("<0.01")).toEqual({ fault: "not-a-figure" });
    expect(readTypedFigure("-0.01")).toEqual({ fault: "figure-negative" });
  });

  test("every figure that is read is the figure that was typed, and fits the database", () => {
    const figure = fc
      .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.integer({ min: 0, max: 18 }))
      .map(([digits, scale]) => {
        const size = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, "0");
        const cut = size.length - scale;
        return `${digits < 0n ? "-" : ""}${size.slice(0, cut)}${scale === 0 ? "" : `.${size.slice(cut)}`}`;
      });
    const wide = (text: string) => text.replace(/[0-9.<>]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
    const typing = fc.tuple(figure, fc.constantFrom("", "<", ">"), fc.boolean());
    fc.assert(
      fc.property(typing, ([text, sign, isWide]) => {
        const typed = isWide ? wide(sign + text) : sign + text;
        const read = readTypedResult(typed);
        if ("fault" in read) throw new Error(`${typed}: ${read.fault}`);
        expect(read.qualifier).toBe(sign === "" ? "=" : sign);
        expect(numeral.safeParse(read.value).success).toBe(true);
        expect(decimalOf(read.value ?? "").eq(decimalOf(text))).toBe(true);
        expect(read.value?.split(".")[1] ?? "").toBe(text.split(".")[1] ?? "");
      }),
    );
  });

  test("whatever is typed, an answer comes and never an exception", () => {
    const scrap = fc.constantFrom(
      "0",
      "1",
      "5",
      ".",
      "。",
      ",",
      "<",
      "＜",
      "-",
      "e",
      "×10",
      "^",
      "³",
      "ND",
      "未检出",
      "(",
      ")",
      " ",
      "%",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(scrap, { maxLength: 8 }).map((parts) => parts.join("")),
        ),
        (typed) => {
          const read = readTypedResult(typed);
          if (!("fault" in read) && read.value !== undefined) expect(numeral.safeParse(read.value).success).toBe(true);
        },
      ),
    );
  });
});
