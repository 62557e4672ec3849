import { Button } from "antd";
import { Link, useParams } from "react-router";
import { toMinute } from "../../server/kernel/time.ts";
import { showPcrRun, withdrawPcrRun } from "../../server/results/pcr-contract.ts";
import type { PcrRunView } from "../../server/results/pcr-contract.ts";
import { useAsk, useChange } from "../api.ts";
import { paths } from "../paths.ts";
import { Opening } from "../ui/opening.tsx";
import { Page, Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import type { Tone } from "../theme.ts";
import { useWords } from "../words.ts";
import { pcrWords } from "./pcr-words.ts";

const tones: Record<string, Tone> = {
  detected: "attention",
  not_detected: "good",
  undetermined: "attention",
  repeat: "returned",
  invalid: "bad",
  incomplete: "waiting",
};

/** A run with its controls, what each sample comes to and why, and every well. */
export function PcrRunPage() {
  const t = useWords(pcrWords);
  const { id = "" } = useParams();
  const asked = useAsk(showPcrRun, { params: { runId: id } });
  const withdraw = useChange(withdrawPcrRun);
  const run = asked.data;
  if (!run)
    return asked.error ? (
      <Page title={t.title}>
        <Refusal error={asked.error} />
      </Page>
    ) : (
      <Opening />
    );
  return (
    <Page
      title={
        <>
          {run.name}{" "}
          {run.withdrawn ? (
            <ToneTag tone="waiting">{t.withdrawn(run.withdrawn.by, run.withdrawn.reason)}</ToneTag>
          ) : (
            <ToneTag tone={run.isValid ? "good" : "bad"}>{run.isValid ? t.valid : t.invalid}</ToneTag>
          )}
        </>
      }
      below={`${run.instrument.name} · ${toMinute(new Date(run.ranAt))} · ${run.createdBy}${run.remarks ? ` · ${run.remarks}` : ""}`}
      extra={
        run.may.includes("withdraw") ? (
          <Button
            loading={withdraw.isPending}
            onClick={() => {
              const reason = window.prompt(t.withdrawWhy);
              if (reason) withdraw.mutate({ params: { runId: run.id }, body: { reason } });
            }}
          >
            {t.withdraw}
          </Button>
        ) : null
      }
    >
      <Refusal error={withdraw.error} />
      <Panel title={t.controls}>
        <Controls of={run} />
      </Panel>
      <Panel title={t.calls}>
        <ul className="plain-list">
          {run.calls.map((call) => (
            <li key={call.taskId}>
              <Link to={paths.bench(call.taskId)}>{`${call.sampleName} ${call.sampleNumber}`}</Link>{" "}
              <strong>{call.item}</strong>{" "}
              <ToneTag tone={tones[call.computed.state] ?? "waiting"}>{t.states[call.computed.state]}</ToneTag>
              <PcrSteps steps={call.computed.steps} />
            </li>
          ))}
        </ul>
      </Panel>
      <Panel title={t.wells}>
        <WellTable wells={run.wells.map((w) => ({ ...w, sample: w.sampleNumber }))} />
      </Panel>
    </Page>
  );
}

/** Each step of a call with its figures. */
export function PcrSteps({ steps }: { steps: { step: string; figures: Record<string, string> }[] }) {
  return (
    <ol className="explanation small">
      {steps.map((step) => (
        <li key={JSON.stringify(step)}>
          {Object.entries(step.figures)
            .map(([name, figure]) => `${name} ${figure}`)
            .join(" · ")}
        </li>
      ))}
    </ol>
  );
}

function Controls({ of: run }: { of: PcrRunView }) {
  const t = useWords(pcrWords);
  return (
    <table className="plain-table">
      <tbody>
        {run.controls.flatMap((verdict) =>
          verdict.wells.map((w) => (
            <tr key={`${verdict.target} ${w.position}`}>
              <td>{verdict.target}</td>
              <td>{w.position}</td>
              <td>{t.roles[w.role]}</td>
              <td>{w.ct === null ? t.noCt : `Ct ${w.ct}`}</td>
              <td className="small quiet">
                {w.role === "positive" ? `Ct ≤ ${verdict.positiveMax}` : `${t.noCurve} / Ct ≥ ${verdict.absentMin}`}
              </td>
              <td>
                <ToneTag tone={w.isGood ? "good" : "bad"}>{w.isGood ? t.good : t.bad}</ToneTag>
              </td>
            </tr>
          )),
        )}
      </tbody>
    </table>
  );
}

type Shown = {
  position: string;
  target: string;
  role: string;
  sample: string | null;
  ct: string | null;
  hasCurve: boolean;
};

/** Wells in a table, as typed or as kept. */
export function WellTable({ wells }: { wells: Shown[] }) {
  const t = useWords(pcrWords);
  return (
    <table className="plain-table">
      <tbody>
        {wells.map((w) => (
          <tr key={`${w.position} ${w.target}`}>
            <td className="nowrap">
              <strong>{w.position}</strong>
            </td>
            <td>{w.target === "internal" ? t.internal : w.target}</td>
            <td>{t.roles[w.role] ?? w.role}</td>
            <td className="mono">{w.sample ?? ""}</td>
            <td className="nowrap">{w.ct === null ? t.noCt : `Ct ${w.ct}`}</td>
            <td className="small quiet">{w.hasCurve ? t.curve : t.noCurve}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
