import { ArrowUpOutlined, DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Input, Select } from "antd";
import { useState } from "react";
import { ResultField, setResultColumns, showResultColumns } from "../../server/certificates/papers-contract.ts";
import type { ResultColumn } from "../../server/certificates/papers-contract.ts";
import { useAsk, useChange } from "../api.ts";
import { useMay } from "../session.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { sheetWords } from "./sheet-words.ts";

/** Which columns the upload's template asks for, in its order and under its headings: kept as data, as it changes with the years. */
export function ExportColumns() {
  const t = useWords(sheetWords);
  const may = useMay();
  const kept = useAsk(showResultColumns).data;
  const set = useChange(setResultColumns);
  const [changed, setChanged] = useState<ResultColumn[] | null>(null);
  if (!kept || !may("orders.register")) return null;
  const rows = changed ?? kept.rows;
  const change = (at: number, part: Partial<ResultColumn>) =>
    setChanged(rows.map((row, i) => (i === at ? { ...row, ...part } : row)));
  const raise = (at: number) => setChanged(rows.toSpliced(at, 1).toSpliced(at - 1, 0, ...rows.slice(at, at + 1)));
  const keep = (columns: ResultColumn[]) =>
    set.mutate({ body: { rows: columns } }, { onSuccess: () => setChanged(null) });
  return (
    <details className="above">
      <summary>{t.exportColumns(rows.length, kept.isUsual)}</summary>
      <div className="stack above">
        <p className="quiet small">{t.exportColumnsWhy}</p>
        {rows.map((row, i) => (
          <div key={i} className="bar">
            <Input
              className="search-box"
              aria-label={t.exportHeading(i + 1)}
              maxLength={60}
              value={row.heading}
              onChange={({ target }) => change(i, { heading: target.value })}
            />
            <Select
              className="filter"
              aria-label={t.exportField(i + 1)}
              value={row.field}
              options={ResultField.options.map((value) => ({ value, label: t.resultFields[value] }))}
              onChange={(field) => change(i, { field })}
            />
            {row.field === "text" ? (
              <Input
                className="search-box"
                aria-label={t.resultFields.text}
                maxLength={100}
                value={row.text}
                onChange={({ target }) => change(i, { text: target.value })}
              />
            ) : null}
            <Button
              icon={<ArrowUpOutlined />}
              aria-label={t.up}
              title={t.up}
              disabled={i === 0}
              onClick={() => raise(i)}
            />
            <Button
              icon={<DeleteOutlined />}
              aria-label={t.removeColumn}
              title={t.removeColumn}
              disabled={rows.length === 1}
              onClick={() => setChanged(rows.toSpliced(i, 1))}
            />
          </div>
        ))}
        <Refusal error={set.error} />
        <div className="row">
          <Button
            icon={<PlusOutlined />}
            onClick={() => setChanged([...rows, { heading: "", field: "text", text: "" }])}
          >
            {t.addColumn}
          </Button>
          <Button disabled={kept.isUsual && changed === null} loading={set.isPending} onClick={() => keep([])}>
            {t.usualColumns}
          </Button>
          <Button
            type="primary"
            disabled={changed === null || rows.some(({ heading }) => heading.trim() === "")}
            loading={set.isPending}
            onClick={() => keep(rows)}
          >
            {t.saveColumns}
          </Button>
        </div>
      </div>
    </details>
  );
}
