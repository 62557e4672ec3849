import { CheckOutlined } from "@ant-design/icons";
import type { BenchView, DeterminationView, WeighingView } from "../../server/results/contract.ts";
import { shortForm } from "../../server/kernel/numbers.ts";
import { toMinute } from "../../server/kernel/time.ts";
import { en } from "../../server/kernel/text/en.ts";
import { zh } from "../../server/kernel/text/zh.ts";
import { faultsOfParallel } from "../results/missing-text.ts";
import { countedText, readingText } from "../results/reading-text.ts";
import { becauseWords, sentenceOf } from "../results/because-words.ts";
import { Figure } from "../ui/numeral.tsx";
import { usePreferences } from "../preferences.ts";
import { useWords } from "../words.ts";
import { followWeighings, inMilligrams } from "./follow-weighings.ts";
import type { Target } from "./next-move.ts";
import { CorrectionText } from "../results/correction-text.tsx";
import { words } from "./words.ts";

type StepWork = DeterminationView["steps"][number];
type MethodStep = BenchView["steps"][number];

/** Parallels by steps, with every weighing, what it differs by, and those that do not count with their reason. */
export function WeighingTable({ bench, target }: { bench: BenchView; target: Target | null }) {
  const t = useWords(words);
  const { language } = usePreferences();
  const hasValue = bench.task.resultKind === "quantity" || bench.task.resultKind === "plan"; // else there is none of a parallel
  const hasVessels = bench.steps.some((s) => s.kind !== "value");
  const rounds = new Set(bench.determinations.map((d) => d.round)).size;
  return (
    <div className="table-wrap">
      <table className={bench.steps.length === 1 ? "weighings weighings-one" : "weighings"}>
        <thead>
          <tr>
            <th scope="col">{bench.task.resultKind === "plan" ? t.column.unit : t.column.parallel}</th>
            {hasVessels ? <th scope="col">{t.column.vessel}</th> : null}
            {bench.steps.map((step) => (
              <th key={step.key} scope="col">
                {language === "zh" ? step.name : step.nameEn} <span className="quiet">{step.unit}</span>
              </th>
            ))}
            {hasValue ? (
              <th scope="col" className="weighing-value">
                {bench.task.resultKind === "plan" && bench.steps.length === 1 ? t.column.value : bench.task.item}{" "}
                <span className="quiet">{bench.task.unit}</span>
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {bench.determinations.map((determination) => {
            const isPast = determination.round !== bench.task.round;
            const isHere = target?.determinationId === determination.id;
            return (
              <tr
                key={determination.id}
                className={`${isPast ? "weighings-past" : ""} ${isHere ? "weighings-here" : ""}`}
              >
                <th scope="row">
                  {rounds > 1 ? `${determination.round}-` : ""}
                  {determination.parallel}
                  {determination.container ? (
                    <span className="quiet small weighing-container">{shortForm(determination.container)}</span>
                  ) : null}
                </th>
                {hasVessels ? (
                  <td className="weighing-vessel">{determination.vessel ?? <span className="quiet">–</span>}</td>
                ) : null}
                {bench.steps.map((step) => (
                  <td key={step.key} className={isHere && target?.step === step.key ? "step-here" : undefined}>
                    <StepCell
                      step={step}
                      work={determination.steps.find((s) => s.key === step.key)}
                      isHere={isHere && target?.step === step.key}
                    />
                  </td>
                ))}
                {hasValue ? (
                  <td className="weighing-value">
                    {bench.task.resultKind === "quantity" ? (
                      <Figure text={shortened(determination.value)} before={2} after={4} />
                    ) : (
                      determination.value
                    )}
                    <Warnings of={determination.warnings} />
                  </td>
                ) : null}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function StepCell({ step, work, isHere }: { step: MethodStep; work: StepWork | undefined; isHere: boolean }) {
  const t = useWords(words);
  const weighings = work?.weighings ?? [];
  const isConstant = step.kind === "constant" && work?.isDone === true;
  return (
    <div className="step-cell">
      {followWeighings(weighings).map(({ weighing, difference }, index) => (
        <Weighing
          key={weighing.useId}
          of={weighing}
          nth={step.kind === "constant" ? index + 1 : null}
          difference={difference}
          isUsed={work?.used === countedText(weighing) && weighing.counts && isConstant}
        />
      ))}
      {isConstant ? (
        <span className="constant">
          <CheckOutlined /> {t.constant}
          <span className="quiet">{work.difference ? ` ${told(inMilligrams(work.difference, step.unit))}` : ""}</span>
        </span>
      ) : null}
      {weighings.length === 0 || (isHere && !work?.isDone) ? (
        <span className={isHere ? "slot slot-here" : "slot"} aria-hidden>
          ▁▁▁▁▁▁
        </span>
      ) : null}
    </div>
  );
}

function Weighing(props: {
  of: WeighingView;
  nth: number | null;
  difference: { text: string; unit: string } | null;
  isUsed: boolean;
}) {
  const t = useWords(words);
  const { language } = usePreferences();
  const because = useWords(becauseWords);
  const { of: weighing, difference } = props;
  const why = weighing.ignoredBecause
    ? sentenceOf(because.ignored, weighing.ignoredBecause)
    : weighing.isFit
      ? null
      : t.unfit;
  return (
    <div
      className={weighing.counts ? "weighing" : "weighing weighing-out"}
      title={[
        toMinute(new Date(weighing.at)),
        weighing.by,
        weighing.instrument,
        weighing.manualReason,
        weighing.calculation,
      ]
        .filter(Boolean)
        .join(" · ")}
    >
      {props.nth === null ? null : (
        <span className="weighing-nth" aria-label={t.nthWeighing(props.nth)}>
          {props.nth}
        </span>
      )}
      {weighing.qualifier === "=" ? (
        <Figure text={weighing.text} before={2} after={4} />
      ) : (
        <span>{readingText(weighing, language)}</span>
      )}
      <CorrectionText of={weighing} />
      <span className="weighing-more">
        {difference ? `(${told(difference)})` : null}
        <span className="quiet"> {toMinute(new Date(weighing.at)).slice(11)}</span>
        {weighing.isManual ? <span className="hand"> {t.manual}</span> : null}
        {why ? <span className="weighing-why"> {why}</span> : null}
      </span>
    </div>
  );
}

function Warnings({ of }: { of: readonly string[] }) {
  const missing = useWords({ zh, en }).missing;
  return of
    .filter((code) => faultsOfParallel.includes(code))
    .map((code) => (
      <div key={code} className="small ink-bad weighing-fault">
        {sentenceOf(missing, code)}
      </div>
    ));
}

function told(difference: { text: string; unit: string }): string {
  return `${difference.text} ${difference.unit}`;
}

/** A parallel's value is unrounded; the screen shows enough of it and never rounds. */
function shortened(value: string | null): string | null {
  return value === null ? null : value.replace(/(\.\d{4})\d+$/, "$1…");
}
