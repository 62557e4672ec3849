import { Input, Segmented, Select } from "antd";
import { listLimits } from "../../server/catalogue/contract.ts";
import { OrderSource } from "../../server/orders/contract.ts";
import { useAsk } from "../api.ts";
import { DayInput } from "../ui/day-input.tsx";
import { useWords } from "../words.ts";
import { EnterprisePicker } from "./enterprise-picker.tsx";
import { containersFor } from "./order-draft.ts";
import type { OrderDraft } from "./order-draft.ts";
import { words } from "./words.ts";

/** Who asks for what: the order itself, left of its samples. */
export function OrderForm({ order, onChange }: { order: OrderDraft; onChange: (change: Partial<OrderDraft>) => void }) {
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
          onChange={(chosen) => {
            const source = OrderSource.parse(chosen);
            onChange({ source, samples: order.samples.map((sample) => ({ ...sample, containers: fitting(sample.containers, source) })) });
          }}
        />
      </div>
      <label className="field">
        <span className="needed">{t.client}</span>
        <EnterprisePicker field="client" label={t.client} value={order.client} onChange={(client) => onChange({ client })} />
      </label>
      {order.client ? <p className="small quiet under"><span className="number">{order.client.creditCode}</span>{order.client.contact ? ` · ${order.client.contact} ${order.client.phone}` : ""}</p> : null}
      <label className="field">
        <span className={isSupervisory ? "needed" : undefined}>{t.sampled}</span>
        <EnterprisePicker field="sampled" label={t.sampled} value={order.sampled} onChange={(sampled) => onChange({ sampled })} />
      </label>
      {isSupervisory || order.sheetNumber ? (
        <label className="field">
          <span className={isSupervisory ? "needed" : undefined}>{t.sheetNumber}</span>
          <Input data-field="sheetNumber" data-scan="text" value={order.sheetNumber} maxLength={60} onChange={(event) => onChange({ sheetNumber: event.target.value })} />
        </label>
      ) : null}
      <label className="field">
        <span>{t.judgingBasis}</span>
        <Select
          mode="tags"
          aria-label={t.judgingBasis}
          value={order.judgingBasis}
          placeholder={t.judgingBasisHint}
          options={standards.map((standard) => ({ value: standard, label: standard }))}
          onChange={(judgingBasis: string[]) => onChange({ judgingBasis })}
        />
      </label>
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
      <p className="small quiet under">{t.receivedOn}{t.receivedHint}；{t.dueOn}{t.dueHint}</p>
      <label className="field">
        <span>{t.remarks}</span>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 5 }} maxLength={1000} value={order.remarks} onChange={(event) => onChange({ remarks: event.target.value })} />
      </label>
    </div>
  );
}

/** Containers nobody described yet follow the source: a sealed pair for supervisory sampling. */
function fitting(containers: OrderDraft["samples"][number]["containers"], source: OrderDraft["source"]) {
  const isUntouched = containers.every((container) => !container.quantity && !container.storage && !container.place && !container.sealNumber && !container.sealPhotoId);
  return isUntouched ? containersFor(source) : containers;
}
