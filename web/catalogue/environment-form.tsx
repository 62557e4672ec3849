import { Input } from "antd";
import { useState } from "react";
import { setEnvironment } from "../../server/catalogue/contract.ts";
import type { MethodView } from "../../server/catalogue/contract.ts";
import { useChange } from "../api.ts";
import { useWords } from "../words.ts";
import { MethodForm } from "./method-form.tsx";
import { words } from "./words.ts";

type Ends = { least: string; most: string };
const none: Ends = { least: "", most: "" };

/** Where the technical manager says which temperature and humidity a method allows. */
export function EnvironmentForm({ method }: { method: MethodView }) {
  const t = useWords(words);
  const [ranges, setRanges] = useState({ temperature: none, humidity: none });
  const change = useChange(setEnvironment);
  const isHalf = Object.values(ranges).some(({ least, most }) => (least === "") !== (most === ""));
  const said = (ends: Ends) => (ends.least === "" ? null : ends);
  return (
    <MethodForm
      label={t.setEnvironment}
      hint={t.equipmentHint}
      change={change}
      isReady={!isHalf}
      onOpen={() => {
        const { temperature, humidity } = method.environment ?? {};
        setRanges({ temperature: temperature ?? none, humidity: humidity ?? none });
      }}
      onSave={(reason, close) =>
        change.mutate(
          {
            params: { id: method.id },
            body: { temperature: said(ranges.temperature), humidity: said(ranges.humidity), reason },
          },
          close,
        )
      }
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
    </MethodForm>
  );
}
