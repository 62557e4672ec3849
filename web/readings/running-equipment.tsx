import { Button } from "antd";
import { useEffect, useRef } from "react";
import { Link } from "react-router";
import type { AskOf } from "../../server/kernel/endpoint.ts";
import { shortForm } from "../../server/kernel/numbers.ts";
import { toMinute } from "../../server/kernel/time.ts";
import { listRunning, takeOut } from "../../server/results/equipment-contract.ts";
import type { RunView } from "../../server/results/equipment-contract.ts";
import { useChange, usePages } from "../api.ts";
import { paths } from "../paths.ts";
import { useMay } from "../session.tsx";
import { Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { SearchBox, useFilter } from "../ui/search-box.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { equipmentWords } from "./equipment-words.ts";
import { useServerTime } from "./server-time.ts";

const shownContents = 6;

/** What is in which equipment, due when: the reader's own at the top, then that of colleagues; found by equipment or sample. */
export function RunningEquipment({
  only,
  onAll,
}: {
  only: { number: string; name: string } | null;
  onAll: () => void;
}) {
  const t = useWords(equipmentWords);
  const canUse = useMay()("bench.use");
  const [q] = useFilter("q");
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (only) top.current?.scrollIntoView({ block: "center" });
  }, [only]);
  const isSought = q !== undefined || only !== null;
  const query = { q, instrument: only?.number };
  return (
    <div className="stack">
      {only ? (
        <div className="row apart" ref={top}>
          <strong>{t.onlyIn(only.name)}</strong>
          <Button onClick={onAll}>{t.showAll}</Button>
        </div>
      ) : (
        <SearchBox label={t.searchRuns} />
      )}
      {canUse ? (
        <Runs
          title={t.runningMine}
          query={{ ...query, whose: "mine" }}
          none={isSought ? t.noneFound : t.nothingOfMine}
        />
      ) : null}
      <Runs
        title={canUse ? t.runningOthers : t.running}
        query={{ ...query, whose: canUse ? "others" : undefined }}
        none={isSought ? t.noneFound : canUse ? t.nothingOfOthers : t.nothingRuns}
      />
    </div>
  );
}

function Runs(props: { title: string; query: AskOf<typeof listRunning>["query"]; none: string }) {
  const t = useWords(equipmentWords);
  const pages = usePages(listRunning, props.query);
  const { rows, first } = pages;
  return (
    <Panel title={`${props.title} ${first?.total || ""}`}>
      <Refusal error={pages.error} />
      {rows?.length === 0 ? <p className="quiet">{props.none}</p> : null}
      {rows ? null : <div className="bone" />}
      <ul className="runs">
        {rows?.map((run) => (
          <Run key={run.runId} run={run} />
        ))}
      </ul>
      {pages.more ? (
        <div className="row apart">
          <Button onClick={pages.more} loading={pages.isMoreComing}>
            {t.moreRuns}
          </Button>
          <span className="quiet small">{t.shownOf(rows?.length ?? 0, first?.total ?? 0)}</span>
        </div>
      ) : null}
    </Panel>
  );
}

/** One scan's worth; taking out is one press, or the equipment's scan. */
function Run({ run }: { run: RunView }) {
  const t = useWords(equipmentWords);
  const may = useMay();
  const out = useChange(takeOut);
  return (
    <li className="run">
      <div className="row apart">
        <span>
          <Link to={paths.instrument(run.number)}>
            <strong>{run.name}</strong>
          </Link>{" "}
          <span className="quiet small">{run.place}</span>
        </span>
        <DueOut run={run} />
      </div>
      <div>
        <strong>{run.settings}</strong>{" "}
        <span className="quiet small">{t.since(toMinute(new Date(run.startedAt)).slice(5), run.by)}</span>
      </div>
      <div className="row apart">
        <span className="small">
          {run.contents.slice(0, shownContents).map((c) => (
            <Link key={c.taskId} to={paths.bench(c.taskId)} className="run-content">
              {shortForm(c.sampleNumber)} {c.item}
            </Link>
          ))}
          {run.contents.length > shownContents ? ` … ${run.contents.length}` : ""}
        </span>
        {may("bench.use") ? (
          <Button loading={out.isPending} onClick={() => out.mutate({ params: { runId: run.runId }, body: {} })}>
            {t.takeOut}
          </Button>
        ) : null}
      </div>
      <Refusal error={out.error} />
    </li>
  );
}

function DueOut({ run }: { run: RunView }) {
  const t = useWords(equipmentWords);
  const now = useServerTime();
  if (run.dueAt === null) return <span className="quiet small">{t.noDue}</span>;
  const minutes = Math.round((Date.parse(run.dueAt) - now) / 60_000);
  const text = spoken(Math.abs(minutes));
  return (
    <span className="row">
      <span className="quiet small">{t.atDue(toMinute(new Date(run.dueAt)).slice(5))}</span>
      <ToneTag tone={minutes < 0 ? "bad" : minutes <= 10 ? "attention" : "running"}>
        {minutes < 0 ? t.over(text) : t.left(text)}
      </ToneTag>
    </span>
  );
}

function spoken(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return hours > 0 ? `${hours} h ${rest} min` : `${rest} min`;
}
