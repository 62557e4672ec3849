import { FileTextOutlined, PrinterOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { Link, useNavigate, useParams, useSearchParams } from "react-router";
import { useState } from "react";
import { agreementPdf, samplingSheetPdf } from "../../server/certificates/papers-contract.ts";
import { markNotified, showOrder } from "../../server/orders/contract.ts";
import type { OrderView } from "../../server/orders/contract.ts";
import { fileUrl, useAsk, useChange } from "../api.ts";
import { paths } from "../paths.ts";
import { LabelDialog } from "../samples/label-dialog.tsx";
import { EnterpriseAccount } from "../people/enterprise-account.tsx";
import { useMay } from "../session.tsx";
import { DayInput } from "../ui/day-input.tsx";
import { readDay } from "../ui/read-day.ts";
import { DataTable } from "../ui/data-table.tsx";
import type { Column } from "../ui/data-table.tsx";
import { NumberText } from "../ui/number-text.tsx";
import { Opening } from "../ui/opening.tsx";
import { Facts, Page, Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { StateTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { SubcontractPanel } from "./subcontract-panel.tsx";
import { words } from "./words.ts";

type SampleLine = OrderView["sampleRows"][number];

/** 已送达: said once, by the day. */
function Notified({ of }: { of: OrderView }) {
  const t = useWords(words);
  const may = useMay();
  const mark = useChange(markNotified);
  const [on, setOn] = useState("");
  const day = readDay(on);
  if (of.notifiedOn) return <>{of.notifiedOn}</>;
  if (!may("orders.notify")) return <span className="quiet">{t.notNotified}</span>;
  return (
    <span className="row">
      <DayInput value={on} onChange={setOn} label={t.notifiedOn} />
      <Button
        disabled={day === null}
        loading={mark.isPending}
        onClick={() => day && mark.mutate({ params: { number: of.number }, body: { on: day } })}
      >
        {t.markNotified}
      </Button>
      <Refusal error={mark.error} />
    </span>
  );
}

/** One order with its samples, containers and labels. */
export function OrderPage() {
  const t = useWords(words);
  const go = useNavigate();
  const { number = "" } = useParams();
  const [search, setSearch] = useSearchParams();
  const asked = useAsk(showOrder, { params: { number } });
  const order = asked.data;
  if (!order)
    return asked.error ? (
      <Page title={t.orders}>
        <Refusal error={asked.error} />
      </Page>
    ) : (
      <Opening />
    );
  const columns: Column<SampleLine>[] = [
    { key: "number", title: t.number, narrow: true, show: (row) => <NumberText>{row.number}</NumberText> },
    { key: "name", title: t.name, show: (row) => <strong>{row.name}</strong> },
    { key: "containers", title: t.containers, show: (row) => <ContainerList of={row} /> },
    { key: "state", title: t.state, narrow: true, show: (row) => <StateTag of="sample" state={row.state} /> },
  ];
  const openLabels = () => setSearch({ labels: "1" }, { replace: true });
  return (
    <Page
      title={
        <>
          <NumberText>{order.number}</NumberText> <StateTag of="order" state={order.state} />
        </>
      }
      below={`${t.sources[order.source]} · ${order.client}`}
      extra={
        <>
          <Button
            icon={<FileTextOutlined />}
            href={fileUrl(order.source === "supervisory" ? samplingSheetPdf : agreementPdf, { number: order.number })}
            target="_blank"
            rel="noreferrer"
          >
            {order.source === "supervisory" ? t.samplingSheet : t.agreement}
          </Button>
          <Button type="primary" icon={<PrinterOutlined />} onClick={openLabels}>
            {t.printLabels}
          </Button>
        </>
      }
    >
      <Refusal error={asked.error} />
      <div className="columns">
        <Panel title={t.order}>
          <Facts
            of={[
              [t.source, t.sources[order.source]],
              [t.sheetNumber, order.sheetNumber && <span className="mono">{order.sheetNumber}</span>],
              [t.receivedOn, order.receivedOn],
              [t.dueOn, order.dueOn],
              [t.judgingBasis, order.judgingBasis.join("、")],
              [
                t.decisionRule,
                order.decisionRule === "simple" ? (
                  t.rules.simple.name
                ) : (
                  <>
                    {t.ruleAgreed(t.rules[order.decisionRule].name, order.guardFactor)}
                    <div className="small quiet">{t.rules[order.decisionRule].means}</div>
                  </>
                ),
              ],
              [
                t.reports,
                [t.reportLanguages[order.certificateLanguage], ...(order.combinesSamples ? [t.combined] : [])].join(
                  " · ",
                ),
              ],
              ...(order.source === "supervisory"
                ? [[t.notifiedOn, <Notified key="notified" of={order} />] as [string, React.ReactNode]]
                : []),
              [t.fee, order.fee],
              [t.copies, String(order.copies)],
              [t.leftover, t.leftovers[order.leftover]],
              [t.delivery, t.deliveries[order.delivery]],
              [t.remarks, order.remarks],
              [t.blind, order.isBlind ? t.isBlind : null],
            ]}
          />
        </Panel>
        <Panel title={t.client}>
          <Enterprise of={order.clientDetails} />
          <EnterpriseAccount enterpriseId={order.clientDetails.id} />
        </Panel>
        {order.sampledDetails ? (
          <Panel title={t.sampled}>
            <Enterprise of={order.sampledDetails} />
            <EnterpriseAccount enterpriseId={order.sampledDetails.id} />
          </Panel>
        ) : null}
      </div>
      <Panel flush title={`${t.samples}（${order.sampleRows.length}）`}>
        <DataTable
          rows={order.sampleRows}
          columns={columns}
          keyOf={(row) => row.id}
          onOpen={(row) => void go(paths.sample(row.number))}
          caption={t.samples}
        />
      </Panel>
      <SubcontractPanel order={order} />
      <LabelDialog
        of={order.number}
        isOpen={search.get("labels") === "1"}
        onClose={() => setSearch({}, { replace: true })}
      />
      <p>
        <Link to={paths.orders()}>← {t.orders}</Link>
      </p>
    </Page>
  );
}

function ContainerList({ of: sample }: { of: SampleLine }) {
  const t = useWords(words);
  return (
    <span className="row">
      {sample.containers.map((container) => (
        <span key={container.number} className="nowrap small">
          <span className="quiet">{t.kinds[container.kind]}</span> <NumberText>{container.number}</NumberText>
        </span>
      ))}
    </span>
  );
}

function Enterprise({ of: enterprise }: { of: OrderView["clientDetails"] }) {
  const t = useWords(words);
  return (
    <Facts
      of={[
        [t.enterpriseName, <strong key="name">{enterprise.name}</strong>],
        [
          t.creditCode,
          <span key="code" className="mono">
            {enterprise.creditCode}
          </span>,
        ],
        [t.address, enterprise.address],
        [t.contact, [enterprise.contact, enterprise.phone].filter(Boolean).join(" ")],
      ]}
    />
  );
}
