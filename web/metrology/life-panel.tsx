import { Button, Input, Select } from "antd";
import { useState } from "react";
import { toMinute } from "../../server/kernel/time.ts";
import { extendInterval, recordEvent, showHistory } from "../../server/metrology/life-contract.ts";
import { useAsk, useChange } from "../api.ts";
import { ReasonPicker } from "../readings/reason-picker.tsx";
import { useMay } from "../session.tsx";
import { DayInput } from "../ui/day-input.tsx";
import { Panel } from "../ui/page.tsx";
import { readDay } from "../ui/read-day.ts";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { lifeWords } from "./life-words.ts";

/** What happened to an instrument between its verifications. */
export function LifePanel({ number }: { number: string }) {
  const t = useWords(lifeWords);
  const may = useMay();
  const asked = useAsk(showHistory, { params: { number } });
  const [form, setForm] = useState<"event" | "extend" | null>(null);
  const history = asked.data;
  if (!history) return <Refusal error={asked.error} />;
  return (
    <>
      <Panel
        title={t.events}
        extra={
          <span className="row">
            {may("instruments.extend") ? <Button onClick={() => setForm("extend")}>{t.extend}</Button> : null}
            {may("instruments.change") ? <Button onClick={() => setForm("event")}>{t.record}</Button> : null}
          </span>
        }
      >
        <div className="stack">
          {form === "event" ? <EventForm number={number} onDone={() => setForm(null)} /> : null}
          {form === "extend" ? <ExtendForm number={number} onDone={() => setForm(null)} /> : null}
          <ol className="history">
            {history.extensions.map((e) => (
              <li key={e.until}>
                {t.extended(e.until, e.approvedBy)}：{e.reason}
              </li>
            ))}
            {history.events.toReversed().map((e) => (
              <li key={`${e.at} ${e.kind}`}>
                <strong>{t.kinds[e.kind] ?? e.kind}</strong> {e.to ? `→ ${e.to} ` : ""}
                {e.reason}
                <div className="small quiet">
                  {e.by} {toMinute(new Date(e.at))}
                </div>
              </li>
            ))}
          </ol>
        </div>
      </Panel>
    </>
  );
}

type Kind = NonNullable<Parameters<ReturnType<typeof useChange<typeof recordEvent>>["mutate"]>[0]["body"]>["kind"];

function EventForm({ number, onDone }: { number: string; onDone: () => void }) {
  const t = useWords(lifeWords);
  const [kind, setKind] = useState<Kind>("repair");
  const [reason, setReason] = useState("");
  const [to, setTo] = useState("");
  const record = useChange(recordEvent);
  const needsPlace = kind === "move";
  const isReady = reason.trim().length >= 2 && (!needsPlace || to.trim() !== "");
  return (
    <form
      className="inset stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady)
          record.mutate({ params: { number }, body: { kind, reason, ...(to ? { to } : {}) } }, { onSuccess: onDone });
      }}
    >
      <div className="bar">
        <Select
          aria-label={t.record}
          value={kind}
          className="filter"
          options={Object.entries(t.kinds).map(([value, label]) => ({ value: value as Kind, label }))}
          onChange={setKind}
        />
        <Input placeholder={t.to} aria-label={t.to} value={to} onChange={({ target }) => setTo(target.value)} />
      </div>
      <span className="small quiet">{t.means[kind]}</span>
      <ReasonPicker label={t.reason} reasons={t.reasons} value={reason} onChange={setReason} />
      <Refusal error={record.error} />
      <div className="row end">
        <Button onClick={onDone}>{t.cancel}</Button>
        <Button
          type="primary"
          htmlType="submit"
          danger={kind === "scrap"}
          disabled={!isReady}
          loading={record.isPending}
        >
          {t.save}
        </Button>
      </div>
    </form>
  );
}

function ExtendForm({ number, onDone }: { number: string; onDone: () => void }) {
  const t = useWords(lifeWords);
  const [until, setUntil] = useState("");
  const [reason, setReason] = useState("");
  const extend = useChange(extendInterval);
  const day = readDay(until);
  return (
    <form
      className="inset stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (day && reason.trim().length >= 2)
          extend.mutate({ params: { number }, body: { until: day, reason } }, { onSuccess: onDone });
      }}
    >
      <span className="small quiet">{t.extendMeans}</span>
      <div className="bar">
        <DayInput value={until} onChange={setUntil} label={t.until} />
        <Input
          placeholder={t.reason}
          aria-label={t.reason}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
      </div>
      <Refusal error={extend.error} />
      <div className="row end">
        <Button onClick={onDone}>{t.cancel}</Button>
        <Button type="primary" htmlType="submit" disabled={!day || reason.trim().length < 2} loading={extend.isPending}>
          {t.save}
        </Button>
      </div>
    </form>
  );
}
