import { Button, Input, Segmented } from "antd";
import { useRef } from "react";
import type { KeyboardEvent } from "react";
import { shortForm } from "../../server/kernel/numbers.ts";
import { Problem } from "../../server/kernel/problems.ts";
import type { SheetView } from "../../server/sheets/contract.ts";
import { usePreferences } from "../preferences.ts";
import { BlankField } from "../readings/blank-field.tsx";
import { cultureWords } from "../readings/culture-words.ts";
import { readingText } from "../results/reading-text.ts";
import { playSound } from "../sounds.ts";
import { DraftNote } from "../ui/draft-note.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { Verdict } from "../ui/verdict.tsx";
import { useWords } from "../words.ts";
import { blockOf, keyOf } from "./grid-rules.ts";
import { columnHead, columnsOf, countedOf, isPlate, standingText, unitLines } from "./plates-rules.ts";
import type { Column, UnitLine } from "./plates-rules.ts";
import { platesWords } from "./plates-words.ts";
import { useCounts } from "./use-counts.ts";
import type { Sheet } from "./use-sheet.ts";
import { sheetWords } from "./words.ts";

/** Dilutions by plates, or amounts by tubes, of every unit of the batch; a unit is counted when its line is left. */
export function PlatesGrid({
  view,
  sheet,
  kind,
  step,
  onChoose,
}: {
  view: SheetView;
  sheet: Sheet;
  kind: "plates" | "mpn";
  step: string;
  /** The count whose explanation is wanted beside the grid. */
  onChoose: (key: string) => void;
}) {
  const t = useWords(platesWords);
  const w = useWords(sheetWords);
  const c = useWords(cultureWords);
  const counts = useCounts(view, sheet, kind);
  const table = useRef<HTMLTableElement>(null);
  const lines = unitLines(view, step);
  const { first } = counts.value;
  const columns = columnsOf(kind, first, lines);
  const mayType = view.may.includes("type");
  const textIn = (line: UnitLine, column: Column) =>
    counts.value.units[line.determinationId]?.texts[column.key] ?? standingText(line.cell.record, column);
  const leave = (line: UnitLine) => {
    if (!(line.determinationId in counts.value.units)) return;
    const texts = columns.map((column) => textIn(line, column));
    const counted = countedOf(columns, texts, kind === "mpn" ? first : 0);
    if (counted && counts.isRunKnown) void counts.send(line, counted);
  };
  const focusAt = (l: number, k: number) =>
    table.current?.querySelector<HTMLInputElement>(`[data-plate="${l} ${k}"]`)?.focus();
  const onKey = (event: KeyboardEvent<HTMLInputElement>, l: number, k: number) => {
    const { key, currentTarget: field } = event;
    const isAtEnd = field.selectionStart === field.value.length;
    const isAtStart = field.selectionEnd === 0;
    const line = lines[l];
    if (key === "Escape" && line) counts.forget(line.determinationId);
    else if (key === "Enter" && (event.ctrlKey || event.metaKey) && line) leave(line);
    else if (key === "ArrowDown" || key === "Enter") focusAt(l + 1, key === "Enter" ? 0 : k);
    else if (key === "ArrowUp") focusAt(l - 1, k);
    else if (key === "ArrowRight" && isAtEnd) focusAt(l, k + 1);
    else if (key === "ArrowLeft" && isAtStart) focusAt(l, k - 1);
    else return;
    event.preventDefault();
  };
  const paste = (text: string, l: number, k: number) => {
    for (const [down, texts] of blockOf(text).entries())
      for (const [right, said] of texts.entries()) {
        const line = lines[l + down];
        const column = columns[k + right];
        if (line?.cell.mayType && column && said !== "" && isPlate(column, said))
          counts.change(line, column.key, said, standingText(line.cell.record, column));
        else if (said !== "") playSound("refused");
      }
  };
  return (
    <div className="stack">
      {mayType ? <Run counts={counts} kind={kind} /> : null}
      <div className="table-wrap sheet-wrap">
        <table ref={table} className="sheet-grid plates-grid" aria-label={kind === "mpn" ? c.tubes : c.plates}>
          <thead>
            <tr>
              <th>{w.position}</th>
              <th>{w.sample}</th>
              <th>{t.unit}</th>
              {columns.map((column) => (
                <th key={column.key} className="plates-head">
                  {columnHead(kind, column.exponent)}
                  {kind === "plates" ? <div className="quiet small">{column.nth}</div> : null}
                </th>
              ))}
              <th>
                {t.count}
                <div className="quiet small">{view.method.unit}</div>
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line, l) => (
              <tr
                key={line.determinationId}
                data-unit={line.determinationId}
                className={line.isFirst ? "sheet-sample sheet-first" : "sheet-sample"}
                onBlur={(event) => {
                  if (!event.currentTarget.contains(event.relatedTarget)) leave(line);
                }}
                onFocus={() => onChoose(keyOf(line.row.id, line.determinationId, step))}
              >
                {line.isFirst ? (
                  <>
                    <th scope="row" rowSpan={line.span} className="sheet-ordinal">
                      {line.row.ordinal}
                    </th>
                    <td rowSpan={line.span} className="sheet-name">
                      {line.row.title} <span className="quiet small">{line.row.detail}</span>
                      {line.row.outcome?.reported ? (
                        <div>
                          <Verdict of={line.row.outcome.verdict} />
                        </div>
                      ) : null}
                    </td>
                  </>
                ) : null}
                <th scope="row" className="nowrap">
                  {line.unit}
                  {line.container ? <span className="quiet small"> {shortForm(line.container)}</span> : null}
                </th>
                {columns.map((column, k) => {
                  const text = textIn(line, column);
                  const isTyped = counts.value.units[line.determinationId]?.texts[column.key] !== undefined;
                  const isWrong = !isPlate(column, text);
                  return (
                    <td
                      key={column.key}
                      className={`plates-cell${isTyped ? " sheet-cell-pending" : ""}${isWrong ? " sheet-unfit" : ""}`}
                    >
                      <input
                        className={isWrong ? "sheet-input sheet-input-wrong" : "sheet-input"}
                        data-plate={`${l} ${k}`}
                        aria-label={t.place(line.row.ordinal, line.unit, columnHead(kind, column.exponent), column.nth)}
                        aria-invalid={isWrong}
                        inputMode="numeric"
                        maxLength={6}
                        readOnly={!mayType || !line.cell.mayType}
                        value={text}
                        onChange={({ target }) =>
                          counts.change(line, column.key, target.value, standingText(line.cell.record, column))
                        }
                        onFocus={({ target }) => target.select()}
                        onKeyDown={(event) => onKey(event, l, k)}
                        onPaste={(event) => {
                          const said = event.clipboardData.getData("text/plain");
                          if (!/[\t\n]/.test(said) || !mayType) return;
                          event.preventDefault();
                          paste(said, l, k);
                        }}
                      />
                    </td>
                  );
                })}
                <Count line={line} counts={counts} onLeave={() => leave(line)} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="row apart small quiet">
        <span>{kind === "mpn" ? t.tubeKeys : t.plateKeys}</span>
        <DraftNote state={counts.standing} />
      </div>
      <Troubles lines={lines} counts={counts} columns={columns} textIn={textIn} kind={kind} />
    </div>
  );
}

/** What the unit came to, or why it is not counted yet. */
function Count({
  line,
  counts,
  onLeave,
}: {
  line: UnitLine;
  counts: ReturnType<typeof useCounts>;
  onLeave: () => void;
}) {
  const t = useWords(platesWords);
  const w = useWords(sheetWords);
  const { language } = usePreferences();
  const isPending = line.determinationId in counts.value.units;
  const { cell } = line;
  return (
    <>
      <td className="sheet-cell sheet-closed plates-count" title={cell.calculation ?? undefined}>
        {line.determinationId in counts.errors ? (
          <ToneTag tone="bad">{t.refused}</ToneTag>
        ) : isPending ? (
          <Button disabled={!counts.isRunKnown} title={counts.isRunKnown ? undefined : t.runFirst} onClick={onLeave}>
            {t.countNow}
          </Button>
        ) : cell.state === "empty" ? null : (
          <>
            <span className="sheet-mark" title={w.cellStates[cell.state]} data-mark={w.marks[cell.state]} />
            <span className="sheet-text">{line.reported ?? readingText(cell, language)}</span>
          </>
        )}
      </td>
    </>
  );
}

/** Units that were refused, each with its reason; where somebody else counted first, both stand and one is chosen. */
function Troubles({
  lines,
  counts,
  columns,
  textIn,
  kind,
}: {
  lines: readonly UnitLine[];
  counts: ReturnType<typeof useCounts>;
  columns: readonly Column[];
  textIn: (line: UnitLine, column: Column) => string;
  kind: "plates" | "mpn";
}) {
  const t = useWords(platesWords);
  const w = useWords(sheetWords);
  return lines.map((line) => {
    const error = counts.errors[line.determinationId];
    if (error === undefined) return null;
    const conflict = error instanceof Problem && error.code === "cell-changed" ? error.details : null;
    const version = typeof conflict?.["version"] === "string" ? conflict["version"] : null;
    return (
      <div key={line.determinationId} className="row apart">
        <div>
          <strong>{t.of(line.row.ordinal, line.unit)}</strong>
          <Refusal error={error} />
        </div>
        {conflict ? (
          <div className="row">
            <Button onClick={() => counts.forget(line.determinationId)}>{w.keepTheirs}</Button>
            <Button
              onClick={() => {
                const counted = countedOf(
                  columns,
                  columns.map((column) => textIn(line, column)),
                  kind === "mpn" ? counts.value.first : 0,
                );
                if (counted) void counts.send(line, counted, version);
              }}
            >
              {w.keepMine}
            </Button>
          </div>
        ) : null}
      </div>
    );
  });
}

/** Medium, its controls and the first dilution, said once for the batch. */
function Run({ counts, kind }: { counts: ReturnType<typeof useCounts>; kind: "plates" | "mpn" }) {
  const c = useWords(cultureWords);
  const t = useWords(platesWords);
  const { value, setRun, isRunKnown } = counts;
  const field = (name: "lot" | "blank" | "medium", label: string) => (
    <label className="field">
      <span className="needed">{label}</span>
      <Input
        aria-label={label}
        data-scan={name === "lot" ? "text" : undefined}
        placeholder={name === "lot" ? "" : "0"}
        value={value[name]}
        onChange={({ target }) => setRun({ [name]: target.value })}
      />
    </label>
  );
  return (
    <div className="plates-run">
      {field("lot", c.mediumLot)}
      {kind === "plates" ? (
        <>
          {field("blank", c.blank)}
          {field("medium", c.mediumControl)}
        </>
      ) : (
        <BlankField isClear={value.isBlankClear} onChange={(isBlankClear) => setRun({ isBlankClear })} />
      )}
      <div className="field">
        <span>{kind === "mpn" ? c.greatest : t.first}</span>
        <Segmented
          value={value.first}
          options={(kind === "mpn" ? [-1, 0, 1, 2, 3] : [0, 1, 2, 3, 4]).map((exponent) => ({
            value: exponent,
            label: columnHead(kind, exponent),
          }))}
          onChange={(first) => setRun({ first })}
        />
      </div>
      {isRunKnown ? null : <p className="small ink-attention">{t.runFirst}</p>}
    </div>
  );
}
