import { CopyOutlined, DeleteOutlined, PlusOutlined, ProfileOutlined, WarningFilled } from "@ant-design/icons";
import { App, AutoComplete, Button, Select, Tooltip } from "antd";
import { useState } from "react";
import type { KeyboardEvent } from "react";
import { listProducts } from "../../server/catalogue/contract.ts";
import type { ProductView } from "../../server/catalogue/contract.ts";
import { useAsk } from "../api.ts";
import { DayInput } from "../ui/day-input.tsx";
import { useLater } from "../ui/later.ts";
import { useWords } from "../words.ts";
import { newSample, repeatSample } from "./order-draft.ts";
import type { OrderDraft, SampleDraft } from "./order-draft.ts";
import type { Missing } from "./order-draft-rules.ts";
import { words } from "./words.ts";

type GridProps = {
  order: OrderDraft;
  categories: readonly string[];
  missing: readonly Missing[];
  onSamples: (change: (samples: SampleDraft[]) => SampleDraft[]) => void;
  onActive: (row: number) => void;
  onDetails: (row: number) => void;
};

/** Samples as lines of a spreadsheet: arrows and Enter between lines, Tab between cells. */
export function SampleGrid(props: GridProps) {
  const t = useWords(words);
  const { order, onSamples } = props;
  const { samples } = order;
  const addAt = (make: (samples: SampleDraft[]) => SampleDraft) => {
    onSamples((before) => [...before, make(before)]);
    focusCell(samples.length, "name");
  };
  return (
    <>
      <div className="table-wrap">
        <table className="table grid">
          <thead>
            <tr>
              <th scope="col">#</th>
              <th scope="col" className="grid-name">{t.name}</th>
              <th scope="col" className="grid-category">{t.category}</th>
              <th scope="col" className="grid-day">{t.productionDate}</th>
              <th scope="col" className="grid-quantity">{t.quantity}</th>
              <th scope="col">{t.tests}</th>
              <th scope="col"><span className="unseen">{t.details}</span></th>
            </tr>
          </thead>
          <tbody>
            {samples.map((sample, row) => (
              // a line has no identity of its own until it is registered; its place is its key
              <GridRow key={row} {...props} sample={sample} row={row} onEnd={() => addAt(() => newSample(order.source))} />
            ))}
          </tbody>
        </table>
      </div>
      <div className="row grid-foot">
        <Button icon={<PlusOutlined />} onClick={() => addAt(() => newSample(order.source))}>{t.addRow}</Button>
        <Button icon={<CopyOutlined />} disabled={samples.length === 0} onClick={() => addAt((before) => repeatSample(before.at(-1) ?? newSample(order.source)))}>{t.repeatRow}</Button>
        <span className="quiet small">{t.gridHint}</span>
      </div>
    </>
  );
}

function GridRow({ sample, row, order, categories, missing, onSamples, onActive, onDetails, onEnd }: GridProps & { sample: SampleDraft; row: number; onEnd: () => void }) {
  const t = useWords(words);
  const { message } = App.useApp();
  const set = (change: Partial<SampleDraft>) => onSamples((before) => before.map((kept, i) => (i === row ? { ...kept, ...change } : kept)));
  const lacks = missing.filter((one) => one.sample === row);
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => stepCell(event, row, order.samples.length, onEnd);
  const remove = () => {
    onSamples((before) => before.filter((_, i) => i !== row));
    const key = `removed-${row}`;
    const undo = () => {
      onSamples((before) => [...before.slice(0, row), sample, ...before.slice(row)]);
      message.destroy(key);
    };
    void message.open({ key, duration: 8, content: <>{t.removed(sample.name || String(row + 1))} <Button type="link" onClick={undo}>{t.undo}</Button></> });
  };
  return (
    <tr onFocus={() => onActive(row)}>
      <td className="grid-number">{row + 1}</td>
      <td>
        <NameCell sample={sample} row={row} onChange={set} onKeyDown={onKeyDown} />
      </td>
      <td data-field={`${row}-category`}>
        <Select
          variant="borderless"
          className="grow"
          aria-label={`${t.category} ${row + 1}`}
          showSearch
          value={sample.category || undefined}
          placeholder={t.chooseCategory}
          popupMatchSelectWidth={420}
          options={categories.map((category) => ({ value: category, label: category }))}
          onChange={(category: string) => set({ category })}
        />
      </td>
      <td>
        <DayInput plain cell={`${row}:productionDate`} field={`${row}-productionDate`} label={`${t.productionDate} ${row + 1}`} value={sample.productionDate} onChange={(productionDate) => set({ productionDate })} onKeyDown={onKeyDown} />
      </td>
      <td>
        <input className="cell" data-cell={`${row}:quantity`} data-field={`${row}-quantity`} aria-label={`${t.quantity} ${row + 1}`} value={sample.quantity} onKeyDown={onKeyDown} onChange={(event) => set({ quantity: event.target.value })} />
      </td>
      <td>
        <Button type="text" onClick={() => onDetails(row)} className={sample.tests.length === 0 ? "ink-attention" : undefined}>{sample.tests.length === 0 ? t.chooseTests : t.testCount(sample.tests.length)}</Button>
      </td>
      <td className="narrow">
        <Tooltip title={lacks.length > 0 ? `${t.details}：${lacks.map(({ lack }) => t.lacks[lack]).join("、")}` : t.details}>
          <Button type="text" aria-label={`${t.details} ${row + 1}`} icon={lacks.length > 0 ? <WarningFilled className="ink-bad" /> : <ProfileOutlined />} onClick={() => onDetails(row)} />
        </Tooltip>
        <Button type="text" icon={<DeleteOutlined />} aria-label={t.removeRow} title={t.removeRow} disabled={order.samples.length === 1} onClick={remove} />
      </td>
    </tr>
  );
}

function NameCell({ sample, row, onChange, onKeyDown }: { sample: SampleDraft; row: number; onChange: (change: Partial<SampleDraft>) => void; onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => void }) {
  const t = useWords(words);
  const [isActive, setActive] = useState(false);
  const q = useLater(sample.name.trim(), 200);
  const asked = useAsk(listProducts, { query: { q } }, { enabled: isActive && q.length > 0 });
  const products = isActive && q ? (asked.data?.rows ?? []) : [];
  return (
    <AutoComplete
      variant="borderless"
      className="grow"
      value={sample.name}
      popupMatchSelectWidth={360}
      defaultActiveFirstOption={false}
      options={products.map((product) => ({
        value: product.id,
        label: (
          <span className="option-two">
            <strong>{product.name}</strong>
            <span className="quiet small">{[product.specification, product.producer].filter(Boolean).join(" · ")}</span>
          </span>
        ),
      }))}
      onFocus={() => setActive(true)}
      onBlur={() => setActive(false)}
      onChange={(name: string) => {
        if (!products.some(({ id }) => id === name)) onChange({ name });
      }}
      onSelect={(id: string) => {
        const chosen = products.find((product) => product.id === id);
        if (chosen) onChange(fromProduct(chosen, sample));
      }}
    >
      <input className="cell" data-cell={`${row}:name`} data-field={`${row}-name`} aria-label={`${t.name} ${row + 1}`} onKeyDown={(event) => { if (products.length === 0) onKeyDown(event); }} />
    </AutoComplete>
  );
}

/** What the catalogue knows of a product; what was typed already and the catalogue does not know stays. */
export function fromProduct(product: ProductView, sample: SampleDraft): Partial<SampleDraft> {
  return {
    name: product.name,
    gtin: product.gtin ?? sample.gtin,
    category: product.category || sample.category,
    specification: product.specification ?? sample.specification,
    producer: product.producer ?? sample.producer,
    storage: product.storage ?? sample.storage,
  };
}

function stepCell(event: KeyboardEvent<HTMLInputElement>, row: number, rows: number, onEnd: () => void): void {
  const column = event.currentTarget.dataset["cell"]?.split(":")[1];
  const down = event.key === "ArrowDown" || (event.key === "Enter" && !event.ctrlKey);
  if (!column || (!down && event.key !== "ArrowUp")) return;
  event.preventDefault();
  if (down && row === rows - 1 && event.key === "Enter") onEnd();
  else focusCell(down ? row + 1 : row - 1, column);
}

/** After the next drawing, for the line may only now be made. */
function focusCell(row: number, column: string): void {
  setTimeout(() => {
    const cell = document.querySelector<HTMLInputElement>(`[data-cell="${row}:${column}"]`);
    cell?.focus();
    cell?.select();
  }, 30);
}
