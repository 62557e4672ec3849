import { useCallback, useRef, useState } from "react";
import { noHistory, redo, remember, undo, type History } from "./grid-history.ts";
import type { OrderDraft, SampleDraft } from "./order-draft.ts";

export type ChangeSamples = (change: (samples: SampleDraft[]) => SampleDraft[], key?: string) => void;

/** Changes of the samples that can be taken back: Ctrl+Z, Ctrl+Y. Typing on in one cell (one key) is one step. */
export function useUndo(set: (change: (before: OrderDraft) => OrderDraft) => void): {
  change: ChangeSamples;
  undo: () => void;
  redo: () => void;
  forget: () => void;
  may: { undo: boolean; redo: boolean };
} {
  const history = useRef<History<SampleDraft[]>>(noHistory);
  const [may, setMay] = useState({ undo: false, redo: false });
  const keep = useCallback((next: History<SampleDraft[]>) => {
    history.current = next;
    const now = { undo: next.past.length > 0, redo: next.future.length > 0 };
    setMay((before) => (before.undo === now.undo && before.redo === now.redo ? before : now));
  }, []);
  const change = useCallback<ChangeSamples>(
    (make, key) =>
      set((before) => {
        const samples = make(before.samples);
        if (samples === before.samples) return before;
        keep(remember(history.current, before.samples, key ?? null));
        return { ...before, samples };
      }),
    [set, keep],
  );
  const step = useCallback(
    (by: typeof undo) =>
      set((before) => {
        const stepped = by(history.current, before.samples);
        if (!stepped) return before;
        keep(stepped.history);
        return { ...before, samples: stepped.value };
      }),
    [set, keep],
  );
  return {
    change,
    undo: useCallback(() => step(undo), [step]),
    redo: useCallback(() => step(redo), [step]),
    forget: useCallback(() => keep(noHistory), [keep]),
    may,
  };
}
