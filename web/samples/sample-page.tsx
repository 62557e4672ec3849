import { AuditOutlined, PrinterOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { Link, useNavigate, useParams } from "react-router";
import { groupNumber } from "../../server/kernel/numbers.ts";
import { toMinute } from "../../server/kernel/time.ts";
import { VerdictName } from "../../server/results/contract.ts";
import { showPhoto, showSample } from "../../server/samples/contract.ts";
import type { SampleView } from "../../server/samples/contract.ts";
import { fileUrl, useAsk } from "../api.ts";
import { paths } from "../paths.ts";
import { useMay } from "../session.tsx";
import { DataTable } from "../ui/data-table.tsx";
import type { Column } from "../ui/data-table.tsx";
import { Figure } from "../ui/numeral.tsx";
import { NumberText } from "../ui/number-text.tsx";
import { Opening } from "../ui/opening.tsx";
import { Facts, Page, Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { StateTag } from "../ui/state-tag.tsx";
import { Verdict } from "../ui/verdict.tsx";
import { useWords } from "../words.ts";
import { ContainerCards } from "./container-cards.tsx";
import { CustodyLanes } from "./custody-lanes.tsx";
import { RetentionPanel } from "./retention-panel.tsx";
import { UnblindPanel } from "./unblind-panel.tsx";
import { LabelDialog } from "./label-dialog.tsx";
import { RefusalPanel, RefuseButton } from "./refusal-panel.tsx";
import { words } from "./words.ts";

type Task = SampleView["tasks"][number];

/** One sample: what it is, where its containers are, what is done with it and what came of it. */
export function SamplePage() {
  const t = useWords(words);
  const go = useNavigate();
  const may = useMay();
  const { number = "" } = useParams();
  const [isPrinting, setPrinting] = useState(false);
  const asked = useAsk(showSample, { params: { number } });
  const sample = asked.data;
  if (!sample)
    return asked.error ? (
      <Page title={t.samples}>
        <Refusal error={asked.error} />
      </Page>
    ) : (
      <Opening />
    );
  const columns: Column<Task>[] = [
    { key: "item", title: t.item, show: (task) => <strong>{task.item}</strong> },
    { key: "method", title: t.method, show: (task) => <span className="quiet">{task.method}</span> },
    { key: "analyst", title: t.analyst, narrow: true, show: (task) => task.analyst ?? "–" },
    {
      key: "result",
      title: t.result,
      narrow: true,
      show: (task) => <Figure text={task.reported} unit={task.reported ? task.unit : undefined} before={4} after={4} />,
    },
    {
      key: "verdict",
      title: t.verdict,
      narrow: true,
      show: (task) => {
        const verdict = <Verdict of={VerdictName.safeParse(task.verdict).data ?? null} />;
        return task.resultId ? <Link to={paths.result(task.resultId)}>{verdict}</Link> : verdict;
      },
    },
    { key: "state", title: t.state, narrow: true, show: (task) => <StateTag of="task" state={task.state} /> },
  ];
  return (
    <Page
      title={
        <>
          {sample.name} <StateTag of="sample" state={sample.state} />
        </>
      }
      below={
        <>
          <NumberText>{sample.number}</NumberText> · {sample.client}
          {sample.isBlind && !sample.isHidden ? `（${t.blind}）` : ""} · {t.due} {sample.dueOn}
        </>
      }
      extra={
        <>
          <Button icon={<PrinterOutlined />} onClick={() => setPrinting(true)}>
            {t.printLabels}
          </Button>
          <RefuseButton of={sample} />
          {may("results.read") ? (
            <Link to={paths.desk(sample.number)}>
              <Button icon={<AuditOutlined />}>{t.desk}</Button>
            </Link>
          ) : null}
        </>
      }
    >
      <Refusal error={asked.error} />
      <RefusalPanel of={sample} />
      <Returns of={sample.returns} />
      {sample.isHidden ? <UnblindPanel sampleNumber={sample.number} /> : null}
      <Panel flush title={`${t.tasks}（${sample.tasks.length}）`}>
        <DataTable
          rows={sample.tasks}
          columns={columns}
          keyOf={(task) => task.id}
          onOpen={(task) => void go(paths.bench(task.id))}
          caption={t.tasks}
        />
      </Panel>
      <Panel title={t.containers}>
        <ContainerCards sample={sample} />
      </Panel>
      <CustodyLanes containers={sample.containers} since={sample.receivedAt} />
      <RetentionPanel sampleNumber={sample.number} />
      <Panel title={t.facts}>
        <SampleFacts of={sample} />
      </Panel>
      {sample.photoIds.length > 0 ? (
        <Panel title={t.photos}>
          <div className="photos">
            {sample.photoIds.map((fileId) => (
              <a key={fileId} className="photo" href={fileUrl(showPhoto, { fileId })} target="_blank" rel="noreferrer">
                <img src={fileUrl(showPhoto, { fileId })} alt={`${t.photos} ${sample.name}`} loading="lazy" />
              </a>
            ))}
          </div>
        </Panel>
      ) : null}
      {sample.certificates.length > 0 ? (
        <Panel title={t.certificates}>
          <ul className="plain-list">
            {sample.certificates.map((certificate) => (
              <li key={certificate.number} className="row">
                <Link to={paths.certificate(certificate.number)}>
                  <strong>{certificate.printedNumber}</strong>
                </Link>
                <span className="quiet">{groupNumber(certificate.number)}</span>
                <StateTag of="certificate" state={certificate.state} />
              </li>
            ))}
          </ul>
        </Panel>
      ) : null}
      <LabelDialog of={sample.number} isOpen={isPrinting} onClose={() => setPrinting(false)} />
    </Page>
  );
}

function Returns({ of: returns }: { of: SampleView["returns"] }) {
  const t = useWords(words);
  if (returns.length === 0) return null;
  return (
    <section className="panel tone-returned" aria-label={t.returns}>
      {returns.map((one) => (
        <p key={`${one.at} ${one.reason}`}>
          <strong>{t.returnedFrom[one.from] ?? one.from}</strong>：{one.reason}{" "}
          <span className="small">（{t.by(one.by, toMinute(new Date(one.at)))}）</span>
        </p>
      ))}
    </section>
  );
}

function SampleFacts({ of: sample }: { of: SampleView }) {
  const t = useWords(words);
  return (
    <Facts
      of={[
        [
          t.order,
          sample.isHidden ? (
            sample.orderNumber
          ) : (
            <Link key="order" to={paths.order(sample.orderNumber)}>
              <NumberText>{sample.orderNumber}</NumberText>
            </Link>
          ),
        ],
        [t.received, toMinute(new Date(sample.receivedAt))],
        [t.category, sample.category],
        [t.specification, sample.specification],
        [t.trademark, sample.trademark],
        [t.gtin, sample.gtin && <span className="mono">{sample.gtin}</span>],
        [t.batchNumber, sample.batchNumber],
        [t.productionDate, sample.productionDate],
        [t.shelfLife, sample.shelfLife],
        [t.producer, sample.producer],
        [t.quantity, sample.quantity],
        [t.stateOnArrival, sample.stateOnArrival],
        [t.temperature, sample.temperature],
        [t.storage, sample.storage],
        [t.sampledOn, sample.sampledOn],
        [t.samplingPlace, sample.samplingPlace],
        [t.samplers, sample.samplers],
        [t.dehydration, sample.dehydrationFactor && `${sample.dehydrationFactor}（${sample.dehydrationSource ?? ""}）`],
      ]}
    />
  );
}
