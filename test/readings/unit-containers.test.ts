import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { unitContainers, unitMeant, type UnitFound } from "../../server/readings/rules/unit-containers.ts";

const box = (n: number) => ({ id: `c${n}`, number: `26229002600001${String(n).padStart(2, "0")}0` });
const unit = (n: number, containerId: string | null = null, isMeasured = false) => ({
  id: `u${n}`,
  parallel: n,
  containerId,
  isMeasured,
});
const told = (units: readonly UnitFound[], boxes: number) =>
  Object.fromEntries(
    [
      ...unitContainers(
        units,
        Array.from({ length: boxes }, (_, i) => box(i + 1)),
      ),
    ].map(([id, c]) => [id, `${c.id}${c.isScanned ? " scanned" : ""}`]),
  );

describe("the n units of a plan are n containers", () => {
  test.each([
    ["by their places", [unit(1), unit(2)], 2, { u1: "c1", u2: "c2" }],
    ["one that was scanned stands, and its place is nobody else's", [unit(1, "c2"), unit(2)], 2, { u1: "c2 scanned" }],
    ["too few containers leave units without", [unit(1), unit(2), unit(3)], 2, { u1: "c1", u2: "c2" }],
    [
      "one more container than places is scanned for the third",
      [unit(1), unit(2, "c3")],
      3,
      { u1: "c1", u2: "c3 scanned" },
    ],
  ])("%s", (_, units, boxes, expected) => {
    expect(told(units, boxes)).toEqual(expected);
  });

  test("whatever was scanned, no container stands for two units, and what was scanned stands", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { maxLength: 6 }),
        fc.integer({ min: 0, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        (scans, boxes, count) => {
          const units = Array.from({ length: count }, (_, i) => {
            const scanned = scans[i];
            return unit(i + 1, scanned !== undefined && scanned <= boxes ? `c${scanned}` : null);
          });
          const found = unitContainers(
            units,
            Array.from({ length: boxes }, (_, i) => box(i + 1)),
          );
          const used = [...found.values()].map(({ id }) => id);
          expect(new Set(used).size).toBe(used.length);
          for (const { id, containerId } of units) if (containerId) expect(found.get(id)?.id).toBe(containerId);
        },
      ),
    );
  });

  test.each([
    ["its own unit by place", [unit(1), unit(2)], 2, "c2", null, { unit: "u2" }],
    ["the first unit without one", [unit(1, "c2"), unit(2)], 2, "c1", null, { unit: "u2" }],
    ["none, where all have theirs", [unit(1), unit(2)], 3, "c3", null, { refused: "no-unit" }],
    ["the unit that was wished", [unit(1), unit(2)], 3, "c3", "u2", { unit: "u2" }],
    ["a place may be given up by a scan", [unit(1), unit(2)], 2, "c1", "u2", { unit: "u2" }],
    ["not where it was measured for another", [unit(1, null, true), unit(2)], 2, "c1", "u2", { usedBy: 1 }],
    ["not where it was scanned for another", [unit(1, "c2"), unit(2)], 3, "c2", "u2", { usedBy: 1 }],
    ["not where the unit was measured from its own", [unit(1), unit(2, null, true)], 3, "c3", "u2", { bound: 2 }],
  ])("a scan means %s", (_, units, boxes, scanned, wished, expected) => {
    const known = unitContainers(
      units,
      Array.from({ length: boxes }, (_, i) => box(i + 1)),
    );
    expect(unitMeant(units, known, scanned, wished)).toEqual(expected);
  });
});
