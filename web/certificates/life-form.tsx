import { Button, Input, Select } from "antd";
import { useState } from "react";
import { useNavigate } from "react-router";
import { groupNumber } from "../../server/kernel/numbers.ts";
import { en } from "../../server/kernel/text/en.ts";
import { zh } from "../../server/kernel/text/zh.ts";
import {
  amendCertificate,
  questionCertificate,
  restoreCertificate,
  revokeCertificate,
  voidCertificate,
} from "../../server/certificates/life-contract.ts";
import { useChange } from "../api.ts";
import { paths } from "../paths.ts";
import { ReasonPicker } from "../readings/reason-picker.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { SignatureDialog } from "../ui/signature-dialog.tsx";
import { useWords } from "../words.ts";
import type { Life } from "./life-panel.tsx";
import { lifeWords } from "./life-words.ts";

type Act = Exclude<Life["may"][number]["act"], "dispatch">;

/** One step of a certificate's life with its reason; revoking and amending are signed. */
export function LifeForm({ act, number, life, onDone }: { act: Act; number: string; life: Life; onDone: () => void }) {
  const t = useWords(lifeWords);
  const meaning = useWords({ zh, en }).meaning;
  const go = useNavigate();
  const [reason, setReason] = useState("");
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [sampleNumber, setSample] = useState(life.samples[0]?.number ?? "");
  const correctable = life.samples.find((one) => one.number === sampleNumber)?.correctable ?? life.correctable;
  const [isSigning, setSigning] = useState(false);
  const plain = {
    question: useChange(questionCertificate),
    restore: useChange(restoreCertificate),
    void: useChange(voidCertificate),
  };
  const revoke = useChange(revokeCertificate);
  const amend = useChange(amendCertificate);
  const isSigned = act === "revoke" || act === "amend";
  const isReady = reason.trim().length >= 2;
  const params = { number };
  const error = isSigned ? null : plain[act].error;
  const sign = (password: string) => {
    if (act === "revoke") revoke.mutate({ params, body: { reason, password } }, { onSuccess: onDone });
    if (act === "amend")
      amend.mutate(
        { params, body: { reason, password, sampleNumber, corrections: typed } },
        { onSuccess: (row) => (onDone(), void go(paths.certificate(row.number))) },
      );
  };
  return (
    <form
      className="inset stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isReady) return;
        if (isSigned) setSigning(true);
        else plain[act].mutate({ params, body: { reason } }, { onSuccess: onDone });
      }}
    >
      <strong>{t.acts[act]}</strong>
      <span className="quiet small">{t.explains[act]}</span>
      {act === "amend" ? (
        <details>
          <summary>{t.corrections}</summary>
          {life.samples.length > 1 ? (
            <Select
              className="wide above-small"
              aria-label={t.sample}
              value={sampleNumber}
              options={life.samples.map((one) => ({
                value: one.number,
                label: `${one.name} ${groupNumber(one.number)}`,
              }))}
              onChange={(chosen) => {
                setSample(chosen);
                setTyped({});
              }}
            />
          ) : null}
          <div className="thirds">
            {Object.entries(correctable).map(([field, text]) => (
              <label key={field} className="field">
                <span>{t.fields[field] ?? field}</span>
                <Input
                  value={typed[field] ?? text}
                  maxLength={200}
                  onChange={({ target }) => setTyped({ ...typed, [field]: target.value })}
                />
              </label>
            ))}
          </div>
        </details>
      ) : null}
      <ReasonPicker label={t.reason} reasons={t.reasons} value={reason} onChange={setReason} />
      <Refusal error={error} />
      <div className="row end">
        <Button onClick={onDone}>{t.cancel}</Button>
        <Button
          type="primary"
          htmlType="submit"
          danger={act === "revoke" || act === "void"}
          disabled={!isReady}
          loading={!isSigned && plain[act].isPending}
        >
          {isSigned ? t.sign : t.doIt}
        </Button>
      </div>
      <SignatureDialog
        open={isSigning}
        title={t.acts[act]}
        meaning={act === "amend" ? meaning.amend : meaning.revoke}
        error={act === "amend" ? amend.error : revoke.error}
        isBusy={amend.isPending || revoke.isPending}
        onCancel={() => {
          setSigning(false);
          amend.reset();
          revoke.reset();
        }}
        onSign={sign}
      >
        <p>{reason}</p>
      </SignatureDialog>
    </form>
  );
}
