import { Checkbox } from "antd";
import { useState } from "react";
import { setEquipmentKinds } from "../../server/catalogue/contract.ts";
import type { MethodView } from "../../server/catalogue/contract.ts";
import { equipmentKinds } from "../../server/kernel/equipment-kinds.ts";
import type { EquipmentKind } from "../../server/kernel/equipment-kinds.ts";
import { useChange } from "../api.ts";
import { useWords } from "../words.ts";
import { MethodForm } from "./method-form.tsx";
import { words } from "./words.ts";

/** Where the technical manager says which kinds of equipment a method requires. */
export function EquipmentForm({ method }: { method: MethodView }) {
  const t = useWords(words);
  const [kinds, setKinds] = useState<EquipmentKind[]>([]);
  const change = useChange(setEquipmentKinds);
  return (
    <MethodForm
      label={t.setEquipment}
      hint={t.equipmentHint}
      change={change}
      onOpen={() => setKinds(equipmentKinds.filter((kind) => method.equipmentKinds.includes(kind)))}
      onSave={(reason, close) => change.mutate({ params: { id: method.id }, body: { kinds, reason } }, close)}
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
    </MethodForm>
  );
}
