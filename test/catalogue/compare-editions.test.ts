import { describe, expect, test } from "vitest";
import { compareEditions, type ComparedRows } from "../../server/catalogue/rules/compare-editions.ts";
import { changeDays, losingRows, timelineOf } from "../../server/catalogue/rules/covering-rows.ts";
import { applicableLimits, indexLimits, limitText } from "../../server/catalogue/rules.ts";
import type { LimitRow } from "../../server/catalogue/rules/limit-row.ts";
import { shippedLimits } from "./limits.ts";

const index = indexLimits(shippedLimits);
const jerky = "肉及肉制品>熟肉制品>熟肉干制品（牛肉干等）";
const of = (standard: string, version: string) =>
  shippedLimits.filter((row) => row.standard === standard && row.version === version);
const compared = (standard: string, from: string, to: string) =>
  compareEditions(of(standard, from), of(standard, to), index.tree);
const told = ({ from, to, change, direction, differs }: ComparedRows) =>
  `${(to ?? from)?.item ?? ""} ${(to ?? from)?.productCategory.split(">").at(-1) ?? ""}: ${change} ${from ? limitText(from) : "–"} → ${to ? limitText(to) : "–"} ${direction ?? "?"} ${differs.join("+")}`;

describe("two editions of GB 2762", () => {
  const rows = compared("GB 2762", "2022", "2025");

  test("only what the newer edition changed is told as changed, the dried meat above all", () => {
    expect(rows.filter((row) => row.change !== "unchanged").map(told)).toEqual([
      "铅 熟肉干制品（牛肉干等）: figure ≤0.2 → ≤0.3 ? limit+basis",
      "镉 熟肉干制品（牛肉干等）: figure ≤0.1 → ≤0.1 ? basis",
      "亚硝酸盐 包装饮用水（饮用天然矿泉水除外）: figure ≤0.005 → ≤0.1 looser limit",
      "亚硝酸盐 食用燕窝: added – → ≤30 stricter ",
    ]);
  });

  test("every row of both editions is there exactly once", () => {
    const ids = rows.flatMap(({ from, to }) => [from?.id, to?.id]).filter((id) => id !== undefined);
    expect(ids.length).toBe(126 + 127);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("over all three editions 31 of 127 lines differ in their limit", () => {
    const last = of("GB 2762", "2025");
    const changed = (from: string) =>
      compared("GB 2762", from, "2025")
        .filter(({ from: old, to, differs }) => to && (old === null || differs.includes("limit")))
        .map(({ to }) => to?.id);
    expect(last.length).toBe(127);
    expect(new Set([...changed("2017"), ...changed("2022")]).size).toBeGreaterThanOrEqual(31);
  });

  test("a row of its own for dried meat was before 2022 a part of meat products, and that is said", () => {
    const added = compared("GB 2762", "2017", "2022").filter(({ change }) => change === "added");
    const lead = added.find(({ to }) => to?.item === "铅" && to.productCategory === jerky);
    expect(lead?.elsewhere && `${lead.elsewhere.productCategory} ${limitText(lead.elsewhere)}`).toBe(
      "肉及肉制品>肉制品（畜禽内脏制品除外） ≤0.5",
    );
    expect(lead?.direction).toBeNull(); // the basis moved to the fresh meat: the figures alone do not tell
  });

  test("another unit is a change that the figures do not order", () => {
    const milk = compared("GB 2762", "2017", "2022").find(({ to }) => to?.productCategory === "饮料类>含乳饮料");
    expect(milk).toMatchObject({ change: "figure", differs: ["unit"], direction: null });
  });
});

test("dehydroacetic acid: GB 2760-2024 forbids it in bread and starch and lowers it in pickles", () => {
  const acid = compared("GB 2760", "2014", "2024").filter(
    (row) => row.change !== "unchanged" && /脱氢乙酸/.test((row.to ?? row.from)?.item ?? ""),
  );
  expect(acid.length).toBeGreaterThanOrEqual(3);
  expect(acid.every(({ change, direction }) => change === "figure" && direction === "stricter")).toBe(true);
  expect(acid.map(told).join("\n")).toMatch(/腌渍的蔬菜: figure ≤1 → ≤0\.3 stricter limit/);
});

test("an edition compared with itself has nothing changed, and the other way round what was stricter is looser", () => {
  expect(compared("GB 2762", "2022", "2022").every(({ change }) => change === "unchanged")).toBe(true);
  const there = compared("GB 2762", "2017", "2022").filter(({ change }) => change === "figure");
  const back = compared("GB 2762", "2022", "2017");
  for (const row of there) {
    const same = back.find(({ to }) => to?.id === row.from?.id);
    const turned = { stricter: "looser", looser: "stricter" } as const;
    expect(same?.direction ?? null, row.to?.id ?? "").toBe(row.direction && turned[row.direction]);
  }
});

test("another wording of the same place is paired as a change of wording only", () => {
  const [row] = of("GB 2762", "2025").filter(
    ({ productCategory }) => productCategory === "肉及肉制品>肉制品（畜禽内脏制品除外）",
  );
  if (!row) throw new Error("no such row");
  const reworded: LimitRow = { ...row, id: "new", version: "2030", productCategory: "肉制品（畜禽内脏制品除外）" };
  expect(compareEditions([row], [reworded])).toMatchObject([
    { from: { id: row.id }, to: { id: "new" }, change: "wording", differs: ["category"] },
  ]);
});

describe("the same question over all editions", () => {
  test("lead in beef jerky: 0.5, then 0.2 on the fresh basis, then 0.3", () => {
    const timeline = timelineOf(index, { category: jerky, item: "铅" }).filter(({ row }) => row.standard === "GB 2762");
    expect(timeline.map(({ row, from, until }) => `${row.version} ${limitText(row)} ${from} ${until ?? ""}`)).toEqual([
      "2017 ≤0.5 2017-09-17 2023-06-29",
      "2022 ≤0.2 2023-06-30 2026-09-01",
      "2025 ≤0.3 2026-09-02 ",
    ]);
    expect(changeDays(timeline).slice(0, 2)).toEqual(["2026-09-02", "2023-06-30"]);
  });

  test("what loses is the wider row of the same standard", () => {
    const [winner] = applicableLimits(index, { category: jerky, item: "铅", on: "2026-11-01" });
    if (!winner) throw new Error("no limit");
    expect(losingRows(index, jerky, winner, "2026-11-01").map((row) => row.productCategory)).toEqual([
      "肉及肉制品>肉制品（畜禽内脏制品除外）",
    ]);
  });
});
