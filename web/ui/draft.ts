import { useCallback, useEffect, useRef, useState } from "react";
import type { z } from "zod";
import { dropDraft, readDraft, saveDraft } from "../../server/desk/contract.ts";
import { toSecond } from "../../server/kernel/time.ts";
import { call } from "../api.ts";
import { useMe } from "../session.tsx";

export type DraftState = { is: "reading" | "untouched" | "saving" | "kept-here" } | { is: "saved"; at: string };
export type Draft<T> = {
  value: T;
  set: (change: T | ((before: T) => T)) => void;
  /** Forgets the draft, here and on the server, and starts anew. */
  drop: () => Promise<void>;
  /** False until what was typed earlier has been looked for. */
  isReady: boolean;
  state: DraftState;
};

type Kept = { body: unknown; isUnsaved: boolean };

const pause = 700;
const retryAfter = 8000;

/**
 * What is being typed, kept as one types: on this machine at once, on the server a moment later. It survives a reload, a
 * power cut and a server that is away, and is there on another machine. `shape` refuses a draft of an older form.
 */
export function useDraft<T>(key: string, initial: T, shape?: z.ZodType<T>): Draft<T> {
  const place = `lims-draft:${useMe().id}:${key}`;
  const first = useRef({ initial, shape }).current;
  const [value, setValue] = useState(initial);
  const [state, setState] = useState<DraftState>({ is: "reading" });
  const latest = useRef(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const isUnsaved = useRef(false);
  const isRead = useRef(false);
  const early = useRef<((before: T) => T)[]>([]); // typed before the earlier draft was here: done again on top of it
  // one call after the other: a slow save must not overtake a later one, nor bring back what was dropped after it
  const turn = useRef<Promise<void>>(Promise.resolve());

  const save = useCallback((): void => {
    clearTimeout(timer.current);
    turn.current = turn.current.then(async () => {
      if (!isUnsaved.current) return;
      const sent = latest.current;
      try {
        const { savedAt } = await call(saveDraft, { params: { key }, body: { body: sent as z.core.util.JSONType } });
        if (latest.current !== sent) return; // typed on meanwhile; the next save is on its way
        isUnsaved.current = false;
        keep(place, { body: sent, isUnsaved: false });
        setState({ is: "saved", at: toSecond(new Date(savedAt)).slice(11) });
      } catch {
        if (latest.current !== sent) return;
        setState({ is: "kept-here" });
        timer.current = setTimeout(save, retryAfter);
      }
    });
  }, [key, place]);

  useEffect(() => {
    let isGone = false;
    void (async () => {
      const here = kept(place);
      const there = here?.isUnsaved ? null : await call(readDraft, { params: { key } }).catch(() => null);
      if (isGone) return;
      const found = there ? there.body : (here?.body ?? null);
      const read = found === null ? null : readAs(first.shape, found as T);
      isRead.current = true;
      const typed = early.current.splice(0);
      if (read !== null) {
        latest.current = typed.reduce<T>((before, change) => change(before), read);
        setValue(latest.current);
      }
      if (here?.isUnsaved || typed.length > 0) {
        isUnsaved.current = true;
        keep(place, { body: latest.current, isUnsaved: true });
        save();
      } else
        setState(
          there?.savedAt && read !== null
            ? { is: "saved", at: toSecond(new Date(there.savedAt)).slice(11) }
            : { is: "untouched" },
        );
    })();
    return () => {
      isGone = true;
    };
  }, [key, place, first, save]);

  useEffect(() => {
    const again = () => isUnsaved.current && save();
    addEventListener("online", again);
    return () => {
      removeEventListener("online", again);
      clearTimeout(timer.current);
      if (isUnsaved.current) save();
    };
  }, [save]);

  const set = useCallback<Draft<T>["set"]>(
    (change) => {
      const next = change instanceof Function ? change(latest.current) : change;
      if (!isRead.current) early.current.push(change instanceof Function ? change : () => next);
      latest.current = next;
      isUnsaved.current = true;
      setValue(next);
      keep(place, { body: next, isUnsaved: true });
      setState({ is: "saving" });
      clearTimeout(timer.current);
      timer.current = setTimeout(save, pause);
    },
    [place, save],
  );

  const drop = useCallback(async () => {
    clearTimeout(timer.current);
    localStorage.removeItem(place);
    latest.current = first.initial;
    isUnsaved.current = false;
    early.current = [];
    setValue(first.initial);
    setState({ is: "untouched" });
    const dropped = turn.current.then(() => call(dropDraft, { params: { key } }));
    turn.current = dropped.then(
      () => undefined,
      () => undefined,
    );
    await dropped;
  }, [key, place, first]);

  return { value, set, drop, isReady: state.is !== "reading", state };
}

function readAs<T>(shape: z.ZodType<T> | undefined, found: T): T | null {
  if (!shape) return found;
  const read = shape.safeParse(found);
  return read.success ? read.data : null;
}

function keep(place: string, what: Kept): void {
  try {
    localStorage.setItem(place, JSON.stringify(what));
  } catch {
    // a full or forbidden store: the server still has it
  }
}

function kept(place: string): Kept | null {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(place) ?? "null");
    if (typeof found !== "object" || found === null || !("body" in found)) return null;
    return { body: found.body, isUnsaved: "isUnsaved" in found && found.isUnsaved === true };
  } catch {
    return null;
  }
}
