import { Button, Input, Segmented } from "antd";
import { useState } from "react";
import { changeMaterial, registerMaterial } from "../../server/metrology/material-contract.ts";
import type { MaterialView } from "../../server/metrology/material-contract.ts";
import { useChange } from "../api.ts";
import { DayInput } from "../ui/day-input.tsx";
import { readDay } from "../ui/read-day.ts";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { materialWords } from "./material-words.ts";

const nothing = {
  name: "",
  lot: "",
  certificateNumber: "",
  assigned: "",
  receivedOn: "",
  expiresOn: "",
  openedOn: "",
  reason: "",
};

/** A new material, or the correction of one: its name, lot and arrival stay. */
export function MaterialForm({ of, onDone }: { of: MaterialView | null; onDone: () => void }) {
  const t = useWords(materialWords);
  const [kind, setKind] = useState<MaterialView["kind"]>(of?.kind ?? "reference");
  const [values, setValues] = useState(of ? { ...nothing, ...of, openedOn: of.openedOn ?? "", reason: "" } : nothing);
  const register = useChange(registerMaterial);
  const change = useChange(changeMaterial);
  const put = (name: keyof typeof nothing) => (value: string) => setValues({ ...values, [name]: value });
  const text = (name: "name" | "lot" | "certificateNumber" | "assigned" | "reason", placeholder?: string) => (
    <label className="field">
      <span className="needed">{t[name]}</span>
      <Input
        data-scan="text"
        value={values[name]}
        maxLength={200}
        placeholder={placeholder}
        onChange={({ target }) => put(name)(target.value)}
      />
    </label>
  );
  const day = (name: "receivedOn" | "expiresOn" | "openedOn") => (
    <label className="field">
      <span className={name === "openedOn" ? undefined : "needed"}>{t[name]}</span>
      <DayInput value={values[name]} onChange={put(name)} />
    </label>
  );
  const [receivedOn, expiresOn] = [readDay(values.receivedOn), readDay(values.expiresOn)];
  const openedOn = values.openedOn === "" ? null : readDay(values.openedOn);
  const { name, lot, certificateNumber, assigned, reason } = values;
  const isReady =
    [name, lot, certificateNumber, assigned].every((said) => said.trim() !== "") &&
    receivedOn !== null &&
    expiresOn !== null &&
    (openedOn !== null || values.openedOn === "") &&
    (of === null || reason.trim().length > 1);
  const save = () => {
    if (!isReady) return;
    const common = { certificateNumber, assigned, expiresOn };
    if (of) change.mutate({ params: { id: of.id }, body: { ...common, openedOn, reason } }, { onSuccess: onDone });
    else
      register.mutate(
        { body: { ...common, kind, name, lot, receivedOn, ...(openedOn === null ? {} : { openedOn }) } },
        { onSuccess: onDone },
      );
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      {of ? (
        <strong>
          {of.name} {of.lot}
        </strong>
      ) : (
        <div>
          <Segmented
            aria-label={t.kind}
            value={kind}
            options={(["reference", "solution"] as const).map((value) => ({ value, label: t.kinds[value] }))}
            onChange={setKind}
          />
        </div>
      )}
      <div className="thirds">
        {of ? null : text("name")}
        {of ? null : text("lot")}
        {text("certificateNumber")}
        {text("assigned", t.assignedHint)}
        {of ? null : day("receivedOn")}
        {day("expiresOn")}
        {day("openedOn")}
        {of ? text("reason") : null}
      </div>
      {of ? <p className="small quiet">{t.meansUses}</p> : null}
      <Refusal error={register.error ?? change.error} />
      <div className="row end">
        <Button onClick={onDone}>{t.cancel}</Button>
        <Button type="primary" htmlType="submit" disabled={!isReady} loading={register.isPending || change.isPending}>
          {t.save}
        </Button>
      </div>
    </form>
  );
}
