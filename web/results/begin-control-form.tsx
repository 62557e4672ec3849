import { Button, Input, Segmented, Select } from "antd";
import { useState } from "react";
import { listMethods } from "../../server/catalogue/contract.ts";
import { beginControl, ControlKind } from "../../server/results/control-contract.ts";
import { useAsk, useChange } from "../api.ts";
import { DayInput } from "../ui/day-input.tsx";
import { Panel } from "../ui/page.tsx";
import { readDay } from "../ui/read-day.ts";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { controlWords } from "./control-words.ts";

const empty = {
  name: "",
  lot: "",
  target: "",
  uncertainty: "",
  sd: "",
  unit: "",
  instrumentNumber: "",
  validUntil: "",
};

/** A new chart: which method, which material and lot, and what it should come to. */
export function BeginControlForm({ onDone, onCancel }: { onDone: (id: string) => void; onCancel: () => void }) {
  const t = useWords(controlWords);
  const methods = useAsk(listMethods);
  const begin = useChange(beginControl);
  const [kind, setKind] = useState<(typeof ControlKind.options)[number]>("control");
  const [methodId, setMethod] = useState<string | null>(null);
  const [typed, setTyped] = useState(empty);
  const field = (name: keyof typeof empty, label: string) => (
    <label className="field">
      <span>{label}</span>
      <Input
        aria-label={label}
        data-scan={name === "instrumentNumber" ? "number" : name === "lot" ? "text" : undefined}
        value={typed[name]}
        onChange={({ target }) => setTyped({ ...typed, [name]: target.value })}
      />
    </label>
  );
  const isReady =
    methodId !== null && [typed.name, typed.lot, typed.target, typed.sd].every((text) => text.trim() !== "");
  return (
    <Panel title={t.begin}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isReady || methodId === null) return;
          const { instrumentNumber, validUntil, uncertainty, ...said } = typed;
          const assignedU = uncertainty.normalize("NFKC").trim();
          const day = readDay(validUntil);
          begin.mutate(
            {
              body: {
                ...said,
                kind,
                methodId,
                ...(instrumentNumber ? { instrumentNumber } : {}),
                ...(kind === "control" && assignedU ? { uncertainty: assignedU } : {}),
                ...(day ? { validUntil: day } : {}),
              },
            },
            { onSuccess: ({ id }) => onDone(id) },
          );
        }}
      >
        <Segmented
          value={kind}
          options={ControlKind.options.map((value) => ({ value, label: t.kinds[value] ?? value }))}
          onChange={setKind}
        />
        <div className="thirds">
          <div className="field">
            <span>{t.method}</span>
            <Select
              showSearch
              aria-label={t.method}
              optionFilterProp="label"
              popupMatchSelectWidth={420}
              value={methodId}
              options={methods.data?.rows.map((m) => ({ value: m.id, label: `${m.item} · ${m.code} ${m.clause}` }))}
              onChange={(chosen: string) => {
                setMethod(chosen);
                const unit = methods.data?.rows.find(({ id }) => id === chosen)?.unit ?? "";
                setTyped({ ...typed, unit: kind === "duplicate" || kind === "spike" ? "%" : unit });
              }}
            />
          </div>
          {field("name", t.name)}
          {field("lot", t.lot)}
          {field("target", t.target)}
          {kind === "control" ? field("uncertainty", t.assignedU) : null}
          {field("sd", t.sd)}
          {field("unit", t.unit)}
          {field("instrumentNumber", t.instrument)}
          <label className="field">
            <span>{t.validUntil}</span>
            <DayInput value={typed.validUntil} onChange={(validUntil) => setTyped({ ...typed, validUntil })} />
          </label>
        </div>
        {kind === "control" ? <p className="small quiet">{t.assignedUHint}</p> : null}
        <Refusal error={begin.error} />
        <div className="row end">
          <Button onClick={onCancel}>{t.cancel}</Button>
          <Button type="primary" htmlType="submit" disabled={!isReady} loading={begin.isPending}>
            {t.save}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
