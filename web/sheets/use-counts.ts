import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { z } from "zod";
import type { Counted } from "../../server/results/count-contract.ts";
import type { SheetView } from "../../server/sheets/contract.ts";
import { saveCounts } from "../../server/sheets/counts-contract.ts";
import { call, isNoConnection } from "../api.ts";
import { countsOf } from "../readings/plate-rules.ts";
import { playSound } from "../sounds.ts";
import { useDraft } from "../ui/draft.ts";
import type { UnitLine } from "./plates-rules.ts";
import type { Sheet } from "./use-sheet.ts";

const Unit = z.object({ texts: z.record(z.string(), z.string()), basedOn: z.string().nullable() });
const Counting = z.object({
  units: z.record(z.string(), Unit),
  lot: z.string(),
  blank: z.string(),
  medium: z.string(),
  /** null: nobody has looked yet. */
  isBlankClear: z.boolean().nullable().default(null),
  first: z.number(),
});
type Counting = z.output<typeof Counting>;
const nothing: Counting = { units: {}, lot: "", blank: "", medium: "", isBlankClear: null, first: 1 };
const retryAfter = 5_000;

/** Plates or tubes as they are typed: kept at once, counted when a unit's line is left, and never lost by a refusal. */
export function useCounts(view: SheetView, sheet: Sheet, kind: "plates" | "mpn") {
  const draft = useDraft<Counting>(`counts-${view.id}`, nothing, Counting);
  const { value, set } = draft;
  const [errors, setErrors] = useState<Record<string, unknown>>({});
  const [away, setAway] = useState<{ line: UnitLine; counted: Counted } | null>(null);
  const sending = useRef(new Set<string>());
  const latest = useRef(value);
  latest.current = value;
  const controls = useMemo(() => controlsOf(kind, value), [kind, value]);
  const mediumLot = value.lot.trim();
  const isRunKnown = mediumLot !== "" && controls !== null;

  /** `standing` is what is kept already: typed again, or taken back by a scan, it is nothing that waits. */
  const change = (line: UnitLine, key: string, text: string, standing: string) =>
    set((now) => {
      const id = line.determinationId;
      const before = now.units[id] ?? { texts: {}, basedOn: line.cell.version };
      const { [key]: _was, ...others } = before.texts;
      const texts = text === standing ? others : { ...others, [key]: text };
      const { [id]: _unit, ...units } = now.units;
      return { ...now, units: Object.keys(texts).length > 0 ? { ...units, [id]: { ...before, texts } } : units };
    });
  const forget = useCallback(
    (id: string) => {
      set((now) => ({ ...now, units: Object.fromEntries(Object.entries(now.units).filter(([k]) => k !== id)) }));
      setErrors((now) => Object.fromEntries(Object.entries(now).filter(([k]) => k !== id)));
    },
    [set],
  );

  const { take } = sheet;
  const send = useCallback(
    async (line: UnitLine, counted: Counted, over?: string | null) => {
      const id = line.determinationId;
      const unit = latest.current.units[id];
      if (!unit || controls === null || mediumLot === "" || sending.current.has(id)) return;
      sending.current.add(id);
      try {
        const changed = await call(saveCounts, {
          params: { sheetId: view.id },
          body: {
            units: [
              {
                positionId: line.row.id,
                determinationId: id,
                basedOn: over === undefined ? unit.basedOn : over,
                ...counted,
              },
            ],
            mediumLot,
            controls,
          },
        });
        take(changed, false);
        setAway(null);
        if (latest.current.units[id] === unit) forget(id);
        else
          set((now) => {
            const still = now.units[id]; // typed on meanwhile: on what stands now
            return still
              ? { ...now, units: { ...now.units, [id]: { ...still, basedOn: changed.versions[0] ?? null } } }
              : now;
          });
        playSound("accepted");
      } catch (refused) {
        if (isNoConnection(refused)) setAway({ line, counted });
        else playSound("refused");
        setErrors((now) => ({ ...now, [id]: refused }));
      } finally {
        sending.current.delete(id);
      }
    },
    [controls, mediumLot, forget, set, take, view.id],
  );
  useEffect(() => {
    if (!away) return;
    const timer = setTimeout(() => void send(away.line, away.counted), retryAfter);
    return () => clearTimeout(timer);
  }, [away, send]);

  const setRun = (run: Partial<Omit<Counting, "units">>) => set((now) => ({ ...now, ...run }));
  return { value, setRun, change, send, forget, errors, isRunKnown, standing: draft.state };
}
export type Counts = ReturnType<typeof useCounts>;

/** The controls as they are sent; null while they are not all said. */
function controlsOf(kind: "plates" | "mpn", { isBlankClear, blank: said, medium }: Counting) {
  if (kind === "mpn") return isBlankClear === null ? null : { isBlankClear };
  const [blank, mediumControl] = [countsOf(said), countsOf(medium)];
  return blank && mediumControl ? { blank, mediumControl } : null;
}
