import { Button, Input, Select } from "antd";
import { useState } from "react";
import { setSampleNeed } from "../../server/catalogue/contract.ts";
import type { MethodView } from "../../server/catalogue/contract.ts";
import { useChange } from "../api.ts";
import { useMay } from "../session.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { words } from "./words.ts";

/** Where the technical manager writes how much of a sample one test takes, parallels included. */
export function SampleNeedForm({ method }: { method: MethodView }) {
  const t = useWords(words);
  const may = useMay();
  const [isOpen, setOpen] = useState(false);
  const [amount, setAmount] = useState(method.sampleNeed?.amount ?? "");
  const [unit, setUnit] = useState(method.sampleNeed?.unit ?? "g");
  const change = useChange(setSampleNeed);
  if (!may("methods.change")) return null;
  if (!isOpen)
    return (
      <button type="button" className="link-button" onClick={() => setOpen(true)}>
        {t.setSampleNeed}
      </button>
    );
  return (
    <form
      className="box stack tight"
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate(
          { params: { id: method.id }, body: { sampleNeed: amount === "" ? null : { amount, unit } } },
          { onSuccess: () => setOpen(false) },
        );
      }}
    >
      <div className="pair">
        <label className="field">
          <span>{t.sampleNeed}</span>
          <Input
            autoFocus
            inputMode="decimal"
            value={amount}
            onChange={({ target }) => setAmount(target.value.normalize("NFKC").trim())}
          />
        </label>
        <label className="field">
          <span>{t.unit}</span>
          <Select
            aria-label={t.unit}
            value={unit}
            options={(["g", "mL"] as const).map((value) => ({ value, label: value }))}
            onChange={setUnit}
          />
        </label>
      </div>
      <p className="small quiet">{t.sampleNeedWhy}</p>
      <Refusal error={change.error} />
      <div className="row end">
        <Button onClick={() => setOpen(false)}>{t.cancel}</Button>
        <Button type="primary" htmlType="submit" loading={change.isPending}>
          {t.save}
        </Button>
      </div>
    </form>
  );
}
