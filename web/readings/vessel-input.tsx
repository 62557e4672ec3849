import { useEffect, useRef, useState } from "react";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { words } from "./words.ts";

/**
 * The dish number, large and always ready: what is typed on a keypad without aiming at anything lands here. It keeps the
 * focus of the page as long as nobody works in another field.
 */
export function VesselInput({
  label,
  isAsked,
  onEnter,
}: {
  label: string;
  isAsked: boolean;
  onEnter: (vessel: string) => Promise<string>;
}) {
  const t = useWords(words);
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [said, setSaid] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);

  useEffect(() => {
    if (isAsked && !isTypedElsewhere(field.current)) field.current?.focus();
  }, [isAsked, label]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isFree =
        event.target instanceof HTMLElement &&
        !event.target.closest("input, textarea, select, button, a, [contenteditable], [role=dialog]");
      if (isFree && /^[0-9A-Za-z]$/.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey)
        field.current?.focus();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);

  const enter = async () => {
    const vessel = text.normalize("NFKC").trim();
    if (!vessel) return;
    try {
      setError(null);
      setSaid(await onEnter(vessel));
      setText("");
    } catch (refused) {
      setSaid(null);
      setError(refused);
      field.current?.select();
    }
  };
  return (
    <form
      className={`vessel ${isAsked ? "vessel-asked" : ""}`}
      onSubmit={(event) => {
        event.preventDefault();
        void enter();
      }}
    >
      <label>
        <span>{label}</span>
        <input
          ref={field}
          value={text}
          onChange={(event) => setText(event.target.value)}
          inputMode="numeric"
          autoComplete="off"
          maxLength={20}
          placeholder={t.vessel}
          aria-label={label}
        />
      </label>
      {said && !error ? (
        <p className="small ink-good" role="status">
          ✓ {said}
        </p>
      ) : null}
      <Refusal error={error} />
    </form>
  );
}

/** Somebody is in the middle of another figure: the keyboard stays there. */
function isTypedElsewhere(own: HTMLInputElement | null): boolean {
  const at = document.activeElement;
  return at !== own && (at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement) && at.value !== "";
}
