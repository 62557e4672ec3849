import { Button, Input } from "antd";
import { useState } from "react";
import { splitContainer } from "../../server/samples/contract.ts";
import type { ContainerView } from "../../server/samples/contract.ts";
import { useChange } from "../api.ts";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { custodyWords } from "./custody-words.ts";

/** 分样: what stays in the container, and what each new part is. */
export function SplitForm({ container, onDone }: { container: ContainerView; onDone: (parts: number) => void }) {
  const t = useWords(custodyWords);
  const split = useChange(splitContainer);
  const [left, setLeft] = useState("");
  const [parts, setParts] = useState([""]);
  const isReady = left.trim() !== "" && parts.every((part) => part.trim() !== "");
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady)
          split.mutate(
            { params: { number: container.number }, body: { left, parts } },
            { onSuccess: () => onDone(parts.length) },
          );
      }}
    >
      <p className="quiet small">
        {container.quantity} · {t.splitHow}
      </p>
      <label className="field">
        <span>{t.left}</span>
        <Input autoFocus maxLength={40} value={left} onChange={({ target }) => setLeft(target.value)} />
      </label>
      {parts.map((part, i) => (
        <label className="field" key={i}>
          <span>{t.part(i + 1)}</span>
          <Input
            maxLength={40}
            value={part}
            onChange={({ target }) => setParts(parts.map((p, j) => (i === j ? target.value : p)))}
          />
        </label>
      ))}
      <Refusal error={split.error} />
      <div className="row apart">
        <Button disabled={parts.length >= 20} onClick={() => setParts([...parts, ""])}>
          {t.morePart}
        </Button>
        <Button type="primary" htmlType="submit" disabled={!isReady} loading={split.isPending}>
          {t.split}
        </Button>
      </div>
    </form>
  );
}
