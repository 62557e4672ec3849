import { expect, test } from "vitest";
import { amountOf, shortageOf } from "../../server/kernel/amounts.ts";

test.each([
  ["3 袋", "250 g/袋", "750 g"],
  ["2 kg", "", "2000 g"],
  ["1.5公斤", "散装", "1500 g"],
  ["500 mL×6", "", "3000 mL"],
  ["6×500ml/瓶", "", "3000 mL"],
  ["２袋（500 g）", "", "500 g"],
  ["4 瓶", "1 L/瓶", "4000 mL"],
  ["1 箱", "250 g×10 袋/箱", "2500 g"],
  ["3 袋", "散装", null],
  ["若干", "250 g", null],
  ["", "", null],
])("%s of %s is %s", (quantity, specification, wanted) => {
  const read = amountOf(quantity, specification);
  expect(read && `${read.value.toFixed()} ${read.unit}`).toBe(wanted);
});

const need = { amount: "50", unit: "g" as const };
test("too little says how much is missing, the reserve counted as much again", () => {
  const sample = {
    quantity: "1 袋",
    specification: "120 g",
    needs: [need, { amount: "25.5", unit: "g" as const }, null],
  };
  expect(shortageOf({ ...sample, hasReserve: false })).toBeNull();
  expect(shortageOf({ ...sample, hasReserve: true })).toEqual({
    tests: "75.5",
    reserve: "75.5",
    given: "120",
    missing: "31",
    unit: "g",
  });
  expect(shortageOf({ ...sample, quantity: "1 袋", specification: "", hasReserve: true })).toBeNull(); // nobody can tell
  expect(shortageOf({ ...sample, needs: [null], hasReserve: true })).toBeNull();
});
