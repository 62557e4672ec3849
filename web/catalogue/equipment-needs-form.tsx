import { Button, Input, Select } from "antd";
import { useState } from "react";
import { EquipmentNeed, needText, setEquipmentNeeds, type MethodView } from "../../server/catalogue/contract.ts";
import { useChange } from "../api.ts";
import { useMay } from "../session.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { words } from "./words.ts";

type Typed = Record<"kind" | "unit" | "from" | "to" | "maxError" | "maxUncertainty" | "note", string>;
const empty: Typed = { kind: "", unit: "", from: "", to: "", maxError: "", maxUncertainty: "", note: "" };
const figures = ["from", "to", "unit", "maxError", "maxUncertainty", "note"] as const;

/** What a method asks of its equipment, in words. */
export function EquipmentNeeds({ of }: { of: MethodView }) {
  const t = useWords(words);
  if (of.equipmentNeeds.length === 0) return null;
  return (
    <>
      {of.equipmentNeeds.map((need) => (
        <div key={`${need.kind} ${needText(need)}`}>
          {t.equipmentKinds[need.kind] ?? need.kind}：{needText(need)}
        </div>
      ))}
    </>
  );
}

/** Where the technical manager writes it; confirmations of certificates are held against it from then on. */
export function EquipmentNeedsForm({ method }: { method: MethodView }) {
  const t = useWords(words);
  const may = useMay();
  const [isOpen, setOpen] = useState(false);
  const [rows, setRows] = useState<Typed[]>(() => method.equipmentNeeds.map((need) => ({ ...empty, ...need })));
  const [reason, setReason] = useState("");
  const change = useChange(setEquipmentNeeds);
  if (!may("methods.change") || method.equipmentKinds.length === 0) return null;
  if (!isOpen)
    return (
      <button type="button" className="link-button" onClick={() => setOpen(true)}>
        {t.setNeeds}
      </button>
    );
  const read = rows.map((row) => EquipmentNeed.safeParse(filled(row)));
  const needs = read.flatMap((one) => (one.success ? [one.data] : []));
  const isReady = needs.length === rows.length && reason.trim().length > 1;
  const set = (at: number, said: Partial<Typed>) =>
    setRows(rows.map((row, index) => (index === at ? { ...row, ...said } : row)));
  return (
    <form
      className="box stack tight"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady)
          change.mutate({ params: { id: method.id }, body: { needs, reason } }, { onSuccess: () => setOpen(false) });
      }}
    >
      {rows.map((row, at) => (
        <div key={at} className="row wrap">
          <Select
            aria-label={t.equipment}
            className="filter-day"
            value={row.kind || undefined}
            placeholder={t.equipment}
            options={method.equipmentKinds.map((kind) => ({ value: kind, label: t.equipmentKinds[kind] ?? kind }))}
            onChange={(kind: string) => set(at, { kind })}
          />
          {figures.map((name) => (
            <Input
              key={name}
              className={name === "note" ? "item-field" : "figure-field"}
              aria-label={t.needFields[name]}
              placeholder={t.needFields[name]}
              title={t.needFields[name]}
              status={
                read[at]?.success === false && name !== "note" && row[name] !== "" && !isFigure(name, row[name])
                  ? "error"
                  : undefined
              }
              value={row[name]}
              onChange={({ target }) => set(at, { [name]: target.value })}
            />
          ))}
          <Button onClick={() => setRows(rows.filter((_, index) => index !== at))}>{t.removeNeed}</Button>
        </div>
      ))}
      <Button onClick={() => setRows([...rows, { ...empty, kind: method.equipmentKinds[0] ?? "" }])}>
        {t.addNeed}
      </Button>
      <label className="field">
        <span className="needed">{t.uncertaintyWhy}</span>
        <Input value={reason} maxLength={300} onChange={({ target }) => setReason(target.value)} />
      </label>
      <Refusal error={change.error} />
      <div className="row end">
        <Button onClick={() => setOpen(false)}>{t.cancel}</Button>
        <Button type="primary" htmlType="submit" disabled={!isReady} loading={change.isPending}>
          {t.save}
        </Button>
      </div>
    </form>
  );
}

function filled(row: Typed): object {
  return Object.fromEntries(
    Object.entries(row)
      .map(([name, text]) => [name, text.normalize("NFKC").trim()])
      .filter(([, text]) => text !== ""),
  );
}

const isFigure = (name: string, text: string) =>
  name === "unit" || /^-?\d+(\.\d+)?$/.test(text.normalize("NFKC").trim());
