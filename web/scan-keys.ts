import { parseNumber } from "../server/kernel/numbers.ts";
import { noBurst, scanRule, settle, strike } from "./scan-rules.ts";
import type { Burst, Step } from "./scan-rules.ts";

/** Said to the window when a stroke outside every field turns out to be a scanner's: whoever acted on it takes that back. */
export const scanBegan = "scan-began";
/** Said to the window with the text (`detail`) when what was held back outside every field was a person's after all. */
export const scanReleased = "scan-released";

type Field = HTMLInputElement | HTMLTextAreaElement;

/**
 * Listens to the whole page's keys ahead of every field and calls back with scanned codes. A field that asks for codes
 * as text (`data-scan="text"`, a seal number; `data-scan="number"` where ours are meant too) is filled instead; any other
 * field stays as it was. Returns how to stop.
 */
export function listenForScans(onScan: (code: string) => void, onBroken: (text: string) => void): () => void {
  let burst = noBurst;
  let before: { field: Field; value: string; from: number | null; to: number | null } | null = null;
  let quiet: ReturnType<typeof setTimeout> | undefined;
  let givenUp: { burst: Burst; wasReleased: boolean } | null = null;

  function onKey(event: KeyboardEvent): void {
    if (!event.key) return; // a browser filling in a form
    const isPlain =
      !event.ctrlKey &&
      !event.altKey &&
      !event.metaKey &&
      !event.repeat &&
      !event.isComposing &&
      event.key !== "Process";
    goOn(event.timeStamp);
    const next = strike(burst, { key: event.key, at: event.timeStamp, isPlain });
    const { text } = burst;
    const isNew = next.burst !== burst && next.burst.text.length === 1; // a Shift within a burst is no new one
    burst = next.burst;
    clearTimeout(quiet);
    if (obey(next.step, text)) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
    if (isNew) before = fieldNow();
    if (burst.isHeld) quiet = setTimeout(giveUp, scanRule.mostStumble);
  }

  /** Says whether the stroke was taken. */
  function obey(step: Step, text: string): boolean {
    if (step.does === "hold") {
      if (step.undoField) takeBack();
      return true;
    }
    if (step.does === "scan") {
      const field = document.activeElement;
      const isOurs = parseNumber(step.code).fault === null;
      if (step.typed) insert(step.typed);
      if (isSecret(field) && !isOurs) insert(text); // a program that types passwords
      else if (isField(field) && (field.dataset.scan === "number" || (field.dataset.scan === "text" && !isOurs)))
        write(field, step.code);
      else onScan(step.code);
      return !isSecret(field) || isOurs;
    }
    if (step.does === "broken") {
      const field = document.activeElement;
      if (!isSecret(field) && !(isField(field) && field.dataset.scan)) {
        if (step.typed) insert(step.typed);
        onBroken(step.text);
        return step.isEnd;
      }
      insert(`${step.typed ?? ""}${step.text}`); // a short lot number, a password
    }
    if (step.does === "release") insert(step.text);
    return false;
  }

  function takeBack(): void {
    if (!before) dispatchEvent(new Event(scanBegan));
    else {
      write(before.field, before.value);
      if (before.from !== null) before.field.setSelectionRange(before.from, before.to);
    }
  }

  /** The page was busy, and the wait was over before a stroke was here that had come in time. */
  function goOn(at: number): void {
    if (givenUp && at - givenUp.burst.lastAt < scanRule.mostStumble) {
      burst = givenUp.burst;
      if (givenUp.wasReleased) takeBack();
    }
    givenUp = null;
  }

  function giveUp(): void {
    const settled = settle(burst);
    givenUp = { burst, wasReleased: settled.step.does === "release" };
    burst = settled.burst;
    obey(settled.step, "");
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

function isSecret(element: Element | null): boolean {
  return element instanceof HTMLInputElement && element.type === "password";
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
  if (!isField(field)) dispatchEvent(new CustomEvent(scanReleased, { detail: text }));
  if (!isField(field) || field.readOnly || field.disabled) return;
  const from = field.selectionStart ?? field.value.length;
  const to = field.selectionEnd ?? field.value.length;
  write(field, field.value.slice(0, from) + text + field.value.slice(to));
  if (field.selectionStart !== null) field.setSelectionRange(from + text.length, from + text.length);
}
