import { useState } from "react";
import { Button, Checkbox } from "antd";
import { sendBack } from "../../server/results/contract.ts";
import type { DeskView } from "../../server/results/contract.ts";
import { useChange } from "../api.ts";
import { ReasonPicker } from "../readings/reason-picker.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { words } from "./words.ts";

/** Returns chosen lines, each group with its reason, which the analyst reads. */
export function SendBackForm({ desk, onCancel, onDone }: { desk: DeskView; onCancel: () => void; onDone: () => void }) {
  const t = useWords(words);
  const send = useChange(sendBack);
  const tasks = desk.tasks.map((task) => task.bench.task);
  const [taskIds, setTaskIds] = useState<string[]>(tasks.length === 1 ? tasks.map((task) => task.id) : []);
  const [reason, setReason] = useState("");
  const isReady = taskIds.length > 0 && reason.trim().length >= 2;
  return (
    <form
      className="inset stack tone-returned send-back"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady)
          send.mutate(
            { params: { number: desk.sample.number }, body: { taskIds, reason: reason.trim() } },
            { onSuccess: onDone },
          );
      }}
    >
      <strong>{t.sendBackWhich}</strong>
      <Checkbox.Group
        value={taskIds}
        options={tasks.map((task) => ({ value: task.id, label: task.item }))}
        onChange={(chosen) => setTaskIds(chosen.map(String))}
      />
      <ReasonPicker label={t.sendBackWhy} reasons={t.sendBackReasons} value={reason} onChange={setReason} />
      <Refusal error={send.error} />
      <div className="row end">
        <Button onClick={onCancel}>{t.cancel}</Button>
        <Button danger type="primary" htmlType="submit" disabled={!isReady} loading={send.isPending}>
          {t.sendBackNow}
        </Button>
      </div>
    </form>
  );
}
