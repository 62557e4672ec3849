import { ApiOutlined, PlusOutlined, PrinterOutlined } from "@ant-design/icons";
import { Button, Tooltip } from "antd";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { instrumentLabel, showInstrument } from "../../server/metrology/contract.ts";
import type { InstrumentView } from "../../server/metrology/contract.ts";
import { fileUrl, useAsk } from "../api.ts";
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
import { ConnectionPanel } from "./connection-panel.tsx";
import { FitnessTag, useReasons } from "./fitness-tag.tsx";
import { LifePanel } from "./life-panel.tsx";
import { lifeWords } from "./life-words.ts";
import { MappingPanel } from "./mapping-panel.tsx";
import { RecordVerificationForm } from "./record-verification-form.tsx";
import { UsagePanel } from "./usage-panel.tsx";
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
    { key: "kind", title: t.kind, narrow: true, show: (row) => t.verificationKinds[row.kind] },
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
          {row.conclusion === "unfit" || row.points.length > 0 ? (
            <Link to={paths.impact(row.id)}>{life.impact}</Link>
          ) : null}
        </>
      ),
    },
    { key: "until", title: t.validUntil, narrow: true, show: (row) => row.validUntil },
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
          <a href={fileUrl(instrumentLabel, { number: instrument.number })} target="_blank" rel="noreferrer">
            <Button icon={<PrinterOutlined />}>{t.label}</Button>
          </a>
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
          rows={instrument.verifications}
          columns={columns}
          keyOf={(row) => row.id}
          empty={t.none}
          caption={t.verifications}
        />
      </Panel>
      <LifePanel number={instrument.number} />
      <UsagePanel number={instrument.number} />
      <ConnectionPanel number={instrument.number} />
      <MappingPanel number={instrument.number} />
    </Page>
  );
}
