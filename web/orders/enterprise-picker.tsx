import { PlusOutlined } from "@ant-design/icons";
import { Button, Select } from "antd";
import { useState } from "react";
import { findEnterprises } from "../../server/people/contract.ts";
import type { EnterpriseView } from "../../server/people/contract.ts";
import { useAsk } from "../api.ts";
import { useMay } from "../session.tsx";
import { useLater } from "../ui/later.ts";
import { useWords } from "../words.ts";
import { AddEnterpriseDialog } from "./add-enterprise-dialog.tsx";
import { words } from "./words.ts";

/** An enterprise by name or credit code as one types; one that is not there yet is registered on the spot. */
export function EnterprisePicker({
  value,
  onChange,
  field,
  label,
}: {
  value: EnterpriseView | null;
  onChange: (value: EnterpriseView | null) => void;
  field: string;
  label: string;
}) {
  const t = useWords(words);
  const may = useMay();
  const [typed, setTyped] = useState("");
  const [isAdding, setAdding] = useState(false);
  const asked = useAsk(findEnterprises, { query: { q: useLater(typed, 180) } });
  const found = asked.data?.rows ?? [];
  const shown = value && !found.some(({ id }) => id === value.id) ? [value, ...found] : found;
  return (
    <div className="row nowrap-row" data-field={field}>
      <Select
        aria-label={label}
        className="grow"
        value={value?.id}
        allowClear
        showSearch={{ filterOption: false, onSearch: setTyped }}
        placeholder={t.findEnterprise}
        notFoundContent={asked.isPending ? null : t.notFoundEnterprise}
        optionLabelProp="title"
        popupMatchSelectWidth={420}
        options={shown.map((enterprise) => ({
          value: enterprise.id,
          title: enterprise.name,
          label: (
            <span className="option-two">
              <strong>{enterprise.name}</strong>
              <span className="number quiet">{enterprise.creditCode}</span>
            </span>
          ),
        }))}
        onChange={(id: string | undefined) => onChange(shown.find((enterprise) => enterprise.id === id) ?? null)}
      />
      {may("enterprises.change") ? (
        <Button
          icon={<PlusOutlined />}
          title={t.addEnterprise}
          aria-label={t.addEnterprise}
          onClick={() => setAdding(true)}
        />
      ) : null}
      <AddEnterpriseDialog
        isOpen={isAdding}
        typed={typed}
        onClose={() => setAdding(false)}
        onAdded={(enterprise) => {
          setAdding(false);
          onChange(enterprise);
        }}
      />
    </div>
  );
}
