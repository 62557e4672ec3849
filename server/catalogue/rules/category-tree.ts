// The tree that all wordings of all editions make together with the house's own product tree, and where a wording
// stands in it. A thing may be several things at once: 牛肉干 is 熟肉干制品 and 牛肉制品.
import { keyOf, readWording, type Wording } from "./category-wording.ts";
import { isA, sameAs, wordings } from "./product-tree.ts";

/** A place in the tree that was asked for: one name, or all names of a wording that lists several. */
export type Place = { terms: readonly string[]; wording: string | null };

export type CategoryTree = {
  wordings: ReadonlyMap<string, Placed>; // by the wording as printed
  ancestors: ReadonlyMap<string, ReadonlySet<string>>; // of each name, itself included
  placeOf: (category: string) => Place | null;
};

type Placed = { covers: readonly string[]; except: readonly string[] };

/** Builds the tree from the wordings of the catalogue. */
export function categoryTree(texts: Iterable<string>): CategoryTree {
  const parents = new Map<string, Set<string>>();
  const is = (name: string, parent: string): void => {
    if (name === parent) return void of(parents, name);
    of(parents, name).add(parent);
    of(parents, parent);
  };
  for (const [name, above] of Object.entries(isA)) for (const parent of above) is(nameOf(name), nameOf(parent));

  const placed = new Map<string, Placed>();
  const byKey = new Map<string, string>();
  const all = [...new Set(texts)];
  const groups = new Set(all.map((text) => nameOf(text.split(">")[0] ?? text))); // 焙烤食品 is a group of its own, wherever it is listed
  for (const text of all) {
    const wording = wordingOf(text);
    const path = wording.path.map((segment) => nameOf(segment.replace(/（.*）$/, "")));
    for (const [i, segment] of path.entries()) is(segment, path[i - 1] ?? segment);
    const terms = wording.covers.map(nameOf);
    const above = path.at(-1);
    for (const term of terms) is(term, above === undefined || groups.has(term) || isOfScheme(term) ? term : above);
    const except = wording.except.map(nameOf);
    const own = keyOf(text.split(">").at(-1) ?? text);
    if (wording.isConditional) for (const term of terms) is(own, term);
    placed.set(text, { covers: wording.isConditional ? [own] : terms, except });
    byKey.set(keyOf(text), text);
  }

  // What a wording leaves out is a part of what it takes in, unless more is known of it.
  for (const { covers, except } of placed.values()) {
    for (const name of except) if (of(parents, name).size === 0 && !groups.has(name)) is(name, covers[0] ?? name);
  }

  const ancestors = new Map<string, ReadonlySet<string>>();
  for (const name of parents.keys()) ancestors.set(name, upwards(name, parents));
  return { wordings: placed, ancestors, placeOf: (category) => placeOf(category, placed, byKey, ancestors) };
}

/** Whether a wording takes in all of a place and leaves none of it out; answers the covering names, or null. */
export function coverOf(tree: CategoryTree, text: string, place: Place): readonly string[] | null {
  if (place.wording === text) return place.terms;
  const wording = tree.wordings.get(text);
  if (!wording) return null;
  const covering: string[] = [];
  for (const term of place.terms) {
    const above = tree.ancestors.get(term);
    if (!above || wording.except.some((name) => above.has(name))) return null;
    const cover = wording.covers.filter((name) => above.has(name)).sort((a, b) => depth(tree, b) - depth(tree, a))[0];
    if (cover === undefined) return null;
    covering.push(cover);
  }
  return covering;
}

/** How far down the tree a name stands: it has as many things above it. */
export function depth(tree: CategoryTree, name: string): number {
  return tree.ancestors.get(name)?.size ?? 0;
}

function placeOf(
  category: string,
  placed: ReadonlyMap<string, Placed>,
  byKey: ReadonlyMap<string, string>,
  ancestors: ReadonlyMap<string, ReadonlySet<string>>,
): Place | null {
  const wording = byKey.get(keyOf(category));
  const found = wording === undefined ? undefined : placed.get(wording);
  if (wording !== undefined && found) return { terms: found.covers, wording };
  const segments = category.normalize("NFKC").split(">");
  const last = nameOf(segments.at(-1) ?? "");
  for (const name of [last, nameOf(last.replace(/\([^()]*等\)$/, ""))])
    if (ancestors.has(name)) return { terms: [name], wording: null };
  return null;
}

function wordingOf(text: string): Wording {
  const read = readWording(text);
  const known = wordings[text];
  return known ? { ...read, covers: known.covers, except: known.except ?? [], isConditional: false } : read;
}

/** Names under a halal scheme stand apart: such a scheme binds only the order that names it. */
function isOfScheme(name: string): boolean {
  return name.startsWith("清真");
}

const others = new Map(Object.entries(sameAs).map(([name, same]) => [keyOf(name), keyOf(same)]));

function nameOf(text: string): string {
  const key = keyOf(text);
  return others.get(key) ?? key;
}

function upwards(
  name: string,
  parents: ReadonlyMap<string, ReadonlySet<string>>,
  seen: Set<string> = new Set(),
): ReadonlySet<string> {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const parent of parents.get(name) ?? []) upwards(parent, parents, seen);
  return seen;
}

function of(map: Map<string, Set<string>>, name: string): Set<string> {
  const set = map.get(name) ?? new Set<string>();
  map.set(name, set);
  return set;
}
