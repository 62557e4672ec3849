// Where containers are kept. A place stands in another one; a box has cells; each has a temperature, its own or of where it stands.

export const placeKinds = ["room", "fridge", "shelf", "box", "cell"] as const;
export type PlaceKind = (typeof placeKinds)[number];
export const temperatureClasses = ["ambient", "chilled", "frozen"] as const;
export type TemperatureClass = (typeof temperatureClasses)[number];

/** What may stand in what; a room stands in nothing, a cell is made with its box. */
export const mayContain = {
  room: ["fridge", "shelf", "box"],
  fridge: ["shelf", "box"],
  shelf: ["box"],
  box: ["cell"],
  cell: [],
} as const satisfies Record<PlaceKind, readonly PlaceKind[]>;

export function placeMayContain(outer: PlaceKind, inner: PlaceKind): boolean {
  const inside: readonly PlaceKind[] = mayContain[outer];
  return inside.includes(inner);
}

/** The class that a storage condition asks for, in the words that reception writes; null where it says nothing about it. */
export function temperatureWanted(storage: string): TemperatureClass | null {
  const said = storage.normalize("NFKC").replace(/[−–—]/g, "-").replace(/\s/g, "");
  if (/冷冻|冻藏|冻存|-(1[0-9]|[2-9][0-9])(℃|°C|度)/.test(said)) return "frozen";
  if (/冷藏|(^|[^0-9-])[0-9](℃|°C|度)?[~～至-]([0-9]|10)(℃|°C|度)/.test(said)) return "chilled";
  if (/常温|室温|阴凉|避光|干燥|(1[5-9]|2[0-9])(℃|°C|度)/.test(said)) return "ambient";
  return null;
}

/** Whether a container may lie at this temperature; what is not known is not warned about. */
export function temperatureFits(storage: string, place: TemperatureClass | null): boolean {
  const wanted = temperatureWanted(storage);
  return wanted === null || place === null || wanted === place;
}

/** A cell by its row and column from 1: A1, A2 … B1. */
export function cellName(row: number, column: number): string {
  return `${String.fromCharCode(64 + row)}${column}`;
}

/** The cells of a box in the order in which they are filled. */
export function cellsOf(rows: number, columns: number): { row: number; column: number; name: string }[] {
  return Array.from({ length: rows * columns }, (_, i) => {
    const [row, column] = [Math.floor(i / columns) + 1, (i % columns) + 1];
    return { row, column, name: cellName(row, column) };
  });
}
