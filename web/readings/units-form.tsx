import { useState } from "react";
import { Button, InputNumber } from "antd";
import { setSampleUnits } from "../../server/readings/contract.ts";
import type { BenchView } from "../../server/results/contract.ts";
import { useChange } from "../api.ts";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { ReasonForm } from "./reason-picker.tsx";
import { words } from "./words.ts";

/** The units there are beside those the plan asks for; another number is said with a reason. */
export function UnitsForm({ bench }: { bench: BenchView }) {
  const t = useWords(words);
  const change = useChange(setSampleUnits);
  const have = bench.determinations.filter((d) => d.round === bench.task.round).length;
  const planned = bench.task.unitsPlanned ?? have;
  const [isOpen, setOpen] = useState(false);
  const [count, setCount] = useState(planned);
  return (
    <div className="stack">
      <div className="row apart">
        <span className={planned === have ? "quiet small" : "small ink-attention"}>{t.unitsDiffer(planned, have)}</span>
        <Button onClick={() => setOpen(!isOpen)}>{t.unitsChange}</Button>
      </div>
      {isOpen ? (
        <div className="inset stack">
          <label className="field">
            <span className="needed">{t.unitsCount}</span>
            <InputNumber min={1} max={60} precision={0} value={count} onChange={(n) => setCount(n ?? planned)} />
          </label>
          <ReasonForm
            reasons={t.unitsReasons}
            doIt={t.unitsChange}
            isBusy={change.isPending}
            onCancel={() => setOpen(false)}
            onDo={(reason) =>
              change.mutate(
                { params: { taskId: bench.task.id }, body: { count, reason } },
                { onSuccess: () => setOpen(false) },
              )
            }
          />
          <Refusal error={change.error} />
        </div>
      ) : null}
    </div>
  );
}
