import fc from "fast-check";
import { expect, test } from "vitest";
import { Decimal } from "../../server/kernel/decimal.ts";
import { contentOf, inUnit, plainUnit } from "../../server/readings/rules/solution.ts";

const made = { volume: "50", dilution: "10", mass: "2.5" };

test.each([
  ["0.512", "mg/L", "mg/kg", "102.4"], // 0.512 mg/L × 0.05 L × 10 ÷ 0.0025 kg
  ["0.512", "ug/mL", "mg/kg", "102.4"],
  ["0.512", "µg/L", "mg/kg", "0.1024"],
  ["0.512", "mg/L", "g/kg", "0.1024"],
  ["0.512", "mg/L", "μg/kg", "102400"],
  ["0.512", "mg/L", "mg/100 g", "10.24"],
  ["0.512", "mg/L", "g/100 g", "0.01024"],
])("%s %s in solution is a content in %s", (value, unit, wanted, figure) => {
  expect(contentOf({ value, unit, ...made }, wanted)).toMatchObject({ figure, unit: wanted });
});

test("the arithmetic is written out", () => {
  expect(contentOf({ value: "0.512", unit: "mg/L", ...made }, "mg/kg")).toMatchObject({
    text: "0.512 mg/L × 50 mL × 10 ÷ 2.5 g = 102.4 mg/kg",
  });
});

test("what cannot be calculated is not", () => {
  expect(contentOf({ value: "1", unit: "Abs", ...made }, "mg/kg")).toBe("unit-unknown");
  expect(contentOf({ value: "1", unit: "mg/L", ...made }, "pH")).toBe("unit-unknown");
  for (const mass of ["0", "-1", "", "2,5", "abc"])
    expect(contentOf({ value: "1", unit: "mg/L", ...made, mass }, "mg/kg")).toBe("mass-wrong");
  expect(inUnit("1.20", "mg/kg", "mg/kg")).toMatchObject({ figure: "1.20" });
  expect(inUnit("1.2", "%", "g/100 g")).toMatchObject({ figure: "1.2" });
  expect(inUnit("1.2", "g/kg", "mg/kg")).toMatchObject({ figure: "1200" });
  expect(plainUnit("ug / ml")).toBe("μg/mL");
});

test("content and concentration are proportional, and no figure is off by more than its twentieth digit", () => {
  const figure = fc
    .tuple(fc.integer({ min: 1, max: 999_999 }), fc.integer({ min: 0, max: 5 }))
    .map(([whole, decimals]) => new Decimal(whole).div(new Decimal(10).pow(decimals)).toFixed());
  fc.assert(
    fc.property(figure, figure, figure, figure, (value, volume, dilution, mass) => {
      const found = contentOf({ value, unit: "mg/L", volume, dilution, mass }, "mg/kg");
      if (typeof found === "string") throw new Error(found);
      // exact: found × mass against value × volume × dilution, in whole numbers
      const exact = new Decimal(value).times(volume).times(dilution);
      const back = new Decimal(found.figure).times(mass);
      expect(back.minus(exact).abs().lte(exact.times("1e-19"))).toBe(true);
    }),
  );
});
