import { Button, Input, Select } from "antd";
import { useState } from "react";
import { enterSubcontracted } from "../../server/results/contract.ts";
import type { SubcontractTask } from "../../server/work/subcontract-contract.ts";
import { useChange } from "../api.ts";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { subcontractWords } from "./subcontract-words.ts";

/** One result, typed as the other laboratory's report prints it; somebody else checks it at the desk. */
export function SubcontractedResult({ task }: { task: SubcontractTask }) {
  const t = useWords(subcontractWords);
  const enter = useChange(enterSubcontracted);
  const [text, setText] = useState(task.reported ?? "");
  const [lod, setLod] = useState("");
  const [reason, setReason] = useState("");
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        enter.mutate({
          params: { taskId: task.id },
          body: { text, ...(lod.trim() && { lod: lod.trim() }), ...(reason.trim() && { reason: reason.trim() }) },
        });
      }}
    >
      <div className="row">
        {task.choices.length > 0 ? (
          <Select
            aria-label={`${task.item} ${t.result}`}
            className="short"
            value={text || null}
            placeholder={t.result}
            options={task.choices.map((value) => ({ value, label: value }))}
            onChange={setText}
          />
        ) : (
          <Input
            aria-label={`${task.item} ${t.result}`}
            className="short"
            placeholder={t.resultHint}
            value={text}
            maxLength={200}
            onChange={({ target }) => setText(target.value)}
          />
        )}
        <span>{task.unit}</span>
        <Input
          aria-label={t.lod}
          className="short"
          placeholder={t.lod}
          value={lod}
          maxLength={30}
          onChange={({ target }) => setLod(target.value)}
        />
        {task.reported ? (
          <Input
            aria-label={t.why}
            placeholder={t.why}
            value={reason}
            maxLength={300}
            onChange={({ target }) => setReason(target.value)}
          />
        ) : null}
        <Button type="primary" htmlType="submit" disabled={text.trim() === ""} loading={enter.isPending}>
          {t.enter}
        </Button>
      </div>
      <Refusal error={enter.error} />
    </form>
  );
}
