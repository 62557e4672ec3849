import { describe, expect, test } from "vitest";
import { shelfLifeEnd } from "../../server/kernel/shelf-life.ts";
import { onlyWeekends } from "../../server/kernel/working-days.ts";
import { readerOf } from "../../server/orders/rules.ts";
import { reinspectionOf } from "../../server/portal/rules/reinspection.ts";

const lead = { item: "铅", verdict: "fail", methodCode: "GB 5009.12-2023 第一法", limitText: "≤0.5" };
const count = {
  item: "菌落总数",
  verdict: "fail",
  methodCode: "GB 4789.2-2022",
  limitText: "n=5,c=2,m=10000,M=100000 CFU/g",
};
const moisture = { item: "水分", verdict: "pass", methodCode: "GB 5009.3-2016 第一法", limitText: "≤20" };

describe("a re-inspection", () => {
  // notified on Tuesday 1 December 2026: seven working days end on Thursday 10 December
  const ask = (results: (typeof lead)[], on: string, more: object = {}) =>
    reinspectionOf({
      on,
      notifiedOn: "2026-12-01",
      results,
      shelfLifeEnds: "2027-07-10",
      isWithdrawn: false,
      holidays: onlyWeekends,
      ...more,
    });

  test.each([
    ["2026-12-01", [], 7],
    ["2026-12-04", [], 4],
    ["2026-12-07", [], 3],
    ["2026-12-10", [], 0],
    ["2026-12-11", ["late"], 0],
  ])("asked for on %s", (on, refusals, daysLeft) => {
    expect(ask([lead, moisture], on)).toMatchObject({ lastDay: "2026-12-10", refusals, daysLeft, items: ["铅"] });
  });

  test.each([
    ["nothing failed", [moisture], {}, ["nothing-failed"]],
    ["only microbiology", [count, moisture], {}, ["microbiology"]],
    ["microbiology and more", [count, lead], {}, []],
    ["the reserve past its shelf life", [lead], { shelfLifeEnds: "2026-12-01" }, ["shelf-life-past"]],
    ["the last day of the shelf life", [lead], { shelfLifeEnds: "2026-12-02" }, []],
    ["a shelf life nobody understood", [lead], { shelfLifeEnds: null }, []],
    ["a certificate that was replaced", [lead], { isWithdrawn: true }, ["certificate-withdrawn"]],
  ])("with %s", (_, results, more, refusals) => {
    expect(ask(results, "2026-12-02", more).refusals).toEqual(refusals);
  });

  test("leaves microbiological items out of what may be asked for", () => {
    expect(ask([count, lead], "2026-12-02")).toMatchObject({ items: ["铅"], microbiological: ["菌落总数"] });
  });

  test("a holiday in between moves the last day", () => {
    const holidays = { holidays: ["2026-12-08"], workdays: ["2026-12-05"] };
    expect(ask([lead], "2026-12-02", { holidays }).lastDay).toBe("2026-12-10");
    expect(ask([lead], "2026-12-02", { holidays: { ...holidays, workdays: [] } }).lastDay).toBe("2026-12-11");
  });
});

test.each([
  ["2026-10-10", "9 个月", "2027-07-10"],
  ["2026-10-10", "保质期：180天", "2027-04-08"],
  ["2026-10-10", "12个月（常温）", "2027-10-10"],
  ["2026-10-10", "一年", "2027-10-10"],
  ["2026-10-10", "十二个月", "2027-10-10"],
  ["2026-10-31", "1 月", "2026-11-30"],
  ["2026-10-10", "２周", "2026-10-24"],
  ["2026-10-10", "至 2027.1.5", "2027-01-05"],
  ["2026-10-10", "见包装", null],
  ["2026-10-10", null, null],
  [null, "9 个月", null],
])("a product of %s that keeps %s is good until %s", (made, words, end) => {
  expect(shelfLifeEnd(made, words)).toBe(end);
});

test.each([
  ["commissioned", null, "client"],
  ["reinspection", null, "client"],
  ["supervisory", null, null],
  ["supervisory", new Date(), "sampled"],
  ["risk_monitoring", new Date(), null],
] as const)("of an order of %s, notified %s, %s may know", (source, notifiedAt, reader) => {
  expect(readerOf({ source, notifiedAt, clientId: "client", sampledEnterpriseId: "sampled" })).toBe(reader);
});
