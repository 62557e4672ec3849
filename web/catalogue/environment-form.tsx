import { Button, Input } from "antd";
import { useState } from "react";
import { setEnvironment } from "../../server/catalogue/contract.ts";
import type { MethodView } from "../../server/catalogue/contract.ts";
import { useChange } from "../api.ts";
import { useMay } from "../session.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { words } from "./words.ts";

type Ends = { least: string; most: string };
const none: Ends = { least: "", most: "" };

/** Where the technical manager says which temperature and humidity a method allows. */
export function EnvironmentForm({ method }: { method: MethodView }) {
  const t = useWords(words);
  const may = useMay();
  const [isOpen, setOpen] = useState(false);
  const [ranges, setRanges] = useState({ temperature: none, humidity: none });
  const [reason, setReason] = useState("");
  const change = useChange(setEnvironment);
  if (!may("methods.change")) return null;
  if (!isOpen)
    return (
      <button
        type="button"
        className="link-button"
        onClick={() => {
          const { temperature, humidity } = method.environment ?? {};
          setRanges({ temperature: temperature ?? none, humidity: humidity ?? none });
          setReason("");
          setOpen(true);
        }}
      >
        {t.setEnvironment}
      </button>
    );
  const isHalf = Object.values(ranges).some(({ least, most }) => (least === "") !== (most === ""));
  const said = (ends: Ends) => (ends.least === "" ? null : ends);
  return (
    <form
      className="box stack tight"
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate(
          {
            params: { id: method.id },
            body: { temperature: said(ranges.temperature), humidity: said(ranges.humidity), reason: reason.trim() },
          },
          { onSuccess: () => setOpen(false) },
        );
      }}
    >
      <p className="small quiet">{t.environmentMeans}</p>
      {(["temperature", "humidity"] as const).map((quantity) => (
        <div key={quantity} className="pair">
          {(["least", "most"] as const).map((end) => (
            <label key={end} className="field">
              <span>
                {t[quantity]} {t[end]}
              </span>
              <Input
                inputMode="decimal"
                value={ranges[quantity][end]}
                onChange={({ target }) =>
                  setRanges({
                    ...ranges,
                    [quantity]: { ...ranges[quantity], [end]: target.value.normalize("NFKC").trim() },
                  })
                }
              />
            </label>
          ))}
        </div>
      ))}
      <label className="field">
        <span className="needed">{t.uncertaintyWhy}</span>
        <Input
          value={reason}
          maxLength={300}
          placeholder={t.equipmentHint}
          onChange={({ target }) => setReason(target.value)}
        />
      </label>
      <Refusal error={change.error} />
      <div className="row end">
        <Button onClick={() => setOpen(false)}>{t.cancel}</Button>
        <Button
          type="primary"
          htmlType="submit"
          disabled={isHalf || reason.trim().length < 2}
          loading={change.isPending}
        >
          {t.save}
        </Button>
      </div>
    </form>
  );
}
