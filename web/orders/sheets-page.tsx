import { DownloadOutlined, InboxOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import { supervisoryResultsXlsx } from "../../server/certificates/papers-contract.ts";
import { Problem } from "../../server/kernel/problems.ts";
import { toDay } from "../../server/kernel/time.ts";
import { dropExpected, listExpected } from "../../server/orders/sheets-contract.ts";
import type { ExpectedRow } from "../../server/orders/sheets-contract.ts";
import { fileUrl, useAsk, useChange } from "../api.ts";
import { paths } from "../paths.ts";
import { useMay, useMe } from "../session.tsx";
import { DataTable } from "../ui/data-table.tsx";
import type { Column } from "../ui/data-table.tsx";
import { DayInput } from "../ui/day-input.tsx";
import { Page, Panel } from "../ui/page.tsx";
import { readDay } from "../ui/read-day.ts";
import { Refusal } from "../ui/refusal.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { ExportColumns } from "./export-columns.tsx";
import { SheetImport } from "./sheet-import.tsx";
import { sheetWords } from "./sheet-words.ts";

const tones = { expected: "waiting", received: "good", dropped: "attention" } as const;

/** Sampling sheets of the national system: imported, expected at the counter, and the results for its upload. */
export function SheetsPage() {
  const t = useWords(sheetWords);
  const may = useMay();
  const go = useNavigate();
  const asked = useAsk(listExpected, { query: {} }, { enabled: may("orders.register") });
  const drop = useChange(dropExpected);
  if (!may("orders.register"))
    return (
      <Page title={t.title}>
        <Refusal error={new Problem("not-allowed")} />
      </Page>
    );
  const columns: Column<ExpectedRow>[] = [
    {
      key: "number",
      title: t.fields.sheetNumber,
      narrow: true,
      show: (row) => <span className="mono">{row.sheetNumber}</span>,
    },
    { key: "name", title: t.sample, show: (row) => <strong>{row.name}</strong> },
    { key: "sampled", title: t.sampled, show: (row) => row.sampled },
    { key: "items", title: t.items, narrow: true, show: (row) => row.items },
    {
      key: "state",
      title: "",
      narrow: true,
      show: (row) => <ToneTag tone={tones[row.state]}>{t.states[row.state]}</ToneTag>,
    },
    {
      key: "acts",
      title: "",
      narrow: true,
      show: (row) =>
        row.state === "expected" ? (
          <span className="row nowrap-row">
            <Button
              icon={<InboxOutlined />}
              onClick={() => void go(`${paths.newOrder()}?sheet=${encodeURIComponent(row.sheetNumber)}`)}
            >
              {t.receive}
            </Button>
            <Button
              type="text"
              loading={drop.isPending}
              onClick={() => drop.mutate({ params: { sheetNumber: row.sheetNumber } })}
            >
              {t.drop}
            </Button>
          </span>
        ) : row.orderNumber ? (
          <Link to={paths.order(row.orderNumber)}>{row.orderNumber}</Link>
        ) : null,
    },
  ];
  return (
    <Page title={t.title} below={t.below} extra={<Link to={paths.samplingRules()}>{t.rules}</Link>}>
      <SheetImport />
      <Refusal error={asked.error ?? drop.error} />
      <Panel flush title={t.expected(asked.data?.waiting ?? 0)}>
        <DataTable
          rows={asked.data?.rows}
          columns={columns}
          keyOf={(row) => row.sheetNumber}
          caption={t.expected(asked.data?.waiting ?? 0)}
        />
      </Panel>
      <ExportPanel />
    </Page>
  );
}

function ExportPanel() {
  const t = useWords(sheetWords);
  const { demoMinutes } = useMe();
  const today = toDay(new Date(performance.timeOrigin + performance.now() + demoMinutes * 60_000));
  const [from, setFrom] = useState(`${today.slice(0, 8)}01`);
  const [to, setTo] = useState(today);
  const range = { from: readDay(from) ?? "", to: readDay(to) ?? "" };
  return (
    <Panel title={t.exportResults}>
      <p className="quiet small">{t.exportWhy}</p>
      <div className="row">
        <label className="field">
          <span>{t.exportFrom}</span>
          <DayInput value={from} onChange={setFrom} />
        </label>
        <label className="field">
          <span>{t.exportTo}</span>
          <DayInput value={to} onChange={setTo} />
        </label>
        <Button
          icon={<DownloadOutlined />}
          disabled={range.from === "" || range.to === ""}
          href={fileUrl(supervisoryResultsXlsx, {}, range)}
        >
          {t.exportResults}
        </Button>
      </div>
      <ExportColumns />
    </Panel>
  );
}
