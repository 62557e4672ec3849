import { shortForm } from "../../server/kernel/numbers.ts";
import { PrinterOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { Link, useParams } from "react-router";
import { formulaText, type FormulaStep } from "../../server/kernel/text/formula-text.ts";
import { toMinute } from "../../server/kernel/time.ts";
import { explainResult, withUncertainty } from "../../server/results/contract.ts";
import type { Outcome, ResultExplanation } from "../../server/results/contract.ts";
import { useAsk } from "../api.ts";
import { paths } from "../paths.ts";
import { usePreferences } from "../preferences.ts";
import { Opening } from "../ui/opening.tsx";
import { Facts, Page, Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Verdict } from "../ui/verdict.tsx";
import { useWords } from "../words.ts";
import { CorrectionText } from "./correction-text.tsx";
import { becauseWords, sentenceOf } from "./because-words.ts";
import { explanationWords } from "./explanation-words.ts";
import { LimitExplained } from "./limit-explained.tsx";
import { unitOf } from "./reading-text.ts";
import { useRoundingText } from "./rounding-text.ts";
import { words } from "./words.ts";

/** One result, read six years later: readings, formula, rounding, limit, comparison, rule, verdict; all as it was frozen. */
export function ResultPage() {
  const t = useWords(explanationWords);
  const { id = "" } = useParams();
  const asked = useAsk(explainResult, { params: { id } });
  const found = asked.data;
  if (!found)
    return asked.error ? (
      <Page title={t.title("")}>
        <Refusal error={asked.error} />
      </Page>
    ) : (
      <Opening />
    );
  const { result } = found;
  const outcome = result.explanation;
  return (
    <Page
      title={
        <>
          {t.title(outcome.about?.item ?? "")} <Verdict of={result.verdict} />
        </>
      }
      below={t.frozen(result.version, result.madeBy, toMinute(new Date(result.madeAt)))}
      extra={
        <>
          <Link to={paths.bench(found.taskId)}>{t.bench}</Link>
          <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
            {t.print}
          </Button>
        </>
      }
    >
      <Changes of={found} />
      <Panel>
        <About of={found} />
      </Panel>
      <Panel title={t.readings}>
        <Readings of={outcome} />
      </Panel>
      <Panel title={t.computing}>
        <Computing of={outcome} />
      </Panel>
      <Panel title={t.limits}>
        <div className="stack">
          {outcome.limits.length === 0 ? <p className="quiet">{t.noLimits}</p> : null}
          {outcome.limits.map((limit) => (
            <LimitExplained key={`${limit.basis} ${limit.limitText}`} of={limit} unit={outcome.unit} isRowOpen />
          ))}
        </div>
      </Panel>
      <Panel title={t.verdicts}>
        <Verdicts of={outcome} />
      </Panel>
      <Panel title={t.history}>
        <History of={found} />
      </Panel>
    </Page>
  );
}

/** The item's verdict; what is law and what the product declares of itself each apart. */
function Verdicts({ of: outcome }: { of: Outcome }) {
  const t = useWords(explanationWords);
  const { safetyVerdict, declaredVerdict } = outcome;
  const isApart = safetyVerdict !== null && declaredVerdict !== null;
  return (
    <div className="stack tight">
      <div className="judging-verdict">
        <strong>{outcome.about?.item}</strong>{" "}
        {outcome.reported === null ? null : `${outcome.reported} ${unitOf(outcome)}`} <Verdict of={outcome.verdict} />
      </div>
      {outcome.limits.length > 1 ? <p className="small quiet">{t.overall}</p> : null}
      {isApart ? (
        <Facts
          of={[
            [t.bySafety, <Verdict key="safety" of={safetyVerdict} />],
            [t.byDeclaration, <Verdict key="declared" of={declaredVerdict} />],
          ]}
        />
      ) : null}
    </div>
  );
}

function Changes({ of }: { of: ResultExplanation }) {
  const t = useWords(explanationWords);
  const { undone, added, corrected } = of.readingChanges;
  return (
    <>
      {of.result.isCurrent ? null : <p className="ink-attention">{t.notCurrent}</p>}
      {of.catalogueChanges.length > 0 ? (
        <p className="ink-attention">
          {t.changedSince} {[...new Set(of.catalogueChanges.map((c) => c.basis))].join("、")}
        </p>
      ) : null}
      {corrected > 0 ? <p className="ink-attention">{t.correctedSince(corrected)}</p> : null}
      {undone + added > 0 ? <p className="ink-attention">{t.readingsChanged(undone, added)}</p> : null}
    </>
  );
}

function About({ of }: { of: ResultExplanation }) {
  const t = useWords(explanationWords);
  const because = useWords(becauseWords);
  const { about, decidingDate } = of.result.explanation;
  return (
    <Facts
      of={[
        [t.sample, <Link key="s" to={paths.sample(of.sampleNumber)}>{`${of.sampleName} ${of.sampleNumber}`}</Link>],
        [t.category, about?.category ?? null],
        [t.method, about && `${about.methodCode} ${about.clause}《${about.methodTitle}》`],
        [t.lod, about && `${about.lod ?? "—"} / ${about.loq ?? "—"}`],
        [t.basisOfOrder, about && about.judgingBasis.join("、")],
        [t.deciding, decidingDate && `${decidingDate.on} ${sentenceOf(because.dates, decidingDate.because)}`],
        [
          t.certificates,
          of.certificates.length === 0
            ? null
            : of.certificates.map((c) => (
                <Link key={c.number} to={paths.certificate(c.number)}>
                  {c.printedNumber}{" "}
                </Link>
              )),
        ],
      ]}
    />
  );
}

function Readings({ of: { grounds, equipment } }: { of: Outcome }) {
  const t = useWords(explanationWords);
  const { language } = usePreferences();
  if (grounds.length === 0 && equipment.length === 0) return <p className="quiet">{t.noGrounds}</p>;
  return (
    <div className="stack">
      <table className="plain-table">
        <thead>
          <tr>
            {[
              t.reading.parallel,
              t.reading.step,
              t.reading.value,
              t.reading.at,
              t.reading.by,
              t.reading.instrument,
              t.reading.raw,
            ].map((head) => (
              <th key={head}>{head}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {grounds.map((g) => (
            <tr key={g.useId} className={g.counts ? undefined : "quiet"}>
              <td>
                {g.round > 1 ? `${g.round}-` : ""}
                {g.parallel}
                {g.vessel ? ` · ${g.vessel}` : ""}
                {g.container ? <span className="nowrap"> · {shortForm(g.container)}</span> : ""}
              </td>
              <td>{language === "zh" ? g.stepName : g.stepNameEn}</td>
              <td>
                <code className="nowrap">
                  {g.qualifier === "=" || g.text === "" ? "" : g.qualifier}
                  {g.text === "" ? g.qualifier : g.text} {g.unit}
                </code>
                {g.counts ? null : ` ${t.notCounted}`}
                <CorrectionText of={g} isLong />
              </td>
              <td className="nowrap">{toMinute(new Date(g.at))}</td>
              <td>{g.by}</td>
              <td>
                {g.instrument ? `${g.instrument.name} ` : "—"}
                {g.instrument?.validUntil ? (
                  <span className="small quiet">{t.validUntil(g.instrument.validUntil)}</span>
                ) : null}
              </td>
              <td>
                {g.isManual ? (
                  <span className="small">{t.manual(g.manualReason ?? "")}</span>
                ) : (
                  <code title={g.rawHex ?? ""}>{g.raw}</code>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {equipment.map((e) => (
        <div key={`${e.number} ${e.startedAt}`} className="small">
          {t.equipment} {e.name} · {e.settings} · {toMinute(new Date(e.startedAt))} ～{" "}
          {e.endedAt ? toMinute(new Date(e.endedAt)) : ""} · {e.by}
          {e.validUntil ? ` · ${t.validUntil(e.validUntil)}` : ""}
        </div>
      ))}
    </div>
  );
}

function Computing({ of: outcome }: { of: Outcome }) {
  const t = useWords(words);
  const more = useWords(explanationWords);
  const { language } = usePreferences();
  const roundingText = useRoundingText();
  const U = outcome.limits.find((l) => l.decision?.U)?.decision?.U;
  const stated =
    U && outcome.unrounded !== null && outcome.qualifier === "=" ? withUncertainty(outcome.unrounded, U) : null;
  return (
    <Facts
      of={[
        [t.formula, outcome.formula === "" ? null : formulaText(outcome.formula, stepsOf(outcome), language)],
        [
          more.curve,
          outcome.curve &&
            `${outcome.curve.number}：${outcome.curve.equation}，r = ${outcome.curve.r}，${outcome.curve.lowest}～${outcome.curve.highest} ${outcome.curve.unit}`,
        ],
        ...(outcome.curve?.readings ?? []).map((r): [string, string] => [
          `${more.curve} ${t.parallel(r.parallel)}`,
          r.text,
        ]),
        ...outcome.parallels.map((p): [string, string | null] => [
          t.parallel(p.parallel),
          p.value === null
            ? null
            : `${p.substituted && p.substituted !== p.value ? `${p.substituted} = ` : ""}${p.value}`,
        ]),
        [
          t.difference,
          outcome.difference &&
            `${outcome.difference}${outcome.allowedDifference ? `（${t.allowed} ≤ ${outcome.allowedDifference}）` : ""}`,
        ],
        [t.unrounded, outcome.unrounded && `${outcome.unrounded} ${outcome.unit}`],
        [t.rounding, outcome.rounding && roundingText(outcome.rounding)],
        [more.statedWith, stated && `（${stated.value} ± ${stated.U}）${outcome.unit}`],
        [t.reported, outcome.reported && <strong key="r">{`${outcome.reported} ${unitOf(outcome)}`}</strong>],
      ]}
    />
  );
}

/** The steps of a frozen result, as its readings name them. */
function stepsOf({ grounds }: Outcome): FormulaStep[] {
  return grounds.map(({ step, stepName, stepNameEn }) => ({ key: step, name: stepName, nameEn: stepNameEn }));
}

function History({ of }: { of: ResultExplanation }) {
  const t = useWords(words);
  return (
    <ul className="plain">
      {of.versions.map((v) => (
        <li key={v.id}>
          <Link to={paths.result(v.id)}>{t.version(v.version)}</Link> {v.reported} {v.unit} <Verdict of={v.verdict} />{" "}
          <span className="quiet small">
            {v.madeBy} {toMinute(new Date(v.madeAt))} {v.signedAt ? t.act.submit : ""} {v.reason ?? ""}
          </span>
        </li>
      ))}
      {of.signatures.map((s) => (
        <li key={`${s.meaning} ${s.at}`}>
          {t.act[s.meaning as keyof typeof t.act] ?? s.meaning} {s.by}{" "}
          <span className="quiet small">{toMinute(new Date(s.at))}</span>
        </li>
      ))}
    </ul>
  );
}
