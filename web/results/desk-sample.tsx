import { useState } from "react";
import { ExclamationCircleFilled, CheckCircleFilled } from "@ant-design/icons";
import { groupNumber } from "../../server/kernel/numbers.ts";
import { zh } from "../../server/kernel/text/zh.ts";
import { en } from "../../server/kernel/text/en.ts";
import { toMinute } from "../../server/kernel/time.ts";
import type { DeskView } from "../../server/results/contract.ts";
import { Link } from "react-router";
import { rawRecord } from "../../server/certificates/life-contract.ts";
import { fileUrl } from "../api.ts";
import { paths } from "../paths.ts";
import { Facts, Panel } from "../ui/page.tsx";
import { StateTag, ToneTag } from "../ui/state-tag.tsx";
import { Verdict } from "../ui/verdict.tsx";
import { useWords } from "../words.ts";
import { WeighingTable } from "../readings/weighing-table.tsx";
import { becauseWords, sentenceOf } from "./because-words.ts";
import { DeskActions } from "./desk-actions.tsx";
import { Explanation } from "./explanation.tsx";
import { GatePanel } from "./gate-panel.tsx";
import { Limits, Missing, Reported } from "./outcome-panel.tsx";
import { ResultParts } from "./result-parts.tsx";
import { words } from "./words.ts";

type ReviewTask = DeskView["tasks"][number];

/** A sample with its results; everything unusual stands on top. */
export function DeskSample({ desk }: { desk: DeskView }) {
  const t = useWords(words);
  const source = useWords({ zh, en }).source;
  const { sample } = desk;
  const isNearIssue = sample.state === "under_review" || sample.state === "approved";
  return (
    <div className="stack desk-middle">
      <Panel
        title={
          <>
            {sample.name} <StateTag of="sample" state={sample.state} />
          </>
        }
        extra={
          <Link to={paths.sample(sample.number)} className="mono">
            {groupNumber(sample.number)}
          </Link>
        }
      >
        <Unusual tasks={desk.tasks} />
        <div className="conclusion">
          <span className="quiet small">{t.conclusion}</span>
          {desk.conclusion ? (
            <span className="row">
              <Verdict of={desk.conclusion.verdict} /> <strong>{desk.conclusion.text}</strong>
            </span>
          ) : (
            <span className="quiet">{t.conclusionPending}</span>
          )}
        </div>
        <DeskActions desk={desk} />
        <div className="above">
          <Facts
            of={[
              [t.facts.category, sample.category],
              [t.facts.productionDate, sample.productionDate],
              [t.facts.receivedAt, toMinute(new Date(sample.receivedAt))],
              [t.facts.source, sample.source in source ? source[sample.source as keyof typeof source] : sample.source],
              [t.facts.client, sample.client],
              [
                t.facts.reviewed,
                sample.reviewedBy && sample.reviewedAt
                  ? t.reviewedBy(sample.reviewedBy, toMinute(new Date(sample.reviewedAt)))
                  : null,
              ],
            ]}
          />
        </div>
      </Panel>
      {isNearIssue ? <GatePanel number={sample.number} /> : null}
      {desk.tasks.map((task) => (
        <TaskResult key={task.bench.task.id} of={task} />
      ))}
    </div>
  );
}

/** Typed values, repeats, undone weighings, a figure near its limit: first of all, or the plain word that there is none. */
function Unusual({ tasks }: { tasks: readonly ReviewTask[] }) {
  const t = useWords(words);
  const because = useWords(becauseWords);
  const all = tasks.flatMap((task) => task.unusual.map((code) => ({ code, item: task.bench.task.item })));
  if (all.length === 0)
    return (
      <p className="unusual tone-good">
        <CheckCircleFilled /> {t.nothingUnusual}
      </p>
    );
  return (
    <div className="unusual tone-attention">
      <strong>
        <ExclamationCircleFilled /> {t.unusual}
      </strong>
      <ul>
        {all.map(({ code, item }) => (
          <li key={`${item} ${code}`}>
            {item}
            {t.colon}
            {sentenceOf(because.unusual, code)}
          </li>
        ))}
      </ul>
    </div>
  );
}

function TaskResult({ of }: { of: ReviewTask }) {
  const t = useWords(words);
  const { bench } = of;
  const current = of.versions.find((v) => v.isCurrent);
  const outcome = current?.explanation ?? bench.outcome;
  const [isOpen, setOpen] = useState<"record" | "explain" | null>(null);
  const old = of.versions.filter((v) => !v.isCurrent);
  return (
    <Panel
      title={
        <>
          {bench.task.item}{" "}
          <span className="quiet small">
            {bench.task.methodCode} {bench.task.clause}
          </span>
        </>
      }
      extra={
        <span className="row">
          {of.checkedBy && of.checkedAt ? (
            <ToneTag tone="good">{t.checkedBy(of.checkedBy, toMinute(new Date(of.checkedAt)).slice(5))}</ToneTag>
          ) : (
            <ToneTag tone="waiting">{t.notChecked}</ToneTag>
          )}
          <Verdict of={current?.verdict ?? null} />
        </span>
      }
    >
      <div className="task-result">
        <div className="stack">
          <Reported outcome={outcome} />
          <ResultParts of={outcome} />
          {current ? (
            <span className="small quiet">
              {t.submitted(current.version, current.madeBy, toMinute(new Date(current.madeAt)))}
              {current.signedAt ? ` · ${t.act.submit}` : null}
              {current.reason ? ` · ${current.reason}` : ""} <Link to={paths.result(current.id)}>{t.onOnePage}</Link>{" "}
              <a href={fileUrl(rawRecord, { taskId: bench.task.id })} target="_blank" rel="noreferrer">
                {t.rawRecordPdf}
              </a>
            </span>
          ) : (
            <Missing of={outcome.missing} />
          )}
          {old.length > 0 ? (
            <div>
              <div className="small quiet">{t.versions}</div>
              <ul>
                {old.map((v) => (
                  <li key={v.version} className="small">
                    <Link to={paths.result(v.id)}>{t.version(v.version)}</Link>{" "}
                    <s>
                      {v.reported} {v.unit}
                    </s>{" "}
                    {v.madeBy} {toMinute(new Date(v.madeAt)).slice(5)}
                    {v.reason ? ` · ${v.reason}` : ""}
                  </li>
                ))}
              </ul>
            </div>
          ) : null}
        </div>
        <Limits of={outcome} />
      </div>
      <div className="row above-small">
        <button
          type="button"
          className="link-button"
          aria-expanded={isOpen === "record"}
          onClick={() => setOpen(isOpen === "record" ? null : "record")}
        >
          {isOpen === "record" ? "▾" : "▸"} {t.rawRecord}
        </button>
        <button
          type="button"
          className="link-button"
          aria-expanded={isOpen === "explain"}
          onClick={() => setOpen(isOpen === "explain" ? null : "explain")}
        >
          {isOpen === "explain" ? "▾" : "▸"} {t.explain}
        </button>
      </div>
      {isOpen === "record" ? <WeighingTable bench={bench} target={null} /> : null}
      {isOpen === "record" && bench.uses.length > 0 ? (
        <ul className="uses">
          {bench.uses.map((use) => (
            <li key={use.id}>
              <span>
                <strong>{use.name}</strong> {use.settings}
              </span>
              <span className="small quiet">
                {toMinute(new Date(use.startedAt)).slice(5)} –{" "}
                {use.endedAt ? toMinute(new Date(use.endedAt)).slice(5) : ""} {use.by}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      {isOpen === "explain" ? <Explanation outcome={outcome} grounds={bench} /> : null}
    </Panel>
  );
}
