import { useState } from "react";
import type { ReactNode } from "react";
import { CheckOutlined, CopyOutlined, DownloadOutlined, ExportOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { Link, useParams } from "react-router";
import { certificatePdf, showCertificate } from "../../server/certificates/contract.ts";
import type { CertificateView } from "../../server/certificates/contract.ts";
import { VerdictName } from "../../server/results/contract.ts";
import { toMinute } from "../../server/kernel/time.ts";
import { fileUrl, useAsk } from "../api.ts";
import { paths } from "../paths.ts";
import { useMay } from "../session.tsx";
import { NumberText } from "../ui/number-text.tsx";
import { Opening } from "../ui/opening.tsx";
import { Facts, Page, Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { StateTag, ToneTag } from "../ui/state-tag.tsx";
import { Verdict } from "../ui/verdict.tsx";
import { useWords } from "../words.ts";
import { LifePanel } from "./life-panel.tsx";
import { TracePanel } from "./trace-panel.tsx";
import { words } from "./words.ts";

/** The certificate itself, and beside it what it rests on. */
export function CertificatePage() {
  const t = useWords(words);
  const may = useMay();
  const { number = "" } = useParams();
  const [isIssuing, setIssuing] = useState(true);
  const asked = useAsk(showCertificate, { params: { number } }, isIssuing ? { refetchInterval: 1500 } : {});
  const certificate = asked.data;
  if (!certificate)
    return asked.error ? (
      <Page title={t.certificate}>
        <Refusal error={asked.error} />
      </Page>
    ) : (
      <Opening />
    );
  if (isIssuing && certificate.state !== "issuing") setIssuing(false);
  const hasFile = certificate.sha256 !== null;
  const pdf = fileUrl(certificatePdf, { number: certificate.number });
  const mayRead = hasFile && may("certificates.download");
  return (
    <Page
      title={
        <>
          {certificate.printedNumber} <StateTag of="certificate" state={certificate.state} />
        </>
      }
      below={
        <>
          {t.certificate} · <Link to={paths.sample(certificate.sampleNumber)}>{certificate.sampleName}</Link> ·{" "}
          {certificate.client}
        </>
      }
      extra={
        mayRead ? (
          <>
            <Button href={pdf} target="_blank" icon={<ExportOutlined />}>
              {t.openAlone}
            </Button>
            <Button type="primary" href={pdf} download={`${certificate.number}.pdf`} icon={<DownloadOutlined />}>
              {t.download}
            </Button>
          </>
        ) : null
      }
    >
      <Refusal error={asked.error} />
      <div className="certificate">
        <section className="panel panel-flush certificate-paper">
          {hasFile ? null : (
            <p className="calm">
              <ToneTag tone="running">{t.issuing}</ToneTag>
            </p>
          )}
          {mayRead ? (
            <object data={`${pdf}#navpanes=0&view=FitH`} type="application/pdf" aria-label={certificate.printedNumber}>
              <p className="calm">
                {t.noEmbed} <a href={pdf}>{t.download}</a>
              </p>
            </object>
          ) : null}
        </section>
        <CertificateFacts of={certificate} />
      </div>
    </Page>
  );
}

function CertificateFacts({ of }: { of: CertificateView }) {
  const t = useWords(words);
  const may = useMay();
  const verdict = VerdictName.safeParse(of.verdict);
  return (
    <div className="stack">
      <Panel title={t.conclusion} extra={verdict.success ? <Verdict of={verdict.data} /> : null}>
        <p>{of.conclusion}</p>
      </Panel>
      <Panel title={t.resultLines}>
        <ol className="history">
          {of.results.map((line, index) => (
            <li key={`${index} ${line.ordinal}`}>
              {line.sample !== null && line.sample !== of.results[index - 1]?.sample ? (
                <div className="small quiet">{line.sample}</div>
              ) : null}
              {line.resultId && may("results.read") ? (
                <Link to={paths.result(line.resultId)}>{line.item}</Link>
              ) : (
                <strong>{line.item}</strong>
              )}{" "}
              {line.resultText} {line.unit} <Verdict of={VerdictName.safeParse(line.verdict).data ?? null} />
              <div className="small quiet">{line.limitText}</div>
            </li>
          ))}
        </ol>
      </Panel>
      <LifePanel number={of.number} />
      <TracePanel number={of.number} />
      <Panel title={t.signatures}>
        <ol className="history">
          {of.signatures.map((s) => (
            <li key={`${s.meaning} ${s.at} ${s.by}`}>
              <strong>{s.by}</strong> {t.meaning[s.meaning] ?? s.meaning}
              <div className="small quiet">{toMinute(new Date(s.at))}</div>
            </li>
          ))}
        </ol>
        {of.signing ? (
          <div className="small quiet">
            {t.level(of.signing.level)}
            {of.signing.keys.map(({ subject, serial }) => (
              <div key={serial} className="breaks">
                {subject} <span className="mono">{serial}</span>
              </div>
            ))}
          </div>
        ) : null}
      </Panel>
      <Panel title={t.publicLink}>
        <div className="stack">
          <Copied
            text={of.publicLink}
            shown={
              <a href={of.publicLink} target="_blank" rel="noreferrer" className="breaks">
                {of.publicLink}
              </a>
            }
          />
          <Facts
            of={[
              [
                t.checkCode,
                <strong key="code" className="mono">
                  {of.checkCode}
                </strong>,
              ],
              [t.systemNumber, <NumberText key="number">{of.number}</NumberText>],
            ]}
          />
          {of.sha256 ? (
            <div>
              <div className="small quiet">{t.sha}</div>
              <Copied text={of.sha256} shown={<code className="breaks small">{of.sha256}</code>} />
            </div>
          ) : null}
        </div>
      </Panel>
      <Panel title={t.downloads}>
        {of.downloads.length === 0 ? <p className="quiet">{t.noDownloads}</p> : null}
        <ul>
          {of.downloads.slice(0, 12).map((d) => (
            <li key={`${d.by} ${d.at}`} className="row apart small">
              <span>{d.by}</span>
              <span className="quiet">{toMinute(new Date(d.at))}</span>
            </li>
          ))}
        </ul>
      </Panel>
    </div>
  );
}

function Copied({ text, shown }: { text: string; shown: ReactNode }) {
  const t = useWords(words);
  const [isCopied, setCopied] = useState(false);
  const copy = () =>
    void navigator.clipboard?.writeText(text).then(
      () => setCopied(true),
      () => undefined,
    );
  return (
    <div className="row nowrap-row">
      <span>{shown}</span>
      <Button
        type="text"
        aria-label={t.copy}
        title={isCopied ? t.copied : t.copy}
        icon={isCopied ? <CheckOutlined /> : <CopyOutlined />}
        onClick={copy}
      />
    </div>
  );
}
