// The n units of a sampling plan are n containers. A unit is what was scanned for it, else the test container in its place: the third
// unit is the third container, as their labels say. No container stands for two units.

export type UnitFound = { id: string; parallel: number; containerId: string | null };
export type UnitContainer = { id: string; number: string; isScanned: boolean };

/** Each unit with its container; a unit whose place is empty, or taken by the scan of another, has none until one is scanned for it. */
export function unitContainers(
  units: readonly UnitFound[],
  testContainers: readonly { id: string; number: string }[],
): Map<string, UnitContainer> {
  const inOrder = [...testContainers].sort((a, b) => (a.number < b.number ? -1 : 1));
  const scanned = new Set(units.flatMap(({ containerId }) => containerId ?? []));
  return new Map(
    units.flatMap(({ id, parallel, containerId }): [string, UnitContainer][] => {
      const own = inOrder.find((container) => container.id === containerId);
      if (own) return [[id, { ...own, isScanned: true }]];
      const placed = inOrder[parallel - 1];
      return placed && !scanned.has(placed.id) ? [[id, { ...placed, isScanned: false }]] : [];
    }),
  );
}

export type ScanMeant =
  | { unit: string }
  /** The unit that this container stands for already. */
  | { usedBy: number }
  /** The unit that was meant has a result of another container. */
  | { bound: number }
  | { refused: "no-unit" };

/**
 * The unit that a scanned container is for. Without a wish it is the one it stands for, else the first that has no container and no
 * result. With a wish it is that one, unless the container was used for another or that unit was measured from another.
 */
export function unitMeant(
  units: readonly (UnitFound & { isMeasured: boolean })[],
  known: ReadonlyMap<string, UnitContainer>,
  containerId: string,
  wished: string | null,
): ScanMeant {
  const holder = units.find(({ id }) => known.get(id)?.id === containerId);
  if (wished === null) {
    if (holder) return { unit: holder.id };
    const free = units.find(({ id, isMeasured }) => !known.has(id) && !isMeasured);
    return free ? { unit: free.id } : { refused: "no-unit" };
  }
  const meant = units.find(({ id }) => id === wished);
  if (!meant) return { refused: "no-unit" };
  if (holder?.id === meant.id) return { unit: meant.id };
  if (holder && (holder.isMeasured || known.get(holder.id)?.isScanned)) return { usedBy: holder.parallel };
  return meant.isMeasured ? { bound: meant.parallel } : { unit: meant.id };
}
