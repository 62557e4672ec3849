import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { columnHead, columnsOf, countedOf, isPlate, standingText } from "../../web/sheets/plates-rules.ts";

const plates = columnsOf("plates", 2, []);
const tubes = columnsOf("mpn", 1, []);

describe("plates and tubes typed into a batch", () => {
  test("two plates at each of three dilutions from the first; three amounts of tubes", () => {
    expect(plates.map(({ key }) => key)).toEqual(["2-1", "2-2", "3-1", "3-2", "4-1", "4-2"]);
    expect(tubes.map(({ exponent }) => columnHead("mpn", exponent))).toEqual(["0.1", "0.01", "0.001"]);
    expect([0, 2, 4].map((e) => columnHead("plates", e))).toEqual(["10⁰", "10⁻²", "10⁻⁴"]);
    expect(columnHead("mpn", -1)).toBe("10");
  });

  test.each([
    [
      ["232", "244", "33", "35", "", ""],
      [
        { exponent: 2, plates: [232, 244] },
        { exponent: 3, plates: [33, 35] },
      ],
    ],
    [
      ["多", "多不可计", "", "", "５", ""],
      [
        { exponent: 2, plates: ["many", "many"] },
        { exponent: 4, plates: [5] },
      ],
    ],
    [["蔓", "", "", "", "", ""], [{ exponent: 2, plates: ["spread"] }]],
    [["", "", "", "", "", ""], null],
    [["12x", "3", "", "", "", ""], null],
    [["-1", "3", "", "", "", ""], null],
  ])("%j is counted as %j", (texts, dilutions) => {
    expect(countedOf(plates, texts, 0)).toEqual(dilutions && { dilutions });
  });

  test.each([
    [
      ["3", "1", "0"],
      [3, 1, 0],
    ],
    [["3", "", "0"], null],
    [["4", "0", "0"], null],
  ])("tubes %j are %j", (texts, positive) => {
    expect(countedOf(tubes, texts, 1)).toEqual(positive && { tubes: { exponent: 1, positive } });
  });

  test("what stands is shown as it would be typed again", () => {
    const plate = fc.oneof(fc.integer({ min: 0, max: 9999 }), fc.constantFrom("many" as const, "spread" as const));
    fc.assert(
      fc.property(fc.array(plate, { minLength: 6, maxLength: 6 }), (said) => {
        const dilutions = [0, 1, 2].map((i) => ({ exponent: i + 2, plates: said.slice(i * 2, i * 2 + 2) }));
        const record = { dilutions, mediumLot: "A" };
        const texts = plates.map((column) => standingText(record, column));
        expect(texts.every((text, i) => plates[i] !== undefined && isPlate(plates[i], text))).toBe(true);
        expect(countedOf(plates, texts, 0)).toEqual({ dilutions });
      }),
    );
  });
});
