import { Input, Select } from "antd";
import { Delivery, Leftover } from "../../server/orders/contract.ts";
import { useWords } from "../words.ts";
import type { OrderHead } from "./order-form.tsx";
import { words } from "./words.ts";

/** What the agreement says beside the tests: fee, copies, how the report is handed over, what becomes of what is left. */
export function AgreementFields({
  order,
  onChange,
}: {
  order: OrderHead;
  onChange: (change: Partial<OrderHead>) => void;
}) {
  const t = useWords(words);
  return (
    <>
      <div className="pair">
        <label className="field">
          <span>{t.fee}</span>
          <Input
            data-field="fee"
            inputMode="decimal"
            value={order.fee}
            maxLength={12}
            onChange={({ target }) => onChange({ fee: target.value.normalize("NFKC").trim() })}
          />
        </label>
        <label className="field">
          <span>{t.copies}</span>
          <Input
            data-field="copies"
            inputMode="numeric"
            value={order.copies}
            maxLength={2}
            onChange={({ target }) => onChange({ copies: target.value.normalize("NFKC").trim() })}
          />
        </label>
      </div>
      <label className="field">
        <span>{t.leftover}</span>
        <Select
          aria-label={t.leftover}
          value={order.leftover}
          options={Leftover.options.map((value) => ({ value, label: t.leftovers[value] }))}
          onChange={(leftover: OrderHead["leftover"]) => onChange({ leftover })}
        />
      </label>
      <label className="field">
        <span>{t.delivery}</span>
        <Select
          aria-label={t.delivery}
          value={order.delivery}
          options={Delivery.options.map((value) => ({ value, label: t.deliveries[value] }))}
          onChange={(delivery: OrderHead["delivery"]) => onChange({ delivery })}
        />
      </label>
    </>
  );
}
