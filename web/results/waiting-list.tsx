import { Button, Segmented } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { shortForm } from "../../server/kernel/numbers.ts";
import { countWaiting, listWaiting } from "../../server/results/contract.ts";
import type { WaitingAct } from "../../server/results/contract.ts";
import { toMinute } from "../../server/kernel/time.ts";
import { useAsk, usePages } from "../api.ts";
import { paths } from "../paths.ts";
import { Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { words as tableWords } from "../ui/words.ts";
import { useWords } from "../words.ts";
import { DayTag } from "../work/due-tag.tsx";
import { words } from "./words.ts";

/** What waits for one signature of mine, a sample once, the most urgent first; by signature for who gives several. */
export function WaitingList({ chosen }: { chosen: string | null }) {
  const t = useWords(words);
  const counted = useAsk(countWaiting);
  const acts = counted.data?.acts ?? [];
  const [wanted, want] = useState<WaitingAct | null>(null);
  const act = acts.find((one) => one.act === wanted) ?? acts.find(({ count }) => count > 0) ?? acts[0];
  return (
    <Panel flush>
      <Refusal error={counted.error} />
      {acts.length > 1 && act ? (
        <Segmented
          block
          aria-label={t.waiting}
          className="waiting-acts"
          value={act.act}
          options={acts.map(({ act: value, count }) => ({ value, label: `${t.act[value]} ${count}` }))}
          onChange={want}
        />
      ) : null}
      {counted.data ? null : <Bones />}
      {act ? <WaitingRows act={act.act} chosen={chosen} /> : null}
      {counted.data && !act ? <p className="quiet inset">{t.nothingWaits}</p> : null}
    </Panel>
  );
}

function Bones() {
  return (
    <div className="inset">
      <div className="bone" />
      <div className="bone" />
    </div>
  );
}

function WaitingRows({ act, chosen }: { act: WaitingAct; chosen: string | null }) {
  const t = useWords(words);
  const table = useWords(tableWords);
  const { rows, more, isMoreComing, error } = usePages(listWaiting, { act });
  const samples = [...new Set(rows?.map((row) => row.sampleNumber))];
  return (
    <>
      <Refusal error={error} />
      {rows ? null : <Bones />}
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
                  <ToneTag tone="attention">{t.act[act]}</ToneTag>
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
      {more ? (
        <div className="table-more">
          <Button loading={isMoreComing} onClick={more}>
            {table.more}
          </Button>
        </div>
      ) : null}
    </>
  );
}
