import { Input, Segmented } from "antd";
import { useState } from "react";
import { setUncertainty } from "../../server/catalogue/contract.ts";
import type { MethodView } from "../../server/catalogue/contract.ts";
import { useChange } from "../api.ts";
import { useWords } from "../words.ts";
import { MethodForm } from "./method-form.tsx";
import { words } from "./words.ts";

type Uncertainty = NonNullable<MethodView["uncertainty"]>;

/** U = 20 % of the value, k = 2; or in the method's unit. */
export function useUncertaintyText(): (method: MethodView) => string | null {
  const t = useWords(words);
  return ({ uncertainty, unit }) =>
    uncertainty &&
    `U = ${uncertainty.kind === "percent" ? t.ofValue(uncertainty.U) : `${uncertainty.U} ${unit}`}（k = ${uncertainty.k}）`;
}

/** Where the technical manager writes what the laboratory evaluated. */
export function UncertaintyForm({ method }: { method: MethodView }) {
  const t = useWords(words);
  const [kind, setKind] = useState<Uncertainty["kind"]>("percent");
  const [U, setU] = useState("");
  const [k, setK] = useState("2");
  const change = useChange(setUncertainty);
  const saveWith =
    (uncertainty: Uncertainty | null) =>
    (reason: string, close: { onSuccess: () => void }): void =>
      change.mutate({ params: { id: method.id }, body: { uncertainty, reason } }, close);
  const figure = (text: string) => text.normalize("NFKC").trim();
  return (
    <MethodForm
      label={t.setUncertainty}
      hint={t.uncertaintyHint}
      change={change}
      isReady={U !== "" && k !== ""}
      onOpen={() => {
        setKind(method.uncertainty?.kind ?? "percent");
        setU(method.uncertainty?.U ?? "");
        setK(method.uncertainty?.k ?? "2");
      }}
      onSave={saveWith({ kind, U, k })}
      onTakeBack={method.uncertainty ? saveWith(null) : undefined}
    >
      <Segmented
        value={kind}
        options={[
          { value: "percent" as const, label: t.percentOfValue },
          { value: "absolute" as const, label: method.unit },
        ]}
        onChange={setKind}
      />
      <div className="pair">
        <label className="field">
          <span className="needed">{t.expandedU}</span>
          <Input
            inputMode="decimal"
            value={U}
            suffix={<span className="quiet">{kind === "percent" ? "%" : method.unit}</span>}
            onChange={(event) => setU(figure(event.target.value))}
          />
        </label>
        <label className="field">
          <span className="needed">{t.coverage}</span>
          <Input inputMode="decimal" value={k} onChange={(event) => setK(figure(event.target.value))} />
        </label>
      </div>
      <p className="small quiet">{t.uncertaintyKept}</p>
    </MethodForm>
  );
}
