import { Button, Input } from "antd";
import { useState } from "react";
import { answerObjection, raiseObjection } from "../../server/certificates/life-contract.ts";
import { toMinute } from "../../server/kernel/time.ts";
import { useChange } from "../api.ts";
import { useMay } from "../session.tsx";
import { Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import type { Life } from "./life-panel.tsx";
import { lifeWords } from "./life-words.ts";

/** What clients hold against a certificate, with the laboratory's answers. */
export function Objections({ of }: { of: Life }) {
  const t = useWords(lifeWords);
  const may = useMay();
  const answer = useChange(answerObjection);
  const [typed, setTyped] = useState("");
  if (of.objections.length === 0) return null;
  return (
    <Panel title={t.objections}>
      <ol className="history">
        {of.objections.map((o) => (
          <li key={o.id}>
            <strong>{o.text}</strong>
            <div className="small quiet">
              {o.by} {toMinute(new Date(o.at))}
            </div>
            {o.answer ? (
              <p>
                {t.answer}：{o.answer} <span className="small quiet">{o.answeredBy}</span>
              </p>
            ) : may("certificates.question") ? (
              <WriteForm
                label={t.answer}
                value={typed}
                onChange={setTyped}
                isBusy={answer.isPending}
                onSend={() =>
                  answer.mutate(
                    { params: { objectionId: o.id }, body: { answer: typed } },
                    { onSuccess: () => setTyped("") },
                  )
                }
              />
            ) : null}
          </li>
        ))}
      </ol>
      <Refusal error={answer.error} />
    </Panel>
  );
}

/** For the enterprise: what it says against a certificate of its own. */
export function RaiseObjection({ number, onDone }: { number: string; onDone: () => void }) {
  const t = useWords(lifeWords);
  const raise = useChange(raiseObjection);
  const [typed, setTyped] = useState("");
  return (
    <div className="stack inset">
      <WriteForm
        label={t.objection}
        value={typed}
        onChange={setTyped}
        isBusy={raise.isPending}
        onSend={() => raise.mutate({ params: { number }, body: { text: typed } }, { onSuccess: onDone })}
      />
      <Refusal error={raise.error} />
    </div>
  );
}

function WriteForm(props: {
  label: string;
  value: string;
  onChange: (text: string) => void;
  isBusy: boolean;
  onSend: () => void;
}) {
  const t = useWords(lifeWords);
  return (
    <form
      className="stack tight"
      onSubmit={(event) => {
        event.preventDefault();
        props.onSend();
      }}
    >
      <Input.TextArea
        aria-label={props.label}
        placeholder={props.label}
        rows={2}
        maxLength={2000}
        value={props.value}
        onChange={({ target }) => props.onChange(target.value)}
      />
      <div className="row end">
        <Button type="primary" htmlType="submit" disabled={props.value.trim().length < 5} loading={props.isBusy}>
          {t.send}
        </Button>
      </div>
    </form>
  );
}
