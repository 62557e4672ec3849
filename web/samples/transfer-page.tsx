import { FilePdfOutlined } from "@ant-design/icons";
import { Button, Input } from "antd";
import { useRef, useState } from "react";
import { useParams } from "react-router";
import { useQueryClient } from "@tanstack/react-query";
import { groupNumber, parseNumber, shortForm } from "../../server/kernel/numbers.ts";
import { toMinute } from "../../server/kernel/time.ts";
import {
  closeTransfer,
  manifestPdf,
  recallTransfer,
  receiveContainer,
  showTransfer,
} from "../../server/samples/transfer-contract.ts";
import type { TransferView } from "../../server/samples/transfer-contract.ts";
import { call, fileUrl, useAsk, useChange } from "../api.ts";
import { useScan } from "../scan.tsx";
import { useMay } from "../session.tsx";
import { DataTable } from "../ui/data-table.tsx";
import type { Column } from "../ui/data-table.tsx";
import { Opening } from "../ui/opening.tsx";
import { Facts, Page, Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { custodyWords } from "./custody-words.ts";
import { transferTone } from "./transfers-page.tsx";

type Line = TransferView["lines"][number];

/** One manifest. At the receiving laboratory each scan receives a container; what was not scanned is named. */
export function TransferPage() {
  const t = useWords(custodyWords);
  const may = useMay();
  const queries = useQueryClient();
  const { number = "" } = useParams();
  const asked = useAsk(showTransfer, { params: { number } });
  const [condition, setCondition] = useState("");
  const damage = useRef("");
  const describe = (text: string) => {
    damage.current = text;
    setCondition(text);
  };
  const view = asked.data;
  const isReceiving = may("transfers.send") && (view?.may.includes("receive") ?? false);
  // a container on its way belongs to nobody's store yet: the code goes to the manifest itself
  useScan(
    () => undefined,
    async (code) => {
      const read = parseNumber(code);
      if (!isReceiving || read.fault !== null || read.kind !== "container") return undefined;
      const said = damage.current.trim();
      describe(""); // said of this container alone, however quickly the next one comes
      const body = { container: read.number, ...(said && { condition: said }) };
      await call(receiveContainer, { params: { number }, body }).catch((refused: unknown) => {
        describe(said);
        throw refused;
      });
      await queries.invalidateQueries();
      return t.receivedOne(shortForm(read.number));
    },
  );
  if (!view)
    return asked.error ? (
      <Page title={t.transfers}>
        <Refusal error={asked.error} />
      </Page>
    ) : (
      <Opening />
    );
  const columns: Column<Line>[] = [
    { key: "number", title: t.container, narrow: true, show: (line) => <strong>{shortForm(line.number)}</strong> },
    { key: "name", title: t.sample, show: (line) => line.sampleName },
    { key: "quantity", title: t.quantity, narrow: true, show: (line) => line.quantity ?? "–" },
    { key: "storage", title: t.condition, show: (line) => line.storage },
    { key: "seal", title: t.seal, narrow: true, show: (line) => line.sealNumber ?? "–" },
    { key: "state", title: t.conditionIn, show: (line) => <Arrival of={line} state={view.state} /> },
  ];
  const missing = view.lines.filter((line) => line.receivedAt === null).map((line) => shortForm(line.number));
  return (
    <Page
      title={
        <>
          {view.from} → {view.to} <ToneTag tone={transferTone[view.state]}>{t.states[view.state]}</ToneTag>
        </>
      }
      below={groupNumber(view.number)}
      extra={
        <Button icon={<FilePdfOutlined />} href={fileUrl(manifestPdf, { number })} target="_blank">
          {t.manifest}
        </Button>
      }
    >
      {isReceiving ? (
        <section className="panel stack">
          <div className="big-ask" aria-live="polite">
            {t.scanIn} {t.received(view.received, view.items)}
          </div>
          <Input
            aria-label={t.conditionIn}
            placeholder={`${t.conditionIn}：${t.conditionGood}`}
            maxLength={200}
            value={condition}
            onChange={({ target }) => describe(target.value)}
          />
        </section>
      ) : null}
      {view.state === "incomplete" ? (
        <section className="panel tone-bad" role="alert">
          {t.missingNamed(missing.join("、"))}
        </section>
      ) : null}
      <Panel flush>
        <DataTable rows={view.lines} columns={columns} keyOf={(line) => line.number} caption={t.contents} />
      </Panel>
      <Panel>
        <Facts
          of={[
            [t.purpose, t.purposes[view.purpose]],
            [t.sentAt, `${view.sentBy} ${toMinute(new Date(view.sentAt))}`],
            [t.courier, view.courier],
            [t.carriedAt, view.temperature],
            [t.closeIt, view.closedAt && t.closedBy(view.closedBy ?? "", toMinute(new Date(view.closedAt)))],
            [t.note, view.closeNote],
          ]}
        />
        {may("transfers.send") ? <Acts view={view} missing={missing} /> : null}
      </Panel>
    </Page>
  );
}

function Arrival({ of: line, state }: { of: Line; state: TransferView["state"] }) {
  const t = useWords(custodyWords);
  if (line.receivedAt)
    return (
      <>
        <ToneTag tone={line.condition === t.conditionGood || line.condition === "完好" ? "good" : "attention"}>
          {line.condition ?? t.states.received}
        </ToneTag>{" "}
        <span className="quiet small">
          {line.receivedBy} {toMinute(new Date(line.receivedAt))}
        </span>
      </>
    );
  if (state === "recalled") return <span className="quiet">{t.states.recalled}</span>;
  return (
    <ToneTag tone={state === "incomplete" ? "bad" : "waiting"}>
      {state === "incomplete" ? t.missing : t.states.sent}
    </ToneTag>
  );
}

function Acts({ view, missing }: { view: TransferView; missing: readonly string[] }) {
  const t = useWords(custodyWords);
  const close = useChange(closeTransfer);
  const recall = useChange(recallTransfer);
  const [note, setNote] = useState("");
  const mayClose = view.may.includes("close") || view.may.includes("confirm");
  const mayRecall = view.may.includes("recall");
  if (!mayClose && !mayRecall) return null;
  const params = { number: view.number };
  return (
    <div className="stack above">
      <Input
        aria-label={t.note}
        placeholder={mayClose && missing.length > 0 && !view.isOutside ? t.missingNamed(missing.join("、")) : t.note}
        maxLength={200}
        value={note}
        onChange={({ target }) => setNote(target.value)}
      />
      <Refusal error={close.error ?? recall.error} />
      <div className="row end">
        {mayRecall ? (
          <Button
            disabled={note.trim().length < 2}
            title={t.reason}
            loading={recall.isPending}
            onClick={() => recall.mutate({ params, body: { reason: note } })}
          >
            {t.recall}
          </Button>
        ) : null}
        {mayClose ? (
          <Button
            type="primary"
            loading={close.isPending}
            onClick={() => close.mutate({ params, body: note.trim() ? { note } : {} })}
          >
            {view.isOutside ? t.confirmIt : t.closeIt}
          </Button>
        ) : null}
      </div>
    </div>
  );
}
