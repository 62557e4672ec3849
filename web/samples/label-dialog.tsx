import { ExportOutlined, PrinterOutlined } from "@ant-design/icons";
import { App, Button, Modal, Segmented } from "antd";
import { useRef, useState } from "react";
import { labelsPdf, listPrinters, printLabels } from "../../server/samples/contract.ts";
import { fileUrl, useAsk, useChange } from "../api.ts";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { words } from "./words.ts";

/** Labels as they will be printed, of an order, a sample or one container. */
export function LabelDialog({ of: number, isOpen, onClose }: { of: string; isOpen: boolean; onClose: () => void }) {
  const t = useWords(words);
  const [size, setSize] = useState<"50x30" | "25x15">("50x30");
  const printers = useAsk(listPrinters, {}, { enabled: isOpen });
  const send = useChange(printLabels);
  const { message } = App.useApp();
  const paper = useRef<HTMLIFrameElement>(null);
  const address = fileUrl(labelsPdf, {}, { of: number, size });
  return (
    <Modal open={isOpen} onCancel={onClose} title={t.labels} width={720} footer={null} destroyOnHidden>
      <div className="stack">
        <div className="row apart">
          <Segmented
            value={size}
            options={[
              { value: "50x30", label: t.labelSizes["50x30"] },
              { value: "25x15", label: t.labelSizes["25x15"] },
            ]}
            onChange={(value) => setSize(value === "25x15" ? "25x15" : "50x30")}
          />
          <div className="row">
            {printers.data?.rows.map(({ name }) => (
              <Button
                key={name}
                icon={<PrinterOutlined />}
                loading={send.isPending}
                onClick={() =>
                  send.mutate(
                    { body: { of: number, size, printer: name } },
                    { onSuccess: ({ labels }) => void message.success(t.sent(labels, name)) },
                  )
                }
              >
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
              onClick={() => paper.current?.contentWindow?.print()}
            >
              {t.print}
            </Button>
          </div>
        </div>
        <Refusal error={send.error} />
        <iframe key={address} ref={paper} src={`${address}#toolbar=0&navpanes=0`} title={t.labels} className="paper" />
        <p className="quiet small">{t.labelOrder}</p>
      </div>
    </Modal>
  );
}
