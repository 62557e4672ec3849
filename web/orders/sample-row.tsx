import { DeleteOutlined, ProfileOutlined, WarningFilled } from "@ant-design/icons";
import { Button, Tooltip } from "antd";
import { memo } from "react";
import type { KeyboardEvent } from "react";
import { readDay } from "../ui/read-day.ts";
import { useWords } from "../words.ts";
import { CategoryCell } from "./category-cell.tsx";
import type { GridColumn } from "./grid-rules.ts";
import { NameCell } from "./name-cell.tsx";
import type { SampleDraft } from "./order-draft.ts";
import type { ChangeSamples } from "./use-undo.ts";
import { words } from "./words.ts";

type RowProps = {
  sample: SampleDraft;
  row: number;
  rows: number;
  columns: readonly GridColumn[];
  /** The chosen columns of this line, as from and to; -1 when none is. */
  from: number;
  to: number;
  /** What is missing in this line, as one sentence; empty when nothing is. */
  lacks: string;
  /** Too little sample, as one sentence; empty when there is enough or nobody can tell. */
  shortage: string;
  categories: readonly string[];
  /** The items of the tests, for those who read rather than count. */
  testsText: string;
  onChange: ChangeSamples;
  onRemove: (row: number) => void;
  onDetails: (row: number) => void;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
};

/** One sample as a line of the grid. Only the line that changed is drawn again, so that a hundred lines stay quick. */
export const SampleRow = memo(SampleLine);

function SampleLine(props: RowProps) {
  const t = useWords(words);
  const { sample, row } = props;
  const set = (column: string, change: Partial<SampleDraft>) =>
    props.onChange(
      (before) => before.map((kept, i) => (i === row ? { ...kept, ...change } : kept)),
      `${row}:${column}`,
    );
  return (
    <tr>
      <td className="grid-number">{row + 1}</td>
      {props.columns.map((column, i) => (
        <td key={column} className={i >= props.from && i <= props.to ? "cell-chosen" : undefined}>
          {cellOf(column)}
        </td>
      ))}
      <td className="narrow">
        <Tooltip title={props.lacks ? `${t.details}：${props.lacks}` : t.details}>
          <Button
            type="text"
            aria-label={`${t.details} ${row + 1}`}
            icon={props.lacks ? <WarningFilled className="ink-bad" /> : <ProfileOutlined />}
            onClick={() => props.onDetails(row)}
          />
        </Tooltip>
        <Button
          type="text"
          icon={<DeleteOutlined />}
          aria-label={t.removeRow}
          title={`${t.removeRow} Alt+Delete`}
          disabled={props.rows === 1}
          onClick={() => props.onRemove(row)}
        />
      </td>
    </tr>
  );

  function cellOf(column: GridColumn) {
    const place = { cell: `${row}:${column}`, field: `${row}-${column}`, label: `${t[column]} ${row + 1}` };
    if (column === "name") return <NameCell {...place} sample={sample} onChange={set} onKeyDown={props.onKeyDown} />;
    if (column === "category")
      return (
        <CategoryCell
          {...place}
          value={sample.category}
          categories={props.categories}
          onChange={(category) => set(column, { category })}
          onKeyDown={props.onKeyDown}
        />
      );
    if (column === "tests")
      return (
        <Button
          type="text"
          data-cell={place.cell}
          data-field={`${row}-tests`}
          title={props.testsText}
          onKeyDown={props.onKeyDown}
          onClick={() => props.onDetails(row)}
          className={sample.refusal ? "ink-bad" : sample.tests.length === 0 ? "ink-attention" : undefined}
        >
          {sample.refusal ? t.refused : sample.tests.length === 0 ? t.chooseTests : t.testCount(sample.tests.length)}
        </Button>
      );
    const isDay = column === "productionDate";
    const isWrong =
      (isDay && sample.productionDate !== "" && readDay(sample.productionDate) === null) ||
      (column === "quantity" && props.shortage !== "");
    return (
      <input
        className={isWrong ? "grid-cell grid-cell-wrong" : "grid-cell"}
        data-cell={place.cell}
        data-field={place.field}
        aria-label={place.label}
        aria-invalid={isWrong}
        title={column === "quantity" && props.shortage ? props.shortage : sample[column]}
        inputMode={isDay ? "numeric" : undefined}
        maxLength={200}
        value={sample[column]}
        onKeyDown={props.onKeyDown}
        onChange={({ target }) => {
          // eight digits are a whole day: shown as one at once
          const text = isDay && /^\d{8}$/.test(target.value) ? (readDay(target.value) ?? target.value) : target.value;
          set(column, { [column]: text });
        }}
        onBlur={() => {
          const read = isDay ? readDay(sample.productionDate) : null;
          if (read !== null && read !== sample.productionDate) set(column, { productionDate: read });
        }}
      />
    );
  }
}
