import { en } from "../../server/kernel/text/en.ts";
import { zh } from "../../server/kernel/text/zh.ts";
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
        {desk.history
          .toSorted((a, b) => b.at.localeCompare(a.at))
          .map((entry) => (
            <li
              key={`${entry.at} ${entry.action} ${entry.detail}`}
              className={
                entry.action === "work.sent-back" || entry.action === "reading.undone" ? "history-back" : undefined
              }
            >
              <div className="small quiet">
                {toMinute(new Date(entry.at)).slice(5)} · {entry.actor}
              </div>
              <div>{t.actions[entry.action] ?? entry.action}</div>
              <Detail of={entry.detail} />
            </li>
          ))}
      </ol>
    </Panel>
  );
}

/** The facts of an entry that mean something to a reader; keys of rows are left to the trail itself. */
function Detail({ of }: { of: string }) {
  const t = useWords(words);
  const verdicts = useWords({ zh, en }).verdict;
  const facts = factsOf(of);
  if (facts === null) return of ? <div className="small quiet history-detail">{of}</div> : null;
  const told = facts.filter(
    ([name, value]) => name in t.details && value !== "" && !/^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(value),
  );
  if (told.length === 0) return null;
  return (
    <div className="small quiet history-detail">
      {told
        .map(
          ([name, value]) =>
            `${t.details[name] ?? name}${t.colon}${name === "verdict" && value in verdicts ? verdicts[value as keyof typeof verdicts] : value}`,
        )
        .join(" · ")}
    </div>
  );
}

function factsOf(text: string): [string, string][] | null {
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read !== "object" || read === null) return null;
    return Object.entries(read).map(([name, value]) => [
      name,
      Array.isArray(value)
        ? value.join("、")
        : typeof value === "string" || typeof value === "number"
          ? String(value)
          : "",
    ]);
  } catch {
    return null;
  }
}
