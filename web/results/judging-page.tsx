import { useState } from "react";
import { useSearchParams } from "react-router";
import { toDay } from "../../server/kernel/time.ts";
import { tryJudgement } from "../../server/results/trial-contract.ts";
import type { TrialAnswer } from "../../server/results/trial-contract.ts";
import { useAsk } from "../api.ts";
import { useLater } from "../ui/later.ts";
import { Page, Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Verdict } from "../ui/verdict.tsx";
import { useWords } from "../words.ts";
import { JudgingForm } from "./judging-form.tsx";
import { judgingWords } from "./judging-words.ts";
import { LimitExplained } from "./limit-explained.tsx";
import { questionOf, TrialDraft } from "./trial-draft.ts";

/** Product, item, date and a value; the verdict and the way to it at once. The address holds the question. */
export function JudgingPage() {
  const t = useWords(judgingWords);
  const [params, setParams] = useSearchParams();
  const [today] = useState(() => toDay(new Date()));
  const [draft, setDraft] = useState(() => TrialDraft.parse({ on: today, ...Object.fromEntries(params) }));
  const question = questionOf(useLater(draft, 200));
  const asked = useAsk(tryJudgement, { body: question ?? { item: "-", on: today } }, { enabled: question !== null });
  const change = (changed: Partial<TrialDraft>) => {
    const next = { ...draft, ...changed };
    setDraft(next);
    setParams(Object.fromEntries(Object.entries(next).filter(([, value]) => value !== "")), { replace: true });
  };
  const answer = question === null ? undefined : asked.data;
  return (
    <Page title={t.title} below={t.below}>
      <div className="judging">
        <Panel>
          <JudgingForm draft={draft} answer={answer} today={today} onChange={change} />
        </Panel>
        <div className="stack">
          {question === null ? <Panel>{t.nothing}</Panel> : <Refusal error={asked.error} />}
          {answer ? <Answer of={answer} /> : null}
        </div>
      </div>
    </Page>
  );
}

function Answer({ of }: { of: TrialAnswer }) {
  const t = useWords(judgingWords);
  return (
    <>
      <Panel>
        <div className="judging-verdict">
          <span className="quiet">{t.all}</span>
          {of.verdict ? (
            <Verdict of={of.verdict} />
          ) : (
            <span className="quiet">{of.limits.length === 0 ? t.noLimit : t.typeValue}</span>
          )}
        </div>
      </Panel>
      {of.limits.map((limit) => (
        <div key={limit.row.id} className="stack tight">
          <LimitExplained
            unit={limit.row.unit}
            isStrictest={limit.isStrictest && of.limits.length > 1}
            of={{
              basis: `${limit.row.standard}-${limit.row.version}《${limit.row.title}》${limit.row.productCategory}`,
              limitText: limit.text,
              verdict: limit.judgement?.verdict ?? "not_judged",
              because: limit.judgement?.because ?? (limit.unitDiffers ? "unit-differs" : "value-missing"),
              steps: limit.judgement?.steps ?? [],
              probability: limit.judgement?.probability ?? null,
              row: limit.row,
              confirmedBy: limit.confirmedBy,
              decision: limit.decision,
              counts: limit.counts,
            }}
          />
          {limit.losing.length > 0 ? (
            <details className="small quiet">
              <summary>{t.losing}</summary>
              {limit.losing.map((row) => (
                <div key={row.rowKey}>
                  {row.category} {row.text} {row.unit}
                </div>
              ))}
            </details>
          ) : null}
        </div>
      ))}
      {of.timeline.length > 0 ? (
        <Panel title={t.timeline}>
          <table className="plain-table">
            <tbody>
              {of.timeline.map((s) => (
                <tr key={s.rowKey}>
                  <td className="nowrap">
                    {s.isNow ? <strong>{`${s.standard}-${s.edition}`}</strong> : `${s.standard}-${s.edition}`}
                  </td>
                  <td className="nowrap small">
                    {s.from} ～ {s.until ?? ""}
                  </td>
                  <td className="nowrap">
                    {s.text} {s.unit}
                  </td>
                  <td className="small quiet">{s.basis}</td>
                  <td>{s.verdict ? <Verdict of={s.verdict} /> : null}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Panel>
      ) : null}
    </>
  );
}
