import { Button, Input } from "antd";
import { useState } from "react";
import { extendInterval } from "../../server/metrology/life-contract.ts";
import { useChange } from "../api.ts";
import { DayInput } from "../ui/day-input.tsx";
import { readDay } from "../ui/read-day.ts";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { lifeWords } from "./life-words.ts";

/** 校准间隔延长: until when and why; the server says whether it may be. */
export function ExtendForm({ number, onDone }: { number: string; onDone: () => void }) {
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
