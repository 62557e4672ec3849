import { ExportOutlined, PrinterOutlined } from "@ant-design/icons";
import { App, Button, Modal, Select } from "antd";
import { useRef, useState } from "react";
import { Link } from "react-router";
import { labelsPdf, listPrinters } from "../../server/samples/contract.ts";
import {
  builtInDesigns,
  listDesigns,
  listPrints,
  printFile,
  printLabels,
  settlePrint,
} from "../../server/samples/label-contract.ts";
import type { PrintView, Settled } from "../../server/samples/label-contract.ts";
import { toMinute } from "../../server/kernel/time.ts";
import { Problem } from "../../server/kernel/problems.ts";
import { fileUrl, useAsk, useChange } from "../api.ts";
import { paths } from "../paths.ts";
import { useMay } from "../session.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { labelWords } from "./label-words.ts";
import { PrintRecord } from "./print-record.tsx";

const designKey = "lims-label-design";

/** Labels as they will be printed, of an order, a sample or one container; every print is on record, a second one is a reprint. */
export function LabelDialog({ of: number, isOpen, onClose }: { of: string; isOpen: boolean; onClose: () => void }) {
  const t = useWords(labelWords);
  const may = useMay();
  const [design, setDesign] = useState(() => localStorage.getItem(designKey) ?? "50x30");
  const printers = useAsk(listPrinters, {}, { enabled: isOpen }).data?.rows ?? [];
  const designs = useAsk(listDesigns, {}, { enabled: isOpen });
  const [sent, setSent] = useState<string | null>(null);
  const [isMoving, setMoving] = useState(false);
  // looked at again while a job is on its way to a printer
  const prints = useAsk(
    listPrints,
    { query: { of: number } },
    { enabled: isOpen, ...((isMoving || sent !== null) && { refetchInterval: isMoving ? 800 : 5_000 }) },
  );
  const moving = prints.data?.rows.some(({ sending }) => sending === "waiting" || sending === "sending") ?? false;
  if (moving !== isMoving) setMoving(moving);
  const onItsWay = prints.data?.rows.find(({ id }) => id === sent);
  const uncertain = (prints.data?.rows ?? []).filter((row) => row.sending === "uncertain" && row.settled === null);
  const send = useChange(printLabels);
  const { message } = App.useApp();
  const paper = useRef<HTMLIFrameElement>(null);
  const names = [...builtInDesigns, ...(designs.data?.rows ?? []).map(({ name }) => name)];
  const chosen = names.includes(design) ? design : "50x30";
  const [printed, setPrinted] = useState<PrintView | null>(null);
  const address = printed
    ? fileUrl(printFile, { id: printed.id })
    : fileUrl(labelsPdf, {}, { of: number, design: chosen });

  const print = (printer: string | undefined, more: { reason?: string; anewBecause?: string } = {}) =>
    send.mutate(
      { body: { of: number, design: chosen, ...(printer !== undefined && { printer }), ...more } },
      {
        onSuccess: (record) => {
          setSent(record.printer === null ? null : record.id);
          if (record.language !== "pdf") return;
          void message.success(t.done(record.labels, record.originalId !== null));
          setPrinted(record);
        },
      },
    );
  return (
    <Modal open={isOpen} onCancel={onClose} title={t.labels} width={760} footer={null} destroyOnHidden>
      <div className="stack">
        <div className="row apart">
          <span className="row">
            <Select
              className="label-design"
              aria-label={t.design}
              value={chosen}
              options={names.map((name) => ({ value: name, label: t.builtIn[name] ?? name }))}
              onChange={(name: string) => {
                setDesign(name);
                setPrinted(null);
                localStorage.setItem(designKey, name);
              }}
            />
            {may("labels.design") ? <Link to={paths.labelDesigns()}>{t.designs}</Link> : null}
          </span>
          <div className="row">
            {printers.map(({ name }) => (
              <Button key={name} icon={<PrinterOutlined />} loading={send.isPending} onClick={() => print(name)}>
                {name}
              </Button>
            ))}
            <a href={address} target="_blank" rel="noreferrer">
              <Button icon={<ExportOutlined />}>{t.openPdf}</Button>
            </a>
            <Button
              type="primary"
              autoFocus
              icon={<PrinterOutlined />}
              loading={send.isPending}
              onClick={() => print(undefined)}
            >
              {t.print}
            </Button>
          </div>
        </div>
        <Refusal error={send.error} />
        {onItsWay && onItsWay.sending !== "uncertain" ? <Sending of={onItsWay} /> : null}
        {uncertain.map((row) => (
          <Uncertain key={row.id} of={row} onAgain={({ id }) => setSent(id)} />
        ))}
        <iframe
          key={address}
          ref={paper}
          src={`${address}#toolbar=0&navpanes=0`}
          title={t.labels}
          className="paper"
          onLoad={() => {
            if (printed) paper.current?.contentWindow?.print(); // it is on record by now
          }}
        />
        <p className="quiet small">{t.labelOrder}</p>
        <PrintRecord
          rows={prints.data?.rows ?? []}
          design={chosen}
          isBusy={send.isPending}
          onAnew={(anewBecause) => print(undefined, { anewBecause })}
        />
      </div>
    </Modal>
  );
}

/** A job that was interrupted: who looks beside the printer says with one tap what became of it. */
function Uncertain({ of: row, onAgain }: { of: PrintView; onAgain: (print: PrintView) => void }) {
  const t = useWords(labelWords);
  const settle = useChange(settlePrint);
  const say = (as: Settled) =>
    settle.mutate({ params: { id: row.id }, body: { as } }, { onSuccess: (print) => as === "again" && onAgain(print) });
  return (
    <div className="refusal tone-attention" role="alert">
      <div className="stack tight">
        <span>{t.uncertain(row.labels, row.printer ?? "", toMinute(new Date(row.printedAt)).slice(5))}</span>
        <div className="row">
          <Button loading={settle.isPending} onClick={() => say("printed")}>
            {t.foundPrinted}
          </Button>
          <Button loading={settle.isPending} icon={<PrinterOutlined />} onClick={() => say("again")}>
            {t.printAgain}
          </Button>
        </div>
        <Refusal error={settle.error} />
      </div>
    </div>
  );
}

/** How far the job is that was just given to a printer. */
function Sending({ of: { sending, sendError, printer, labels } }: { of: PrintView }) {
  const t = useWords(labelWords);
  if (sending === "failed") return <Refusal error={new Problem("printer-away", { printer, why: sendError })} />;
  return (
    <p role="status" className="row">
      <ToneTag tone={sending === "sent" ? "good" : "running"}>{t.sending[sending]}</ToneTag>
      {t.count(labels)} → {printer}
    </p>
  );
}
