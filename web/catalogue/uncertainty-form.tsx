import { Button, Input, Segmented } from "antd";
import { useState } from "react";
import { setUncertainty } from "../../server/catalogue/contract.ts";
import type { MethodView } from "../../server/catalogue/contract.ts";
import { useChange } from "../api.ts";
import { useMay } from "../session.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
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
  const may = useMay();
  const [isOpen, setOpen] = useState(false);
  const [kind, setKind] = useState<Uncertainty["kind"]>(method.uncertainty?.kind ?? "percent");
  const [U, setU] = useState(method.uncertainty?.U ?? "");
  const [k, setK] = useState(method.uncertainty?.k ?? "2");
  const [reason, setReason] = useState("");
  const change = useChange(setUncertainty);
  if (!may("methods.change")) return null;
  if (!isOpen)
    return (
      <button type="button" className="link-button" onClick={() => setOpen(true)}>
        {t.setUncertainty}
      </button>
    );
  const save = (uncertainty: Uncertainty | null) =>
    change.mutate({ params: { id: method.id }, body: { uncertainty, reason } }, { onSuccess: () => setOpen(false) });
  const figure = (text: string) => text.normalize("NFKC").trim();
  const hasReason = reason.trim().length > 1;
  return (
    <form
      className="box stack tight"
      onSubmit={(event) => {
        event.preventDefault();
        save({ kind, U, k });
      }}
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
      <label className="field">
        <span className="needed">{t.uncertaintyWhy}</span>
        <Input
          value={reason}
          maxLength={300}
          placeholder={t.uncertaintyHint}
          onChange={(event) => setReason(event.target.value)}
        />
      </label>
      <p className="small quiet">{t.uncertaintyKept}</p>
      <Refusal error={change.error} />
      <div className="row end">
        <Button onClick={() => setOpen(false)}>{t.cancel}</Button>
        {method.uncertainty ? (
          <Button danger disabled={!hasReason} loading={change.isPending} onClick={() => save(null)}>
            {t.takeBack}
          </Button>
        ) : null}
        <Button
          type="primary"
          htmlType="submit"
          disabled={!hasReason || U === "" || k === ""}
          loading={change.isPending}
        >
          {t.save}
        </Button>
      </div>
    </form>
  );
}
