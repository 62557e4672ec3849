import { DeleteOutlined, ProfileOutlined, WarningFilled } from "@ant-design/icons";
import { App, AutoComplete, Button, Select, Tooltip } from "antd";
import { memo, useState } from "react";
import type { KeyboardEvent } from "react";
import { listProducts } from "../../server/catalogue/contract.ts";
import type { ProductView } from "../../server/catalogue/contract.ts";
import { useAsk } from "../api.ts";
import { DayInput } from "../ui/day-input.tsx";
import { useLater } from "../ui/later.ts";
import { useWords } from "../words.ts";
import { focusCell } from "./focus-cell.ts";
import type { SampleDraft } from "./order-draft.ts";
import { words } from "./words.ts";

export type CategoryOption = { value: string; label: string; title: string };

type RowProps = {
  sample: SampleDraft;
  row: number;
  rows: number;
  /** What is missing in this line, as one sentence; empty when nothing is. */
  lacks: string;
  categories: CategoryOption[];
  onSamples: (change: (samples: SampleDraft[]) => SampleDraft[]) => void;
  onActive: (row: number) => void;
  onDetails: (row: number) => void;
  onEnd: () => void;
};

/** One sample as a line of the grid. Only the line that changed is drawn again, so that a hundred lines stay quick. */
export const SampleRow = memo(SampleLine);

function SampleLine({ sample, row, rows, lacks, categories, onSamples, onActive, onDetails, onEnd }: RowProps) {
  const t = useWords(words);
  const { message } = App.useApp();
  const set = (change: Partial<SampleDraft>) =>
    onSamples((before) => before.map((kept, i) => (i === row ? { ...kept, ...change } : kept)));
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => stepCell(event, row, rows, onEnd);
  const remove = () => {
    onSamples((before) => before.filter((_, i) => i !== row));
    const key = `removed-${row}`;
    const undo = () => {
      onSamples((before) => [...before.slice(0, row), sample, ...before.slice(row)]);
      message.destroy(key);
    };
    void message.open({
      key,
      duration: 8,
      content: (
        <>
          {t.removed(sample.name || String(row + 1))}{" "}
          <Button type="link" onClick={undo}>
            {t.undo}
          </Button>
        </>
      ),
    });
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
          optionLabelProp="title"
          options={categories}
          onChange={(category: string) => set({ category })}
        />
      </td>
      <td>
        <DayInput
          plain
          cell={`${row}:productionDate`}
          field={`${row}-productionDate`}
          label={`${t.productionDate} ${row + 1}`}
          value={sample.productionDate}
          onChange={(productionDate) => set({ productionDate })}
          onKeyDown={onKeyDown}
        />
      </td>
      <td>
        <input
          className="cell"
          data-cell={`${row}:quantity`}
          data-field={`${row}-quantity`}
          aria-label={`${t.quantity} ${row + 1}`}
          value={sample.quantity}
          onKeyDown={onKeyDown}
          onChange={(event) => set({ quantity: event.target.value })}
        />
      </td>
      <td>
        <Button
          type="text"
          onClick={() => onDetails(row)}
          className={sample.tests.length === 0 ? "ink-attention" : undefined}
        >
          {sample.tests.length === 0 ? t.chooseTests : t.testCount(sample.tests.length)}
        </Button>
      </td>
      <td className="narrow">
        <Tooltip title={lacks ? `${t.details}：${lacks}` : t.details}>
          <Button
            type="text"
            aria-label={`${t.details} ${row + 1}`}
            icon={lacks ? <WarningFilled className="ink-bad" /> : <ProfileOutlined />}
            onClick={() => onDetails(row)}
          />
        </Tooltip>
        <Button
          type="text"
          icon={<DeleteOutlined />}
          aria-label={t.removeRow}
          title={t.removeRow}
          disabled={rows === 1}
          onClick={remove}
        />
      </td>
    </tr>
  );
}

function NameCell({
  sample,
  row,
  onChange,
  onKeyDown,
}: {
  sample: SampleDraft;
  row: number;
  onChange: (change: Partial<SampleDraft>) => void;
  onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => void;
}) {
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
      <input
        className="cell"
        data-cell={`${row}:name`}
        data-field={`${row}-name`}
        aria-label={`${t.name} ${row + 1}`}
        onKeyDown={(event) => {
          if (products.length === 0) onKeyDown(event);
        }}
      />
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
