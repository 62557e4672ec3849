import { Button } from "antd";
import { Link } from "react-router";
import { shortForm } from "../../server/kernel/numbers.ts";
import { toMinute } from "../../server/kernel/time.ts";
import { takeOut } from "../../server/results/equipment-contract.ts";
import type { RunView } from "../../server/results/equipment-contract.ts";
import { useChange } from "../api.ts";
import { paths } from "../paths.ts";
import { useMay } from "../session.tsx";
import { Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { equipmentWords } from "./equipment-words.ts";
import { useServerTime } from "./server-time.ts";

const shownContents = 6;

/** What is in which equipment, due when; taking out is one press, or the equipment's scan. */
export function RunningEquipment({ rows }: { rows: readonly RunView[] }) {
  const t = useWords(equipmentWords);
  const may = useMay();
  const out = useChange(takeOut);
  return (
    <Panel title={`${t.running} ${rows.length || ""}`}>
      <Refusal error={out.error} />
      {rows.length === 0 ? <p className="quiet">{t.nothingRuns}</p> : null}
      <ul className="runs">
        {rows.map((run) => (
          <li key={run.runId} className="run">
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
                <Button
                  loading={out.isPending && out.variables?.params?.runId === run.runId}
                  onClick={() => out.mutate({ params: { runId: run.runId }, body: {} })}
                >
                  {t.takeOut}
                </Button>
              ) : null}
            </div>
          </li>
        ))}
      </ul>
    </Panel>
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
