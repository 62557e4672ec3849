import { loadLimits } from "../catalogue/load-limits.ts";
import { indexLimits, itemKey } from "../catalogue/rules.ts";
import { coveringRows } from "../catalogue/rules/covering-rows.ts";
import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import type { Context } from "../platform/context.ts";
import type * as contract from "./trial-contract.ts";

/** Every item there is; those with a limit for the product in any edition first. */
export async function listTrialItems(
  ctx: Context,
  { query }: InputOf<typeof contract.listTrialItems>,
): Promise<ReplyOf<typeof contract.listTrialItems>> {
  const index = indexLimits(await loadLimits(ctx));
  const place = query.category === undefined ? null : index.tree.placeOf(query.category);
  if (query.category !== undefined && !place) throw new Problem("category-unknown", { category: query.category });
  const tested = await ctx.db.item.findMany({ orderBy: { name: "asc" } });
  const names = new Map(
    index.items.map((name) => [itemKey(name), { name, nameEn: index.byItem.get(itemKey(name))?.[0]?.itemEn ?? "" }]),
  );
  for (const { name, nameEn } of tested) if (!names.has(itemKey(name))) names.set(itemKey(name), { name, nameEn });
  const rows = [...names].map(([key, { name, nameEn }]) => ({
    item: name,
    itemEn: nameEn,
    hasLimit: place !== null && coveringRows(index.tree, place, index.byItem.get(key) ?? []).length > 0,
  }));
  return {
    rows: rows.sort((a, b) => Number(b.hasLimit) - Number(a.hasLimit) || a.item.localeCompare(b.item, "zh-CN")),
  };
}
