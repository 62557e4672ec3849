import { Button, Checkbox, Progress } from "antd";
import { useRef, useState } from "react";
import { approveSample } from "../../server/certificates/contract.ts";
import { en } from "../../server/kernel/text/en.ts";
import { zh } from "../../server/kernel/text/zh.ts";
import { listWaiting } from "../../server/results/contract.ts";
import { call, useAsk } from "../api.ts";
import { useErrorText } from "../error-text.ts";
import { Panel } from "../ui/page.tsx";
import { SignatureDialog } from "../ui/signature-dialog.tsx";
import { useWords } from "../words.ts";
import { words } from "./words.ts";

type Going = { done: number; all: number; refused: { number: string; why: string }[]; isOver: boolean };

/** Many samples approved with one look and one password: each is signed by itself, and one that is refused stops no other. */
export function BatchApproval() {
  const t = useWords(words);
  const meaning = useWords({ zh, en }).meaning;
  const errorText = useErrorText();
  const asked = useAsk(listWaiting);
  const waiting = asked.data?.rows.filter(({ act }) => act === "approve") ?? [];
  const [chosen, setChosen] = useState<string[]>([]);
  const [isSigning, setSigning] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [going, setGoing] = useState<Going | null>(null);
  const isCancelled = useRef(false);
  if (waiting.length < 2 && !going) return null;

  const sign = async (password: string) => {
    isCancelled.current = false;
    setError(null);
    let state: Going = { done: 0, all: chosen.length, refused: [], isOver: false };
    for (const number of chosen) {
      if (isCancelled.current) break;
      try {
        await call(approveSample, { params: { number }, body: { password } });
      } catch (refused) {
        // a wrong password refuses all of them: nothing has been signed yet
        if (state.done === 0 && (refused as { code?: string }).code === "signature-refused") return setError(refused);
        state = { ...state, refused: [...state.refused, { number, why: errorText(refused) }] };
      }
      state = { ...state, done: state.done + 1 };
      setGoing(state);
      setSigning(false);
    }
    setGoing({ ...state, isOver: true });
    setChosen([]);
    void asked.refetch();
  };
  const isRunning = going !== null && !going.isOver;
  return (
    <Panel title={t.batch}>
      <div className="stack">
        {going ? (
          <>
            <Progress
              percent={Math.round((going.done / going.all) * 100)}
              status={going.refused.length > 0 ? "exception" : undefined}
              format={() => `${going.done} / ${going.all}`}
            />
            <p role="status">
              {t.batchDone(going.done - going.refused.length, going.refused.length, going.all - going.done)}
            </p>
            <ul>
              {going.refused.map(({ number, why }) => (
                <li key={number} className="ink-bad small">
                  <span className="mono">{number}</span> {why}
                </li>
              ))}
            </ul>
          </>
        ) : null}
        {isRunning ? (
          <Button onClick={() => (isCancelled.current = true)}>{t.batchStop}</Button>
        ) : (
          <>
            <Checkbox.Group
              className="batch"
              value={chosen}
              options={waiting.map((row) => ({
                value: row.sampleNumber,
                label: `${row.sampleName} ${row.sampleNumber}`,
              }))}
              onChange={(numbers) => setChosen(numbers.map(String))}
            />
            <div className="row">
              <Button onClick={() => setChosen(waiting.map((row) => row.sampleNumber))}>{t.batchAll}</Button>
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
        error={error}
        isBusy={isRunning}
        onCancel={() => {
          setSigning(false);
          setError(null);
        }}
        onSign={(password) => void sign(password)}
      >
        <p>{t.batchSign(chosen.length)}</p>
      </SignatureDialog>
    </Panel>
  );
}
