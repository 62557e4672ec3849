import { useEffect, useState } from "react";
import { RedoOutlined, SendOutlined, UndoOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { undoReading } from "../../server/readings/contract.ts";
import { repeatDetermination, submitResult } from "../../server/results/contract.ts";
import type { BenchView } from "../../server/results/contract.ts";
import { shortForm } from "../../server/kernel/numbers.ts";
import { toMinute } from "../../server/kernel/time.ts";
import { useChange } from "../api.ts";
import { playSound } from "../sounds.ts";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { useMissingText } from "../results/missing-text.ts";
import { SubmitSignature, useMustSign } from "../results/submit-signature.tsx";
import { ToSign } from "../results/to-sign.tsx";
import { words as resultWords } from "../results/words.ts";
import type { News } from "./bench-banner.tsx";
import { isClosed, lastWeighing, stepOf } from "./next-move.ts";
import { ReasonForm } from "./reason-picker.tsx";
import { words } from "./words.ts";

type Asking = "undo" | "submit" | "sign" | null;

/** Undo the last weighing, repeat as a pair, submit. What may not be pressed says why. */
export function BenchActions({ bench, onNews }: { bench: BenchView; onNews: (news: News) => void }) {
  const t = useWords(words);
  const r = useWords(resultWords);
  const undo = useChange(undoReading);
  const repeat = useChange(repeatDetermination);
  const submit = useChange(submitResult);
  const mustSign = useMustSign();
  const [asking, setAsking] = useState<Asking>(null);
  const [reason, setReason] = useState<string | undefined>(undefined);
  const last = lastWeighing(bench);
  const isValue = last !== null && stepOf(bench, last.step)?.kind === "value";
  const mayUndo = last !== null && !isClosed(bench);
  const mayRepeat = bench.may.includes("repeat") || bench.outcome.needsRetest;
  const missingText = useMissingText();
  const missing = bench.outcome.missing;
  const why = isClosed(bench)
    ? t.noMore
    : missing[0]
      ? missingText(missing[0])
      : bench.outcome.needsRetest
        ? r.disagree
        : null;
  const maySubmit = bench.may.includes("submit") && why === null;
  const isChange = bench.result !== null;

  const send = (why?: string, password?: string) =>
    submit.mutate(
      { params: { taskId: bench.task.id }, body: { ...(why && { reason: why }), ...(password && { password }) } },
      {
        onSuccess: () => {
          setAsking(null);
          playSound("accepted");
          onNews({ tone: "good", text: t.submitted });
        },
        onError: () => playSound("refused"),
      },
    );
  const start = () => {
    if (!maySubmit || submit.isPending) return;
    if (isChange) setAsking("submit");
    else void hand();
  };
  const hand = async (why?: string) => {
    setReason(why);
    if (await mustSign()) setAsking("sign");
    else send(why);
  };
  useCtrlEnter(start);

  return (
    <div className="stack bench-actions">
      {isClosed(bench) ? <ToSign taskIds={[bench.task.id]} as="button" /> : null}
      {asking === null || asking === "sign" ? (
        <>
          <Button
            type="primary"
            size="large"
            block
            icon={<SendOutlined />}
            disabled={!maySubmit}
            loading={submit.isPending}
            onClick={start}
          >
            {t.submit} <kbd className="on-button">Ctrl+Enter</kbd>
          </Button>
          {maySubmit ? null : (
            <p className="small quiet">
              {t.mayNotSubmit}
              {r.colon}
              {why ?? t.noMore}
            </p>
          )}
          {mayRepeat && !isClosed(bench) ? (
            <Button
              size="large"
              block
              icon={<RedoOutlined />}
              loading={repeat.isPending}
              onClick={() => repeat.mutate({ params: { taskId: bench.task.id } })}
            >
              {t.repeat}
            </Button>
          ) : null}
          {isClosed(bench) ? null : (
            <Button block icon={<UndoOutlined />} disabled={!mayUndo} onClick={() => setAsking("undo")}>
              {isValue ? t.undoValue : t.undoLast}
            </Button>
          )}
        </>
      ) : null}
      {asking === "undo" && last ? (
        <div className="inset stack">
          <p>
            {isValue ? t.undoValue : t.undoLast}
            {r.colon}
            <strong className="figure">
              {last.text} {last.unit}
            </strong>{" "}
            <span className="quiet">
              {t.parallel(last.parallel)} {stepOf(bench, last.step)?.name}
            </span>
          </p>
          <ReasonForm
            reasons={isValue ? t.undoValueReasons : t.undoReasons}
            doIt={t.confirm}
            isBusy={undo.isPending}
            onCancel={() => setAsking(null)}
            onDo={(reason) =>
              undo.mutate({ params: { useId: last.useId }, body: { reason } }, { onSuccess: () => setAsking(null) })
            }
          />
        </div>
      ) : null}
      {asking === "submit" ? (
        <div className="inset">
          <ReasonForm
            label={t.submitReason}
            reasons={t.submitReasons}
            doIt={t.submit}
            isBusy={submit.isPending}
            onCancel={() => setAsking(null)}
            onDo={(why) => void hand(why)}
          />
        </div>
      ) : null}
      <SubmitSignature
        open={asking === "sign"}
        things={[
          {
            key: bench.task.id,
            name: `${shortForm(bench.task.sampleNumber)} ${bench.task.item}`,
            figure: `${bench.outcome.reported ?? ""} ${bench.outcome.unit}`,
          },
        ]}
        error={submit.error}
        isBusy={submit.isPending}
        onSign={(password) => send(reason, password)}
        onLater={() => send(reason)}
        onCancel={() => {
          setAsking(null);
          submit.reset();
        }}
      />
      <Refusal error={undo.error ?? repeat.error ?? (asking === "sign" ? null : submit.error)} />
      {bench.result ? (
        <p className="small quiet">
          {r.submitted(bench.result.version, bench.result.madeBy, toMinute(new Date(bench.result.madeAt)))}
        </p>
      ) : null}
    </div>
  );
}

/** Ctrl+Enter does the page's one thing, wherever the focus is. */
function useCtrlEnter(doIt: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      doIt();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  });
}
