import { useState } from "react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import type { Outcome } from "../../server/results/contract.ts";
import { paths } from "../paths.ts";
import { Figure } from "../ui/numeral.tsx";
import { Panel } from "../ui/page.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { Verdict } from "../ui/verdict.tsx";
import { useWords } from "../words.ts";
import { becauseWords, sentenceOf } from "./because-words.ts";
import { explanationWords } from "./explanation-words.ts";
import { Explanation } from "./explanation.tsx";
import type { Grounds } from "./explanation.tsx";
import { limitText } from "./limit-text.ts";
import { unitOf } from "./reading-text.ts";
import { ResultParts } from "./result-parts.tsx";
import { useMissingLines } from "./missing-text.ts";
import { words } from "./words.ts";

/** What the readings come to at this moment: what is missing, the figures, and each limit with its verdict. */
export function OutcomePanel({
  outcome,
  grounds,
  resultId = null,
  children,
}: {
  outcome: Outcome;
  grounds: Grounds | null;
  /** The submitted result, where there is one. */
  resultId?: string | null;
  children?: ReactNode;
}) {
  const t = useWords(words);
  const [isExplained, setExplained] = useState(false);
  return (
    <Panel title={t.outcome} extra={<Verdict of={outcome.reported === null ? null : outcome.verdict} />}>
      <div className="stack outcome">
        <Reported outcome={outcome} />
        <ResultParts of={outcome} />
        <dl className="outcome-figures">
          {outcome.parallels
            .filter((p) => p.value !== null && outcome.resultKind === "quantity")
            .map((p) => (
              <div key={p.parallel}>
                <dt>{t.parallel(p.parallel)}</dt>
                <dd>
                  <Figure text={cut(p.value)} before={2} after={4} />
                </dd>
              </div>
            ))}
          {outcome.difference !== null ? (
            <div className={outcome.needsRetest ? "ink-bad" : undefined}>
              <dt>{t.difference}</dt>
              <dd>
                <Figure text={cut(outcome.difference)} before={2} after={4} />
              </dd>
            </div>
          ) : null}
          {outcome.difference !== null && outcome.allowedDifference !== null ? (
            <div>
              <dt>{t.allowed} ≤</dt>
              <dd className="quiet">
                <Figure text={cut(outcome.allowedDifference)} before={2} after={4} />
              </dd>
            </div>
          ) : null}
        </dl>
        {outcome.needsRetest ? <ToneTag tone="returned">{t.disagree}</ToneTag> : null}
        <Limits of={outcome} />
        <Missing of={outcome.missing} />
        {children}
        {outcome.limits.length > 0 || outcome.unrounded ? (
          <button
            type="button"
            className="link-button"
            aria-expanded={isExplained}
            onClick={() => setExplained(!isExplained)}
          >
            {isExplained ? `▾ ${t.explainHide}` : `▸ ${t.explain}`}
          </button>
        ) : null}
        {resultId ? <Link to={paths.result(resultId)}>{t.onOnePage} →</Link> : null}
        {isExplained ? <Explanation outcome={outcome} grounds={grounds} /> : null}
      </div>
    </Panel>
  );
}

/** The value as it will be reported, large. */
export function Reported({ outcome }: { outcome: Outcome }) {
  const t = useWords(words);
  if (outcome.reported === null) return null;
  return (
    <div className="reported">
      <span className="quiet small">{t.reported}</span>
      <strong className="reported-figure">
        {outcome.reported} <small>{unitOf(outcome)}</small>
      </strong>
    </div>
  );
}

/** Each limit with its own verdict and the reason for it; what is law and what the product declares are counted apart. */
export function Limits({ of }: { of: Outcome }) {
  const t = useWords(words);
  const more = useWords(explanationWords);
  const because = useWords(becauseWords);
  const isJudged = of.reported !== null;
  const isApart = isJudged && of.safetyVerdict !== null && of.declaredVerdict !== null;
  return (
    <ul className="limits">
      {isApart ? (
        <li className="row apart">
          <span className="row">
            {t.safety} <Verdict of={of.safetyVerdict} />
          </span>
          <span className="row">
            {t.declared} <Verdict of={of.declaredVerdict} />
          </span>
        </li>
      ) : null}
      {of.limits.map((limit) => (
        <li key={`${limit.basis} ${limit.limitText}`}>
          <div className="row apart">
            <strong>{limitText(limit.limitText, of.unit)}</strong>
            {isJudged ? <Verdict of={limit.verdict} /> : null}
          </div>
          <div className="small quiet">
            {limit.source === "declared" ? `${t.declared} · ` : ""}
            {limit.basis}
          </div>
          {isJudged ? <div className="small">{sentenceOf(because.limits, limit.because)}</div> : null}
          {isJudged && limit.decision && limit.decision.rule !== "simple" ? (
            <div className="small quiet">
              {more.rule(limit.decision.rule, limit.decision.w, limit.decision.U, limit.decision.k, of.unit)}
            </div>
          ) : null}
          {limit.chosenBecause ? <div className="small">{more.chosen[limit.chosenBecause]}</div> : null}
          {limit.warnings.map((warning) => (
            <div key={warning} className="small ink-attention">
              {more.warnings[warning] ?? warning}
            </div>
          ))}
          {needsConfirming(limit) ? <div className="small ink-attention">{t.needsConfirming}</div> : null}
        </li>
      ))}
    </ul>
  );
}

/** What is still missing, one sentence each. */
export function Missing({ of }: { of: Outcome["missing"] }) {
  const t = useWords(words);
  const missingLines = useMissingLines();
  if (of.length === 0) return null;
  return (
    <div>
      <div className="quiet small">{t.stillMissing}</div>
      <ul className="missing">
        {missingLines(of).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}

/** A limit that was not read in the standard itself is compared with the printed one before a certificate rests on it. */
export function needsConfirming({ confidence, confirmedBy }: Outcome["limits"][number]): boolean {
  return confirmedBy === null && (confidence === "low" || confidence === "medium");
}

/** Unrounded figures are long; enough is shown, cut and never rounded. */
export function cut(text: string | null): string | null {
  return text === null ? null : text.replace(/(\.\d{4})\d+$/, "$1…");
}
