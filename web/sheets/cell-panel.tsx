import { Button, Input } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { repeatDetermination } from "../../server/results/contract.ts";
import { addRemark, keepAttachment, showAttachment } from "../../server/sheets/contract.ts";
import { removePosition } from "../../server/sheets/positions-contract.ts";
import type { SheetRow, SheetView } from "../../server/sheets/contract.ts";
import { shortForm } from "../../server/kernel/numbers.ts";
import { toMinute } from "../../server/kernel/time.ts";
import { fileUrl, upload, useChange } from "../api.ts";
import { paths } from "../paths.ts";
import { usePreferences } from "../preferences.ts";
import { useMissingLines } from "../results/missing-text.ts";
import { CorrectionText } from "../results/correction-text.tsx";
import { readingText } from "../results/reading-text.ts";
import { useRoundingText } from "../results/rounding-text.ts";
import { useMay } from "../session.tsx";
import { Facts, Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { Verdict } from "../ui/verdict.tsx";
import { useWords } from "../words.ts";
import { ControlPanel } from "./control-panel.tsx";
import type { CellRef } from "./grid-rules.ts";
import type { Sheet } from "./use-sheet.ts";
import { sheetWords } from "./words.ts";

/** What the chosen cell rests on: who, when, with what, why, what stood there before, and what the position comes to. */
export function CellPanel({
  view,
  row,
  chosen,
  sheet,
}: {
  view: SheetView;
  row: SheetRow;
  chosen: CellRef;
  sheet: Sheet;
}) {
  const t = useWords(sheetWords);
  const { language } = usePreferences();
  const step = [...view.steps, ...view.controlSteps].find(({ key }) => key === chosen.cell.step);
  const { cell } = chosen;
  const mayUndo = view.may.includes("type") && cell.mayType && cell.version !== null;
  return (
    <div className="stack sheet-aside">
      <Panel
        title={
          <>
            {row.ordinal} · {row.kind === "sample" ? row.title : `${t.kinds[row.kind]} ${row.title}`}
          </>
        }
        extra={
          cell.state === "empty" ? null : (
            <ToneTag tone={cell.state === "changed" ? "attention" : "running"}>{t.cellStates[cell.state]}</ToneTag>
          )
        }
      >
        <div className="stack tight">
          <Facts
            of={[
              [
                (language === "zh" ? step?.name : step?.nameEn) ?? t.value,
                cell.state === "empty" ? (
                  "—"
                ) : (
                  <>
                    {readingText(cell, language)} {cell.unit}
                    <CorrectionText of={cell} isLong />
                  </>
                ),
              ],
              [t.container, chosen.container && shortForm(chosen.container)],
              [t.by, cell.by],
              [t.at, cell.at && toMinute(new Date(cell.at))],
              [t.instrument, cell.instrument],
              [t.reason, cell.reason],
              [t.formula, cell.calculation],
            ]}
          />
          {cell.earlier.length > 0 ? (
            <ul className="plain-list small">
              {cell.earlier.slice(0, 6).map((e) => (
                <li key={`${e.at} ${e.undoneAt}`}>
                  {t.earlier} <s>{readingText(e, language)}</s> {e.undoneAt ? toMinute(new Date(e.undoneAt)) : ""}{" "}
                  <span className="quiet">{t.undone(e.undoneBy ?? "", e.undoReason ?? "")}</span>
                </li>
              ))}
            </ul>
          ) : null}
          <div className="row">
            {mayUndo && cell.version ? (
              <Button
                onClick={() =>
                  void sheet.undoOne(
                    { positionId: chosen.positionId, determinationId: chosen.determinationId, step: cell.step },
                    cell.version ?? "",
                  )
                }
              >
                {t.undo}
              </Button>
            ) : null}
            {row.taskId ? <Link to={paths.bench(row.taskId)}>{t.bench} →</Link> : null}
          </div>
        </div>
      </Panel>
      {row.control ? (
        <ControlPanel view={view} row={row} />
      ) : (
        <Outcome view={view} row={row} parallel={chosen.parallel} />
      )}
      <Comments view={view} row={row} sheet={sheet} />
    </div>
  );
}

function Outcome({ view, row, parallel }: { view: SheetView; row: SheetRow; parallel: number }) {
  const t = useWords(sheetWords);
  const rounding = useRoundingText();
  const missing = useMissingLines();
  const repeat = useChange(repeatDetermination);
  const { outcome, taskId } = row;
  if (!outcome) return null;
  const own = outcome.parallels.find((p) => p.parallel === parallel);
  const curve = outcome.curve;
  return (
    <Panel title={t.result} extra={outcome.reported ? <Verdict of={outcome.verdict} /> : null}>
      <div className="stack tight">
        <Facts
          of={[
            [
              t.formula,
              own?.substituted ? `${own.substituted} = ${cut(own.value)}` : own?.value ? cut(own.value) : null,
            ],
            [t.curve, curve && `${curve.number.slice(-7)} ${curve.equation}，r = ${curve.r}`],
            [
              "",
              curve &&
                curve.readings.filter((r) => r.parallel === parallel).map((r) => <div key={r.step}>{r.text}</div>),
            ],
            [
              t.difference,
              outcome.difference &&
                `${cut(outcome.difference)}（${t.allowed} ${cut(outcome.allowedDifference) || "—"}）`,
            ],
            [t.unrounded, outcome.unrounded && cut(outcome.unrounded)],
            [t.rounding, outcome.rounding && rounding(outcome.rounding)],
            [t.result, outcome.reported && `${outcome.reported} ${outcome.unit}`],
          ]}
        />
        {outcome.limits.map((limit) => (
          <div key={`${limit.basis} ${limit.limitText}`} className="row apart small">
            <span>
              {limit.limitText} <span className="quiet">{limit.basis.replace(/《.*/, "")}</span>
            </span>
            <Verdict of={limit.verdict} />
          </div>
        ))}
        {outcome.missing.length > 0 ? (
          <div className="small ink-attention">
            {t.missing}：{missing(outcome.missing).join("；")}
          </div>
        ) : null}
        {outcome.needsRetest && view.may.includes("type") && taskId ? (
          <>
            <p className="small quiet">{t.retestWhy}</p>
            <Button loading={repeat.isPending} onClick={() => repeat.mutate({ params: { taskId } })}>
              {t.retest}
            </Button>
            <Refusal error={repeat.error} />
          </>
        ) : null}
      </div>
    </Panel>
  );
}

function Comments({ view, row, sheet }: { view: SheetView; row: SheetRow; sheet: Sheet }) {
  const t = useWords(sheetWords);
  const may = useMay();
  const add = useChange(addRemark);
  const remove = useChange(removePosition);
  const [text, setText] = useState("");
  const [refused, setRefused] = useState<unknown>(null);
  const keep = (said: string, fileId?: string) =>
    add.mutate(
      { params: { positionId: row.id }, body: { text: said, ...(fileId ? { fileId } : {}) } },
      {
        onSuccess: (changed) => {
          sheet.take(changed, false);
          setText("");
        },
      },
    );
  const isEmpty = row.parallels.every((p) => p.cells.every(({ state }) => state === "empty"));
  return (
    <Panel title={t.comments}>
      <div className="stack tight">
        {row.remarks.map((r) => (
          <div key={r.id} className="small">
            {r.text}{" "}
            {r.fileId ? (
              <a href={fileUrl(showAttachment, { fileId: r.fileId })} target="_blank" rel="noreferrer">
                {r.fileName ?? t.attach}
              </a>
            ) : null}{" "}
            <span className="quiet">
              {r.by} {toMinute(new Date(r.at))}
            </span>
          </div>
        ))}
        <form
          className="row"
          onSubmit={(event) => {
            event.preventDefault();
            if (text.trim()) keep(text.trim());
          }}
        >
          <Input
            aria-label={t.comment}
            placeholder={t.comment}
            value={text}
            maxLength={1000}
            onChange={({ target }) => setText(target.value)}
          />
          <Button htmlType="submit" disabled={!text.trim()} loading={add.isPending}>
            {t.addComment}
          </Button>
        </form>
        {may("bench.use") ? (
          <label className="small link-button">
            {t.attach}
            <input
              type="file"
              hidden
              accept="image/jpeg,image/png,image/webp,application/pdf"
              onChange={({ target }) => {
                const [file] = target.files ?? [];
                target.value = "";
                if (!file) return;
                setRefused(null);
                upload(keepAttachment, { query: { name: file.name.slice(0, 120) } }, file).then(
                  ({ id }) => keep(text.trim() || file.name, id),
                  setRefused,
                );
              }}
            />
          </label>
        ) : null}
        {isEmpty && view.may.includes("change") ? (
          <button
            type="button"
            className="link-button"
            onClick={() => remove.mutate({ params: { positionId: row.id } })}
          >
            {t.remove}
          </button>
        ) : null}
        <Refusal error={add.error ?? remove.error ?? refused} />
      </div>
    </Panel>
  );
}

/** Twelve digits are enough to read; all of them stand in the result. */
function cut(figure: string | null | undefined): string {
  return figure ? figure.slice(0, 12) : "";
}
