import { Input, Select, Switch } from "antd";
import { RefusalReason } from "../../server/orders/contract.ts";
import { useWords } from "../words.ts";
import type { RefusalDraft } from "./order-draft.ts";
import { PhotoField } from "./photo-field.tsx";
import { words } from "./words.ts";

/** 到样时拒收: why, what was found, and photos that prove it. */
export function RefusalFields({
  row,
  value,
  onChange,
}: {
  row: number;
  value: RefusalDraft | null;
  onChange: (value: RefusalDraft | null) => void;
}) {
  const t = useWords(words);
  return (
    <div className="stack tight">
      <label className="row">
        <Switch
          aria-label={t.refuseSample}
          checked={value !== null}
          onChange={(isOn) => onChange(isOn ? { reason: "", detail: "", photoIds: [] } : null)}
        />
        <span>{t.refuseSample}</span>
      </label>
      {value ? (
        <>
          <p className="quiet small">{t.refuseWhy}</p>
          <RefusalForm field={`${row}-`} value={value} onChange={onChange} />
        </>
      ) : null}
    </div>
  );
}

/** The reason, what was found, and the photos. */
export function RefusalForm({
  field,
  value,
  onChange,
}: {
  field: string;
  value: RefusalDraft;
  onChange: (value: RefusalDraft) => void;
}) {
  const t = useWords(words);
  return (
    <>
      <div className="pair">
        <div className="field" data-field={`${field}refusalReason`}>
          <span className="needed">{t.refusalReason}</span>
          <Select
            aria-label={t.refusalReason}
            value={value.reason || undefined}
            placeholder={t.refusalReason}
            options={RefusalReason.options.map((reason) => ({ value: reason, label: t.refusalReasons[reason] }))}
            onChange={(reason: RefusalDraft["reason"]) => onChange({ ...value, reason })}
          />
        </div>
        <label className="field">
          <span className="needed">{t.refusalDetail}</span>
          <Input.TextArea
            data-field={`${field}refusalDetail`}
            autoSize={{ minRows: 2, maxRows: 5 }}
            maxLength={500}
            value={value.detail}
            onChange={({ target }) => onChange({ ...value, detail: target.value })}
          />
        </label>
      </div>
      <PhotoField
        value={value.photoIds}
        most={10}
        label={t.refusalPhotos}
        onChange={(photoIds) => onChange({ ...value, photoIds })}
      />
    </>
  );
}
