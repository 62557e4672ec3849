import { Button, Input } from "antd";
import { useState } from "react";
import type { ReactNode } from "react";
import { useMay } from "../session.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { words } from "./words.ts";

type Save = (reason: string, close: { onSuccess: () => void }) => void;

/** A line under a method that opens into a small form for whoever may change methods: what is typed, why, save or cancel. */
export function MethodForm(asked: {
  label: string;
  /** An example of a reason; null where none is asked for. */
  hint: string | null;
  change: { error: Error | null; isPending: boolean };
  isReady?: boolean;
  children: ReactNode;
  onOpen: () => void;
  onSave: Save;
  onTakeBack?: Save | undefined;
}) {
  const { label, hint, change, isReady = true, children, onOpen, onSave, onTakeBack } = asked;
  const t = useWords(words);
  const may = useMay();
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  if (!may("methods.change")) return null;
  if (!isOpen)
    return (
      <button
        type="button"
        className="link-button"
        onClick={() => {
          onOpen();
          setReason("");
          setOpen(true);
        }}
      >
        {label}
      </button>
    );
  const hasReason = hint === null || reason.trim().length > 1;
  const close = { onSuccess: () => setOpen(false) };
  return (
    <form
      className="box stack tight method-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady && hasReason) onSave(reason.trim(), close);
      }}
    >
      {children}
      {hint === null ? null : (
        <label className="field">
          <span className="needed">{t.uncertaintyWhy}</span>
          <Input value={reason} maxLength={300} placeholder={hint} onChange={({ target }) => setReason(target.value)} />
        </label>
      )}
      <Refusal error={change.error} />
      <div className="row end">
        <Button onClick={() => setOpen(false)}>{t.cancel}</Button>
        {onTakeBack ? (
          <Button
            danger
            disabled={!hasReason}
            loading={change.isPending}
            onClick={() => onTakeBack(reason.trim(), close)}
          >
            {t.takeBack}
          </Button>
        ) : null}
        <Button type="primary" htmlType="submit" disabled={!isReady || !hasReason} loading={change.isPending}>
          {t.save}
        </Button>
      </div>
    </form>
  );
}
