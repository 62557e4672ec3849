/**
 * The rows after one of a list that goes by a field and then by key. The first condition says nothing that the second does not; it is
 * what an index can begin at, so that the thousandth page costs what the first does.
 */
export function beyond<F extends string, V>(field: F, last: { id: string } & Record<F, V>, way: "asc" | "desc") {
  const value = last[field];
  const [atLeast, past] = way === "asc" ? (["gte", "gt"] as const) : (["lte", "lt"] as const);
  return {
    AND: [
      { [field]: { [atLeast]: value } },
      { OR: [{ [field]: { [past]: value } }, { [field]: value, id: { [past]: last.id } }] },
    ],
  };
}
