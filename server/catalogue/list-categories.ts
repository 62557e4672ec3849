import type { Context } from "../platform/context.ts";
import { loadLimits } from "./load-limits.ts";
import { indexLimits } from "./rules.ts";
import { keyOf } from "./rules/category-wording.ts";
import { isA } from "./rules/product-tree.ts";

/** Every category a sample may be given: the wordings of all editions, and the products of the house's own tree under them. */
export async function listCategories(ctx: Context): Promise<{ rows: string[] }> {
  const { categories } = indexLimits(await loadLimits(ctx));
  const last = new Set(
    categories.map((category) => keyOf(category.split(">").at(-1) ?? category).replace(/\([^()]*\)$/, "")),
  );
  const products = Object.keys(isA).filter((name) => !last.has(keyOf(name)));
  return { rows: [...new Set([...categories, ...products.map((name) => pathOf(name))])].sort() };
}

/** 牛肉干 with what is above it, by the first parent of each. */
function pathOf(name: string): string {
  const path = [name];
  for (let above = isA[name]?.[0]; above !== undefined && !path.includes(above); above = isA[above]?.[0])
    path.unshift(above);
  return path.join(">");
}
