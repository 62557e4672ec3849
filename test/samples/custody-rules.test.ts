import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { splitExceeds } from "../../server/samples/rules/quantity.ts";
import { disposalRefusal, retentionOf, shelfLifeEnd } from "../../server/samples/rules/retention.ts";
import { cellsOf, placeMayContain, temperatureFits, temperatureWanted } from "../../server/samples/rules/storage.ts";

describe("the temperature that a storage condition asks for", () => {
  test.each([
    ["常温、避光、干燥", "ambient"],
    ["阴凉干燥处", "ambient"],
    ["0 ℃～4 ℃冷藏", "chilled"],
    ["2 ℃～6 ℃冷藏", "chilled"],
    ["2～8℃", "chilled"],
    ["-18 ℃以下冷冻", "frozen"],
    ["－20℃", "frozen"],
    ["冷冻", "frozen"],
    ["原包装", null],
    ["", null],
  ])("%s: %s", (said, wanted) => expect(temperatureWanted(said)).toBe(wanted));
  test("what is not known is not warned about", () => {
    expect(temperatureFits("原包装", "frozen")).toBe(true);
    expect(temperatureFits("冷冻", null)).toBe(true);
    expect(temperatureFits("冷冻", "chilled")).toBe(false);
    expect(temperatureFits("常温", "chilled")).toBe(false);
  });
});

test("a place stands only where it can", () => {
  expect(placeMayContain("room", "fridge")).toBe(true);
  expect(placeMayContain("shelf", "box")).toBe(true);
  expect(placeMayContain("box", "shelf")).toBe(false);
  expect(placeMayContain("fridge", "room")).toBe(false);
  expect(cellsOf(2, 3).map((c) => c.name)).toEqual(["A1", "A2", "A3", "B1", "B2", "B3"]);
});

describe("how long a sample is kept", () => {
  test.each([
    // concluded, failed, produced, shelf life → until, by which rule
    ["2026-12-01", false, "2026-10-10", "9 个月", "2027-03-01", "pass"],
    ["2026-12-01", true, "2026-10-10", "9 个月", "2027-06-01", "fail"],
    ["2026-12-01", false, "2026-11-20", "30 天", "2026-12-20", "shelf-life"],
    ["2026-12-01", true, "2026-10-10", "7个月（冷藏）", "2027-05-10", "shelf-life"],
    ["2026-11-30", false, null, "9 个月", "2027-02-28", "pass"],
    ["2026-08-31", true, "2026-08-01", null, "2027-02-28", "fail"],
    ["2026-12-01", false, "2026-10-10", "见包装", "2027-03-01", "pass"],
    ["2026-12-01", false, "2026-10-10", "2026-12-31", "2026-12-31", "shelf-life"],
  ] as const)(
    "concluded %s, failed %s, made %s, %s: %s (%s)",
    (concludedOn, isFailed, productionDate, shelfLife, until, rule) => {
      expect(retentionOf({ concludedOn, isFailed, productionDate, shelfLife })).toEqual({ until, rule });
    },
  );
  test.each([
    ["2026-10-10", "30天", "2026-11-09"],
    ["2026-10-10", "２ 周", "2026-10-24"],
    ["2024-02-29", "1年", "2025-02-28"],
    ["2026-10-10", "冷藏 180 天", "2027-04-08"],
    ["二〇二六", "30 天", null],
  ])("made %s, %s: until %s", (made, life, end) => expect(shelfLifeEnd(made, life)).toBe(end));
  test("never beyond the shelf life, and a failure is never kept shorter than a pass", () => {
    const day = fc.date({ min: new Date("2020-01-01"), max: new Date("2030-12-31"), noInvalidDate: true });
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 900 }), (at, days) => {
        const concludedOn = at.toISOString().slice(0, 10);
        const said = { concludedOn, productionDate: concludedOn, shelfLife: `${days} 天` };
        const [pass, fail] = [retentionOf({ ...said, isFailed: false }), retentionOf({ ...said, isFailed: true })];
        const end = shelfLifeEnd(concludedOn, `${days} 天`) ?? "";
        return pass.until <= end && fail.until <= end && pass.until <= fail.until;
      }),
    );
  });
  test("a hold stops disposal, and so does the last day itself", () => {
    const kept = { sampleState: "certified", state: "stored", retainUntil: "2027-03-01", isHeld: false };
    expect(disposalRefusal(kept, "2027-03-01")).toBe("retention-runs");
    expect(disposalRefusal(kept, "2027-03-02")).toBeNull();
    expect(disposalRefusal({ ...kept, isHeld: true }, "2027-03-02")).toBe("retention-held");
    expect(disposalRefusal({ ...kept, state: "handed_out" }, "2027-03-02")).toBe("container-elsewhere");
    expect(disposalRefusal({ ...kept, retainUntil: null }, "2027-03-02")).toBe("retention-runs");
    expect(disposalRefusal({ ...kept, sampleState: "cancelled", retainUntil: null }, "2026-12-01")).toBeNull();
  });
});

test.each([
  ["2 袋", ["1 袋", "1袋"], false],
  ["2 袋", ["1 袋", "2 袋"], true],
  ["250 g", ["100 g", "100.5 g", "49.5 g"], false],
  ["250 g", ["100 g", "150.1 g"], true],
  ["250 g", ["1 袋", "900 ml"], false], // other units are not compared
  ["若干", ["3 袋"], false],
  [null, ["3 袋"], false],
])("of %s the parts %j: too much %s", (whole, parts, exceeds) => expect(splitExceeds(whole, parts)).toBe(exceeds));
