import { Button, Input } from "antd";
import { useState } from "react";
import { recordEvent } from "../../server/metrology/life-contract.ts";
import { useChange } from "../api.ts";
import { ReasonPicker } from "../readings/reason-picker.tsx";
import { DayInput } from "../ui/day-input.tsx";
import { readDay } from "../ui/read-day.ts";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { lifeWords } from "./life-words.ts";

const { kind: Kind } = recordEvent.body.shape;
export type EventKind = (typeof Kind.options)[number];
export const eventKinds = Kind.options;

/** Which of the events may be recorded of an instrument as it is. */
export function possibleEvents(of: { isLent: boolean; isSealed: boolean; isScrapped: boolean }): EventKind[] {
  if (of.isScrapped) return [];
  return eventKinds.filter((kind) => {
    if (kind === "loan") return !of.isLent;
    if (kind === "return") return of.isLent;
    if (kind === "seal") return !of.isSealed;
    return kind !== "unseal" || of.isSealed;
  });
}

/** One event: what it does to the instrument stands above, where it went and why are asked for. */
export function EventForm({ number, kind, onDone }: { number: string; kind: EventKind; onDone: () => void }) {
  const t = useWords(lifeWords);
  const [reason, setReason] = useState("");
  const [to, setTo] = useState("");
  const [dueBack, setDueBack] = useState("");
  const record = useChange(recordEvent);
  const isLoan = kind === "loan";
  const goesSomewhere = isLoan || kind === "move";
  const back = readDay(dueBack);
  const isReady = reason.trim().length >= 2 && (!goesSomewhere || to.trim() !== "") && (!isLoan || back !== null);
  return (
    <form
      className="inset stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isReady) return;
        const body = { kind, reason, ...(goesSomewhere && { to }), ...(isLoan && back && { dueBack: back }) };
        record.mutate({ params: { number }, body }, { onSuccess: onDone });
      }}
    >
      <strong>
        {t.kinds[kind]} <span className="plain-weight">{t.means[kind]}</span>
      </strong>
      {goesSomewhere ? (
        <div className="thirds">
          <label className="field">
            <span className="needed">{isLoan ? t.borrower : t.newPlace}</span>
            <Input value={to} maxLength={200} onChange={({ target }) => setTo(target.value)} />
          </label>
          {isLoan ? (
            <label className="field">
              <span className="needed">{t.dueBack}</span>
              <DayInput value={dueBack} onChange={setDueBack} />
            </label>
          ) : null}
        </div>
      ) : null}
      <ReasonPicker label={t.reason} reasons={t.reasonsOf[kind] ?? []} value={reason} onChange={setReason} />
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
