import { Input, Select } from "antd";
import { useState } from "react";
import { setSampleNeed } from "../../server/catalogue/contract.ts";
import type { MethodView } from "../../server/catalogue/contract.ts";
import { useChange } from "../api.ts";
import { useWords } from "../words.ts";
import { MethodForm } from "./method-form.tsx";
import { words } from "./words.ts";

/** Where the technical manager writes how much of a sample one test takes, parallels included. */
export function SampleNeedForm({ method }: { method: MethodView }) {
  const t = useWords(words);
  const [amount, setAmount] = useState("");
  const [unit, setUnit] = useState<"g" | "mL">("g");
  const change = useChange(setSampleNeed);
  return (
    <MethodForm
      label={t.setSampleNeed}
      hint={null}
      change={change}
      onOpen={() => {
        setAmount(method.sampleNeed?.amount ?? "");
        setUnit(method.sampleNeed?.unit ?? "g");
      }}
      onSave={(_, close) =>
        change.mutate(
          { params: { id: method.id }, body: { sampleNeed: amount === "" ? null : { amount, unit } } },
          close,
        )
      }
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
    </MethodForm>
  );
}
