import fc from "fast-check";
import { expect, test } from "vitest";
import { Decimal } from "../../server/kernel/decimal.ts";
import { countPlates, type Dilution, type Plate } from "../../server/results/rules/plate-count.ts";
import { report, ReportingRule } from "../../server/results/rules/report.ts";

const colonies = ReportingRule.parse({ breaks: [{ from: "100", digits: 2 }, { decimals: 0 }], mode: "half-up" });
const at = (exponent: number, ...plates: Plate[]): Dilution => ({ exponent, plates });

// GB 4789.2-2022 clause 7.1, the example of its formula first
test.each([
  { plates: [at(2, 232, 244), at(3, 33, 35)], clause: "7.1.2", value: "24727.2727272727", reported: "25000" },
  {
    plates: [at(1, "many", "many"), at(2, 124, 138), at(3, 11, 14)],
    clause: "7.1.1",
    value: "13100",
    reported: "13000",
  },
  {
    plates: [at(1, "many", "many"), at(2, "many", "many"), at(3, 442, 420)],
    clause: "7.1.3",
    value: "431000",
    reported: "430000",
  },
  { plates: [at(1, 14, 15), at(2, 1, 0), at(3, 0, 0)], clause: "7.1.4", value: "145", reported: "150" },
  { plates: [at(1, 0, 0), at(2, 0, 0), at(3, 0, 0)], clause: "7.1.5", value: "10", reported: "＜10" },
  { plates: [at(0, 0, 0), at(1, 0, 0)], clause: "7.1.5", value: "1", reported: "＜1" },
  {
    plates: [at(1, "many", "many"), at(2, 312, 306), at(3, 14, 19)],
    clause: "7.1.6",
    value: "30900",
    reported: "31000",
  },
  { plates: [at(2, 30, 300)], clause: "7.1.1", value: "16500", reported: "17000" }, // both borders count
  { plates: [at(2, 301, 299)], clause: "7.1.1", value: "29900", reported: "30000" }, // 301 does not
  { plates: [at(2, 232, "spread"), at(3, 33, 35)], clause: "7.1.2", value: "25000", reported: "25000" },
  { plates: [at(1, 9, 4)], clause: "7.1.4", value: "65", reported: "65" },
  { plates: [at(1, 29, 8), at(2, 2, 0)], clause: "7.1.4", value: "185", reported: "190" },
])("$plates is $reported by $clause", ({ plates, clause, value, reported }) => {
  const found = countPlates(plates, [0]);
  expect(found).toMatchObject({ isFound: true, clause, value });
  if (!found.isFound) return;
  const said = report(found.value, colonies).reported;
  expect(found.qualifier === "<" ? `＜${found.value}` : said).toBe(reported);
});

test.each([
  { plates: [at(2, 232, 244)], blank: [1], because: "blank-grew" },
  { plates: [at(1, "many", "many"), at(2, "many", 400)], blank: [0], because: "top-not-counted" },
  { plates: [at(1, "spread", "spread")], blank: [0], because: "all-spread" },
  { plates: [at(1, 40, 50), at(1, 4, 5)], blank: [0], because: "dilution-twice" },
])("no count: $because", ({ plates, blank, because }) => {
  expect(countPlates(plates, blank)).toEqual({ isFound: false, because });
});

const someDilutions = fc
  .tuple(fc.integer({ min: 0, max: 4 }), fc.array(fc.tuple(plate(), plate()), { minLength: 1, maxLength: 4 }))
  .map(([from, rows]) => rows.map(([a, b], i) => at(from + i, a, b)));
function plate() {
  return fc.integer({ min: 0, max: 600 });
}

test("the order of plates and of dilutions changes nothing, and ten times the dilution is ten times the count", () => {
  fc.assert(
    fc.property(someDilutions, (dilutions) => {
      const found = countPlates(dilutions, [0]);
      const turned = dilutions.toReversed().map((d) => ({ ...d, plates: d.plates.toReversed() }));
      const other = countPlates(turned, [0]);
      const deeper = countPlates(
        dilutions.map((d) => ({ ...d, exponent: d.exponent + 1 })),
        [0],
      );
      if (!found.isFound || !other.isFound || !deeper.isFound)
        throw new Error("counted plates always come to something");
      expect([other.value, other.clause, other.qualifier]).toEqual([found.value, found.clause, found.qualifier]);
      expect(new Decimal(deeper.value).minus(new Decimal(found.value).times(10)).abs().lte("0.00001")).toBe(true);
      expect(deeper.clause).toBe(found.clause);
    }),
  );
});

test("a count lies between the least and the greatest that any single plate would give", () => {
  fc.assert(
    fc.property(someDilutions, (dilutions) => {
      const found = countPlates(dilutions, [0]);
      if (!found.isFound || found.qualifier === "<") return;
      const alone = dilutions.flatMap((d) =>
        d.plates.map((p) => new Decimal(Number(p)).times(new Decimal(10).pow(d.exponent))),
      );
      expect(
        Decimal.min(...alone).lte(found.value) &&
          Decimal.max(...alone)
            .plus("0.001")
            .gte(found.value),
      ).toBe(true);
    }),
  );
});
