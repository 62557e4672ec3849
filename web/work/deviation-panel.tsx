import { Button, Input } from "antd";
import { useState } from "react";
import { toMinute } from "../../server/kernel/time.ts";
import { recordDeviation } from "../../server/work/contract.ts";
import type { TaskRow } from "../../server/work/contract.ts";
import { useChange } from "../api.ts";
import { Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { words } from "./words.ts";

const nothing = { text: "", why: "", agreedWith: "" };

/** 方法偏离 of one task: agreed with the client before the work, printed beside its result. */
export function DeviationPanel({ task }: { task: TaskRow }) {
  const t = useWords(words);
  const record = useChange(recordDeviation);
  const [typed, setTyped] = useState(nothing);
  const params = { taskId: task.id };
  const kept = task.deviation;
  const isReady = Object.values(typed).every((text) => text.trim().length >= 2);
  return (
    <Panel title={`${t.deviation}：${task.item}`}>
      {kept ? (
        <div className="stack tight">
          <strong>{kept.text}</strong>
          <span className="small">{kept.why}</span>
          <span className="small quiet">
            {t.agreedWith} {kept.agreedWith} · {kept.by} {toMinute(new Date(kept.at))}
          </span>
          <div className="row">
            <Button loading={record.isPending} onClick={() => record.mutate({ params, body: { deviation: null } })}>
              {t.withdraw}
            </Button>
          </div>
        </div>
      ) : (
        <form
          className="stack tight"
          onSubmit={(event) => {
            event.preventDefault();
            if (isReady) record.mutate({ params, body: { deviation: typed } }, { onSuccess: () => setTyped(nothing) });
          }}
        >
          <span className="small quiet">{t.deviationHow}</span>
          <label className="field">
            <span>{t.deviationText}</span>
            <Input
              maxLength={200}
              value={typed.text}
              onChange={({ target }) => setTyped({ ...typed, text: target.value })}
            />
          </label>
          <label className="field">
            <span>{t.deviationWhy}</span>
            <Input.TextArea
              autoSize={{ minRows: 2, maxRows: 5 }}
              maxLength={500}
              value={typed.why}
              onChange={({ target }) => setTyped({ ...typed, why: target.value })}
            />
          </label>
          <label className="field">
            <span>{t.agreedWith}</span>
            <Input
              maxLength={100}
              value={typed.agreedWith}
              onChange={({ target }) => setTyped({ ...typed, agreedWith: target.value })}
            />
          </label>
          <div className="row">
            <Button htmlType="submit" disabled={!isReady} loading={record.isPending}>
              {t.recordDeviation}
            </Button>
          </div>
        </form>
      )}
      <Refusal error={record.error} />
    </Panel>
  );
}
