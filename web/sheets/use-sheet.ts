import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { Problem } from "../../server/kernel/problems.ts";
import { saveCells, showRow, showSheet, undoCell } from "../../server/sheets/contract.ts";
import type { CellConflict, RowsChanged, SheetView } from "../../server/sheets/contract.ts";
import { call, isNoConnection } from "../api.ts";
import { useLive } from "../live.ts";
import { playSound } from "../sounds.ts";
import { useDraft } from "../ui/draft.ts";
import { keyOf, type CellRef, type Change } from "./grid-rules.ts";

const Pending = z.object({
  positionId: z.string(),
  determinationId: z.string().nullable(),
  step: z.string(),
  text: z.string().nullable(),
  basedOn: z.string().nullable(),
});
type Pending = z.output<typeof Pending>;
const Kept = z.object({ cells: z.record(z.string(), Pending), instrument: z.string(), reason: z.string() });
type Kept = z.output<typeof Kept>;
const nothing: Kept = { cells: {}, instrument: "", reason: "" };

export type Standing = "saved" | "saving" | "kept-here" | "waiting";
type Done = { ref: Omit<Pending, "text" | "basedOn">; version: string };

const retryAfter = 5_000;

/**
 * The cells of a batch as they are typed: kept on this machine at once, sent one run after another, and shown with both values where
 * somebody else was first. What the server answers are the rows that changed, so that one figure costs one row.
 */
export function useSheet(view: SheetView, isRunNeeded: boolean) {
  const queries = useQueryClient();
  const draft = useDraft<Kept>(`sheet-${view.id}`, nothing, Kept);
  const [conflicts, setConflicts] = useState<Record<string, CellConflict>>({});
  const [error, setError] = useState<unknown>(null);
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
  const [news, setNews] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  const [isAway, setAway] = useState(false);
  const [stale, setStale] = useState<string[]>([]);
  const undoable = useRef<Done[][]>([]);
  const busy = useRef(false);
  const whole = useMemo(() => [showSheet.path, { params: { sheetId: view.id } }], [view.id]);
  const latest = useRef(draft.value);
  latest.current = draft.value;
  const set = draft.set;
  const { instrument, reason } = draft.value;
  const isRunKnown =
    !isRunNeeded || (reason.trim().length >= 2 && (view.method.equipmentKinds.length === 0 || instrument !== ""));

  const take = useCallback(
    (changed: RowsChanged, isOthers: boolean) => {
      const isBeingWorkedOn = (state: SheetView["state"]) => state === "open" || state === "stopped";
      queries.setQueryData<SheetView>(whole, (before) => {
        if (!before) return before;
        // submitted, withdrawn or back again: then every row and what may be done change together, and come together
        if (changed.state !== before.state && !(isBeingWorkedOn(changed.state) && isBeingWorkedOn(before.state))) {
          void queries.invalidateQueries({ queryKey: whole });
          return before;
        }
        const rows = new Map(changed.rows.map((row) => [row.id, row]));
        return {
          ...before,
          rows: before.rows.map((row) => rows.get(row.id) ?? row),
          stops: changed.stops ?? before.stops,
          state: changed.state,
        };
      });
      if (isOthers) setFresh(new Set(changed.rows.map(({ id }) => id)));
    },
    [queries, whole],
  );

  const send = useCallback(async () => {
    const open = Object.entries(latest.current.cells).filter(([key]) => !(key in conflictsNow.current));
    if (busy.current || open.length === 0 || !runKnown.current) return;
    busy.current = true;
    setSending(true);
    const cells = open.map(([, cell]) => cell);
    const said = latest.current;
    try {
      const changed = await call(saveCells, {
        params: { sheetId: view.id },
        body: {
          cells,
          ...(said.instrument ? { instrumentNumber: said.instrument } : {}),
          ...(said.reason.trim() ? { reason: said.reason.trim() } : {}),
        },
      });
      take(changed, false);
      const done: Done[] = [];
      set((now) => {
        const left = { ...now.cells };
        for (const [i, [key, sent]] of open.entries()) {
          const still = left[key];
          if (still && still.text === sent.text) delete left[key];
          else if (still) left[key] = { ...still, basedOn: changed.versions[i] ?? null }; // typed on meanwhile
        }
        return { ...now, cells: left };
      });
      for (const [i, [, sent]] of open.entries()) {
        const version = changed.versions[i];
        const { text: _text, basedOn: _basedOn, ...ref } = sent;
        if (version) done.push({ ref, version });
      }
      if (done.length > 0) undoable.current.push(done);
      setError(null);
      setAway(false);
      playSound("accepted");
    } catch (refused) {
      if (isNoConnection(refused)) setAway(true);
      else {
        playSound("refused");
        const found = conflictsIn(refused);
        if (found.length > 0)
          setConflicts((now) => ({
            ...now,
            ...Object.fromEntries(found.map((c) => [keyOf(c.positionId, c.determinationId, c.step), c])),
          }));
        else {
          setError(refused);
          // what is refused is taken back from the grid, but stays readable in the sentence
          set((now) => ({
            ...now,
            cells: Object.fromEntries(Object.entries(now.cells).filter(([key]) => !open.some(([k]) => k === key))),
          }));
        }
      }
    } finally {
      busy.current = false;
      setSending(false);
    }
  }, [set, take, view.id]);

  const conflictsNow = useRef(conflicts);
  conflictsNow.current = conflicts;
  const runKnown = useRef(isRunKnown);
  runKnown.current = isRunKnown;

  const waiting = Object.keys(draft.value.cells).filter((key) => !(key in conflicts)).length;
  useEffect(() => {
    if (waiting === 0 || isSending || !isRunKnown) return;
    const timer = setTimeout(() => void send(), isAway ? retryAfter : 0);
    return () => clearTimeout(timer);
  }, [waiting, isSending, isRunKnown, isAway, send, draft.value.cells, conflicts]);

  const change = useCallback(
    (changes: readonly Change[]) => {
      setError(null);
      set((now) => {
        const cells = { ...now.cells };
        for (const { ref, text, basedOn } of changes) {
          if (text === null && ref.cell.version === null) {
            delete cells[ref.key];
            continue;
          }
          cells[ref.key] = {
            positionId: ref.positionId,
            determinationId: ref.determinationId,
            step: ref.cell.step,
            text,
            basedOn: cells[ref.key]?.basedOn ?? (basedOn === undefined ? ref.cell.version : basedOn),
          };
        }
        return { ...now, cells };
      });
    },
    [set],
  );

  const forget = useCallback(
    (key: string) => {
      set((now) => ({ ...now, cells: Object.fromEntries(Object.entries(now.cells).filter(([k]) => k !== key)) }));
      setConflicts((now) => Object.fromEntries(Object.entries(now).filter(([k]) => k !== key)));
    },
    [set],
  );

  const ask = useCallback(
    async (positionId: string) => {
      const shown = () => queries.getQueryState(whole)?.dataUpdateCount;
      const before = shown();
      const changed = await call(showRow, { params: { sheetId: view.id, positionId } }).catch(() => null);
      if (!changed) return;
      // an answer that set out before a newer one arrived is older than what is shown
      if (shown() === before && !busy.current) take(changed, true);
      else setStale((now) => [...new Set([...now, positionId])]);
    },
    [queries, take, view.id, whole],
  );
  useEffect(() => {
    if (isSending || stale.length === 0) return;
    const timer = setTimeout(() => {
      setStale([]);
      for (const positionId of stale) void ask(positionId);
    }, 150);
    return () => clearTimeout(timer);
  }, [isSending, stale, ask]);

  /** The value that was there is kept, or mine is typed over what was seen now. */
  const settle = useCallback(
    (key: string, which: "theirs" | "mine") => {
      const conflict = conflictsNow.current[key];
      if (!conflict) return;
      if (which === "theirs") {
        forget(key);
        void ask(conflict.positionId);
      } else {
        set((now) => {
          const cell = now.cells[key];
          return cell ? { ...now, cells: { ...now.cells, [key]: { ...cell, basedOn: conflict.version } } } : now;
        });
        setConflicts((now) => Object.fromEntries(Object.entries(now).filter(([k]) => k !== key)));
      }
    },
    [ask, forget, set],
  );

  const undoOne = useCallback(
    async (ref: Omit<Pending, "text" | "basedOn">, version: string) => {
      busy.current = true; // what is typed meanwhile is sent afterwards, on what stands then
      setSending(true);
      try {
        const { positionId, determinationId, step } = ref;
        const body = { positionId, determinationId, step, basedOn: version };
        const changed = await call(undoCell, { params: { sheetId: view.id }, body });
        take(changed, false);
        set((now) => ({
          ...now,
          cells: Object.fromEntries(
            Object.entries(now.cells).map(([key, cell]) => [
              key,
              cell.basedOn === version ? { ...cell, basedOn: changed.versions[0] ?? null } : cell,
            ]),
          ),
        }));
        setError(null);
      } catch (refused) {
        playSound("refused");
        setError(refused);
        setStale([ref.positionId]);
      } finally {
        busy.current = false;
        setSending(false);
      }
    },
    [set, take, view.id],
  );
  const undo = useCallback(async () => {
    const last = undoable.current.pop();
    for (const { ref, version } of last?.toReversed() ?? []) await undoOne(ref, version);
  }, [undoOne]);

  useLive((event) => {
    if (event.type === "sheet" && event.sheetId === view.id)
      for (const positionId of event.positionIds) void ask(positionId);
    if (event.type !== "reading" || event.taskId === null) return;
    const row = view.rows.find(({ taskId }) => taskId === event.taskId);
    if (!row) return;
    playSound(event.outcome === "placed" ? "accepted" : "refused");
    if (event.outcome === "placed") setNews(event.text);
    void ask(row.id);
  });

  const standing: Standing = isAway ? "kept-here" : isSending ? "saving" : waiting > 0 ? "waiting" : "saved";
  return {
    textIn: (ref: CellRef) => draft.value.cells[ref.key]?.text,
    isPending: (ref: CellRef) => ref.key in draft.value.cells,
    conflicts,
    fresh,
    news,
    error,
    standing,
    waiting,
    isRunKnown,
    instrument,
    reason,
    setRun: (run: Partial<Pick<Kept, "instrument" | "reason">>) => set((now) => ({ ...now, ...run })),
    change,
    settle,
    undo,
    undoOne,
    take,
  };
}
export type Sheet = ReturnType<typeof useSheet>;

function conflictsIn(error: unknown): CellConflict[] {
  if (!(error instanceof Problem) || error.code !== "cell-changed") return [];
  const { cells } = error.details;
  return Array.isArray(cells) ? (cells as CellConflict[]) : [];
}
