// Undo and redo: values before each step, newest last. Steps under one key (typing on in one cell) are one step.

export type History<T> = { past: readonly { key: string | null; value: T }[]; future: readonly T[] };

export const noHistory: History<never> = { past: [], future: [] };
export const mostSteps = 100;

/** A step was made from this value. */
export function remember<T>(history: History<T>, value: T, key: string | null = null): History<T> {
  const isSameStep = key !== null && history.past.at(-1)?.key === key && history.future.length === 0;
  return { past: isSameStep ? history.past : [...history.past, { key, value }].slice(-mostSteps), future: [] };
}

/** The value before the last step, from the value of now; null where there is no step to take back. */
export function undo<T>(history: History<T>, now: T): { history: History<T>; value: T } | null {
  const last = history.past.at(-1);
  if (!last) return null;
  return { history: { past: history.past.slice(0, -1), future: [now, ...history.future] }, value: last.value };
}

/** The step that was taken back, again. */
export function redo<T>(history: History<T>, now: T): { history: History<T>; value: T } | null {
  const [next, ...rest] = history.future;
  if (next === undefined) return null;
  return { history: { past: [...history.past, { key: null, value: now }], future: rest }, value: next };
}
