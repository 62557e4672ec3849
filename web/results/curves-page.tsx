import { PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { toMinute } from "../../server/kernel/time.ts";
import { listCurves, withdrawCurve } from "../../server/results/curve-contract.ts";
import type { CurveView } from "../../server/results/curve-contract.ts";
import { useAsk, useChange } from "../api.ts";
import { ReasonForm } from "../readings/reason-picker.tsx";
import { useMay } from "../session.tsx";
import { NumberText } from "../ui/number-text.tsx";
import { Page, Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { CurveFit } from "./curve-fit.tsx";
import { curveWords } from "./curve-words.ts";
import { MakeCurveForm } from "./make-curve-form.tsx";

export const curveTones = { usable: "good", refused: "bad", expired: "attention", withdrawn: "waiting" } as const;

/** The laboratory's calibration curves, each with its line, its residuals and what it may be used for. */
export function CurvesPage() {
  const t = useWords(curveWords);
  const may = useMay();
  const asked = useAsk(listCurves);
  const [chosen, setChosen] = useState<string | null>(null);
  const [isMaking, setMaking] = useState(false);
  const rows = asked.data?.rows;
  const shown = rows?.find(({ id }) => id === chosen) ?? rows?.[0];
  return (
    <Page
      title={t.title}
      below={t.below}
      extra={
        may("bench.use") ? (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setMaking(true)}>
            {t.make}
          </Button>
        ) : null
      }
    >
      <Refusal error={asked.error} />
      {isMaking ? (
        <MakeCurveForm
          onCancel={() => setMaking(false)}
          onDone={(id) => {
            setMaking(false);
            setChosen(id);
          }}
        />
      ) : null}
      <div className="controls">
        <Panel flush>
          {rows?.length === 0 ? <p className="quiet inset">{t.none}</p> : null}
          <ul className="waiting">
            {rows?.map((row) => (
              <li key={row.id}>
                <button
                  type="button"
                  className={row.id === shown?.id ? "waiting-row waiting-chosen" : "waiting-row"}
                  aria-current={row.id === shown?.id}
                  onClick={() => setChosen(row.id)}
                >
                  <span className="row apart">
                    <strong>{row.item}</strong>
                    <ToneTag tone={curveTones[row.state]}>{t.states[row.state]}</ToneTag>
                  </span>
                  <span className="small quiet">
                    {row.equation} · {toMinute(new Date(row.measuredAt))}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </Panel>
        {shown ? <Curve key={shown.id} of={shown} /> : <span />}
      </div>
    </Page>
  );
}

function Curve({ of }: { of: CurveView }) {
  const t = useWords(curveWords);
  const may = useMay();
  const withdraw = useChange(withdrawCurve);
  const [isAsking, setAsking] = useState(false);
  return (
    <Panel
      title={
        <>
          {of.item} <NumberText>{of.number}</NumberText>
        </>
      }
      extra={
        may("bench.use") && of.state !== "withdrawn" ? (
          <Button onClick={() => setAsking(true)}>{t.withdraw}</Button>
        ) : null
      }
    >
      <p className="small quiet">
        {of.method} · {of.instrument} · {of.standardLot} · {t.weightings[of.weighting]}
        {of.throughZero ? ` · ${t.throughZero}` : ""} · {t.validUntil} {of.validUntil} · {of.by}
      </p>
      {isAsking ? (
        <ReasonForm
          reasons={t.withdrawReasons}
          doIt={t.withdraw}
          isBusy={withdraw.isPending}
          onCancel={() => setAsking(false)}
          onDo={(reason) =>
            withdraw.mutate({ params: { curveId: of.id }, body: { reason } }, { onSuccess: () => setAsking(false) })
          }
        />
      ) : null}
      <Refusal error={withdraw.error} />
      <CurveFit fit={of.fit} equation={of.equation} unit={of.unit} />
    </Panel>
  );
}
