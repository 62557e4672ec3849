import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { MethodView } from "../../server/catalogue/contract.ts";
import { categoryNamed } from "../../server/kernel/category-named.ts";
import { noHistory, redo, remember, undo, type History } from "../../web/orders/grid-history.ts";
import {
  clearRange,
  fillDown,
  fillText,
  narrowColumns,
  rangeOf,
  rangeText,
  readTable,
  repeatBelow,
} from "../../web/orders/grid-rules.ts";
import { newContainer, newSample, type SampleDraft } from "../../web/orders/order-draft.ts";
import { applyPaste, planPaste, testsNamed } from "../../web/orders/paste-rules.ts";

const jerky = "肉及肉制品>熟肉制品>熟肉干制品（牛肉干等）";
const categories = [jerky, "乳及乳制品>生乳", "肉及肉制品>生乳"];
const method = (id: string, item: string, code: string, changes: Partial<MethodView> = {}) =>
  ({
    id,
    item,
    code,
    unit: "mg/kg",
    inForceFrom: "2020-01-01",
    inForceUntil: null,
    isInScope: true,
    ...changes,
  }) as MethodView;
const methods = [
  method("lead", "铅", "GB 5009.12-2023"),
  method("lead-old", "铅", "GB 5009.12-2017", { inForceUntil: "2023-12-31" }),
  method("water-1", "水分", "GB 5009.3-2016"),
  method("water-2", "水分", "GB 5009.238-2016"),
  method("pork", "猪源性成分", "GB/T 38164-2019", { isInScope: false }),
];
const line = (changes: Partial<SampleDraft>): SampleDraft => ({ ...newSample("commissioned"), ...changes });
const three = [line({ name: "甲", quantity: "1 袋" }), line({ name: "乙" }), line({ name: "丙", quantity: "9 袋" })];
const plan = (text: string, changes: Partial<Parameters<typeof planPaste>[2]> = {}, at = { row: 0, column: 0 }) =>
  planPaste(readTable(text), at, {
    columns: narrowColumns,
    samples: [line({})],
    source: "commissioned",
    categories,
    methods,
    today: "2026-12-01",
    mostRows: 100,
    ...changes,
  });

describe("filling", () => {
  test("the first line of a range goes into the others; one line takes what is above it", () => {
    const whole = rangeOf({ row: 2, column: 3 }, { row: 0, column: 3 });
    expect(fillDown(three, whole, narrowColumns).map(({ quantity }) => quantity)).toEqual(["1 袋", "1 袋", "1 袋"]);
    const one = rangeOf({ row: 1, column: 0 }, { row: 1, column: 3 });
    expect(fillDown(three, one, narrowColumns)[1]).toMatchObject({ name: "甲", quantity: "1 袋" });
    const first = rangeOf({ row: 0, column: 0 }, { row: 0, column: 0 });
    expect(fillDown(three, first, narrowColumns)).toBe(three);
  });
  test("a range is emptied or takes one text; tests are no text", () => {
    const all = rangeOf({ row: 0, column: 0 }, { row: 1, column: 4 });
    expect(clearRange(three, all, narrowColumns).map(({ name }) => name)).toEqual(["", "", "丙"]);
    expect(fillText(three, all, narrowColumns, "x")[1]).toMatchObject({ name: "x", quantity: "x", tests: [] });
  });
  test("repeating a line leaves seals and photos to the sample they belong to", () => {
    const sealed = line({ name: "甲", photoIds: ["p"], containers: [{ ...newContainer("test"), sealNumber: "F1" }] });
    const [, again, last] = repeatBelow([sealed, line({ name: "丁" })], 0);
    expect(again).toMatchObject({ name: "甲", photoIds: [], containers: [{ sealNumber: "" }] });
    expect(last?.name).toBe("丁");
  });
  test("what is copied is read back the same, line breaks and quotes included", () => {
    const cell = fc.string({ maxLength: 8 }).map((text) => text.replace(/[\r\n]/g, "").trim());
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 6 }), (cells) => {
        fc.pre(cells.at(-1)?.some((text) => text !== "") ?? false);
        const samples = cells.map(([name, quantity]) => line({ name, quantity }));
        const text = rangeText(samples, { top: 0, bottom: 99, left: 0, right: 1 }, ["name", "quantity"], () => "");
        expect(readTable(text)).toEqual(cells.map((pair) => [...pair]));
      }),
    );
  });
});

describe("a paste is looked at before it is taken", () => {
  test("columns go to the right of the cell; every line says what is wrong with it", () => {
    const { rows } = plan(
      [
        "牛肉干\t熟肉干制品（牛肉干等）\t20261010\t3 袋\t铅",
        "羊肉\t羊肉类\t2026-13-01\t1 袋\t铅、汞、水分",
        "\t生乳\t2026/10/1\t2 瓶\t铅 GB 5009.12-2023",
      ].join("\r\n"),
    );
    expect(rows.map(({ row, isNew }) => [row, isNew])).toEqual([
      [0, false],
      [1, true],
      [2, true],
    ]);
    expect(rows[0]).toMatchObject({
      problems: [],
      changes: { name: "牛肉干", category: jerky, productionDate: "2026-10-10", tests: [{ methodId: "lead" }] },
    });
    expect(rows[1]?.problems.map(({ fault, said }) => [fault, said])).toEqual([
      ["category-unknown", "羊肉类"],
      ["day-wrong", "2026-13-01"],
      ["item-unknown", "汞"],
      ["method-several", "水分"],
    ]);
    expect(rows[2]?.problems.map(({ fault }) => fault)).toEqual(["category-unknown", "name-missing"]);
    expect(rows[2]?.changes).toMatchObject({ productionDate: "2026-10-01", tests: [{ methodId: "lead" }] });
  });
  test("a header says where columns go, what nobody knows is named", () => {
    const read = plan("数量\t样品名称*\t商品条码\t业务员\n3 袋\t牛肉干\t9521234500019\t王五");
    expect(read).toMatchObject({ hasHeader: true, unknownColumns: ["业务员"], fields: ["quantity", "name", "gtin"] });
    expect(read.rows[0]).toMatchObject({ line: 2, changes: { name: "牛肉干", quantity: "3 袋" } });
    expect(read.rows[0]?.problems.map(({ fault }) => fault)).toEqual(["gtin-wrong"]);
  });
  test("a single column fills lines that are there and makes new ones", () => {
    const read = plan("3 袋\n4 袋\n5 袋", { samples: three.slice(0, 2) }, { row: 1, column: 3 });
    expect(read.rows.map(({ row, isNew, problems }) => [row, isNew, problems.length])).toEqual([
      [1, false, 0],
      [2, true, 1],
      [3, true, 1],
    ]);
    const after = applyPaste(three.slice(0, 2), read, "commissioned", () => true);
    expect(after.map(({ name, quantity }) => [name, quantity])).toEqual([
      ["甲", "1 袋"],
      ["乙", "3 袋"],
      ["", "4 袋"],
      ["", "5 袋"],
    ]);
  });
  test("only the good lines leave no gap; an order has a hundred samples at most", () => {
    const read = plan("甲\t生乳x\n乙\n丙", { samples: [] });
    expect(
      applyPaste([], read, "commissioned", ({ problems }) => problems.length === 0).map(({ name }) => name),
    ).toEqual(["乙", "丙"]);
    const many = Array.from({ length: 130 }, (_, i) => `样 ${i}`).join("\n");
    expect(plan(many).rows).toHaveLength(100);
  });
  test("items by name in the edition in force and in scope; categories by the end of their path", () => {
    expect(
      testsNamed("铅；水分 GB 5009.3-2016,猪源性成分", methods, "2026-12-01").tests.map((t) => t.methodId),
    ).toEqual(["lead", "water-1", "pork"]);
    expect(categoryNamed("熟肉干制品(牛肉干等)", categories)).toBe(jerky);
    expect(categoryNamed("生乳", categories)).toBeNull(); // two of that name
  });
});

describe("undo", () => {
  test("typing on in one cell is one step", () => {
    let history: History<string> = noHistory;
    history = remember(history, "", "0:name");
    history = remember(history, "a", "0:name");
    history = remember(history, "ab", null);
    const back = undo(history, "abc");
    expect(back?.value).toBe("ab");
    expect(back && undo(back.history, back.value)?.value).toBe("");
  });
  test("any steps undone and redone lead back to where one was", () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1, maxLength: 30 }), fc.nat(40), (values, backwards) => {
        let history: History<number> = noHistory;
        let now = 0;
        for (const value of values) {
          history = remember(history, now);
          now = value;
        }
        const end = now;
        const seen: number[] = [];
        for (let i = 0; i < backwards; i += 1) {
          const step = undo(history, now);
          if (!step) break;
          ({ history, value: now } = step);
          seen.push(now);
        }
        expect(seen).toEqual([0, ...values.slice(0, -1)].toReversed().slice(0, seen.length));
        for (const _ of seen) ({ history, value: now } = redo(history, now) ?? { history, value: now });
        expect(now).toBe(end);
      }),
    );
  });
});
