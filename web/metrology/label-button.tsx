import { PrinterOutlined } from "@ant-design/icons";
import { Button, Tooltip } from "antd";
import { instrumentLabel, type InstrumentView } from "../../server/metrology/contract.ts";
import { printInstrumentLabel } from "../../server/metrology/file-contract.ts";
import { fileUrl, useChange } from "../api.ts";
import { useMay } from "../session.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { recordWords } from "./record-words.ts";
import { words } from "./words.ts";

/** Says that the label which is stuck on says something else than the state now. */
export function RelabelTag({ of }: { of: InstrumentView }) {
  const r = useWords(recordWords);
  if (!of.label || of.label.isCurrent) return null;
  return (
    <Tooltip title={r.labelOldWhy(of.label.said)}>
      <span>
        <ToneTag tone="attention">{r.labelOld}</ToneTag>
      </span>
    </Tooltip>
  );
}

/** Opens the label, and keeps what it says, so that a state that changes asks for a new one. */
export function LabelButton({ instrument }: { instrument: InstrumentView }) {
  const t = useWords(words);
  const r = useWords(recordWords);
  const may = useMay();
  const print = useChange(printInstrumentLabel);
  return (
    <>
      <RelabelTag of={instrument} />
      <a
        href={fileUrl(instrumentLabel, { number: instrument.number })}
        target="_blank"
        rel="noreferrer"
        onClick={() => {
          if (may("instruments.change")) print.mutate({ params: { number: instrument.number } });
        }}
      >
        <Button icon={<PrinterOutlined />} title={instrument.label ? undefined : r.labelNone}>
          {t.label}
        </Button>
      </a>
      <Refusal error={print.error} />
    </>
  );
}
