import { useEffect, useRef, useState } from "react";
import type { KeyboardEvent } from "react";
import { flushSync } from "react-dom";
import { shortForm } from "../../server/kernel/numbers.ts";
import type { SheetView } from "../../server/sheets/contract.ts";
import { usePreferences } from "../preferences.ts";
import { limitText } from "../results/limit-text.ts";
import { readingText, shownCorrected, unitOf } from "../results/reading-text.ts";
import { scanBegan, scanReleased } from "../scan-keys.ts";
import { playSound } from "../sounds.ts";
import { StateTag, ToneTag } from "../ui/state-tag.tsx";
import { Verdict } from "../ui/verdict.tsx";
import { useWords } from "../words.ts";
import { blockOf, filled, isUnderstood, linesOf, moved, spread, tabbed, typedText, within } from "./grid-rules.ts";
import type { CellRef, Line, Place } from "./grid-rules.ts";
import { sheetWords } from "./words.ts";
import type { Sheet } from "./use-sheet.ts";

const verdictTones = { waiting: "waiting", passed: "good", failed: "bad", unjudged: "waiting" } as const;

/** The batch as a spreadsheet: one cell has the keyboard; typing, pasting and filling go where it stands. */
export function SheetGrid({
  view,
  sheet,
  at,
  onMove,
  onSubmit,
  onOutside,
}: {
  view: SheetView;
  sheet: Sheet;
  at: Place;
  onMove: (to: Place) => void;
  onSubmit: () => void;
  onOutside: (count: number) => void;
}) {
  const t = useWords(sheetWords);
  const { language } = usePreferences();
  const lines = linesOf(view);
  const [anchor, setAnchor] = useState<Place>(at);
  const [edit, setEdit] = useState<{ text: string; basedOn: string | null } | null>(null);
  const editing = edit?.text ?? null;
  const table = useRef<HTMLTableElement>(null);
  const mayType = view.may.includes("type");
  const here = lines[at.line]?.cells[at.column] ?? null;
  const isWide = view.steps.length === 1;
  const box = { from: anchor, to: at };
  // what stood in the cell when typing began is what a change rests on, whatever arrives meanwhile
  const setEditing = (text: string | null) =>
    setEdit((now) => (text === null ? null : { text, basedOn: now ? now.basedOn : (here?.cell.version ?? null) }));

  useEffect(() => {
    if (editing === null)
      table.current?.querySelector<HTMLElement>('[data-here="yes"]')?.focus({ preventScroll: false });
  }, [at.line, at.column, editing]);

  // the first stroke of a scan began a figure in the cell before anybody could know that it was one; quick fingers get theirs back
  const beginHere = useRef<(text: string) => void>(() => undefined);
  useEffect(() => {
    beginHere.current = (text) => {
      if (mayType && here?.cell.mayType && document.activeElement?.matches('[data-here="yes"]')) setEditing(text);
    };
  });
  useEffect(() => {
    const takeBack = () => flushSync(() => setEdit(null));
    const giveBack = (event: Event) => {
      const text: unknown = event instanceof CustomEvent ? event.detail : null;
      if (typeof text === "string") flushSync(() => beginHere.current(text)); // before the stroke that follows
    };
    addEventListener(scanBegan, takeBack);
    addEventListener(scanReleased, giveBack);
    return () => {
      removeEventListener(scanBegan, takeBack);
      removeEventListener(scanReleased, giveBack);
    };
  }, []);
  // moved by the page, not from here: nothing is chosen but that cell
  const own = useRef(at);
  useEffect(() => {
    if (own.current === at) return;
    own.current = at;
    setEdit(null);
    setAnchor(at);
  }, [at]);

  const go = (to: Place, keepAnchor = false) => {
    setEditing(null);
    if (!keepAnchor) setAnchor(to);
    own.current = to;
    onMove(to);
  };
  const textOf = (ref: CellRef) => {
    const typed = sheet.textIn(ref);
    return typed === undefined ? typedText(ref.cell) : (typed ?? "");
  };
  const commit = (): boolean => {
    if (editing === null || !here) return true;
    const text = editing.normalize("NFKC").trim();
    if (text === textOf(here).trim()) return true;
    if (text !== "" && !isUnderstood(view, here, text)) {
      playSound("refused");
      return false; // nobody is sent on from what cannot be understood
    }
    sheet.change([{ ref: here, text: text === "" ? null : text, basedOn: edit?.basedOn ?? null }]);
    return true;
  };
  const onKey = (event: KeyboardEvent) => {
    const { key } = event;
    const isControl = event.ctrlKey || event.metaKey;
    if (isControl && key === "Enter") {
      event.preventDefault();
      if (commit()) onSubmit();
    } else if (key === "Enter") {
      event.preventDefault();
      if (commit()) go(moved(lines, at, event.shiftKey ? "ArrowUp" : "ArrowDown"));
    } else if (key === "Tab") {
      const to = tabbed(lines, at, event.shiftKey);
      if (!commit()) event.preventDefault();
      else if (to) {
        event.preventDefault();
        go(to);
      }
    } else if (key === "Escape") setEditing(null);
    else if (key.startsWith("Arrow") && (editing === null || key === "ArrowUp" || key === "ArrowDown")) {
      event.preventDefault();
      if (commit()) go(moved(lines, at, key), event.shiftKey);
    } else if (isControl && key === "z") {
      event.preventDefault();
      void sheet.undo();
    } else if (isControl && key === "d") {
      event.preventDefault();
      sheet.change(filled(lines, box, textOf));
    } else if (editing !== null || !here?.cell.mayType || !mayType) return;
    else if (key === "F2") {
      event.preventDefault();
      event.stopPropagation();
      setEditing(textOf(here));
    } else if (key === "Delete" || key === "Backspace") {
      event.preventDefault();
      const cells = within(lines, box)
        .flat()
        .filter((ref) => ref.cell.mayType);
      sheet.change(cells.map((ref) => ({ ref, text: null })));
    } else if (key.length === 1 && !isControl && !event.altKey) {
      event.preventDefault();
      setEditing(key);
    }
  };
  return (
    <div className="table-wrap sheet-wrap">
      {/* a grid by ARIA: arrow keys move one tab stop through its cells */}
      <table
        ref={table}
        role="grid"
        className="sheet-grid"
        aria-label={`${view.method.item} ${view.method.code}`}
        onKeyDown={onKey}
        onPaste={(event) => {
          if (!mayType || editing !== null) return;
          event.preventDefault();
          const { changes, outside } = spread(lines, at, blockOf(event.clipboardData.getData("text/plain")));
          sheet.change(changes.filter(({ ref, text }) => text === null || isUnderstood(view, ref, text)));
          onOutside(
            outside + changes.filter(({ ref, text }) => text !== null && !isUnderstood(view, ref, text)).length,
          );
        }}
        onCopy={(event) => {
          if (editing !== null) return;
          event.preventDefault();
          event.clipboardData.setData(
            "text/plain",
            within(lines, box)
              .map((cells) => cells.map(textOf).join("\t"))
              .join("\n"),
          );
        }}
      >
        <thead>
          <tr>
            <th>{t.position}</th>
            <th>{t.sample}</th>
            {isWide
              ? lines[0]?.cells.map((_, i) => (
                  <th key={i} className="sheet-figure">
                    {view.method.resultKind === "plan" ? t.unit(i + 1) : t.parallel(i + 1)}
                    {view.method.resultKind === "plan" ? null : (
                      <span className="quiet small"> {view.steps[0]?.unit}</span>
                    )}
                  </th>
                ))
              : view.steps.map((step) => (
                  <th key={step.key} className="sheet-figure">
                    {language === "zh" ? step.name : step.nameEn} <span className="quiet small">{step.unit}</span>
                  </th>
                ))}
            <th>
              {t.result} <span className="quiet small">{view.method.unit}</span>
            </th>
            <th>{t.limit}</th>
            <th>{t.state}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line, l) => (
            <tr
              key={`${line.row.id} ${line.parallel}`}
              className={`sheet-${line.row.kind}${line.isFirst ? " sheet-first" : ""}${sheet.fresh.has(line.row.id) ? " sheet-fresh" : ""}`}
            >
              {line.isFirst ? <Head of={line} /> : null}
              {line.cells.map((ref, c) =>
                ref ? (
                  <Cell
                    key={ref.key}
                    view={view}
                    cellRef={ref}
                    sheet={sheet}
                    isHere={l === at.line && c === at.column}
                    isChosen={isBetween(box.from.line, l, box.to.line) && isBetween(box.from.column, c, box.to.column)}
                    editing={l === at.line && c === at.column ? editing : null}
                    label={`${t.position} ${line.row.ordinal} ${isWide ? t.parallel(c + 1) : (view.steps[c]?.name ?? "")}`}
                    onEdit={setEditing}
                    onChoose={(isExtending) => {
                      if (commit()) go({ line: l, column: c }, isExtending);
                    }}
                    onLeave={() => {
                      if (commit()) setEditing(null);
                    }}
                    mayType={mayType}
                  />
                ) : (
                  <td key={c} className="sheet-none" />
                ),
              )}
              {line.isFirst ? <Tail of={line} unit={view.method.unit} /> : null}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Head({ of: { row, span } }: { of: Line }) {
  const t = useWords(sheetWords);
  return (
    <>
      <th scope="row" rowSpan={span} className="sheet-ordinal">
        {row.ordinal}
      </th>
      <td rowSpan={span} className="sheet-name">
        {row.kind === "sample" ? null : <strong>{t.kinds[row.kind]} </strong>}
        {row.title} <span className="quiet small">{row.detail}</span>
        {row.remarks.length > 0 ? <span className="sheet-remarked"> ✎{row.remarks.length}</span> : null}
        {row.returned ? <div className="small ink-returned">{`${t.returned}：${row.returned}`}</div> : null}
      </td>
    </>
  );
}

function Tail({ of: { row, span }, unit }: { of: Line; unit: string }) {
  const t = useWords(sheetWords);
  const { outcome, control } = row;
  if (control)
    return (
      <>
        <td rowSpan={span} colSpan={2} className="small">
          {control.text}
        </td>
        <td rowSpan={span}>
          <ToneTag tone={control.justifiedBy ? "attention" : verdictTones[control.verdict]}>
            {control.justifiedBy ? t.justifiedShort : t.verdicts[control.verdict]}
          </ToneTag>
        </td>
      </>
    );
  const limits = [
    ...new Set(outcome?.limits.filter(({ counts }) => counts).map((l) => limitText(l.limitText, "")) ?? []),
  ];
  const isOut = outcome?.verdict === "fail" || outcome?.verdict === "conditional_fail";
  return (
    <>
      <td rowSpan={span} className={isOut ? "sheet-result ink-bad" : "sheet-result"}>
        {outcome?.reported ? (
          <>
            <strong>{outcome.reported}</strong> {unitOf(outcome) === unit ? "" : unitOf(outcome)}{" "}
            <Verdict of={outcome.verdict} />
          </>
        ) : outcome?.needsRetest ? (
          <ToneTag tone="returned">{t.retest}</ToneTag>
        ) : null}
      </td>
      <td rowSpan={span} className="small quiet">
        {limits.join("；") || "—"}
      </td>
      <td rowSpan={span}>{row.state ? <StateTag of="task" state={row.state} /> : null}</td>
    </>
  );
}

function Cell({
  view,
  cellRef,
  sheet,
  isHere,
  isChosen,
  editing,
  label,
  onEdit,
  onChoose,
  onLeave,
  mayType,
}: {
  view: SheetView;
  cellRef: CellRef;
  sheet: Sheet;
  isHere: boolean;
  isChosen: boolean;
  editing: string | null;
  label: string;
  onEdit: (text: string) => void;
  onChoose: (isExtending: boolean) => void;
  onLeave: () => void;
  mayType: boolean;
}) {
  const t = useWords(sheetWords);
  const { language } = usePreferences();
  const { cell } = cellRef;
  const typed = sheet.textIn(cellRef);
  const conflict = sheet.conflicts[cellRef.key];
  const text =
    typed === undefined
      ? cell.state === "empty"
        ? ""
        : (cellRef.reported ?? counting(cell) ?? readingText(cell, language))
      : (typed ?? "");
  const isWrong = editing !== null && editing.trim() !== "" && !isUnderstood(view, cellRef, editing.trim());
  const classes = [
    "sheet-cell",
    `sheet-cell-${conflict ? "conflict" : typed === undefined ? cell.state : "pending"}`,
    isHere ? "sheet-here" : "",
    isChosen && !isHere ? "sheet-chosen" : "",
    mayType && cell.mayType ? "" : "sheet-closed",
    cell.isFit ? "" : "sheet-unfit",
  ];
  return (
    <td
      role="gridcell"
      data-here={isHere ? "yes" : undefined}
      data-cell={cellRef.key}
      tabIndex={isHere ? 0 : -1}
      aria-label={[`${label}: ${text}`, cellRef.container ? shortForm(cellRef.container) : "", t.cellStates[cell.state]]
        .filter(Boolean)
        .join(" ")}
      className={classes.filter(Boolean).join(" ")}
      onMouseDown={(event) => {
        if (editing === null) onChoose(event.shiftKey);
      }}
      onDoubleClick={() => {
        if (mayType && cell.mayType) onEdit(typed ?? typedText(cell));
      }}
    >
      {editing === null ? (
        <>
          <span className="sheet-text">{text}</span>
          {cellRef.container ? <span className="sheet-of">{shortForm(cellRef.container)}</span> : null}
          {typed === undefined && cell.state !== "empty" ? (
            // drawn, not written: the cell's name says the state in full
            <span className="sheet-mark" title={t.cellStates[cell.state]} data-mark={t.marks[cell.state]} />
          ) : null}
        </>
      ) : (
        <input
          className={isWrong ? "sheet-input sheet-input-wrong" : "sheet-input"}
          aria-label={label}
          aria-invalid={isWrong}
          autoFocus
          maxLength={60}
          value={editing}
          onChange={({ target }) => onEdit(target.value)}
          onBlur={onLeave}
        />
      )}
    </td>
  );
}

/** A reading as it counts, where its instrument's confirmation corrects it. */
function counting({ text, correction }: CellRef["cell"]): string | null {
  return correction?.corrected ? shownCorrected(correction.corrected, text) : null;
}

function isBetween(a: number, x: number, b: number): boolean {
  return x >= Math.min(a, b) && x <= Math.max(a, b);
}
