// What an edition's wording of a category says: 肉及肉制品>肉制品（畜禽内脏制品除外） covers 肉制品 and leaves
// 畜禽内脏制品 out. In the collected tables full-width brackets qualify, half-width ones belong to a name.

export type Wording = {
  text: string;
  covers: readonly string[];
  except: readonly string[];
  /** A narrower thing with a name of its own: 灭菌乳（牛乳） is a 灭菌乳, but not every 灭菌乳 is it. */
  isConditional: boolean;
  path: readonly string[]; // the segments before the last
};

/** The spelling by which names are compared: half-width, without spaces. */
export function keyOf(name: string): string {
  return name.normalize("NFKC").replace(/\s/g, "");
}

/** Reads a wording by its punctuation alone; what punctuation cannot tell stands in product-tree.ts. */
export function readWording(text: string): Wording {
  const segments = text.split(">");
  const last = segments.at(-1) ?? text;
  const path = segments.slice(0, -1);
  const bracket = /^(.+?)(?:（([^（）]*)）|\[(.*)\])$/.exec(last);
  const base = bracket?.[1] ?? last;
  const inside = bracket?.[2] ?? bracket?.[3];
  if (inside === undefined || /等$|^包括/.test(inside))
    return { text, covers: termsOf(base), except: [], isConditional: false, path };
  const clauses = inside.split("；");
  const except = clauses.filter((c) => c.endsWith("除外")).flatMap((c) => termsOf(c.slice(0, -2)));
  if (clauses.every((c) => c.endsWith("除外"))) {
    const other = base.startsWith("其他") && path.length > 0 ? [path.at(-1) ?? base] : termsOf(base);
    return { text, covers: other, except, isConditional: false, path };
  }
  return { text, covers: termsOf(base), except, isConditional: true, path };
}

/** Splits a list at 、, 和 and 以及, but not inside brackets. */
function termsOf(list: string): string[] {
  const terms: string[] = [];
  let depth = 0;
  let term = "";
  for (let i = 0; i < list.length; i++) {
    const rest = list.slice(i);
    if ("(（".includes(list.charAt(i))) depth++;
    if (")）".includes(list.charAt(i))) depth--;
    const between = depth === 0 && i > 0 ? /^(、|以及|和(?![(（]))/.exec(rest) : null;
    if (between) {
      terms.push(term);
      term = "";
      i += between[0].length - 1;
    } else term += list.charAt(i);
  }
  return [...terms, term].map((t) => t.replace(/等$/, "")).filter((t) => t !== "");
}
