import { shortForm } from "../../server/kernel/numbers.ts";
import type { ReactNode } from "react";
import { formulaText } from "../../server/kernel/text/formula-text.ts";
import { toMinute } from "../../server/kernel/time.ts";
import type { BenchView, Outcome } from "../../server/results/contract.ts";
import { usePreferences } from "../preferences.ts";
import { Verdict } from "../ui/verdict.tsx";
import { useWords } from "../words.ts";
import { limitText } from "./limit-text.ts";
import { CorrectionText } from "./correction-text.tsx";
import { becauseWords, sentenceOf } from "./because-words.ts";
import { readingText, unitOf } from "./reading-text.ts";
import { useRoundingText } from "./rounding-text.ts";
import { words } from "./words.ts";

export type Grounds = Pick<BenchView, "determinations" | "steps">;

/** How a verdict came about, from the readings to the comparison: one line after the other, nothing left out. */
export function Explanation({ outcome, grounds }: { outcome: Outcome; grounds: Grounds | null }) {
  const t = useWords(words);
  const because = useWords(becauseWords);
  const { language } = usePreferences();
  const roundingText = useRoundingText();
  return (
    <ol className="explanation">
      {grounds ? <ReadingLines of={grounds} /> : null}
      <Line title={t.formula}>
        <code>{formulaText(outcome.formula, grounds?.steps ?? [], language)}</code>
      </Line>
      {outcome.parallels.map((p) =>
        p.value === null ? null : (
          <Line key={p.parallel} title={parallelTitle(t.parallel(p.parallel), outcome, p.parallel)}>
            <code>
              {p.substituted && p.substituted !== p.value ? `${p.substituted} = ` : ""}
              {p.value}
            </code>
          </Line>
        ),
      )}
      {outcome.difference !== null ? (
        <Line title={t.difference}>
          <code>{outcome.difference}</code>
          {outcome.allowedDifference ? ` ${t.allowed} ≤ ${outcome.allowedDifference}` : ""}
        </Line>
      ) : null}
      {outcome.unrounded ? (
        <Line title={t.unrounded}>
          <code>
            {outcome.unrounded} {outcome.unit}
          </code>
        </Line>
      ) : null}
      {outcome.rounding ? <Line title={t.rounding}>{roundingText(outcome.rounding)}</Line> : null}
      {outcome.reported ? (
        <Line title={t.reported}>
          <strong>
            {outcome.reported} {unitOf(outcome)}
          </strong>
        </Line>
      ) : null}
      {outcome.decidingDate ? (
        <Line title={t.decidingDate}>
          {outcome.decidingDate.on} {sentenceOf(because.dates, outcome.decidingDate.because)}
        </Line>
      ) : null}
      {outcome.limits.map((limit) => (
        <Line key={`${limit.basis} ${limit.limitText}`} title={limit.source === "declared" ? t.declared : t.limit}>
          <div>
            {limit.basis} · <strong>{limitText(limit.limitText, outcome.unit)}</strong>
          </div>
          {limit.rowKey ? (
            <div className="quiet small">
              {t.limitRow} <code>{limit.rowKey}</code>
            </div>
          ) : null}
          {limit.compared ? (
            <div>
              {limit.comparison ? `${t.comparison[limit.comparison] ?? limit.comparison}${t.colon}` : ""}
              <code>{limit.compared}</code>
            </div>
          ) : null}
          <div className="row">
            {sentenceOf(because.limits, limit.because)} <Verdict of={limit.verdict} />
          </div>
        </Line>
      ))}
    </ol>
  );
}

/** Of a unit of a plan the container that it came from is said with it. */
function parallelTitle(title: string, { units }: Outcome, parallel: number): string {
  const container = units.find(({ unit }) => unit === parallel)?.container;
  return container ? `${title} · ${shortForm(container)}` : title;
}

function ReadingLines({ of }: { of: Grounds }) {
  const t = useWords(words);
  const { language } = usePreferences();
  return of.determinations.map((d) => (
    <Line
      key={d.id}
      title={`${t.parallel(d.parallel)} ${t.round(d.round)}${d.vessel ? ` · ${d.vessel}` : ""}${d.container ? ` · ${shortForm(d.container)}` : ""}`}
    >
      {d.steps.flatMap((work) =>
        work.weighings.map((w) => {
          const step = of.steps.find((s) => s.key === work.key);
          return (
            <div key={w.useId} className={w.counts ? "ground" : "ground quiet"}>
              <span>{language === "zh" ? step?.name : step?.nameEn}</span>
              <code>
                {readingText(w, language)} {w.unit}
              </code>
              <CorrectionText of={w} isLong />
              <span className="small quiet">
                {w.instrument ?? ""} {toMinute(new Date(w.at)).slice(5)}
                {w.manualReason ? ` ${w.manualReason}` : ""} {w.calculation ?? ""}
              </span>
            </div>
          );
        }),
      )}
    </Line>
  ));
}

function Line({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <li>
      <div className="quiet small">{title}</div>
      <div>{children}</div>
    </li>
  );
}
