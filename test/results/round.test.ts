import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { Decimal } from "../../server/kernel/decimal.ts";
import { Problem } from "../../server/kernel/problems.ts";
import {
  Mark,
  intervalAsWritten,
  roundToDecimals,
  roundToDigits,
  roundToInterval,
  roundWithMark,
  type RoundingMode,
} from "../../server/results/rules/round.ts";
import { readStandards } from "./standards.ts";

describe("四舍六入五成双 (GB/T 8170-2008)", () => {
  test.each([
    ["12.1498", "1", "12"], // 3.2.1 below 5: dropped
    ["1268", "100", "1300"], // 3.2.2 above 5: one more
    ["10.5002", "1", "11"], // 3.2.3 5 with anything behind it
    ["1.050", "0.1", "1.0"], // 3.2.4 exactly 5: to the even digit
    ["0.35", "0.1", "0.4"],
    ["-355", "10", "-360"], // 3.2.5 on the absolute value
    ["-0.0365", "0.001", "-0.036"],
    ["60.25", "0.5", "60.0"], // 3.4.1 half units
    ["60.38", "0.5", "60.5"],
    ["-60.75", "0.5", "-61.0"],
    ["842", "20", "840"], // 3.4.2 fifth units
    ["-930", "20", "-920"],
    ["1.015", "0.01", "1.02"], // binary floating point would say 1.01
    ["1.2355E2", "0.1", "123.6"],
    ["123456789012345678.5", "1", "123456789012345678"],
  ])("%s to %s is %s", (value, interval, expected) => {
    expect(roundToInterval(value, interval)).toBe(expected);
  });

  test.each([
    ["1268", 3, "1270"],
    ["132500", 3, "132000"],
    ["9.995", 3, "10.0"],
    ["99.95", 3, "100"],
    ["0.000451", 1, "0.0005"],
    ["0.0999", 2, "0.10"],
    ["-365", 2, "-360"],
    ["0.00", 3, "0"],
    ["5", 3, "5.00"],
  ])("%s to %i significant digits is %s", (value, digits, expected) => {
    expect(roundToDigits(value, digits)).toBe(expected);
  });

  test.each([
    ["2.5", "half-even", "2"],
    ["2.5", "half-up", "3"],
    ["-2.5", "half-up", "-3"],
    ["2.1", "up", "3"],
    ["-2.1", "up", "-3"],
    ["2.9", "down", "2"],
    ["-2.9", "down", "-2"],
    ["2.0", "up", "2"],
  ] as const)("%s %s is %s", (value, mode, expected) => {
    expect(roundToInterval(value, "1", mode)).toBe(expected);
  });

  test("a result that comes to nothing is 0, never −0", () => {
    for (const mode of modes) expect(roundToInterval("-0.00", "0.1", mode)).toBe("0.0");
    expect(roundToInterval("-0.04", "0.1")).toBe("0.0");
    expect(roundToDigits("-0", 2)).toBe("0");
    expect(roundToDecimals(new Decimal("-0.001"), 2)).toBe("0.00");
  });

  test("a mark breaks the tie that it was made for", () => {
    expect(roundToInterval("15.5", "1", "half-even", "-")).toBe("15");
    expect(roundToInterval("16.5", "1", "half-even", "+")).toBe("17");
    expect(roundToInterval("-16.5", "1", "half-even", "+")).toBe("-17");
    expect(roundToInterval("17.5", "1")).toBe("18");
  });

  test.each([
    ["16.5203", "0.1", "16.5", "+"],
    ["15.4546", "0.1", "15.5", "-"],
    ["16.5003", "0.01", "16.50", "+"],
    ["17.5000", "0.1", "17.5", null],
    ["0.1849", "0.01", "0.18", null], // only where the last digit that is not 0 is a 5
  ] as const)("%s to %s is written %s with the mark %s", (value, interval, rounded, mark) => {
    expect(roundWithMark(value, { interval })).toEqual({ rounded, mark });
  });

  test.each(["", "abc", "1.2.3", "--1", "1e99999", "NaN", "Infinity", "0x10", "."])("%j is no figure", (text) => {
    expect(() => roundToInterval(text, "1")).toThrow(Problem);
  });

  test.each(["0", "-1"])("%s is no interval", (interval) => {
    expect(() => roundToInterval("1", interval)).toThrow(Problem);
  });

  test("the interval of a limit is its last digit as written", () => {
    expect(["0.30", "15", "-0.500", "0.2"].map(intervalAsWritten)).toEqual(["0.01", "1", "0.001", "0.1"]);
  });
});

const modes: readonly RoundingMode[] = ["half-even", "half-up", "up", "down"];
const anyMode = fc.constantFrom(...modes);
const anyFigure = fc
  .tuple(fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n }), fc.integer({ min: 0, max: 10 }))
  .map(([n, scale]) => new Decimal(`${n}E-${scale}`).toFixed());
const anyInterval = fc.constantFrom("1", "0.1", "0.01", "0.5", "0.2", "5", "20", "100", "0.05");

describe("rounding keeps its promises", () => {
  test("rounding what is rounded changes nothing", () => {
    fc.assert(
      fc.property(anyFigure, anyInterval, anyMode, (x, interval, mode) => {
        const once = roundToInterval(x, interval, mode);
        expect(roundToInterval(once, interval, mode)).toBe(once);
      }),
    );
  });

  test("a greater value is never rounded to a smaller one", () => {
    fc.assert(
      fc.property(anyFigure, anyFigure, anyInterval, anyMode, (a, b, interval, mode) => {
        const [low, high] = new Decimal(a).lte(b) ? [a, b] : [b, a];
        expect(new Decimal(roundToInterval(low, interval, mode)).lte(roundToInterval(high, interval, mode))).toBe(true);
      }),
    );
  });

  test("the sign makes no difference", () => {
    fc.assert(
      fc.property(anyFigure, anyInterval, anyMode, (x, interval, mode) => {
        const mirrored = new Decimal(x).neg().toFixed();
        expect(
          new Decimal(roundToInterval(mirrored, interval, mode)).neg().eq(roundToInterval(x, interval, mode)),
        ).toBe(true);
      }),
    );
  });

  test("to the nearest is never more than half an interval away, in one direction never a whole one", () => {
    fc.assert(
      fc.property(anyFigure, anyInterval, anyMode, (x, interval, mode) => {
        const away = new Decimal(roundToInterval(x, interval, mode)).minus(x).abs();
        if (mode.startsWith("half")) expect(away.times(2).lte(interval)).toBe(true);
        else expect(away.lt(interval)).toBe(true);
      }),
    );
  });

  test("significant digits stay as many as were asked for", () => {
    fc.assert(
      fc.property(anyFigure, fc.integer({ min: 1, max: 8 }), (x, digits) => {
        const rounded = roundToDigits(x, digits);
        if (new Decimal(x).isZero()) return;
        const shown = rounded.replace(/^-?0*\.?0*/, "").replace(".", "").length;
        expect(shown).toBeGreaterThanOrEqual(digits);
        expect(new Decimal(rounded).precision()).toBeLessThanOrEqual(digits);
      }),
    );
  });
});

const Row = z.object({
  id: z.string(),
  input: z.string(),
  expected: z.string(),
  interval: z.string().optional(),
  digits: z.number().optional(),
});
const Vectors = z.object({
  rounding: z.array(Row),
  significantDigits: z.array(Row),
  successiveRounding: z.array(
    Row.extend({ intermediateIntervals: z.array(z.string()), wrongBySuccessiveRounding: z.string() }),
  ),
  halfUpExceptions: z.array(Row),
  reportedWithMark: z.array(
    z.object({
      id: z.string(),
      measured: z.string().nullable(),
      reported: z.string(),
      reportedValue: z.string().optional(),
      mark: Mark.optional(),
      interval: z.string().optional(),
      expected: z.string().optional(),
    }),
  ),
});
const file = readStandards("rounding-vectors.json");
const vectors = file === null ? null : Vectors.parse(file);

describe.skipIf(vectors === null)("the vectors collected from the standard", () => {
  const v: z.output<typeof Vectors> = vectors ?? {
    rounding: [],
    significantDigits: [],
    successiveRounding: [],
    halfUpExceptions: [],
    reportedWithMark: [],
  };

  test.each(v.rounding)("$id: $input to $interval is $expected", (row) => {
    expect(roundToInterval(row.input, row.interval ?? "")).toBe(row.expected);
  });
  test.each(v.significantDigits)("$id: $input to $digits digits is $expected", (row) => {
    expect(roundToDigits(row.input, row.digits ?? 0)).toBe(row.expected);
  });
  test.each(v.successiveRounding)("$id: $input is rounded once to $expected, not in steps", (row) => {
    expect(roundToInterval(row.input, row.interval ?? "")).toBe(row.expected);
    const inSteps = [...row.intermediateIntervals, row.interval ?? ""].reduce(
      (x, interval) => roundToInterval(x, interval),
      row.input,
    );
    expect(inSteps).toBe(row.wrongBySuccessiveRounding);
  });
  test.each(v.halfUpExceptions)("$id: colonies $input are reported as $expected", (row) => {
    const under100 = new Decimal(row.input).lt(100);
    expect(under100 ? roundToInterval(row.input, "1", "half-up") : roundToDigits(row.input, 2, "half-up")).toBe(
      row.expected,
    );
  });
  test.each(v.reportedWithMark)("$id: $measured is reported $reported", (row) => {
    const written = /^(-?[\d.]+)(?:\(([+-])\))?$/.exec(row.reported);
    const value = written?.[1] ?? "";
    if (row.measured !== null) {
      const { rounded, mark } = roundWithMark(row.measured, { interval: intervalAsWritten(value) });
      expect([rounded, mark]).toEqual([value, written?.[2] ?? null]);
    }
    if (row.expected !== undefined && row.interval !== undefined) {
      expect(roundToInterval(row.reportedValue ?? value, row.interval, "half-even", row.mark ?? null)).toBe(
        row.expected,
      );
    }
  });
});
