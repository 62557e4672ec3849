import { Button, Input, Select } from "antd";
import { useState } from "react";
import type { ReactNode } from "react";
import { addPartner, addPartnerScopes, endPartnerScope, renewPartner } from "../../server/work/partner-contract.ts";
import type { PartnerScopeView, PartnerView } from "../../server/work/partner-contract.ts";
import { useChange } from "../api.ts";
import { DayInput } from "../ui/day-input.tsx";
import { readDay } from "../ui/read-day.ts";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { partnerWords } from "./partner-words.ts";

export type MethodOption = { id: string; item: string; method: string };
type Done = { onDone: () => void };

/** A laboratory by the name and number of its certificate. */
export function AddPartnerForm({ onDone }: Done) {
  const t = useWords(partnerWords);
  const add = useChange(addPartner);
  const [name, setName] = useState("");
  const [cmaNumber, setNumber] = useState("");
  const [until, setUntil] = useState("");
  const cmaValidUntil = readDay(until);
  const isReady = name.trim().length > 1 && /^\d{12}$/.test(cmaNumber.trim()) && cmaValidUntil !== null;
  return (
    <Form
      isReady={isReady}
      isBusy={add.isPending}
      error={add.error}
      onDone={onDone}
      onSave={() => {
        if (cmaValidUntil) add.mutate({ body: { name, cmaNumber, cmaValidUntil } }, { onSuccess: onDone });
      }}
    >
      <div className="thirds">
        <Text label={t.name} value={name} onChange={setName} />
        <Text label={t.cmaNumber} value={cmaNumber} onChange={setNumber} />
        <Day label={t.cmaValidUntil} value={until} onChange={setUntil} />
      </div>
    </Form>
  );
}

/** Its certificate is valid until another day. */
export function RenewForm({ of, onDone }: Done & { of: PartnerView }) {
  const t = useWords(partnerWords);
  const renew = useChange(renewPartner);
  const [until, setUntil] = useState("");
  const [reason, setReason] = useState("");
  const cmaValidUntil = readDay(until);
  return (
    <Form
      isReady={cmaValidUntil !== null && reason.trim().length > 1}
      isBusy={renew.isPending}
      error={renew.error}
      onDone={onDone}
      onSave={() => {
        if (cmaValidUntil)
          renew.mutate({ params: { partnerId: of.id }, body: { cmaValidUntil, reason } }, { onSuccess: onDone });
      }}
    >
      <div className="thirds">
        <Day label={t.cmaValidUntil} value={until} onChange={setUntil} />
        <Text label={t.reason} value={reason} onChange={setReason} />
      </div>
    </Form>
  );
}

/** Items and methods of its scope, several at once where they stand on the same page for the same days. */
export function AddScopeForm({ of, methods, onDone }: Done & { of: PartnerView; methods: readonly MethodOption[] }) {
  const t = useWords(partnerWords);
  const add = useChange(addPartnerScopes);
  const [methodIds, setMethods] = useState<string[]>([]);
  const [from, setFrom] = useState("");
  const [until, setUntil] = useState("");
  const [evidence, setEvidence] = useState("");
  const validFrom = readDay(from);
  const validUntil = until.trim() === "" ? null : readDay(until);
  const isReady =
    methodIds.length > 0 &&
    validFrom !== null &&
    (until.trim() === "" || validUntil !== null) &&
    evidence.trim().length > 1;
  return (
    <Form
      isReady={isReady}
      isBusy={add.isPending}
      error={add.error}
      onDone={onDone}
      onSave={() => {
        if (validFrom)
          add.mutate(
            { params: { partnerId: of.id }, body: { methodIds, validFrom, validUntil, evidence } },
            { onSuccess: onDone },
          );
      }}
    >
      <label className="field">
        <span className="needed">{t.methods}</span>
        <Select
          mode="multiple"
          optionFilterProp="label"
          aria-label={t.methods}
          value={methodIds}
          onChange={setMethods}
          options={methods.map((m) => ({ value: m.id, label: `${m.item} ${m.method}` }))}
        />
      </label>
      <div className="thirds">
        <Day label={t.from} value={from} onChange={setFrom} />
        <Day label={t.to} value={until} onChange={setUntil} isNeeded={false} />
        <Text label={t.evidence} value={evidence} onChange={setEvidence} />
      </div>
    </Form>
  );
}

/** An entry ends with a day. */
export function EndScopeForm({ of, onDone }: Done & { of: PartnerScopeView }) {
  const t = useWords(partnerWords);
  const end = useChange(endPartnerScope);
  const [said, setSaid] = useState("");
  const [reason, setReason] = useState("");
  const on = readDay(said);
  return (
    <Form
      isReady={on !== null && reason.trim().length > 1}
      isBusy={end.isPending}
      error={end.error}
      onDone={onDone}
      onSave={() => {
        if (on) end.mutate({ params: { scopeId: of.id }, body: { on, reason } }, { onSuccess: onDone });
      }}
    >
      <p>
        {of.item} <span className="quiet">{of.method}</span>
      </p>
      <div className="thirds">
        <Day label={t.endOn} value={said} onChange={setSaid} />
        <Text label={t.reason} value={reason} onChange={setReason} />
      </div>
    </Form>
  );
}

function Form(
  props: Done & { isReady: boolean; isBusy: boolean; error: unknown; onSave: () => void; children: ReactNode },
) {
  const t = useWords(partnerWords);
  return (
    <form
      className="inset stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (props.isReady) props.onSave();
      }}
    >
      {props.children}
      <Refusal error={props.error} />
      <div className="row end">
        <Button onClick={props.onDone}>{t.cancel}</Button>
        <Button type="primary" htmlType="submit" disabled={!props.isReady} loading={props.isBusy}>
          {t.save}
        </Button>
      </div>
    </form>
  );
}

function Text({ label, value, onChange }: { label: string; value: string; onChange: (text: string) => void }) {
  return (
    <label className="field">
      <span className="needed">{label}</span>
      <Input maxLength={200} value={value} data-scan="text" onChange={({ target }) => onChange(target.value)} />
    </label>
  );
}

function Day({
  label,
  value,
  onChange,
  isNeeded = true,
}: {
  label: string;
  value: string;
  onChange: (text: string) => void;
  isNeeded?: boolean;
}) {
  return (
    <label className="field">
      <span className={isNeeded ? "needed" : ""}>{label}</span>
      <DayInput value={value} onChange={onChange} label={label} />
    </label>
  );
}
