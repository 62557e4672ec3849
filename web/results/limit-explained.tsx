import type { LimitVerdict } from "../../server/results/contract.ts";
import { usePreferences } from "../preferences.ts";
import { Facts } from "../ui/page.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { Verdict } from "../ui/verdict.tsx";
import { useWords } from "../words.ts";
import { becauseWords, sentenceOf } from "./because-words.ts";
import { explanationWords } from "./explanation-words.ts";
import { limitText } from "./limit-text.ts";
import { stepWords } from "./step-words.ts";

type Judged = Pick<
  LimitVerdict,
  "basis" | "limitText" | "verdict" | "because" | "steps" | "probability" | "row" | "confirmedBy"
> &
  Partial<Pick<LimitVerdict, "source" | "decision" | "factors" | "counts" | "chosenBecause" | "warnings">>;

/** A verdict by one limit: the printed row, each step in a sentence, the decision rule, the reason. */
export function LimitExplained({
  of,
  unit,
  isStrictest = false,
  isRowOpen = false,
}: {
  of: Judged;
  unit: string;
  isStrictest?: boolean;
  isRowOpen?: boolean;
}) {
  const t = useWords(explanationWords);
  const because = useWords(becauseWords);
  const steps = useWords(stepWords);
  const { language } = usePreferences();
  const { row, decision } = of;
  const isUnsure = row !== null && row.confidence !== "high" && of.confirmedBy === null;
  return (
    <section className="box stack tight">
      <div className="row apart">
        <strong>
          {of.source === "declared" ? `${t.declared} · ` : ""}
          {limitText(of.limitText, row?.unit ?? unit)}
        </strong>
        <span className="row">
          {isStrictest ? <ToneTag tone="attention">{t.strictest}</ToneTag> : null}
          {of.counts === false ? <ToneTag tone="waiting">{t.doesNotCount}</ToneTag> : null}
          <Verdict of={of.verdict} />
        </span>
      </div>
      <div className="small quiet">{of.basis}</div>
      <ol className="explanation">
        {of.steps.map((step) => (
          <li key={JSON.stringify(step)}>{steps[step.step](step.figures, unit)}</li>
        ))}
        {(of.factors ?? []).map((f) => (
          <li key={f.kind}>{t.factor(f.value, f.source)}</li>
        ))}
        {decision?.because ? <li>{t.simpleHere}</li> : null}
        {decision && !decision.because ? (
          <li>{t.rule(decision.rule, decision.w, decision.U, decision.k, unit)}</li>
        ) : null}
        {of.probability === null ? null : (
          <li className="row">
            {t.probability(percent(of.probability))}
            <meter min={0} max={1} value={Number(of.probability)} aria-label={t.probability(percent(of.probability))} />
          </li>
        )}
        <li>
          <strong>{sentenceOf(because.limits, of.because)}</strong>
        </li>
      </ol>
      {of.chosenBecause ? <div className="small">{t.chosen[of.chosenBecause] ?? of.chosenBecause}</div> : null}
      {(of.warnings ?? []).map((warning) => (
        <div key={warning} className="small ink-attention">
          {t.warnings[warning] ?? warning}
        </div>
      ))}
      {isUnsure ? <div className="small ink-attention">{t.unsure}</div> : null}
      {row ? (
        <details open={isRowOpen}>
          <summary className="small quiet">{t.printedRow}</summary>
          <Facts
            of={[
              [t.standard, `${row.standard}-${row.version}《${row.title}》`],
              [t.category, row.productCategory],
              [t.item, language === "zh" ? row.item : `${row.item} ${row.itemEn}`],
              [t.basis, row.basis],
              [t.note, row.note],
              [t.inForce, `${row.effectiveFrom} ～ ${row.effectiveTo ?? ""}`],
              [t.source, row.source],
              [t.confirmedBy, of.confirmedBy],
              ["ID", row.id],
            ]}
          />
        </details>
      ) : null}
    </section>
  );
}

function percent(probability: string): string {
  return `${(Number(probability) * 100).toFixed(2)} %`; // a probability, no measured value
}
