import { Button, Checkbox, Input, Segmented, Select } from "antd";
import { memo } from "react";
import { listLimits } from "../../server/catalogue/contract.ts";
import { OrderSource, isJudgedByStandards } from "../../server/orders/contract.ts";
import { useAsk } from "../api.ts";
import { DayInput } from "../ui/day-input.tsx";
import { useWords } from "../words.ts";
import { AgreementFields } from "./agreement-fields.tsx";
import { DecisionRuleField } from "./decision-rule-field.tsx";
import { EnterprisePicker } from "./enterprise-picker.tsx";
import type { OrderDraft } from "./order-draft.ts";
import { ReportFields } from "./report-fields.tsx";
import { words } from "./words.ts";

/** As the agreement and the certificate print it: each item is held against the standard in force for it on the day that decides. */
const byLaw = "现行有效的食品安全国家标准";

export type OrderHead = Omit<OrderDraft, "samples">;

/** Who asks for what: the order itself, left of its samples. Typing in the grid does not draw it again. */
export const OrderForm = memo(
  OrderFields,
  (before, after) =>
    before.onChange === after.onChange &&
    (Object.keys(before.order) as (keyof OrderHead)[]).every((name) => isSameHead(name, before.order, after.order)),
);

function isSameHead(name: keyof OrderDraft, before: OrderHead, after: OrderHead): boolean {
  return name === "samples" || before[name] === after[name];
}

function OrderFields({ order, onChange }: { order: OrderHead; onChange: (change: Partial<OrderHead>) => void }) {
  const t = useWords(words);
  const standards = useAsk(listLimits, { query: {} }, { staleTime: 600_000 }).data?.standards ?? [];
  const isSupervisory = order.source === "supervisory";
  return (
    <div className="stack">
      <div className="field">
        <span>{t.source}</span>
        <Segmented
          className="segmented-2"
          value={order.source}
          options={OrderSource.options.map((source) => ({ value: source, label: t.sources[source] }))}
          onChange={(chosen) => onChange({ source: OrderSource.parse(chosen) })}
        />
      </div>
      <label className="field">
        <span className="needed">{t.client}</span>
        <EnterprisePicker
          field="client"
          label={t.client}
          value={order.client}
          onChange={(client) => onChange({ client })}
        />
      </label>
      {order.client ? (
        <p className="small quiet under">
          <span className="number">{order.client.creditCode}</span>
          {order.client.contact ? ` · ${order.client.contact} ${order.client.phone}` : ""}
        </p>
      ) : null}
      <label className="field">
        <span className={isSupervisory ? "needed" : undefined}>{t.sampled}</span>
        <EnterprisePicker
          field="sampled"
          label={t.sampled}
          value={order.sampled}
          onChange={(sampled) => onChange({ sampled })}
        />
      </label>
      {isSupervisory || order.sheetNumber ? (
        <label className="field">
          <span className={isSupervisory ? "needed" : undefined}>{t.sheetNumber}</span>
          <Input
            data-field="sheetNumber"
            data-scan="text"
            value={order.sheetNumber}
            maxLength={60}
            onChange={(event) => onChange({ sheetNumber: event.target.value })}
          />
        </label>
      ) : null}
      <label className="field">
        <span>{t.judgingBasis}</span>
        <Select
          mode="tags"
          aria-label={t.judgingBasis}
          value={order.judgingBasis}
          placeholder={t.judgingBasisHint}
          options={[byLaw, ...standards].map((standard) => ({ value: standard, label: standard }))}
          onChange={(judgingBasis: string[]) => onChange({ judgingBasis })}
        />
      </label>
      {isJudgedByStandards(order) ? null : (
        <div className="field">
          <p className="small ink-attention">{t.noBasis}</p>
          <Button onClick={() => onChange({ judgingBasis: [byLaw] })}>{t.judgeByLaw}</Button>
        </div>
      )}
      <DecisionRuleField order={order} onChange={onChange} />
      <ReportFields order={order} onChange={onChange} />
      <div className="pair">
        <label className="field">
          <span>{t.receivedOn}</span>
          <DayInput field="receivedOn" value={order.receivedOn} onChange={(receivedOn) => onChange({ receivedOn })} />
        </label>
        <label className="field">
          <span>{t.dueOn}</span>
          <DayInput field="dueOn" value={order.dueOn} onChange={(dueOn) => onChange({ dueOn })} />
        </label>
      </div>
      <p className="small quiet under">{t.daysHint}</p>
      <AgreementFields order={order} onChange={onChange} />
      <label className="field">
        <span>{t.remarks}</span>
        <Input.TextArea
          autoSize={{ minRows: 2, maxRows: 5 }}
          maxLength={1000}
          value={order.remarks}
          onChange={(event) => onChange({ remarks: event.target.value })}
        />
      </label>
      <Checkbox checked={order.isBlind} onChange={({ target }) => onChange({ isBlind: target.checked })}>
        {t.isBlind}
      </Checkbox>
    </div>
  );
}
