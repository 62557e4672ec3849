import { Input, Radio, Segmented } from "antd";
import { DecisionRule } from "../../server/orders/contract.ts";
import { useWords } from "../words.ts";
import { mayAgreeOnRule } from "./order-draft.ts";
import type { OrderHead } from "./order-form.tsx";
import { words } from "./words.ts";

const usualFactors = ["0.83", "1", "1.5"];

/** How a result near its limit is decided, agreed with the client before the work begins (ISO/IEC 17025 7.1.3). */
export function DecisionRuleField({
  order,
  onChange,
}: {
  order: OrderHead;
  onChange: (change: Partial<OrderHead>) => void;
}) {
  const t = useWords(words);
  if (!mayAgreeOnRule(order.source))
    return (
      <div className="field">
        <span>{t.decisionRule}</span>
        <p className="small quiet">{t.simpleOnly}</p>
      </div>
    );
  const isUsual = usualFactors.includes(order.guardFactor);
  return (
    <div className="field" data-field="decisionRule">
      <span>{t.decisionRule}</span>
      <Radio.Group
        className="stack tight"
        value={order.decisionRule}
        onChange={(event) => onChange({ decisionRule: DecisionRule.parse(event.target.value) })}
      >
        {DecisionRule.options.map((rule) => (
          <Radio key={rule} value={rule}>
            {t.rules[rule].name}
            <div className="small quiet">{t.rules[rule].means}</div>
          </Radio>
        ))}
      </Radio.Group>
      {order.decisionRule === "simple" ? null : (
        <div className="row above-small">
          <span className="small">{t.guardFactor}</span>
          <Segmented
            value={isUsual ? order.guardFactor : ""}
            options={[...usualFactors.map((r) => ({ value: r, label: r })), { value: "", label: t.otherFactor }]}
            onChange={(guardFactor) => onChange({ guardFactor })}
          />
          {isUsual ? null : (
            <Input
              className="short"
              data-field="guardFactor"
              aria-label={t.guardFactor}
              inputMode="decimal"
              maxLength={5}
              value={order.guardFactor}
              onChange={(event) => onChange({ guardFactor: event.target.value.normalize("NFKC").trim() })}
            />
          )}
          <p className="small quiet">{t.guardFactorWhy}</p>
        </div>
      )}
    </div>
  );
}
