import { Button, Input } from "antd";
import { useState } from "react";
import { shortForm } from "../../server/kernel/numbers.ts";
import { returnTasks } from "../../server/work/contract.ts";
import type { TaskRow } from "../../server/work/contract.ts";
import { useChange } from "../api.ts";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { peopleWords } from "./people-words.ts";

/** 退回任务池: tasks that were not begun, given back with a reason, so that somebody else can take them. */
export function ReturnTasks({ rows }: { rows: readonly TaskRow[] }) {
  const t = useWords(peopleWords);
  const giveBack = useChange(returnTasks);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [reason, setReason] = useState("");
  const waiting = rows.filter(({ state }) => state === "assigned");
  const taskIds = waiting.filter(({ id }) => chosen.has(id)).map(({ id }) => id);
  if (waiting.length === 0) return null;
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  const send = () =>
    giveBack.mutate(
      { body: { taskIds, reason } },
      {
        onSuccess: () => {
          setChosen(new Set());
          setReason("");
        },
      },
    );
  return (
    <details className="panel">
      <summary>{t.giveBackTitle(waiting.length)}</summary>
      <form
        className="stack above"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        {waiting.map((task) => (
          <label key={task.id} className="row">
            <input type="checkbox" className="tick" checked={chosen.has(task.id)} onChange={() => toggle(task.id)} />
            {shortForm(task.sampleNumber)} {task.sampleName} · {task.item} {task.method}
          </label>
        ))}
        <div className="bar">
          <Input
            className="search-box"
            aria-label={t.giveBackWhy}
            placeholder={t.giveBackWhy}
            maxLength={200}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
          <Button
            htmlType="submit"
            disabled={taskIds.length === 0 || reason.trim().length < 2}
            loading={giveBack.isPending}
          >
            {t.giveBack}
          </Button>
        </div>
        <Refusal error={giveBack.error} />
      </form>
    </details>
  );
}
