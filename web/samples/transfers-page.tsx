import { PlusOutlined } from "@ant-design/icons";
import { Button, Select, Tabs } from "antd";
import { useState } from "react";
import { useNavigate } from "react-router";
import { toMinute } from "../../server/kernel/time.ts";
import { listTransfers } from "../../server/samples/transfer-contract.ts";
import type { TransferRow } from "../../server/samples/transfer-contract.ts";
import { usePages } from "../api.ts";
import { paths } from "../paths.ts";
import { useMay } from "../session.tsx";
import type { Tone } from "../theme.ts";
import { DataTable } from "../ui/data-table.tsx";
import type { Column } from "../ui/data-table.tsx";
import { NumberText } from "../ui/number-text.tsx";
import { Page, Panel } from "../ui/page.tsx";
import { SearchBox, useFilter } from "../ui/search-box.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { custodyWords } from "./custody-words.ts";
import { SendTransferForm } from "./send-transfer-form.tsx";

export const transferTone: Record<TransferRow["state"], Tone> = {
  sent: "running",
  received: "good",
  incomplete: "bad",
  recalled: "waiting",
};

const ways = ["out", "in"] as const;

/** Manifests from and to this laboratory: those that are not done, or all. */
export function TransfersPage() {
  const t = useWords(custodyWords);
  const may = useMay();
  const go = useNavigate();
  const [wanted, setWanted] = useFilter("show");
  const [way, setWay] = useFilter("direction");
  const [q] = useFilter("q");
  const show = wanted === "all" ? "all" : "open";
  const direction = ways.find((one) => one === way);
  const pages = usePages(listTransfers, { show, direction, q });
  const counts = pages.first?.counts;
  const [isSending, setSending] = useState(false);
  const columns: Column<TransferRow>[] = [
    { key: "number", title: t.number, narrow: true, show: (row) => <NumberText>{row.number}</NumberText> },
    { key: "direction", title: "", narrow: true, show: (row) => t.direction[row.direction] },
    { key: "from", title: t.from, show: (row) => row.from },
    { key: "to", title: t.to, show: (row) => <strong>{row.to}</strong> },
    { key: "purpose", title: t.purpose, narrow: true, show: (row) => t.purposes[row.purpose] },
    { key: "at", title: t.sentAt, narrow: true, show: (row) => toMinute(new Date(row.sentAt)) },
    { key: "received", title: t.container, narrow: true, show: (row) => t.received(row.received, row.items) },
    {
      key: "state",
      title: t.whereNow,
      narrow: true,
      show: (row) => <ToneTag tone={transferTone[row.state]}>{t.states[row.state]}</ToneTag>,
    },
  ];
  return (
    <Page
      title={t.transfers}
      below={t.transfersBelow}
      extra={
        may("transfers.send") ? (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setSending(!isSending)}>
            {t.newTransfer}
          </Button>
        ) : null
      }
    >
      {isSending ? <SendTransferForm onDone={(number) => void go(paths.transfer(number))} /> : null}
      <Tabs
        activeKey={show}
        onChange={(key) => setWanted(key === "all" ? "all" : undefined)}
        items={(["open", "all"] as const).map((key) => ({
          key,
          label: counts ? `${t.transferShow[key]} ${counts[key]}` : t.transferShow[key],
        }))}
      />
      <div className="bar">
        <SearchBox label={t.searchTransfers} />
        <Select
          allowClear
          aria-label={t.anyDirection}
          className="filter"
          placeholder={t.anyDirection}
          value={direction}
          options={ways.map((value) => ({ value, label: t.direction[value] }))}
          onChange={(value: string | undefined) => setWay(value)}
        />
      </div>
      <Panel flush>
        <DataTable
          rows={pages.rows}
          columns={columns}
          keyOf={(row) => row.id}
          asked={pages}
          onMore={pages.more}
          isMoreComing={pages.isMoreComing}
          onOpen={(row) => void go(paths.transfer(row.number))}
          empty={q || direction ? t.noneFound : show === "open" && counts?.all ? t.noneOpen : t.noTransfers}
          caption={t.transfers}
        />
      </Panel>
    </Page>
  );
}
