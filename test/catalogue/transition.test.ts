import { describe, expect, test } from "vitest";
import { indexLimits } from "../../server/catalogue/rules.ts";
import { rowsToFollowInstead, type Transition } from "../../server/catalogue/rules/transition.ts";
import { applicableLimits } from "../../server/catalogue/rules.ts";
import { shippedLimits } from "./limits.ts";

const index = indexLimits(shippedLimits);
const jerky = "肉及肉制品>熟肉制品>熟肉干制品（牛肉干等）";
const edition2025: Transition = {
  standard: "GB 2762",
  version: "2025",
  inForceFrom: "2026-09-02",
  inForceUntil: null,
  supersedes: "GB 2762-2022（含第1号修改单）",
  mayFollowFrom: null,
  oldMayFollowUntil: null,
};

function onDay(on: string, transition: Partial<Transition>) {
  const question = { category: jerky, item: "铅", on };
  return applicableLimits(index, question).map((row) => ({
    inForce: row.version,
    instead: rowsToFollowInstead(index, row, question, [{ ...edition2025, ...transition }]).map((r) => r.version),
  }));
}

describe("an edition that may be followed before its day", () => {
  const early = { mayFollowFrom: "2025-09-02" };
  test.each([
    { on: "2025-09-01", inForce: "2022", instead: [] },
    { on: "2025-09-02", inForce: "2022", instead: ["2025"] },
    { on: "2026-09-01", inForce: "2022", instead: ["2025"] },
    { on: "2026-09-02", inForce: "2025", instead: [] },
  ])("made on $on: $inForce is in force, $instead may be followed", ({ on, inForce, instead }) => {
    expect(onDay(on, early)).toEqual([{ inForce, instead }]);
  });
});

describe("a replaced edition that may be followed a while longer", () => {
  const late = { oldMayFollowUntil: "2027-03-01" };
  test.each([
    { on: "2026-09-01", inForce: "2022", instead: [] },
    { on: "2026-09-02", inForce: "2025", instead: ["2022"] },
    { on: "2027-03-01", inForce: "2025", instead: ["2022"] },
    { on: "2027-03-02", inForce: "2025", instead: [] },
  ])("made on $on: $inForce is in force, $instead may be followed", ({ on, inForce, instead }) => {
    expect(onDay(on, late)).toEqual([{ inForce, instead }]);
  });
});

test("without a word of transition only the edition in force may be followed, on any day", () => {
  for (const on of ["2023-06-29", "2023-06-30", "2026-09-01", "2026-09-02"])
    expect(onDay(on, {}).map(({ instead }) => instead)).toEqual([[]]);
});

test("the rows of other standards are nobody's concern in a transition of this one", () => {
  const question = { category: jerky, item: "菌落总数", on: "2026-10-01" };
  const rows = applicableLimits(index, question);
  expect(rows.length).toBeGreaterThan(0);
  for (const row of rows)
    expect(rowsToFollowInstead(index, row, question, [{ ...edition2025, oldMayFollowUntil: "2027-03-01" }])).toEqual(
      [],
    );
});
