// Which limits apply: of each standard in force on the day that decides, the row of the narrowest category that the
// product belongs to. Never simply the newest edition.
import { Problem } from "../kernel/problems.ts";
import { categoryTree, coverOf, depth, type CategoryTree, type Place } from "./rules/category-tree.ts";
import { keyOf } from "./rules/category-wording.ts";
import type { LimitRow } from "./rules/limit-row.ts";

export type LimitIndex = {
  tree: CategoryTree;
  categories: readonly string[]; // as printed, sorted
  items: readonly string[];
  byItem: ReadonlyMap<string, readonly LimitRow[]>;
};

export type LimitQuestion = { category: string; item: string; on: string };

/** Of each standard in force on the day, the one most specific row for a product and an item; by standard. */
export function applicableLimits(rows: readonly LimitRow[] | LimitIndex, question: LimitQuestion): LimitRow[] {
  const index = "tree" in rows ? rows : indexLimits(rows);
  const place = index.tree.placeOf(question.category);
  if (!place) throw new Problem("category-unknown", { category: question.category });
  const ofItem = index.byItem.get(itemKey(question.item));
  if (!ofItem) throw new Problem("item-unknown", { item: question.item });
  const inForce = ofItem.filter((row) => isInForce(row, question.on));
  const standards = [...new Set(inForce.map((row) => row.standard))].sort();
  return standards.flatMap((standard) =>
    mostSpecific(
      index.tree,
      place,
      inForce.filter((row) => row.standard === standard),
    ),
  );
}

/** Reads the rows once: the tree of all wordings, and the rows of each item. Kept as long as the rows are. */
export function indexLimits(rows: readonly LimitRow[]): LimitIndex {
  const before = kept.get(rows);
  if (before) return before;
  const byItem = new Map<string, LimitRow[]>();
  for (const row of rows) listed(byItem, itemKey(row.item)).push(row);
  for (const [key, ofItem] of [...byItem]) {
    const short = key.replace(/\([^()]*\)$/, ""); // 特丁基对苯二酚(TBHQ) is also asked for without its brackets
    if (short !== "" && !byItem.has(short)) byItem.set(short, ofItem);
  }
  const index: LimitIndex = {
    tree: categoryTree(rows.map((row) => row.productCategory)),
    categories: [...new Set(rows.map((row) => row.productCategory))].sort(),
    items: [...new Set(rows.map((row) => row.item))].sort(),
    byItem,
  };
  kept.set(rows, index);
  return index;
}
const kept = new WeakMap<readonly LimitRow[], LimitIndex>();

export function isInForce(row: Pick<LimitRow, "effectiveFrom" | "effectiveTo">, on: string): boolean {
  return row.effectiveFrom <= on && (row.effectiveTo === null || on <= row.effectiveTo);
}

/** An item's name with or without what it is counted as: 铅（以Pb计） is 铅. */
export function itemKey(item: string): string {
  return keyOf(item).replace(/(\([^()]*以[^()]*计[^()]*\))+$/, "");
}

/** The day whose edition decides, and why that day: made, else sampled, else received. */
export function decidingDate(sample: {
  productionDate?: string | null | undefined;
  sampledOn?: string | null | undefined;
  receivedOn: string;
}): {
  on: string;
  because: "production-date" | "sampling-date" | "receipt-date";
} {
  if (sample.productionDate) return { on: sample.productionDate, because: "production-date" };
  if (sample.sampledOn) return { on: sample.sampledOn, because: "sampling-date" };
  return { on: sample.receivedOn, because: "receipt-date" };
}

export type BasisKind = "as_is" | "fresh_with_factor" | "dry" | "fat" | "alcohol" | "non_fat_solids" | "powder";

/** What a row's free text says the limit is counted on; `expressed as lead` and the like change nothing. */
export function basisOf(row: Pick<LimitRow, "basis">): { kind: BasisKind; text: string | null } {
  const text = row.basis;
  if (text === null) return { kind: "as_is", text };
  const kind = bases.find(([words]) => words.test(text))?.[1] ?? "as_is";
  return { kind, text };
}
const bases: readonly (readonly [RegExp, BasisKind])[] = [
  [/产品原样|湿基/, "as_is"],
  [/新鲜原料基|脱水率|浓缩率/, "fresh_with_factor"],
  [/干样品|干基|干物质/, "dry"],
  [/100%酒精度/, "alcohol"],
  [/非脂乳固体/, "non_fat_solids"],
  [/脂肪计|油脂中的含量/, "fat"],
  [/粉状产品|固态产品/, "powder"],
];

/** The limit as it is printed beside a result: ≤0.3, ＜10, 6.5～8.5, 不得检出, n=5,c=2,m=100,M=1000. */
export function limitText(row: LimitRow): string {
  switch (row.kind) {
    case "max":
      return `${row.inclusive === false ? "＜" : "≤"}${row.value ?? ""}`;
    case "min":
      return `${row.inclusive === false ? "＞" : "≥"}${row.value ?? ""}`;
    case "range":
      return `${row.low ?? ""}～${row.high ?? ""}`;
    case "not_detected":
      return /不得使用/.test(row.note ?? "") ? "不得使用" : "不得检出";
    case "qualitative":
      return (row.expected ?? []).join("、");
    case "sampling_plan":
      return `n=${row.n ?? ""},c=${row.c ?? ""},m=${row.m ?? ""}${row.M === undefined || row.M === null ? "" : `,M=${row.M}`}`;
  }
}

/** The narrowest of the rows that take in the place; the exact wording before a merely equal one. */
function mostSpecific(tree: CategoryTree, place: Place, rows: readonly LimitRow[]): LimitRow[] {
  const found = rows.flatMap((row) => {
    const cover = coverOf(tree, row.productCategory, place);
    return cover === null ? [] : [{ row, cover: cover[0] ?? "", isExact: place.wording === row.productCategory }];
  });
  const narrower = (a: string, b: string): boolean => a !== b && (tree.ancestors.get(a)?.has(b) ?? false);
  const narrowest = found.filter(
    (one) => one.isExact || !found.some((other) => other.isExact || narrower(other.cover, one.cover)),
  );
  const rank = (one: (typeof found)[number]): number => (one.isExact ? -1_000 : 0) - depth(tree, one.cover);
  narrowest.sort(
    (a, b) =>
      rank(a) - rank(b) || b.row.effectiveFrom.localeCompare(a.row.effectiveFrom) || a.row.id.localeCompare(b.row.id),
  );
  return narrowest.slice(0, 1).map((one) => one.row);
}

function listed<V>(map: Map<string, V[]>, key: string): V[] {
  const list = map.get(key) ?? [];
  map.set(key, list);
  return list;
}
