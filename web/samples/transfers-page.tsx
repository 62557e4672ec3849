import { PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { useNavigate } from "react-router";
import { toMinute } from "../../server/kernel/time.ts";
import { listTransfers } from "../../server/samples/transfer-contract.ts";
import type { TransferRow } from "../../server/samples/transfer-contract.ts";
import { useAsk } from "../api.ts";
import { paths } from "../paths.ts";
import { useMay } from "../session.tsx";
import type { Tone } from "../theme.ts";
import { DataTable } from "../ui/data-table.tsx";
import type { Column } from "../ui/data-table.tsx";
import { NumberText } from "../ui/number-text.tsx";
import { Page, Panel } from "../ui/page.tsx";
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

/** Manifests from and to this laboratory. */
export function TransfersPage() {
  const t = useWords(custodyWords);
  const may = useMay();
  const go = useNavigate();
  const asked = useAsk(listTransfers);
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
      <Panel flush>
        <DataTable
          rows={asked.data?.rows}
          columns={columns}
          keyOf={(row) => row.number}
          asked={asked}
          onOpen={(row) => void go(paths.transfer(row.number))}
          empty={t.noTransfers}
          caption={t.transfers}
        />
      </Panel>
    </Page>
  );
}
