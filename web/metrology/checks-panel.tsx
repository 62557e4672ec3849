import { Button } from "antd";
import { lazy, Suspense, useState } from "react";
import { Link } from "react-router";
import {
  endCheckPlan,
  listCheckPlans,
  type CheckPlanView,
  type CheckView,
} from "../../server/metrology/check-contract.ts";
import { useAsk, useChange } from "../api.ts";
import { paths } from "../paths.ts";
import { ReasonForm } from "../readings/reason-picker.tsx";
import { useMay } from "../session.tsx";
import { Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { checkWords } from "./check-words.ts";
import { PlanCheckForm } from "./plan-check-form.tsx";
import { RecordCheckForm } from "./record-check-form.tsx";

const CheckChart = lazy(async () => ({ default: (await import("./check-chart.tsx")).CheckChart }));

export const zoneTones = { in: "good", warning: "attention", out: "bad" } as const;

/** 期间核查 of an instrument: each plan with its chart, its checks and their arithmetic. */
export function ChecksPanel({ number }: { number: string }) {
  const t = useWords(checkWords);
  const may = useMay();
  const [isPlanning, setPlanning] = useState(false);
  const asked = useAsk(listCheckPlans, { params: { number } });
  const plans = asked.data?.rows;
  return (
    <Panel
      title={t.title}
      extra={may("instruments.change") ? <Button onClick={() => setPlanning(true)}>{t.plan}</Button> : null}
    >
      <div className="stack">
        <Refusal error={asked.error} />
        {isPlanning ? <PlanCheckForm number={number} onDone={() => setPlanning(false)} /> : null}
        {plans?.length === 0 ? <p className="quiet">{t.none}</p> : null}
        {plans?.map((plan) => (
          <Plan key={plan.id} of={plan} mayChange={may("instruments.change")} />
        ))}
      </div>
    </Panel>
  );
}

function Plan({ of, mayChange }: { of: CheckPlanView; mayChange: boolean }) {
  const t = useWords(checkWords);
  const [form, setForm] = useState<"record" | "end" | null>(null);
  const end = useChange(endCheckPlan);
  const { criterion } = of;
  const isOver = of.endedAt !== null;
  const last = of.checks.at(-1);
  return (
    <section className="box stack tight">
      <div className="row apart">
        <span>
          <strong>{of.name}</strong> <span className="quiet">{of.standard}</span>{" "}
          {last ? <ToneTag tone={zoneTones[last.zone]}>{t.zones[last.zone]}</ToneTag> : null}
        </span>
        <span className="row">
          {isOver ? <span className="quiet">{t.ended}</span> : null}
          {of.dueOn ? (
            <span className={of.warning === "overdue" ? "ink-bad" : of.warning ? "ink-attention" : "quiet"}>
              {t.due(of.dueOn)}
              {of.warning === "overdue" ? ` · ${t.overdue}` : ""}
            </span>
          ) : null}
          {mayChange && !isOver ? (
            <>
              <Button onClick={() => setForm("end")}>{t.end}</Button>
              <Button type="primary" onClick={() => setForm("record")}>
                {t.record}
              </Button>
            </>
          ) : null}
        </span>
      </div>
      <span className="small quiet">
        {t.every(of.intervalMonths)} · {t.criteria[criterion.kind]} · {figuresOf(of)}
      </span>
      {form === "record" ? <RecordCheckForm plan={of} onDone={() => setForm(null)} /> : null}
      {form === "end" ? (
        <div className="inset">
          <ReasonForm
            reasons={t.endReasons}
            doIt={t.end}
            isBusy={end.isPending}
            onCancel={() => setForm(null)}
            onDo={(reason) =>
              end.mutate({ params: { planId: of.id }, body: { reason } }, { onSuccess: () => setForm(null) })
            }
          />
          <Refusal error={end.error} />
        </div>
      ) : null}
      {of.checks.length > 0 ? (
        <>
          <Suspense fallback={<div className="chart" />}>
            <CheckChart of={of} />
          </Suspense>
          <details>
            <summary>{t.table}</summary>
            <CheckTable of={of} />
          </details>
        </>
      ) : null}
    </section>
  );
}

function CheckTable({ of }: { of: CheckPlanView }) {
  const t = useWords(checkWords);
  return (
    <table className="table" aria-label={of.name}>
      <tbody>
        {of.checks.toReversed().map((check: CheckView) => (
          <tr key={check.verificationId}>
            <td className="narrow">{check.on}</td>
            <td className="narrow">
              <ToneTag tone={zoneTones[check.zone]}>{t.zones[check.zone]}</ToneTag>
            </td>
            <td>
              {check.arithmetic.map((line) => (
                <div key={line} className="mono small">
                  {line}
                </div>
              ))}
              {check.remarks ? <div className="small quiet">{check.remarks}</div> : null}
              {check.passes ? null : <Link to={paths.impact(check.verificationId)}>{t.impact}</Link>}
            </td>
            <td className="narrow small quiet">{check.by}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function figuresOf({ criterion, unit }: CheckPlanView): string {
  switch (criterion.kind) {
    case "difference":
      return `x = ${criterion.reference} ${unit}，Δ = ${criterion.delta} ${unit}`;
    case "chart":
      return `x̄ = ${criterion.mean} ${unit}，s = ${criterion.sd} ${unit}`;
    case "en":
      return `X = ${criterion.reference} ± ${criterion.referenceU} ${unit}，U = ${criterion.U} ${unit}`;
  }
}
