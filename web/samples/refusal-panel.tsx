import { PrinterOutlined, StopOutlined } from "@ant-design/icons";
import { Button, Modal } from "antd";
import { useState } from "react";
import { toMinute } from "../../server/kernel/time.ts";
import { refusalLetterPdf } from "../../server/certificates/papers-contract.ts";
import { refuseSample, showPhoto } from "../../server/samples/contract.ts";
import type { SampleView } from "../../server/samples/contract.ts";
import { fileUrl, useChange } from "../api.ts";
import type { RefusalDraft } from "../orders/order-draft.ts";
import { RefusalForm } from "../orders/refusal-fields.tsx";
import { words as orderWords } from "../orders/words.ts";
import { useMay } from "../session.tsx";
import { Facts, Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";

const nothing: RefusalDraft = { reason: "", detail: "", photoIds: [] };

/** Why the sample was not taken on, with what proves it. */
export function RefusalPanel({ of: sample }: { of: SampleView }) {
  const t = useWords(orderWords);
  const { refusal } = sample;
  if (!refusal) return null;
  return (
    <Panel
      title={t.refused}
      extra={
        <Button
          icon={<PrinterOutlined />}
          href={fileUrl(refusalLetterPdf, { number: sample.number })}
          target="_blank"
          rel="noreferrer"
        >
          {t.refusalLetter}
        </Button>
      }
    >
      <div className="stack tight">
        <Facts
          of={[
            [t.refusalReason, <strong key="reason">{t.refusalReasons[refusal.reason]}</strong>],
            [t.refusalDetail, refusal.detail],
            [t.refusedBy, `${refusal.refusedBy} ${toMinute(new Date(refusal.refusedAt))}`],
          ]}
        />
        {refusal.photoIds.length > 0 ? (
          <div className="photos">
            {refusal.photoIds.map((fileId) => (
              <a key={fileId} className="photo" href={fileUrl(showPhoto, { fileId })} target="_blank" rel="noreferrer">
                <img src={fileUrl(showPhoto, { fileId })} alt={t.refusalPhotos} loading="lazy" />
              </a>
            ))}
          </div>
        ) : null}
      </div>
    </Panel>
  );
}

/** 拒收 of a sample that is registered already and nobody has begun to test. */
export function RefuseButton({ of: sample }: { of: SampleView }) {
  const t = useWords(orderWords);
  const may = useMay();
  const refuse = useChange(refuseSample);
  const [value, setValue] = useState<RefusalDraft | null>(null);
  if (!may("samples.register") || !sample.mayRefuse) return null;
  const reason = value?.reason ?? "";
  return (
    <>
      <Button danger icon={<StopOutlined />} onClick={() => setValue(nothing)}>
        {t.refuse}
      </Button>
      <Modal
        open={value !== null}
        title={`${t.refuse} · ${sample.name}`}
        width={680}
        onCancel={() => setValue(null)}
        footer={
          <div className="row end">
            <Button onClick={() => setValue(null)}>{t.cancel}</Button>
            <Button
              danger
              type="primary"
              disabled={reason === "" || (value?.detail.trim().length ?? 0) < 2}
              loading={refuse.isPending}
              onClick={() =>
                reason !== "" &&
                value &&
                refuse.mutate(
                  { params: { number: sample.number }, body: { ...value, reason } },
                  { onSuccess: () => setValue(null) },
                )
              }
            >
              {t.refuse}
            </Button>
          </div>
        }
      >
        <div className="stack">
          {value ? <RefusalForm field="" value={value} onChange={setValue} /> : null}
          <Refusal error={refuse.error} />
        </div>
      </Modal>
    </>
  );
}
