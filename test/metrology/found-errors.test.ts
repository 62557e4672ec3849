import fc from "fast-check";
import { expect, test } from "vitest";
import { Decimal } from "../../server/kernel/decimal.ts";
import { errorAt } from "../../server/metrology/rules/found-errors.ts";
import { isIdle, outagesOf } from "../../server/metrology/rules/outages.ts";
import { dueOn, fitnessAt } from "../../server/metrology/rules.ts";

const points = [
  { at: "0", found: "0.0000" },
  { at: "50", found: "+0.0010" },
  { at: "100", found: "-0.0030" },
];
test.each([
  ["0", "0"],
  ["25", "0.0005"],
  ["50", "0.001"],
  ["75", "0.002"],
  ["100", "0.003"],
  ["200", "0.003"],
])("the error at %s is %s, between points on the line, beyond them as there", (value, error) => {
  expect(errorAt(points, new Decimal(value))?.toFixed()).toBe(error);
});

test("without points nobody knows the error", () => {
  expect(errorAt([], new Decimal(1))).toBeNull();
});

test("an error is never larger than the largest found, nor smaller than the smallest", () => {
  const point = fc.record({
    at: fc.integer({ min: 0, max: 500 }).map(String),
    found: fc.integer({ min: -50, max: 50 }).map((n) => new Decimal(n).div(10_000).toFixed()),
  });
  fc.assert(
    fc.property(fc.array(point, { minLength: 1, maxLength: 9 }), fc.integer({ min: 0, max: 600 }), (found, value) => {
      const sizes = found.map((p) => new Decimal(p.found).abs());
      const error = errorAt(found, new Decimal(value));
      expect(error?.lte(Decimal.max(...sizes)) && error.gte(Decimal.min(...sizes))).toBe(true);
    }),
  );
});

test("the last day moves never backwards when a certificate is of a later day", () => {
  const day = fc.integer({ min: 0, max: 20_000 }).map((n) => new Date(n * 86_400_000).toISOString().slice(0, 10));
  fc.assert(
    fc.property(day, day, fc.integer({ min: 1, max: 60 }), fc.boolean(), (a, b, months, lessOne) => {
      const [early, late] = a < b ? [a, b] : [b, a];
      expect(dueOn({ on: early }, months, lessOne) <= dueOn({ on: late }, months, lessOne)).toBe(true);
    }),
  );
});

const at = (day: string, time = "10:00") => new Date(`${day}T${time}:00+08:00`);
const certificate = { kind: "verification", on: "2026-03-06", validUntil: "2027-03-05", conclusion: "fit" } as const;
const fit = (events: { kind: string; at: Date }[], when: Date, checks: { on: string; recordedAt: Date }[] = []) =>
  fitnessAt(
    { category: "other", outages: outagesOf(events) },
    [
      certificate,
      ...checks.map((c) => ({ kind: "intermediate_check", validUntil: c.on, conclusion: "fit", ...c }) as const),
    ],
    when,
  ).fit;

test("a repair takes it out until a check passes; the one before stays judged by what was then", () => {
  const events = [
    { kind: "repair", at: at("2026-05-01") },
    { kind: "move", at: at("2026-08-01") },
  ];
  const checks = [
    { on: "2026-05-10", recordedAt: at("2026-05-10") },
    { on: "2026-08-05", recordedAt: at("2026-08-05") },
  ];
  expect(fit(events, at("2026-04-30"), checks)).toBe(true);
  expect(fit(events, at("2026-05-05"), checks)).toBe(false);
  expect(fit(events, at("2026-06-01"), checks)).toBe(true);
  expect(fit(events, at("2026-08-03"), checks)).toBe(false);
  expect(fit(events, at("2026-09-01"), checks)).toBe(true);
});

test("sealed it is out and not due; unsealed it is due again and out until a check passes; scrapped it is out for good", () => {
  const sealed = [
    { kind: "seal", at: at("2026-05-01") },
    { kind: "unseal", at: at("2026-07-01") },
  ];
  const days = [at("2026-04-30"), at("2026-06-01"), at("2026-07-02"), at("2026-07-06")];
  const early = [{ on: "2026-06-10", recordedAt: at("2026-06-10") }]; // while it was sealed: says nothing of how it came back
  const late = [{ on: "2026-07-05", recordedAt: at("2026-07-05") }];
  expect(days.map((when) => fit(sealed, when, early))).toEqual([true, false, false, false]);
  expect(days.map((when) => fit(sealed, when, late))).toEqual([true, false, false, true]);
  expect(isIdle(sealed, at("2026-06-01"))).toBe(true);
  expect(isIdle(sealed, at("2026-07-02"))).toBe(false);
  const gone = [{ kind: "scrap", at: at("2026-05-01") }];
  expect(fit(gone, at("2026-12-01"), [{ on: "2026-06-01", recordedAt: at("2026-06-01") }])).toBe(false);
  expect(isIdle(gone, at("2027-12-01"))).toBe(true);
});
