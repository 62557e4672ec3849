type Content = Readonly<Record<string, unknown>>;
export type Difference = { field: string; before: string; after: string };

// what is another's on every certificate: its own number, its code, the day and the people of this issue
const own = new Set([
  "printedNumber",
  "systemNumber",
  "checkCode",
  "verifyUrl",
  "issuedOn",
  "people",
  "signers",
  "replaces",
  "isThirdPartySigned",
  "pictures",
  "hasPagingSeal",
]);
const notPrinted = new Set(["resultId", "photo"]);

/** What an amended certificate says otherwise than the one it replaces, field by field; results are named by their item. */
export function differencesOf(before: Content, after: Content): Difference[] {
  const found: Difference[] = [];
  walk("", before, after);
  return found;

  function walk(field: string, a: unknown, b: unknown): void {
    if (isRecord(a) && isRecord(b)) {
      for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
        if ((field === "" && own.has(key)) || notPrinted.has(key)) continue;
        walk(field === "" ? key : `${field}.${key}`, a[key], b[key]);
      }
    } else if (Array.isArray(a) && Array.isArray(b)) {
      const [one, other] = [byName(a), byName(b)];
      for (const name of new Set([...one.keys(), ...other.keys()]))
        walk(`${field}.${name}`, one.get(name), other.get(name));
    } else if (textOf(a) !== textOf(b)) found.push({ field, before: textOf(a), after: textOf(b) });
  }
}

/** Items by name, samples by number, other lists by their place. */
function byName(list: readonly unknown[]): Map<string, unknown> {
  return new Map(list.map((each, at) => [nameOf(each) ?? String(at + 1), each]));
}

function nameOf(each: unknown): string | null {
  if (!isRecord(each)) return null;
  const { item, number, sample } = each;
  if (typeof item === "string") return item;
  if (typeof number === "string" && "results" in each) return number;
  return isRecord(sample) && typeof sample["number"] === "string" ? sample["number"] : null;
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
