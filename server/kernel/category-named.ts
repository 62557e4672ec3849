/** The whole path of a category, from the path or from its last part where that is one only; null where it names none, or several. */
export function categoryNamed(said: string, categories: readonly string[]): string | null {
  const key = looseKey(said);
  if (key === "") return null;
  const exact = categories.find((category) => looseKey(category) === key);
  if (exact !== undefined) return exact;
  const byEnd = categories.filter((category) => looseKey(category.split(">").at(-1) ?? "") === key);
  return byEnd.length === 1 ? (byEnd[0] ?? null) : null;
}

/** Brackets, spaces and widths are typed as they come. */
export function looseKey(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[\s"“”]/g, "")
    .toLowerCase();
}
