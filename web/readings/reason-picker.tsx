import { useState } from "react";
import { Button, Input } from "antd";
import { useWords } from "../words.ts";
import { words } from "./words.ts";

/** A reason from a short list by one tap, or written. */
export function ReasonPicker({
  reasons,
  value,
  onChange,
  label,
}: {
  reasons: readonly string[];
  value: string;
  onChange: (reason: string) => void;
  label?: string;
}) {
  const t = useWords(words);
  return (
    <div className="field">
      <span className="needed">{label ?? t.reason}</span>
      <div className="row reasons">
        {reasons.map((reason) => (
          <button
            key={reason}
            type="button"
            className={reason === value ? "reason reason-chosen" : "reason"}
            aria-pressed={reason === value}
            onClick={() => onChange(reason === value ? "" : reason)}
          >
            {reason}
          </button>
        ))}
      </div>
      <Input
        value={value}
        maxLength={300}
        placeholder={t.reasonOther}
        aria-label={label ?? t.reason}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}

/** Asks for a reason in place, then does it. */
export function ReasonForm(props: {
  reasons: readonly string[];
  label?: string;
  doIt: string;
  isBusy: boolean;
  onDo: (reason: string) => void;
  onCancel: () => void;
}) {
  const t = useWords(words);
  const [reason, setReason] = useState("");
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim().length >= 2) props.onDo(reason.trim());
      }}
    >
      <ReasonPicker reasons={props.reasons} value={reason} onChange={setReason} label={props.label} />
      <div className="row end">
        <Button onClick={props.onCancel}>{t.cancel}</Button>
        <Button type="primary" htmlType="submit" disabled={reason.trim().length < 2} loading={props.isBusy}>
          {props.doIt}
        </Button>
      </div>
    </form>
  );
}
