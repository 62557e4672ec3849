import { CopyOutlined, PlusOutlined, RedoOutlined, UndoOutlined, VerticalAlignBottomOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useCallback, useEffect, useMemo, useState } from "react";
import { listMethods } from "../../server/catalogue/contract.ts";
import { useAsk } from "../api.ts";
import { useWords } from "../words.ts";
import { focusCell } from "./focus-cell.ts";
import { useGridKeys } from "./grid-keys.ts";
import { fillDown, mostSamples, narrowColumns, repeatBelow, wideColumns, type Cell } from "./grid-rules.ts";
import { newSample } from "./order-draft.ts";
import type { OrderDraft, SampleDraft } from "./order-draft.ts";
import { shortagesOf, type Missing } from "./order-draft-rules.ts";
import { PasteDialog } from "./paste-dialog.tsx";
import { SampleRow } from "./sample-row.tsx";
import type { ChangeSamples } from "./use-undo.ts";
import { words } from "./words.ts";

const noLacks: string[] = [];

/** Samples as a spreadsheet: arrows, Enter, Ctrl+D, Ctrl+C and Ctrl+V, Ctrl+Z; a paste is looked at before it is taken. */
export function SampleGrid(props: {
  samples: readonly SampleDraft[];
  source: OrderDraft["source"];
  categories: readonly string[];
  missing: readonly Missing[];
  isWide: boolean;
  undo: { undo: () => void; redo: () => void; may: { undo: boolean; redo: boolean } };
  onSamples: ChangeSamples;
  onActive: (row: number) => void;
  onDetails: (row: number) => void;
}) {
  const t = useWords(words);
  const { samples, source, onSamples, onActive } = props;
  const columns = props.isWide ? wideColumns : narrowColumns;
  const [pasted, setPasted] = useState<{ table: string[][]; at: Cell } | null>(null);
  const methods = useAsk(listMethods, {}, { staleTime: 300_000 }).data?.rows;
  const items = useMemo(() => new Map(methods?.map(({ id, item }) => [id, item])), [methods]);
  const testsText = useCallback(
    (sample: SampleDraft) => sample.tests.map(({ methodId }) => items.get(methodId) ?? "").join("、"),
    [items],
  );
  const addRow = useCallback(() => {
    onSamples((before) => {
      focusCell(before.length, "name");
      return [...before, newSample(source)];
    });
  }, [onSamples, source]);
  const removeRow = useCallback(
    (row: number) => onSamples((before) => (before.length === 1 ? before : before.filter((_, i) => i !== row))),
    [onSamples],
  );
  const keys = useGridKeys({
    rows: samples.length,
    columns,
    samples,
    testsText,
    change: onSamples,
    undo: props.undo.undo,
    redo: props.undo.redo,
    addRow,
    removeRow,
    onPaste: (table, at) => setPasted({ table, at }),
  });
  const { range } = keys;
  useEffect(() => {
    if (range) onActive(range.top);
  }, [range, onActive]);
  const lacks = useMemo(() => {
    const bySample = new Map<number, string[]>();
    for (const { sample, lack } of props.missing)
      if (sample !== null) bySample.set(sample, [...(bySample.get(sample) ?? noLacks), t.lacks[lack]]);
    return bySample;
  }, [props.missing, t]);
  const shortages = useMemo(() => shortagesOf(samples, methods ?? []), [samples, methods]);
  const headings = { name: "grid-name", category: "grid-category", productionDate: "grid-day", tests: "grid-tests" };
  return (
    <>
      <div className={props.isWide ? "table-wrap grid-wide" : "table-wrap"}>
        <table
          className="table grid"
          onFocus={keys.onFocus}
          onMouseDown={keys.onMouseDown}
          onPaste={keys.onPaste}
          onCopy={keys.onCopy}
        >
          <thead>
            <tr>
              <th scope="col" className="grid-no">
                #
              </th>
              {columns.map((column) => (
                <th
                  key={column}
                  scope="col"
                  className={(headings as Record<string, string>)[column] ?? `grid-text grid-${column}`}
                >
                  {t[column]}
                </th>
              ))}
              <th scope="col" className="grid-acts">
                <span className="unseen">{t.details}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {samples.map((sample, row) => {
              const isChosen = range !== null && row >= range.top && row <= range.bottom;
              const isMany = range !== null && (range.top !== range.bottom || range.left !== range.right);
              return (
                // a line has no identity of its own until it is registered; its place is its key
                <SampleRow
                  key={row}
                  sample={sample}
                  row={row}
                  rows={samples.length}
                  columns={columns}
                  from={isChosen && isMany ? range.left : -1}
                  to={isChosen && isMany ? range.right : -1}
                  lacks={(lacks.get(row) ?? noLacks).join("、")}
                  shortage={shortages.get(row) ? t.shortage(shortages.get(row) ?? null) : ""}
                  categories={props.categories}
                  testsText={testsText(sample)}
                  onChange={onSamples}
                  onRemove={removeRow}
                  onDetails={props.onDetails}
                  onKeyDown={keys.onKeyDown}
                />
              );
            })}
          </tbody>
        </table>
      </div>
      <div className="row grid-foot">
        <Button icon={<PlusOutlined />} disabled={samples.length >= mostSamples} onClick={addRow}>
          {t.addRow}
        </Button>
        <Button
          icon={<CopyOutlined />}
          title="Alt+Enter"
          disabled={samples.length >= mostSamples}
          onClick={() => {
            onSamples((before) => repeatBelow(before, before.length - 1));
            focusCell(samples.length, "name");
          }}
        >
          {t.repeatRow}
        </Button>
        <Button
          icon={<VerticalAlignBottomOutlined />}
          title="Ctrl+D"
          disabled={range === null || (range.top === range.bottom && range.top === 0)}
          onMouseDown={(event) => event.preventDefault()} // the chosen cells stay chosen
          onClick={() => range && onSamples((before) => fillDown(before, range, columns))}
        >
          {t.fillDown}
        </Button>
        <Button icon={<UndoOutlined />} title="Ctrl+Z" disabled={!props.undo.may.undo} onClick={props.undo.undo}>
          {t.undo}
        </Button>
        <Button
          icon={<RedoOutlined />}
          title={`${t.redo} Ctrl+Y`}
          aria-label={t.redo}
          disabled={!props.undo.may.redo}
          onClick={props.undo.redo}
        />
        <span className="quiet small">{t.gridHint}</span>
      </div>
      {pasted ? (
        <PasteDialog
          {...pasted}
          columns={columns}
          samples={samples}
          source={source}
          categories={props.categories}
          methods={methods ?? []}
          onClose={() => {
            focusCell(pasted.at.row, columns[pasted.at.column] ?? "name");
            setPasted(null);
          }}
          onTake={onSamples}
        />
      ) : null}
    </>
  );
}
