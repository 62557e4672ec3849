import { Button, Input, Modal, Select } from "antd";
import { useState } from "react";
import { useNavigate } from "react-router";
import { registerInstrument } from "../../server/metrology/contract.ts";
import { useChange } from "../api.ts";
import { paths } from "../paths.ts";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { words } from "./words.ts";

const { kind: Kind, category: Category } = registerInstrument.body.shape;
const nothing = {
  name: "",
  kind: "balance" as (typeof Kind.options)[number],
  model: "",
  serialNumber: "",
  maker: "",
  range: "",
  accuracyClass: "",
  category: "other" as (typeof Category.options)[number],
  place: "",
  keeper: "",
  verifiedBy: "",
  periodMonths: "12",
};
type TextName = Exclude<keyof typeof nothing, "kind" | "category">;

/** A new instrument. It stands 停用 until its first verification is recorded. */
export function RegisterInstrumentDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const t = useWords(words);
  const go = useNavigate();
  const [values, setValues] = useState(nothing);
  const register = useChange(registerInstrument);
  const needed: TextName[] = ["name", "model", "serialNumber", "maker", "range", "place"];
  const months = /^\d{1,3}$/.test(values.periodMonths) ? Number(values.periodMonths) : undefined;
  const isReady = needed.every((name) => values[name].trim() !== "");
  const field = (name: TextName) => (
    <label className="field">
      <span className={needed.includes(name) ? "needed" : undefined}>{t[name]}</span>
      <Input
        data-scan={name === "serialNumber" ? "text" : undefined}
        value={values[name]}
        maxLength={200}
        onChange={(event) => setValues({ ...values, [name]: event.target.value })}
      />
    </label>
  );
  return (
    <Modal open={isOpen} title={t.register} footer={null} onCancel={onClose} width={760} destroyOnHidden>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isReady) return;
          const body = {
            ...values,
            periodMonths: months,
            accuracyClass: values.accuracyClass || undefined,
            keeper: values.keeper || undefined,
            verifiedBy: values.verifiedBy || undefined,
          };
          register.mutate(
            { body },
            {
              onSuccess: (registered) => {
                setValues(nothing);
                onClose();
                void go(paths.instrument(registered.number));
              },
            },
          );
        }}
      >
        <div className="thirds">
          {field("name")}
          <div className="field">
            <span className="needed">{t.kind}</span>
            <Select
              aria-label={t.kind}
              value={values.kind}
              options={Kind.options.map((value) => ({ value, label: t.kinds[value] ?? value }))}
              onChange={(kind: typeof values.kind) => setValues({ ...values, kind })}
            />
          </div>
          {field("model")}
          {field("serialNumber")}
          {field("maker")}
          {field("range")}
          {field("accuracyClass")}
          <div className="field">
            <span className="needed">{t.category}</span>
            <Select
              aria-label={t.category}
              value={values.category}
              options={Category.options.map((value) => ({ value, label: t.categories[value] }))}
              onChange={(category: typeof values.category) => setValues({ ...values, category })}
            />
          </div>
          {field("place")}
          {field("keeper")}
          {field("verifiedBy")}
          {field("periodMonths")}
        </div>
        <Refusal error={register.error} />
        <div className="row end">
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button type="primary" htmlType="submit" disabled={!isReady} loading={register.isPending}>
            {t.save}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
