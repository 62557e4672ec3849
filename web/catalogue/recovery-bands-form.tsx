import { Button, Input } from "antd";
import { useState } from "react";
import { RecoveryBand, recoveryBandText, setRecoveryBands, type MethodView } from "../../server/catalogue/contract.ts";
import { useChange } from "../api.ts";
import { useWords } from "../words.ts";
import { MethodForm } from "./method-form.tsx";
import { words } from "./words.ts";

type Typed = Record<"from" | "to" | "least" | "most", string>;
const fields = ["from", "to", "least", "most"] as const;
const empty: Typed = { from: "", to: "", least: "", most: "" };

/** The recovery limits of a method by spiked level, one a line. */
export function RecoveryBandLines({ of }: { of: MethodView }) {
  return (
    <>
      {of.recoveryBands.map((band) => (
        <div key={recoveryBandText(band, of.unit)}>{recoveryBandText(band, of.unit)}</div>
      ))}
    </>
  );
}

/** Where the technical manager writes them; batches made from then on are judged by them. */
export function RecoveryBandsForm({ method }: { method: MethodView }) {
  const t = useWords(words);
  const [rows, setRows] = useState<Typed[]>([]);
  const change = useChange(setRecoveryBands);
  const read = rows.map((row) => RecoveryBand.safeParse(filled(row)));
  const bands = read.flatMap((one) => (one.success ? [one.data] : []));
  const set = (at: number, said: Partial<Typed>) =>
    setRows(rows.map((row, index) => (index === at ? { ...row, ...said } : row)));
  return (
    <MethodForm
      label={t.setRecovery}
      hint={t.recoveryHint}
      change={change}
      isReady={bands.length === rows.length}
      onOpen={() =>
        setRows(method.recoveryBands.map((band) => ({ ...band, from: band.from ?? "", to: band.to ?? "" })))
      }
      onSave={(reason, close) => change.mutate({ params: { id: method.id }, body: { bands, reason } }, close)}
    >
      <p className="small quiet">{t.recoveryMeans}</p>
      {rows.map((row, at) => (
        <div key={at} className="row wrap">
          {fields.map((name) => (
            <label key={name} className="field">
              <span>{t.recoveryFields[name]}</span>
              <Input
                className="figure-field"
                inputMode="decimal"
                aria-label={`${t.recoveryFields[name]} ${at + 1}`}
                placeholder={name === "from" || name === "to" ? t.recoveryOpen : ""}
                suffix={<span className="quiet">{name === "from" || name === "to" ? method.unit : "%"}</span>}
                status={row[name].trim() !== "" && !/^\d+(\.\d+)?$/.test(plain(row[name])) ? "error" : ""}
                value={row[name]}
                onChange={({ target }) => set(at, { [name]: target.value })}
              />
            </label>
          ))}
          <Button onClick={() => setRows(rows.filter((_, index) => index !== at))}>{t.removeNeed}</Button>
        </div>
      ))}
      <Button onClick={() => setRows([...rows, { ...empty, from: rows.at(-1)?.to ?? "" }])}>{t.addRecovery}</Button>
    </MethodForm>
  );
}

const plain = (text: string) => text.normalize("NFKC").trim();

function filled({ from, to, least, most }: Typed): object {
  return { from: plain(from) || null, to: plain(to) || null, least: plain(least), most: plain(most) };
}
