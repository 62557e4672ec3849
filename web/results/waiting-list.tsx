import { Link } from "react-router";
import { shortForm } from "../../server/kernel/numbers.ts";
import { listWaiting } from "../../server/results/contract.ts";
import { toMinute } from "../../server/kernel/time.ts";
import { useAsk } from "../api.ts";
import { paths } from "../paths.ts";
import { Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { DayTag } from "../work/due-tag.tsx";
import { words } from "./words.ts";

/** What waits for my signature, a sample once, the most urgent first. */
export function WaitingList({ chosen }: { chosen: string | null }) {
  const t = useWords(words);
  const asked = useAsk(listWaiting);
  const rows = asked.data?.rows;
  const samples = [...new Set(rows?.map((row) => row.sampleNumber))];
  return (
    <Panel flush>
      <Refusal error={asked.error} />
      {rows ? null : (
        <div className="inset">
          <div className="bone" />
          <div className="bone" />
        </div>
      )}
      {rows?.length === 0 ? <p className="quiet inset">{t.nothingWaits}</p> : null}
      <ul className="waiting">
        {samples.map((number) => {
          const of = rows?.filter((row) => row.sampleNumber === number) ?? [];
          const [first] = of;
          if (!first) return null;
          const items = of.flatMap((row) => (row.item ? [row.item] : []));
          return (
            <li key={number}>
              <Link
                to={paths.desk(number)}
                className={number === chosen ? "waiting-row waiting-chosen" : "waiting-row"}
                aria-current={number === chosen ? "page" : undefined}
              >
                <span className="row apart">
                  <strong>{first.sampleName}</strong>
                  <span className="mono">{shortForm(number)}</span>
                </span>
                <span className="row">
                  {[...new Set(of.map((row) => row.act))].map((act) => (
                    <ToneTag key={act} tone="attention">
                      {t.act[act]}
                    </ToneTag>
                  ))}
                  <span className="small quiet">{items.join("、")}</span>
                </span>
                <span className="row apart small quiet">
                  <span>{first.by ? t.by(first.by) : t.since(toMinute(new Date(first.since)).slice(5))}</span>
                  <DayTag on={first.dueOn} />
                </span>
              </Link>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
