import { Button, Checkbox, Progress } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { approveBatch, cancelBatch, mostInBatch, showBatch } from "../../server/certificates/contract.ts";
import type { ApprovalBatch } from "../../server/certificates/contract.ts";
import { Problem, problems } from "../../server/kernel/problems.ts";
import type { ProblemCode } from "../../server/kernel/problems.ts";
import { en } from "../../server/kernel/text/en.ts";
import { zh } from "../../server/kernel/text/zh.ts";
import { toMinute } from "../../server/kernel/time.ts";
import { listWaiting } from "../../server/results/contract.ts";
import { useAsk, useChange } from "../api.ts";
import { useErrorText } from "../error-text.ts";
import { paths } from "../paths.ts";
import { useMay } from "../session.tsx";
import { Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { SignatureDialog } from "../ui/signature-dialog.tsx";
import { useWords } from "../words.ts";
import { words } from "./words.ts";

/**
 * Many samples approved with one look and one password. The server works through them: the page may be closed, and who comes back
 * sees how far it is, what was refused and why.
 */
export function BatchApproval() {
  const t = useWords(words);
  const meaning = useWords({ zh, en }).meaning;
  const [isMoving, setMoving] = useState(false);
  const enabled = useMay()("certificates.approve");
  const asked = useAsk(listWaiting, { query: { act: "approve", size: mostInBatch } }, { enabled });
  const last = useAsk(showBatch, {}, { enabled, ...(isMoving && { refetchInterval: 1_000 }) });
  const start = useChange(approveBatch);
  const waiting = asked.data?.rows ?? [];
  const [chosen, setChosen] = useState<string[]>([]);
  const [isSigning, setSigning] = useState(false);
  const [seen, setSeen] = useState<string | null>(null);
  const batch = last.data?.batch ?? null;
  const isRunning = batch !== null && (!batch.isOver || batch.issued + batch.stuck.length < batch.approved);
  if (isRunning !== isMoving) setMoving(isRunning);
  const isShown = batch !== null && seen !== batch.id && (isRunning || batch.isRecent);
  if (waiting.length < 2 && !isShown) return null;

  return (
    <Panel title={t.batch}>
      <div className="stack">
        {batch && isShown ? <BatchProgress of={batch} isRunning={isRunning} onSeen={() => setSeen(batch.id)} /> : null}
        {waiting.length === 0 || (batch !== null && !batch.isOver) ? null : (
          <>
            <Checkbox.Group
              className="batch"
              value={chosen}
              options={waiting.map((row) => ({
                value: row.sampleNumber,
                label: `${row.sampleName} ${row.sampleNumber}`,
              }))}
              onChange={(numbers) => setChosen(numbers.map(String).slice(0, mostInBatch))}
            />
            <div className="row">
              <Button onClick={() => setChosen(waiting.map((row) => row.sampleNumber).slice(0, mostInBatch))}>
                {t.batchAll}
              </Button>
              <Button type="primary" disabled={chosen.length === 0} onClick={() => setSigning(true)}>
                {t.batchSign(chosen.length)}
              </Button>
            </div>
          </>
        )}
      </div>
      <SignatureDialog
        open={isSigning}
        title={t.batch}
        meaning={meaning.approve}
        error={start.error}
        isBusy={start.isPending}
        onCancel={() => {
          setSigning(false);
          start.reset();
        }}
        onSign={(password) =>
          start.mutate(
            { body: { password, numbers: chosen } },
            {
              onSuccess: () => {
                setSigning(false);
                setChosen([]);
              },
            },
          )
        }
      >
        <p>{t.batchSign(chosen.length)}</p>
        <p className="small quiet">{t.batchMeans}</p>
      </SignatureDialog>
    </Panel>
  );
}

function BatchProgress({ of, isRunning, onSeen }: { of: ApprovalBatch; isRunning: boolean; onSeen: () => void }) {
  const t = useWords(words);
  const errorText = useErrorText();
  const stop = useChange(cancelBatch);
  const done = of.all - of.waiting;
  const [approvedShare, issuedShare] = [(done / of.all) * 100, ((done - of.approved + of.issued) / of.all) * 100];
  return (
    <>
      <Progress
        percent={Math.round(approvedShare)}
        success={{ percent: Math.round(issuedShare) }}
        status={isRunning ? "active" : of.refused.length > 0 ? "exception" : undefined}
        format={() => `${done} / ${of.all}`}
      />
      <p role="status">
        {toMinute(new Date(of.at))} {t.batchDone(of.approved, of.refused.length, of.waiting + of.cancelled)}
        {of.issued < of.approved ? ` ${t.batchMaking(of.approved - of.issued)}` : null}
        {isRunning ? <span className="quiet small"> {t.batchGoesOn}</span> : null}
      </p>
      {of.refused.length > 0 ? (
        <ul>
          {of.refused.map(({ sampleNumber, sampleName, code, details }) => (
            <li key={sampleNumber} className="small">
              <Link to={paths.desk(sampleNumber)}>
                {sampleName} <span className="mono">{sampleNumber}</span>
              </Link>{" "}
              <span className="ink-bad">
                {errorText(code in problems ? new Problem(code as ProblemCode, details) : null)}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      {of.stuck.map(({ number, printedNumber, why }) => (
        <p key={number} className="small ink-attention">
          <Link to={paths.certificate(number)}>{printedNumber}</Link> {why}
        </p>
      ))}
      <Refusal error={stop.error} />
      <div className="row">
        {of.isOver ? (
          isRunning ? null : (
            <Button onClick={onSeen}>{t.batchSeen}</Button>
          )
        ) : (
          <Button loading={stop.isPending} onClick={() => stop.mutate({ params: { batchId: of.id } })}>
            {t.batchStop}
          </Button>
        )}
      </div>
    </>
  );
}
