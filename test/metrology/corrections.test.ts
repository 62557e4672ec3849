import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Decimal } from "../../server/kernel/decimal.ts";
import { correct, Corrections } from "../../server/metrology/rules/corrections.ts";
import { excludes } from "../../server/metrology/rules/restriction.ts";
import { foundOutside, judgeNeeds } from "../../server/metrology/rules/confirmation.ts";

const points: Corrections = {
  kind: "points",
  unit: "g",
  rows: [
    { at: "50", correction: "+0.0006", U: "0.0003" },
    { at: "10", correction: "0.0002", U: "0.0002" },
    { at: "200", correction: "-0.0009", U: "0.0004" },
  ],
};
const ranges: Corrections = {
  kind: "ranges",
  unit: "mL",
  rows: [
    { from: "0", to: "10", factor: "1.002" },
    { from: "10", to: "20", factor: "0.998", U: "0.01" },
  ],
};
const by = (corrections: Corrections, text: string, unit: string) =>
  correct({ text, unit }, { certificateNumber: "校字第 1 号", corrections });

describe("a reading with the correction of its certificate", () => {
  test.each([
    ["10.0000", "g", "10.0002", "0.0002", "0.0002"], // on a point
    ["30.0000", "g", "30.0004", "0.0004", "0.0003"], // half way: the larger uncertainty of the two
    ["200.0000", "g", "199.9991", "-0.0009", "0.0004"],
    ["125.0000", "g", "124.99985", "-0.00015", "0.0004"],
    ["30000.0", "mg", "30000.4", "0.4", "0.3"], // in its own unit
  ])("%s %s is %s", (text, unit, corrected, correction, U) => {
    expect(by(points, text, unit)).toMatchObject({ corrected, correction, U, lack: null });
  });
  test.each([
    ["5.000", "5.010", "0.01"],
    ["10.000", "10.020", "0.02"], // a border belongs to the range below it
    ["20.000", "19.960", "-0.04"],
  ])("by a factor: %s mL is %s", (text, corrected, correction) => {
    expect(by(ranges, text, "mL")).toMatchObject({ corrected, correction, lack: null });
  });
  test.each([
    ["9.9999", "g", "outside-range"],
    ["200.0001", "g", "outside-range"],
    ["20", "mL", "unit-differs"],
  ])("%s %s: %s, and no figure is made up", (text, unit, lack) => {
    expect(by(points, text, unit)).toMatchObject({ corrected: null, correction: null, U: null, lack });
  });
  test("the arithmetic stands beside it", () => {
    expect(by(points, "30.0000", "g").arithmetic).toBe("30.0000 + 0.0004（10：+0.0002，50：+0.0006 g）");
  });
  test.each([
    [{ ...points, rows: [...points.rows, { at: "10.0", correction: "0.1" }] }],
    [{ ...ranges, rows: [...ranges.rows, { from: "19", to: "30", factor: "1" }] }],
    [{ ...ranges, rows: [{ from: "20", to: "10", factor: "1" }] }],
    [{ ...ranges, rows: [{ from: "0", to: "10", factor: "0" }] }],
  ])("corrections that could be read in two ways are none: %#", (said) => {
    expect(Corrections.safeParse(said).success).toBe(false);
  });
});

describe("for all corrections", () => {
  const figure = (decimals: number, least: number, most: number) =>
    fc.integer({ min: least, max: most }).map((n) => new Decimal(n).div(10 ** decimals).toFixed(decimals));
  const rows = fc.uniqueArray(fc.record({ at: figure(1, -500, 5000), correction: figure(5, -900, 900) }), {
    minLength: 1,
    maxLength: 12,
    selector: ({ at }) => at,
  });
  const some = rows.map((found): Corrections => ({ kind: "points", unit: "g", rows: found }));

  test("the corrected figure is the reading and the correction, exactly; and the correction lies between those of its neighbours", () => {
    fc.assert(
      fc.property(some, figure(4, -9_000_000, 9_000_000), (corrections, text) => {
        const { corrected, correction, lack } = by(corrections, text, "g");
        const at = corrections.rows.map((row) => new Decimal("at" in row ? row.at : "0"));
        const isInside = Decimal.min(...at).lte(text) && Decimal.max(...at).gte(text);
        expect(lack).toBe(isInside ? null : "outside-range");
        if (corrected === null || correction === null) return;
        expect(new Decimal(corrected).minus(text).eq(correction)).toBe(true);
        const all = corrections.rows.map((row) => new Decimal("correction" in row ? row.correction : "0"));
        const slack = new Decimal("1e-29"); // an interpolation that does not end is kept to thirty decimals
        expect(
          Decimal.min(...all)
            .minus(slack)
            .lte(correction),
        ).toBe(true);
        expect(
          Decimal.max(...all)
            .plus(slack)
            .gte(correction),
        ).toBe(true);
      }),
    );
  });
  test("the order of the rows changes nothing", () => {
    fc.assert(
      fc.property(some, figure(4, -500_000, 5_000_000), (corrections, text) => {
        const turned = { ...corrections, rows: [...corrections.rows].reverse() } as Corrections;
        expect(by(turned, text, "g").corrected).toBe(by(corrections, text, "g").corrected);
      }),
    );
  });
  test("milligrams are corrected as grams are", () => {
    fc.assert(
      fc.property(some, figure(4, 0, 5_000_000), (corrections, text) => {
        const inGrams = by(corrections, text, "g").corrected;
        const inMilligrams = by(corrections, new Decimal(text).times(1000).toFixed(), "mg").corrected;
        if (inGrams === null || inMilligrams === null) {
          expect(inMilligrams).toBe(inGrams);
          return;
        }
        expect(new Decimal(inMilligrams).div(1000).minus(inGrams).abs().lte("1e-29")).toBe(true);
      }),
    );
  });
});

describe("a restriction that a rule can read", () => {
  const [one, other] = ["0197a0a0-0000-7000-8000-000000000001", "0197a0a0-0000-7000-8000-000000000002"];
  const upTo20 = { range: { from: "1", to: "20", unit: "g" } };
  test.each([
    [[], { methodId: one }, null],
    [[{ notForMethods: [one] }], { methodId: one }, "method"],
    [[{ notForMethods: [other] }], { methodId: one }, null],
    [[upTo20], { methodId: one }, null], // nothing was read yet
    [[upTo20], { methodId: one, value: "20.0000", unit: "g" }, null],
    [[upTo20], { methodId: one, value: "20.0001", unit: "g" }, "range"],
    [[upTo20], { methodId: one, value: "999", unit: "mg" }, "range"],
    [[upTo20], { methodId: one, value: "0.02", unit: "mg/kg" }, null], // cannot be compared, a person decides
    [[upTo20, { notForMethods: [one] }], { methodId: one, value: "5", unit: "g" }, "method"],
  ])("%j for %j: %s", (limits, use, forbidden) => {
    expect(excludes(limits, use)).toBe(forbidden);
  });
});

describe("a certificate against what methods need", () => {
  const need = { kind: "balance", unit: "g", from: "1", to: "100", maxError: "0.0005", maxUncertainty: "0.0003" };
  const needs = [{ methodId: "0197a0a0-0000-7000-8000-000000000001", method: "水分", need }];
  const figures = (rows: { at: string; found: string; left?: string; U?: string }[], usesCorrections = false) => ({
    unit: "g",
    points: rows,
    corrections: null,
    usesCorrections,
  });
  test.each([
    [[], null], // no figure: a person decides
    [[{ at: "50", found: "0.0005" }], true],
    [[{ at: "50", found: "-0.0006" }], false],
    [[{ at: "50", found: "-0.0006", left: "0.0001" }], true], // adjusted
    [[{ at: "200", found: "0.0040" }], null], // outside the part it uses
    [[{ at: "50", found: "0.0001", U: "0.0004" }], false],
  ])("%j: %s", (rows, isMet) => {
    expect(judgeNeeds(needs, figures(rows))[0]?.isMet).toBe(isMet);
  });
  test("with corrections in use the error is corrected and the uncertainty still counts", () => {
    expect(judgeNeeds(needs, figures([{ at: "50", found: "-0.0006", U: "0.0002" }], true))[0]?.isMet).toBe(true);
    expect(judgeNeeds(needs, figures([{ at: "50", found: "-0.0006", U: "0.0004" }], true))[0]?.isMet).toBe(false);
  });
  test("what was outside before it was adjusted is a finding that reaches back", () => {
    expect(foundOutside(needs, figures([{ at: "50", found: "-0.0006", left: "0" }]))).toBe(true);
    expect(foundOutside(needs, figures([{ at: "50", found: "0.0004", left: "0" }]))).toBe(false);
  });
});
