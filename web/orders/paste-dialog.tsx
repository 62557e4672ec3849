import { Button, Modal } from "antd";
import { useMemo } from "react";
import type { MethodView } from "../../server/catalogue/contract.ts";
import { toDay } from "../../server/kernel/time.ts";
import { useWords } from "../words.ts";
import { mostSamples, type Cell, type GridColumn } from "./grid-rules.ts";
import type { OrderDraft, SampleDraft } from "./order-draft.ts";
import { applyPaste, planPaste, type PasteRow } from "./paste-rules.ts";
import type { ChangeSamples } from "./use-undo.ts";
import { words } from "./words.ts";

/** What a paste would make of the grid, every line with its problems, before any of it is taken. */
export function PasteDialog(props: {
  table: string[][];
  at: Cell;
  columns: readonly GridColumn[];
  samples: readonly SampleDraft[];
  source: OrderDraft["source"];
  categories: readonly string[];
  methods: readonly MethodView[];
  onClose: () => void;
  onTake: ChangeSamples;
}) {
  const t = useWords(words);
  const { table, at, columns, samples, source, categories, methods } = props;
  const plan = useMemo(
    () =>
      planPaste(table, at, {
        columns,
        samples,
        source,
        categories,
        methods,
        today: toDay(new Date()),
        mostRows: mostSamples,
      }),
    [table, at, columns, samples, source, categories, methods],
  );
  const wrong = plan.rows.filter(({ problems }) => problems.length > 0).length;
  const good = plan.rows.length - wrong;
  const take = (isTaken: (row: PasteRow) => boolean) => {
    props.onTake((before) => applyPaste(before, plan, source, isTaken));
    props.onClose();
  };
  return (
    <Modal
      open
      width={1040}
      title={t.pasteTitle(plan.rows.length)}
      onCancel={props.onClose}
      footer={
        <div className="row end">
          <Button onClick={props.onClose}>{t.cancel}</Button>
          {wrong > 0 ? (
            <Button disabled={good === 0} onClick={() => take(({ problems }) => problems.length === 0)}>
              {t.takeGood(good)}
            </Button>
          ) : null}
          <Button type="primary" autoFocus disabled={plan.rows.length === 0} onClick={() => take(() => true)}>
            {wrong > 0 ? t.takeAllWrong(plan.rows.length) : t.takeAll(plan.rows.length)}
          </Button>
        </div>
      }
    >
      <div className="stack tight">
        <strong role="status" className={wrong > 0 ? "ink-bad" : "ink-good"}>
          {wrong > 0 ? t.pasteWrong(wrong) : t.pasteGood}
        </strong>
        {plan.hasHeader ? <span className="small quiet">{t.pasteByHeader}</span> : null}
        {plan.unknownColumns.length > 0 ? (
          <span className="small ink-attention">{t.pasteUnknown(plan.unknownColumns.join("、"))}</span>
        ) : null}
        {table.length > plan.rows.length + 1 && at.row + plan.rows.length >= mostSamples ? (
          <span className="small ink-attention">{t.pasteTooMany(mostSamples)}</span>
        ) : null}
        <div className="paste-preview">
          <table className="table" aria-label={t.pasteTitle(plan.rows.length)}>
            <thead>
              <tr>
                <th scope="col">{t.pasteInto}</th>
                {plan.fields.map((field) => (
                  <th key={field} scope="col">
                    {t[field]}
                  </th>
                ))}
                <th scope="col">{t.problems}</th>
              </tr>
            </thead>
            <tbody>
              {plan.rows.map((row) => (
                <tr key={row.line}>
                  <td className="nowrap quiet">
                    {row.row + 1} {row.isNew ? t.newRow : ""}
                  </td>
                  {plan.fields.map((field) => {
                    const isWrong = row.problems.some((problem) => problem.field === field);
                    const text = row.cells.find((cell) => cell.field === field)?.text ?? "";
                    return (
                      <td key={field} className={isWrong ? "ink-bad" : undefined}>
                        {text}
                      </td>
                    );
                  })}
                  <td className={row.problems.length > 0 ? "ink-bad" : "ink-good"}>
                    {row.problems.length > 0
                      ? row.problems.map(({ fault, said }) => t.pasteFaults[fault](said)).join("；")
                      : "✓"}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
    </Modal>
  );
}
