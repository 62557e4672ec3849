import { Button, Input, Select } from "antd";
import { useState } from "react";
import { EquipmentNeed, needText, setEquipmentNeeds, type MethodView } from "../../server/catalogue/contract.ts";
import { useChange } from "../api.ts";
import { useWords } from "../words.ts";
import { MethodForm } from "./method-form.tsx";
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
  const [rows, setRows] = useState<Typed[]>([]);
  const change = useChange(setEquipmentNeeds);
  if (method.equipmentKinds.length === 0) return null;
  const read = rows.map((row) => EquipmentNeed.safeParse(filled(row)));
  const needs = read.flatMap((one) => (one.success ? [one.data] : []));
  const set = (at: number, said: Partial<Typed>) =>
    setRows(rows.map((row, index) => (index === at ? { ...row, ...said } : row)));
  return (
    <MethodForm
      label={t.setNeeds}
      hint={t.equipmentHint}
      change={change}
      isReady={needs.length === rows.length}
      onOpen={() => setRows(method.equipmentNeeds.map((need) => ({ ...empty, ...need })))}
      onSave={(reason, close) => change.mutate({ params: { id: method.id }, body: { needs, reason } }, close)}
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
    </MethodForm>
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
