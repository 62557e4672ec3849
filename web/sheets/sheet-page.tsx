import { PrinterOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Segmented } from "antd";
import { useState } from "react";
import { useParams } from "react-router";
import type { ScanAnswer } from "../../server/desk/contract.ts";
import { listChoices } from "../../server/metrology/contract.ts";
import { scanUnit } from "../../server/readings/contract.ts";
import { isReadByPeople } from "../../server/kernel/typed-reading.ts";
import { shortForm } from "../../server/kernel/numbers.ts";
import { toMinute } from "../../server/kernel/time.ts";
import { showSheet, submitSheet, worksheet } from "../../server/sheets/contract.ts";
import { withdrawSheet } from "../../server/sheets/positions-contract.ts";
import type { SheetView } from "../../server/sheets/contract.ts";
import { fileUrl, useAsk, useChange } from "../api.ts";
import { ConditionsPanel } from "../readings/conditions-panel.tsx";
import { ReasonForm } from "../readings/reason-picker.tsx";
import { SubmitSignature, useMustSign, type Thing } from "../results/submit-signature.tsx";
import { ToSign } from "../results/to-sign.tsx";
import { CurvePicker } from "../results/curve-picker.tsx";
import { useScan } from "../scan.tsx";
import { playSound } from "../sounds.ts";
import { NumberText } from "../ui/number-text.tsx";
import { Opening } from "../ui/opening.tsx";
import { Page, Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { CellPanel } from "./cell-panel.tsx";
import { countingOf, firstPlace, linesOf, placeIn, placeOf } from "./grid-rules.ts";
import type { Place } from "./grid-rules.ts";
import { PlatesGrid } from "./plates-grid.tsx";
import { platesWords } from "./plates-words.ts";
import { PositionsPanel, rowOf, sampleOf } from "./positions-panel.tsx";
import { positionWords } from "./position-words.ts";
import { SheetGrid } from "./sheet-grid.tsx";
import { Conflicts, Run } from "./sheet-run.tsx";
import { useSheet } from "./use-sheet.ts";
import { sheetWords } from "./words.ts";

export const sheetTones = { open: "running", stopped: "bad", submitted: "good", withdrawn: "waiting" } as const;

/** One batch: the grid, what its chosen cell rests on, and what holds the batch back. */
export function SheetPage() {
  const { id = "" } = useParams();
  const asked = useAsk(showSheet, { params: { sheetId: id } });
  const t = useWords(sheetWords);
  const view = asked.data?.id === id ? asked.data : undefined;
  if (!view)
    return asked.error ? (
      <Page title={t.title}>
        <Refusal error={asked.error} />
      </Page>
    ) : (
      <Opening />
    );
  return <Batch key={id} view={view} />;
}

function Batch({ view }: { view: SheetView }) {
  const t = useWords(sheetWords);
  const isByPeople = isReadByPeople(view.method.resultKind);
  const sheet = useSheet(view, !isByPeople);
  const lines = linesOf(view);
  const [at, setAt] = useState<Place>(() => firstPlace(view));
  const [outside, setOutside] = useState(0);
  const [isWithdrawing, setWithdrawing] = useState(false);
  const [adding, setAdding] = useState<string | null>(null);
  const p = useWords(positionWords);
  const plateText = useWords(platesWords);
  const counting = countingOf(view);
  const [shown, setShown] = useState<"plates" | "results">("plates");
  const mayChange = view.may.includes("change");
  const queries = useQueryClient();
  const submit = useChange(submitSheet);
  const withdraw = useChange(withdrawSheet);
  const line = lines[at.line];
  const chosen = line?.cells[at.column] ?? null;
  const maySubmit = view.may.includes("submit") && view.stops.length === 0 && sheet.waiting === 0;
  const mustSign = useMustSign();
  const [isSigning, setSigning] = useState(false);
  const send = (password?: string) =>
    submit.mutate(
      { params: { sheetId: view.id }, body: password ? { password } : {} },
      {
        onSuccess: (submitted) => {
          queries.setQueryData([showSheet.path, { params: { sheetId: view.id } }], submitted);
          setSigning(false);
          playSound("accepted");
        },
        onError: () => playSound("refused"),
      },
    );
  const hand = async () => {
    if (!maySubmit) playSound("refused");
    else if (await mustSign()) setSigning(true);
    else send();
  };
  // a sample of this batch takes the keyboard to its row; another one is about to be added
  const finding = useChange(scanUnit);
  const instruments = useAsk(listChoices, {}, { enabled: view.may.includes("type") && !isByPeople });
  /** A scanned instrument is the one that the next figures of the batch are from. */
  const takeInstrument = async ({ number, title }: ScanAnswer) => {
    const register = instruments.data ?? (await instruments.refetch()).data;
    const found = register?.rows.find((i) => i.number === number);
    if (!found || !view.method.equipmentKinds.includes(found.kind)) return { refused: p.notOfMethod(title) };
    if (found.fitness.state === "out_of_service") return { refused: p.notFit(title) };
    sheet.setRun({ instrument: number });
    return p.instrumentTaken(title);
  };
  useScan(async (answer) => {
    const field = document.activeElement;
    if (answer.kind === "instrument" && view.may.includes("type") && !isByPeople) return takeInstrument(answer);
    if (field?.matches('.sheet-cell input[aria-invalid="true"]')) return { refused: p.finishTyping };
    if (field instanceof HTMLElement && field.matches(".sheet-grid input")) field.blur(); // what was being typed is kept
    const number = answer.kind === "sample" || answer.kind === "container" ? sampleOf(answer) : null;
    if (number === null) return undefined;
    const row = rowOf(view, answer);
    if (row) {
      if (answer.kind === "container" && row.taskId && view.method.resultKind === "plan" && view.may.includes("type")) {
        const found = await finding.mutateAsync({
          params: { taskId: row.taskId },
          body: { containerNumber: answer.number },
        });
        setAt(placeIn(lines, row.id, found.determinationId));
        document.querySelector<HTMLElement>(`[data-unit="${found.determinationId}"] input`)?.focus();
        return p.goneToUnit(answer.title, row.ordinal, found.unit);
      }
      setAt(placeIn(lines, row.id));
      return p.goneTo(answer.title, row.ordinal);
    }
    if (!mayChange) return { refused: p.closed(answer.title) };
    setAdding(number);
    return p.open;
  });
  return (
    <Page
      title={
        <>
          {view.method.item}
          <span className="bench-method">
            {view.method.code} {view.method.clause}
          </span>
          <ToneTag tone={sheetTones[view.state]}>{t.states[view.state]}</ToneTag>
        </>
      }
      below={
        <>
          {t.title} <NumberText>{view.number}</NumberText> · {view.analyst} · {toMinute(new Date(view.createdAt))}
          {view.remarks ? ` · ${view.remarks}` : ""}
        </>
      }
      extra={
        <>
          <Button icon={<PrinterOutlined />} href={fileUrl(worksheet, { sheetId: view.id })} target="_blank">
            {t.print}
          </Button>
          {mayChange ? <Button onClick={() => setAdding(adding === null ? "" : null)}>{p.open}</Button> : null}
          {view.may.includes("withdraw") ? <Button onClick={() => setWithdrawing(true)}>{t.withdraw}</Button> : null}
          {view.may.includes("submit") ? (
            <Button type="primary" disabled={!maySubmit} loading={submit.isPending} onClick={() => void hand()}>
              {t.submit}
            </Button>
          ) : null}
        </>
      }
    >
      <Refusal error={(isSigning ? null : submit.error) ?? withdraw.error} />
      <SubmitSignature
        open={isSigning}
        things={thingsOf(view)}
        error={submit.error}
        isBusy={submit.isPending}
        onSign={send}
        onLater={() => send()}
        onCancel={() => {
          setSigning(false);
          submit.reset();
        }}
      />
      <ToSign as="bar" taskIds={view.rows.flatMap(({ taskId }) => taskId ?? [])} />
      {isWithdrawing ? (
        <Panel title={t.withdraw}>
          <ReasonForm
            reasons={[]}
            label={t.withdrawWhy}
            doIt={t.withdraw}
            isBusy={withdraw.isPending}
            onCancel={() => setWithdrawing(false)}
            onDo={(reason) =>
              withdraw.mutate(
                { params: { sheetId: view.id }, body: { reason } },
                { onSuccess: () => setWithdrawing(false) },
              )
            }
          />
        </Panel>
      ) : null}
      {adding !== null && mayChange ? (
        <PositionsPanel view={view} first={adding} onClose={() => setAdding(null)} />
      ) : null}
      <Stops of={view} />
      {view.may.includes("type") ? (
        isByPeople ? null : (
          <Run view={view} sheet={sheet} />
        )
      ) : view.state === "open" ? (
        <p className="refusal tone-waiting">{t.readOnly(view.analyst)}</p>
      ) : null}
      {view.steps.some(({ curve }) => curve) ? (
        <CurvePicker
          taskIds={view.rows.flatMap(({ taskId, state }) =>
            taskId && state !== "completed" && state !== "checked" ? [taskId] : [],
          )}
          methodId={view.method.id}
          curve={view.rows.find(({ outcome }) => outcome?.curve)?.outcome?.curve ?? null}
          mayChoose={view.may.includes("type")}
        />
      ) : null}
      <Conflicts view={view} sheet={sheet} />
      <Refusal error={sheet.error} />
      <div className="sheet-columns">
        <div className="stack">
          {counting ? (
            <Segmented
              className="sheet-views"
              value={shown}
              options={(["plates", "results"] as const).map((value) => ({ value, label: plateText.views[value] }))}
              onChange={setShown}
            />
          ) : null}
          <Panel flush={!(counting && shown === "plates")}>
            {counting && shown === "plates" ? (
              <PlatesGrid
                view={view}
                sheet={sheet}
                kind={counting.sheet}
                step={counting.key}
                onChoose={(key) => setAt((now) => placeOf(lines, key) ?? now)}
              />
            ) : (
              <SheetGrid
                view={view}
                sheet={sheet}
                at={at}
                onMove={setAt}
                onSubmit={() => void hand()}
                onOutside={setOutside}
              />
            )}
          </Panel>
          <div className="row apart small quiet" role="status">
            <span>{counting && shown === "plates" ? "" : t.keys}</span>
            <span className={sheet.standing === "kept-here" ? "ink-attention" : ""}>
              {sheet.standing === "saved"
                ? `✓ ${t.saved}`
                : sheet.standing === "saving"
                  ? t.saving
                  : sheet.standing === "kept-here"
                    ? t.keptHere(sheet.waiting)
                    : t.pending(sheet.waiting)}
            </span>
          </div>
          {outside > 0 ? <p className="small ink-attention">{t.outside(outside)}</p> : null}
          {sheet.news ? (
            <p className="small ink-good" role="status">
              {t.fell(sheet.news)}
            </p>
          ) : null}
        </div>
        {line && chosen ? (
          <CellPanel key={chosen.key} view={view} row={line.row} chosen={chosen} sheet={sheet} />
        ) : (
          <p className="quiet">{t.choose}</p>
        )}
      </div>
      <ConditionsPanel
        taskIds={view.rows.flatMap(({ taskId, state }) =>
          taskId && (!view.may.includes("type") || (state !== "completed" && state !== "checked")) ? [taskId] : [],
        )}
        mayUse={view.may.includes("type")}
      />
    </Page>
  );
}

/** The results that are signed for as the batch is submitted. */
function thingsOf(view: SheetView): Thing[] {
  return view.rows.flatMap(({ taskId, state, title, sampleNumber, outcome }) =>
    taskId && state !== "completed" && state !== "checked"
      ? [
          {
            key: taskId,
            name: `${sampleNumber ? shortForm(sampleNumber) : ""} ${title}`,
            figure: `${outcome?.reported ?? "–"} ${outcome?.unit ?? ""}`,
          },
        ]
      : [],
  );
}

function Stops({ of: view }: { of: SheetView }) {
  const t = useWords(sheetWords);
  if (view.stops.length === 0 || (view.state !== "open" && view.state !== "stopped")) return null;
  const isStopped = view.state === "stopped";
  return (
    <div className={`refusal ${isStopped ? "tone-bad" : "tone-attention"}`} role={isStopped ? "alert" : "status"}>
      <div>
        <strong>{isStopped ? t.stoppedTitle : t.waitingTitle}</strong>
        <div className="small">
          {view.stops.map((stop) => stop.replace(`${t.title} ${view.number} `, "")).join("；")}
        </div>
      </div>
    </div>
  );
}
