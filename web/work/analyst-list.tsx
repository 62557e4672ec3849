import { useState } from "react";
import { CheckCircleFilled, StopOutlined, UserOutlined } from "@ant-design/icons";
import { Checkbox } from "antd";
import { assignTasks, listAnalysts } from "../../server/work/contract.ts";
import type { TaskRow } from "../../server/work/contract.ts";
import { useAsk, useChange } from "../api.ts";
import { Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { words } from "./words.ts";

/** Analysts with what they have in hand; who is not authorised for all that was chosen is shown, disabled, with the reason. */
export function AnalystList({ picked, onAssigned }: { picked: readonly TaskRow[]; onAssigned: () => void }) {
  const t = useWords(words);
  const analysts = useAsk(listAnalysts);
  const assign = useChange(assignTasks);
  const [isLead, setLead] = useState(true);
  const [done, setDone] = useState<string | null>(null);
  const give = (analyst: { id: string; name: string }) =>
    assign.mutate(
      { body: { taskIds: picked.map((row) => row.id), analystId: analyst.id, isLead } },
      {
        onSuccess: () => {
          setDone(t.assigned(picked.length, analyst.name));
          onAssigned();
        },
      },
    );
  return (
    <Panel
      title={t.assignTo}
      extra={<strong className={picked.length === 0 ? "quiet" : "ink-good"}>{t.chosen(picked.length)}</strong>}
    >
      <div className="stack">
        <Checkbox checked={isLead} onChange={(event) => setLead(event.target.checked)}>
          {t.leadLong}
        </Checkbox>
        {picked.length === 0 && !done ? <p className="quiet small">{t.chooseFirst}</p> : null}
        {done && picked.length === 0 ? (
          <p className="ink-good" role="status">
            <CheckCircleFilled /> {done}
          </p>
        ) : null}
        <Refusal error={assign.error ?? analysts.error} />
        {analysts.data?.rows.length === 0 ? <p className="quiet">{t.nobody}</p> : null}
        <ul className="analysts">
          {analysts.data?.rows.map((analyst) => {
            const lacking = [
              ...new Set(picked.filter((row) => !analyst.methodIds.includes(row.methodId)).map((row) => row.method)),
            ];
            return (
              <li key={analyst.id}>
                <button
                  type="button"
                  className="analyst"
                  disabled={picked.length === 0 || lacking.length > 0 || assign.isPending}
                  onClick={() => give(analyst)}
                >
                  {lacking.length > 0 ? <StopOutlined /> : <UserOutlined />}
                  <span className="analyst-words">
                    <strong>{analyst.name}</strong>
                    <span className={lacking.length > 0 ? "small ink-bad" : "small quiet"}>
                      {lacking.length > 0 ? t.notAuthorised(lacking.join("、")) : t.openTasks(analyst.openTasks)}
                    </span>
                  </span>
                  {picked.length > 0 && lacking.length === 0 ? <span className="analyst-do">{t.assign}</span> : null}
                </button>
              </li>
            );
          })}
        </ul>
      </div>
    </Panel>
  );
}
