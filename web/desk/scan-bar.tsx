import { CheckCircleFilled, CloseCircleFilled, LoadingOutlined, ScanOutlined } from "@ant-design/icons";
import { useEffect, useRef, useState } from "react";
import { groupNumber, parseNumber } from "../../server/kernel/numbers.ts";
import { useLastScan } from "../scan.tsx";
import type { LastScan } from "../scan.tsx";
import { useWords } from "../words.ts";
import { words } from "./words.ts";

/** The last scan and what came of it; F2 turns it into a field for typing a number. */
export function ScanBar() {
  const t = useWords(words);
  const { last, enter } = useLastScan();
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState("");
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "F2") return;
      event.preventDefault();
      field.current?.focus();
      field.current?.select();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);

  return (
    <div className={`scan-bar ${last ? `scan-${last.outcome}` : ""}`}>
      <form
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          if (typed.trim()) enter(typed);
          setTyped("");
          field.current?.blur();
        }}
      >
        <ScanOutlined aria-hidden="true" />
        <input
          ref={field}
          value={typed}
          aria-label={t.scanPlaceholder}
          placeholder={t.scanPlaceholder}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Escape") return;
            setTyped("");
            event.currentTarget.blur();
          }}
        />
      </form>
      {last ? <Outcome key={last.count} of={last} /> : null}
    </div>
  );
}

function Outcome({ of }: { of: LastScan }) {
  const t = useWords(words);
  const icon = { looking: <LoadingOutlined />, accepted: <CheckCircleFilled />, refused: <CloseCircleFilled /> }[
    of.outcome
  ];
  const word = { looking: t.scanLooking, accepted: t.scanAccepted, refused: t.scanRefused }[of.outcome];
  const code = parseNumber(of.code).fault === null ? groupNumber(of.code) : of.code;
  return (
    <div className="scan-outcome" role="status" aria-live="assertive" title={`${code} → ${of.sentence}`}>
      {icon}
      <strong>{word}</strong>
      <span className="number scan-code">{code.length > 28 ? `${code.slice(0, 27)}…` : code}</span>
      {of.sentence ? (
        <span className="scan-sentence">
          <span className="scan-arrow">→ </span>
          {of.sentence}
        </span>
      ) : null}
    </div>
  );
}
