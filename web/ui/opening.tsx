import { useEffect } from "react";
import { holdScans } from "../scan-holds.ts";
import { useWords } from "../words.ts";
import { words } from "./words.ts";

/** A page's outline while its contents are on their way. */
export function Opening() {
  const t = useWords(words);
  useEffect(holdScans, []); // what is scanned meanwhile is meant for the page that comes
  return (
    <div className="page" aria-busy="true" aria-label={t.loading}>
      <div className="bone bone-title" />
      <div className="panel">
        <div className="bone" />
        <div className="bone" />
        <div className="bone bone-short" />
      </div>
    </div>
  );
}
