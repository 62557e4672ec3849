import { toMinute } from "../../server/kernel/time.ts";
import type { DeskView } from "../../server/results/contract.ts";
import { Panel } from "../ui/page.tsx";
import { useWords } from "../words.ts";
import { words } from "./words.ts";

/** What happened to the sample, the newest first. */
export function DeskHistory({ desk }: { desk: DeskView }) {
  const t = useWords(words);
  return (
    <Panel title={t.history}>
      {desk.history.length === 0 ? <p className="quiet">{t.noHistory}</p> : null}
      <ol className="history">
        {desk.history.toSorted((a, b) => b.at.localeCompare(a.at)).map((entry) => (
          <li key={`${entry.at} ${entry.action} ${entry.detail}`} className={entry.action.includes("return") || entry.action.includes("sent-back") || entry.action.includes("undone") ? "history-back" : undefined}>
            <div className="small quiet">{toMinute(new Date(entry.at)).slice(5)} · {entry.actor}</div>
            <div>{t.actions[entry.action] ?? entry.action}</div>
            {entry.detail ? <div className="small quiet history-detail">{entry.detail}</div> : null}
          </li>
        ))}
      </ol>
    </Panel>
  );
}
