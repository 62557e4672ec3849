import { Checkbox, Segmented } from "antd";
import { CertificateLanguage } from "../../server/orders/contract.ts";
import { useWords } from "../words.ts";
import type { OrderHead } from "./order-form.tsx";
import { words } from "./words.ts";

/** In which language the client wants its reports, whether all samples go on one, and whether items outside the scope may be reported apart. */
export function ReportFields({
  order,
  onChange,
}: {
  order: OrderHead;
  onChange: (change: Partial<OrderHead>) => void;
}) {
  const t = useWords(words);
  return (
    <div className="field" data-field="certificateLanguage">
      <span>{t.reportLanguage}</span>
      <Segmented
        value={order.certificateLanguage}
        options={CertificateLanguage.options.map((value) => ({ value, label: t.reportLanguages[value] }))}
        onChange={(chosen) => onChange({ certificateLanguage: CertificateLanguage.parse(chosen) })}
      />
      {order.source === "supervisory" ? null : (
        <Checkbox
          className="above-small"
          checked={order.combinesSamples}
          onChange={({ target }) => onChange({ combinesSamples: target.checked })}
        >
          {t.combinesSamples}
          <div className="small quiet">{t.combinesMeans}</div>
        </Checkbox>
      )}
      {order.source === "commissioned" ? (
        <Checkbox
          className="above-small"
          checked={order.isOutOfScopeAgreed}
          onChange={({ target }) => onChange({ isOutOfScopeAgreed: target.checked })}
        >
          {t.outOfScopeAgreed}
          <div className="small quiet">{t.outOfScopeMeans}</div>
        </Checkbox>
      ) : null}
    </div>
  );
}
