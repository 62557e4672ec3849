import { Button, Checkbox, Input } from "antd";
import { useState } from "react";
import type { OrderView } from "../../server/orders/contract.ts";
import {
  attachReport,
  endSubcontract,
  listSubcontracts,
  sendSubcontract,
  subcontractReport,
} from "../../server/work/subcontract-contract.ts";
import type { SubcontractView } from "../../server/work/subcontract-contract.ts";
import { groupNumber } from "../../server/kernel/numbers.ts";
import { toMinute } from "../../server/kernel/time.ts";
import { useQueryClient } from "@tanstack/react-query";
import { fileUrl, upload, useAsk, useChange } from "../api.ts";
import { useMay } from "../session.tsx";
import { DayInput } from "../ui/day-input.tsx";
import { Panel } from "../ui/page.tsx";
import { readDay } from "../ui/read-day.ts";
import { Refusal } from "../ui/refusal.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { AgreeForm } from "./agree-subcontract-form.tsx";
import { SubcontractedResult } from "./subcontracted-result.tsx";
import { subcontractWords } from "./subcontract-words.ts";

/** 分包: what of a commissioned order other laboratories test, from the client's consent to the results of their report. */
export function SubcontractPanel({ order }: { order: OrderView }) {
  const t = useWords(subcontractWords);
  const may = useMay();
  const asked = useAsk(listSubcontracts, { params: { number: order.number } });
  const [isAdding, setAdding] = useState(false);
  const known = asked.data;
  if (!known || (known.refusal !== null && known.rows.length === 0)) return <Refusal error={asked.error} />;
  return (
    <Panel
      title={t.title}
      extra={
        may("subcontracts.change") && known.open.length > 0 && !isAdding ? (
          <Button onClick={() => setAdding(true)}>{t.add}</Button>
        ) : null
      }
    >
      <div className="stack">
        {known.rows.length === 0 && !isAdding ? <p className="quiet">{t.none}</p> : null}
        {isAdding ? <AgreeForm number={order.number} open={known.open} onDone={() => setAdding(false)} /> : null}
        {known.rows.map((row) => (
          <One key={row.id} of={row} containers={known.containers} />
        ))}
      </div>
    </Panel>
  );
}

const tones = { agreed: "waiting", sent: "running", reported: "good", ended: "returned" } as const;

function One({
  of,
  containers,
}: {
  of: SubcontractView;
  containers: readonly { number: string; sampleName: string }[];
}) {
  const t = useWords(subcontractWords);
  const may = useMay();
  return (
    <section className="inset stack">
      <div className="row">
        <strong>{of.toName}</strong> <ToneTag tone={tones[of.stage]}>{t.stages[of.stage]}</ToneTag>
        <span className="small quiet">
          CMA {of.toCmaNumber} · {t.until} {of.toCmaValidUntil} · {of.scopeEvidence}
        </span>
      </div>
      <div className="small">
        {t.consented(of.consentBy, of.consentOn, of.consentPaper)}
        <span className="quiet">
          {" "}
          {of.recordedBy} {toMinute(new Date(of.recordedAt))}
        </span>
      </div>
      {of.sentAt ? (
        <div className="small">
          {t.sentBy(of.sentBy ?? "", toMinute(new Date(of.sentAt)), of.sentHow ?? "")}{" "}
          <span className="mono">{of.containers.map(groupNumber).join("、")}</span>
        </div>
      ) : null}
      {of.reportNumber ? (
        <div className="small">
          {t.report}{" "}
          <a href={fileUrl(subcontractReport, { subcontractId: of.id })} target="_blank" rel="noreferrer">
            {of.reportNumber}
          </a>{" "}
          {of.reportOn} · {of.reportBy}
        </div>
      ) : null}
      {of.endReason ? (
        <div className="small quiet">
          {t.ended} {of.endReason}
        </div>
      ) : null}
      <ul>
        {of.tasks.map((task) => (
          <li key={task.id}>
            {task.item} <span className="small quiet">{task.method}</span> · {task.sampleName}{" "}
            {task.reported ? <strong>{`${task.reported} ${task.unit}`}</strong> : null}
            {of.stage === "reported" &&
            may("subcontracts.enter") &&
            ["in_progress", "returned"].includes(task.state) ? (
              <SubcontractedResult task={task} />
            ) : null}
          </li>
        ))}
      </ul>
      {may("subcontracts.change") && of.stage === "agreed" ? <SendForm of={of} containers={containers} /> : null}
      {may("subcontracts.change") && (of.stage === "sent" || of.stage === "reported") ? <ReportForm of={of} /> : null}
    </section>
  );
}

function SendForm({
  of,
  containers,
}: {
  of: SubcontractView;
  containers: readonly { number: string; sampleName: string }[];
}) {
  const t = useWords(subcontractWords);
  const send = useChange(sendSubcontract);
  const end = useChange(endSubcontract);
  const [chosen, setChosen] = useState<string[]>([]);
  const [how, setHow] = useState("");
  const names = new Set(of.tasks.map(({ sampleName }) => sampleName));
  const params = { subcontractId: of.id };
  return (
    <div className="stack">
      <Checkbox.Group
        className="batch"
        value={chosen}
        options={containers
          .filter(({ sampleName }) => names.has(sampleName))
          .map(({ number, sampleName }) => ({ value: number, label: `${groupNumber(number)} ${sampleName}` }))}
        onChange={(numbers) => setChosen(numbers.map(String))}
      />
      <div className="row">
        <Input
          aria-label={t.how}
          placeholder={t.how}
          value={how}
          maxLength={200}
          onChange={({ target }) => setHow(target.value)}
        />
        <Button
          type="primary"
          disabled={chosen.length === 0 || how.trim().length < 2}
          loading={send.isPending}
          onClick={() => send.mutate({ params, body: { containers: chosen, how } })}
        >
          {t.send}
        </Button>
        <Button
          disabled={how.trim().length < 2}
          title={t.endHint}
          loading={end.isPending}
          onClick={() => end.mutate({ params, body: { reason: how } })}
        >
          {t.end}
        </Button>
      </div>
      <Refusal error={send.error ?? end.error} />
    </div>
  );
}

function ReportForm({ of }: { of: SubcontractView }) {
  const t = useWords(subcontractWords);
  const queries = useQueryClient();
  const [number, setNumber] = useState(of.reportNumber ?? "");
  const [said, setSaid] = useState(of.reportOn ?? "");
  const [file, setFile] = useState<File | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const on = readDay(said);
  const keep = async () => {
    if (!file || on === null) return;
    setError(null);
    try {
      await upload(attachReport, { params: { subcontractId: of.id }, query: { number, on } }, file);
      setFile(null);
      await queries.invalidateQueries();
    } catch (refused) {
      setError(refused instanceof Error ? refused : new Error(String(refused)));
    }
  };
  return (
    <div className="stack">
      <div className="row">
        <Input
          aria-label={t.reportNumber}
          placeholder={t.reportNumber}
          data-scan="text"
          value={number}
          maxLength={100}
          onChange={({ target }) => setNumber(target.value)}
        />
        <DayInput value={said} onChange={setSaid} label={t.reportOn} />
        <input
          type="file"
          accept="application/pdf"
          aria-label={t.reportFile}
          onChange={({ target }) => setFile(target.files?.[0] ?? null)}
        />
        <Button disabled={number.trim() === "" || on === null || file === null} onClick={() => void keep()}>
          {of.reportNumber ? t.replaceReport : t.uploadReport}
        </Button>
      </div>
      <Refusal error={error} />
    </div>
  );
}
