import { Button, Checkbox, Input } from "antd";
import { useState } from "react";
import { setEquipmentKinds } from "../../server/catalogue/contract.ts";
import type { MethodView } from "../../server/catalogue/contract.ts";
import { equipmentKinds } from "../../server/kernel/equipment-kinds.ts";
import type { EquipmentKind } from "../../server/kernel/equipment-kinds.ts";
import { useChange } from "../api.ts";
import { useMay } from "../session.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { words } from "./words.ts";

/** Where the technical manager says which kinds of equipment a method requires. */
export function EquipmentForm({ method }: { method: MethodView }) {
  const t = useWords(words);
  const may = useMay();
  const [isOpen, setOpen] = useState(false);
  const [kinds, setKinds] = useState<EquipmentKind[]>([]);
  const [reason, setReason] = useState("");
  const change = useChange(setEquipmentKinds);
  if (!may("methods.change")) return null;
  if (!isOpen)
    return (
      <button
        type="button"
        className="link-button"
        onClick={() => {
          setKinds(equipmentKinds.filter((kind) => method.equipmentKinds.includes(kind)));
          setReason("");
          setOpen(true);
        }}
      >
        {t.setEquipment}
      </button>
    );
  return (
    <form
      className="box stack tight"
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate(
          { params: { id: method.id }, body: { kinds, reason: reason.trim() } },
          { onSuccess: () => setOpen(false) },
        );
      }}
    >
      <p className="small quiet">{t.equipmentMeans}</p>
      <div className="kind-choices">
        {equipmentKinds.map((kind) => (
          <Checkbox
            key={kind}
            checked={kinds.includes(kind)}
            onChange={({ target }) =>
              setKinds(target.checked ? [...kinds, kind] : kinds.filter((other) => other !== kind))
            }
          >
            {t.equipmentKinds[kind] ?? kind}
          </Checkbox>
        ))}
      </div>
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
        <Button type="primary" htmlType="submit" disabled={reason.trim().length < 2} loading={change.isPending}>
          {t.save}
        </Button>
      </div>
    </form>
  );
}
