import { Checkbox, Input, Tooltip, Button } from "antd";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { en } from "../../server/kernel/text/en.ts";
import { zh } from "../../server/kernel/text/zh.ts";
import { toDay, toMinute } from "../../server/kernel/time.ts";
import { showImpact, signImpact } from "../../server/results/impact-contract.ts";
import type { ImpactView } from "../../server/results/impact-contract.ts";
import { VerdictName } from "../../server/results/contract.ts";
import { useAsk, useChange } from "../api.ts";
import { paths } from "../paths.ts";
import { useMay } from "../session.tsx";
import type { Tone } from "../theme.ts";
import { Opening } from "../ui/opening.tsx";
import { Page, Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { SignatureDialog } from "../ui/signature-dialog.tsx";
import { StateTag, ToneTag } from "../ui/state-tag.tsx";
import { Verdict } from "../ui/verdict.tsx";
import { useWords } from "../words.ts";
import { lifeWords } from "./life-words.ts";

const tones: Record<ImpactView["rows"][number]["impact"], Tone> = {
  affected: "bad",
  manual: "attention",
  unaffected: "good",
};

/** What rests on an instrument that was found off: the nearest to turning first, with the arithmetic; signed, it recalls. */
export function ImpactPage() {
  const t = useWords(lifeWords);
  const { verificationId = "" } = useParams();
  const asked = useAsk(showImpact, { params: { verificationId } }, { staleTime: 60_000 });
  const impact = asked.data;
  if (!impact)
    return asked.error ? (
      <Page title={t.impact}>
        <Refusal error={asked.error} />
      </Page>
    ) : (
      <Opening />
    );
  return <Impact key={impact.signed?.at ?? "open"} of={impact} />;
}

function Impact({ of }: { of: ImpactView }) {
  const t = useWords(lifeWords);
  const meaning = useWords({ zh, en }).meaning;
  const may = useMay();
  const sign = useChange(signImpact);
  const all = of.rows.flatMap((row) => row.certificates.filter(({ state }) => state === "issued"));
  const suggested = of.rows
    .filter(({ impact }) => impact !== "unaffected")
    .flatMap((row) => row.certificates.filter(({ state }) => state === "issued").map(({ number }) => number));
  const [question, setQuestion] = useState<string[]>([...new Set(suggested)]);
  const [conclusion, setConclusion] = useState("");
  const [isSigning, setSigning] = useState(false);
  const isOpen = of.signed === null && may("instruments.assess");
  return (
    <Page
      title={`${t.impact} · ${of.instrument.name}`}
      below={
        <>
          <Link to={paths.instrument(of.instrument.number)}>{of.instrument.number}</Link> ·{" "}
          {of.verification.certificateNumber} {of.verification.on} ·{" "}
          {t.impactBelow(toDay(new Date(of.from)), toDay(new Date(of.to)))}{" "}
          {of.lastGood ? `${t.lastGood} ${of.lastGood.on} ${of.lastGood.certificateNumber}` : ""}
        </>
      }
    >
      {of.hasErrors ? null : <p className="ink-attention">{t.noErrors}</p>}
      <Panel flush>
        <table className="table" aria-label={t.impact}>
          <thead>
            <tr>
              <th>{t.impact}</th>
              <th>{t.sample}</th>
              <th>{t.item}</th>
              <th>{t.result}</th>
              <th>{t.range}</th>
              <th>{t.verdict}</th>
              <th>
                <Tooltip title={t.nearnessHint}>{t.nearness}</Tooltip>
              </th>
              <th>{t.certificates}</th>
            </tr>
          </thead>
          <tbody>
            {of.rows.length === 0 ? (
              <tr>
                <td colSpan={8}>{t.none}</td>
              </tr>
            ) : null}
            {of.rows.map((row) => (
              <tr key={row.taskId}>
                <td>
                  <ToneTag tone={tones[row.impact]}>{t.impacts[row.impact]}</ToneTag>
                  {row.because ? <div className="small quiet">{t.because[row.because] ?? row.because}</div> : null}
                </td>
                <td>
                  <Link to={paths.sample(row.sampleNumber)}>{row.sampleName}</Link>
                  <div className="small quiet">{row.client}</div>
                </td>
                <td>{row.item}</td>
                <td className="nowrap">
                  {row.reported} {row.unit}
                </td>
                <td className="nowrap">
                  {row.lowest ? `${row.lowest} ~ ${row.highest}` : "–"}
                  {row.arithmetic.length > 0 ? (
                    <details className="small">
                      <summary>{t.arithmetic}</summary>
                      {row.arithmetic.map((line) => (
                        <div key={line} className="mono">
                          {line}
                        </div>
                      ))}
                    </details>
                  ) : null}
                </td>
                <td>
                  <Verdict of={VerdictName.safeParse(row.verdict).data ?? null} />
                  {row.verdicts
                    .filter((v) => v !== row.verdict)
                    .map((v) => (
                      <div key={v}>
                        → <Verdict of={VerdictName.safeParse(v).data ?? null} />
                      </div>
                    ))}
                </td>
                <td>{row.nearness ?? "–"}</td>
                <td>
                  {row.certificates.map((c) => (
                    <div key={c.number}>
                      <Link to={paths.certificate(c.number)}>{c.printedNumber}</Link>{" "}
                      <StateTag of="certificate" state={c.state} />
                    </div>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Panel>
      {of.signed ? (
        <Panel title={t.conclusion}>
          <p>{of.signed.conclusion}</p>
          <p className="quiet small">{t.signed(of.signed.by, toMinute(new Date(of.signed.at)))}</p>
        </Panel>
      ) : null}
      {isOpen ? (
        <Panel title={t.sign}>
          <div className="stack">
            {all.length > 0 ? (
              <>
                <strong>{t.question}</strong>
                <Checkbox.Group
                  value={question}
                  options={all.map((c) => ({ value: c.number, label: c.printedNumber }))}
                  onChange={(chosen) => setQuestion(chosen.map(String))}
                />
              </>
            ) : null}
            <Input.TextArea
              aria-label={t.conclusion}
              placeholder={t.conclusion}
              rows={3}
              value={conclusion}
              onChange={({ target }) => setConclusion(target.value)}
            />
            <div className="row end">
              <Button type="primary" disabled={conclusion.trim().length < 4} onClick={() => setSigning(true)}>
                {t.sign}
              </Button>
            </div>
          </div>
          <SignatureDialog
            open={isSigning}
            title={t.sign}
            meaning={meaning.assess}
            error={sign.error}
            isBusy={sign.isPending}
            onCancel={() => {
              setSigning(false);
              sign.reset();
            }}
            onSign={(password) =>
              sign.mutate(
                { params: { verificationId: of.verification.id }, body: { conclusion, question, password } },
                { onSuccess: () => setSigning(false) },
              )
            }
          >
            <p>{conclusion}</p>
          </SignatureDialog>
        </Panel>
      ) : null}
    </Page>
  );
}
