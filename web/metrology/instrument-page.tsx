import { ApiOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Tooltip } from "antd";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { showInstrument } from "../../server/metrology/contract.ts";
import type { InstrumentView } from "../../server/metrology/contract.ts";
import { listInstrumentFiles } from "../../server/metrology/file-contract.ts";
import { useAsk } from "../api.ts";
import { paths } from "../paths.ts";
import { useMay } from "../session.tsx";
import type { Tone } from "../theme.ts";
import { DataTable } from "../ui/data-table.tsx";
import type { Column } from "../ui/data-table.tsx";
import { NumberText } from "../ui/number-text.tsx";
import { Opening } from "../ui/opening.tsx";
import { Facts, Page, Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { ChecksPanel } from "./checks-panel.tsx";
import { ConnectionPanel } from "./connection-panel.tsx";
import { FilesPanel } from "./files-panel.tsx";
import { FitnessTag, useReasons } from "./fitness-tag.tsx";
import { LabelButton } from "./label-button.tsx";
import { LifePanel } from "./life-panel.tsx";
import { lifeWords } from "./life-words.ts";
import { MappingPanel } from "./mapping-panel.tsx";
import { recordWords } from "./record-words.ts";
import { RecordVerificationForm } from "./record-verification-form.tsx";
import { UsagePanel } from "./usage-panel.tsx";
import { VerificationFigures } from "./verification-figures.tsx";
import { words } from "./words.ts";

type Verification = InstrumentView["verifications"][number];

const toneOf: Record<Verification["conclusion"], Tone> = { fit: "good", restricted: "attention", unfit: "bad" };

/** One instrument: what it is, whether it may be used now and why, and every verification of it. */
export function InstrumentPage() {
  const t = useWords(words);
  const life = useWords(lifeWords);
  const may = useMay();
  const { number = "" } = useParams();
  const [isRecording, setRecording] = useState(false);
  const asked = useAsk(showInstrument, { params: { number } });
  const files = useAsk(listInstrumentFiles, { params: { number } }).data?.rows ?? [];
  const r = useWords(recordWords);
  const reasons = useReasons();
  const instrument = asked.data;
  if (!instrument)
    return asked.error ? (
      <Page title={t.instruments}>
        <Refusal error={asked.error} />
      </Page>
    ) : (
      <Opening />
    );
  const canRecord = may("instruments.change");
  const { fitness } = instrument;
  const columns: Column<Verification>[] = [
    { key: "on", title: t.on, narrow: true, show: (row) => row.on },
    { key: "kind", title: t.kind, narrow: true, show: (row) => r.documents[row.isFailureNotice ? "notice" : row.kind] },
    {
      key: "certificate",
      title: t.certificateNumber,
      show: (row) => <span className="mono">{row.certificateNumber}</span>,
    },
    { key: "agency", title: t.agency, show: (row) => row.agency },
    {
      key: "conclusion",
      title: t.conclusion,
      show: (row) => (
        <>
          <ToneTag tone={toneOf[row.conclusion]}>{t.conclusions[row.conclusion]}</ToneTag> {row.restriction}
          {row.isAssessed !== null ? <Link to={paths.impact(row.id)}>{life.impact}</Link> : null}
          <VerificationFigures of={row} files={files} />
        </>
      ),
    },
    {
      key: "until",
      title: t.validUntil,
      narrow: true,
      show: (row) => (
        <>
          {row.conclusion === "unfit" || row.kind === "intermediate_check" ? "–" : row.validUntil}
          {row.intervalMonths ? <div className="small quiet">{r.intervalIs(row.intervalMonths)}</div> : null}
        </>
      ),
    },
    { key: "confirmed", title: t.confirmedBy, narrow: true, show: (row) => row.confirmedBy },
  ];
  return (
    <Page
      title={
        <>
          {instrument.name} <FitnessTag fitness={fitness} />
        </>
      }
      below={
        <>
          <NumberText>{instrument.number}</NumberText> · {instrument.model} · {instrument.place}
        </>
      }
      extra={
        <>
          <LabelButton instrument={instrument} />
          <Tooltip title={canRecord ? undefined : t.mayNot}>
            <Button type="primary" icon={<PlusOutlined />} disabled={!canRecord} onClick={() => setRecording(true)}>
              {t.record}
            </Button>
          </Tooltip>
        </>
      }
    >
      <Refusal error={asked.error} />
      {fitness.state === "fit" ? null : (
        <section role="status" className={`refusal ${fitness.state === "restricted" ? "tone-attention" : "tone-bad"}`}>
          <span>
            <strong>{reasons(fitness)}</strong>
            {fitness.state === "out_of_service" ? ` ${t.outWhy}` : ""}
          </span>
        </section>
      )}
      {instrument.verifications
        .filter(({ isAssessed }) => isAssessed === false)
        .map((finding) => (
          <section key={finding.id} role="status" className="refusal tone-bad">
            <span>
              {r.findingOpen(finding.certificateNumber)} <Link to={paths.impact(finding.id)}>{r.assessNow}</Link>
            </span>
          </section>
        ))}
      {instrument.loan ? (
        <section role="status" className={`refusal ${instrument.loan.isOverdue ? "tone-bad" : "tone-attention"}`}>
          <span>
            {(instrument.loan.isOverdue ? r.lentOverdue : r.lent)(instrument.loan.to, instrument.loan.dueBack)}
          </span>
        </section>
      ) : null}
      <Panel title={t.identity}>
        <Facts
          of={[
            [t.kind, t.kinds[instrument.kind] ?? instrument.kind],
            [t.category, t.categories[instrument.category]],
            [
              t.serialNumber,
              <span key="serial" className="mono">
                {instrument.serialNumber}
              </span>,
            ],
            [t.maker, instrument.maker],
            [t.range, instrument.range],
            [t.accuracyClass, instrument.accuracyClass],
            [t.keeper, instrument.keeper],
            [t.verifiedBy, instrument.verifiedBy],
            [t.period, instrument.periodMonths && t.months(instrument.periodMonths)],
            [t.validUntil, fitness.validUntil],
            [
              t.connection,
              <span key="connection">
                <ApiOutlined /> {instrument.isConnected ? t.connected : t.notConnected}
                {instrument.driver ? ` · ${instrument.driver}` : ""}
              </span>,
            ],
          ]}
        />
      </Panel>
      {isRecording ? <RecordVerificationForm instrument={instrument} onDone={() => setRecording(false)} /> : null}
      <Panel flush title={t.verifications}>
        <DataTable
          rows={instrument.verifications.filter(({ checkPlanId }) => checkPlanId === null)}
          columns={columns}
          keyOf={(row) => row.id}
          empty={t.none}
          caption={t.verifications}
        />
      </Panel>
      <ChecksPanel number={instrument.number} />
      <LifePanel instrument={instrument} files={files} />
      <UsagePanel number={instrument.number} />
      <FilesPanel number={instrument.number} files={files} />
      <ConnectionPanel number={instrument.number} />
      <MappingPanel number={instrument.number} />
    </Page>
  );
}
