import { noBurst, scanRule, settle, strike } from "./scan-rules.ts";
import type { Step } from "./scan-rules.ts";

/** Said to the window when a stroke outside every field turns out to be a scanner's: whoever acted on it takes that back. */
export const scanBegan = "scan-began";

type Field = HTMLInputElement | HTMLTextAreaElement;

/**
 * Listens to the whole page's keys ahead of every field and calls back with scanned codes. A field that asks for codes
 * as text (`data-scan="text"`, a seal number) is filled instead; any other field stays as it was. Returns how to stop.
 */
export function listenForScans(onScan: (code: string) => void): () => void {
  let burst = noBurst;
  let before: { field: Field; value: string; from: number | null; to: number | null } | null = null;
  let quiet: ReturnType<typeof setTimeout> | undefined;

  function onKey(event: KeyboardEvent): void {
    if (!event.key) return; // a browser filling in a form
    const isPlain =
      !event.ctrlKey &&
      !event.altKey &&
      !event.metaKey &&
      !event.repeat &&
      !event.isComposing &&
      event.key !== "Process";
    const next = strike(burst, { key: event.key, at: event.timeStamp, isPlain });
    burst = next.burst;
    clearTimeout(quiet);
    if (obey(next.step)) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
    if (burst.text.length === 1) before = fieldNow();
    if (burst.isHeld) quiet = setTimeout(giveUp, scanRule.mostStumble);
  }

  /** Says whether the stroke was taken. */
  function obey(step: Step): boolean {
    if (step.does === "hold") {
      if (step.undoField && before) {
        write(before.field, before.value);
        if (before.from !== null) before.field.setSelectionRange(before.from, before.to);
      } else if (step.undoField) dispatchEvent(new Event(scanBegan));
      return true;
    }
    if (step.does === "scan") {
      const field = document.activeElement;
      if (isField(field) && field.dataset.scan === "text") write(field, step.code);
      else onScan(step.code);
      return true;
    }
    if (step.does === "release") insert(step.text);
    return false;
  }

  function giveUp(): void {
    const settled = settle(burst);
    burst = settled.burst;
    obey(settled.step);
  }

  addEventListener("keydown", onKey, { capture: true });
  return () => {
    clearTimeout(quiet);
    removeEventListener("keydown", onKey, { capture: true });
  };
}

function fieldNow() {
  const field = document.activeElement;
  return isField(field) ? { field, value: field.value, from: field.selectionStart, to: field.selectionEnd } : null;
}

function isField(element: Element | null): element is Field {
  return element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
}

/** Sets a field so that React hears of it: through the element's own setter, with an input event. */
function write(field: Field, value: string): void {
  const prototype = field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  Object.getOwnPropertyDescriptor(prototype, "value")?.set?.call(field, value);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Puts quick typing back where the caret is. */
function insert(text: string): void {
  const field = document.activeElement;
  if (!isField(field) || field.readOnly || field.disabled) return;
  const from = field.selectionStart ?? field.value.length;
  const to = field.selectionEnd ?? field.value.length;
  write(field, field.value.slice(0, from) + text + field.value.slice(to));
  if (field.selectionStart !== null) field.setSelectionRange(from + text.length, from + text.length);
}
