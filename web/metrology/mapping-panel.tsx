import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { App, Button, Input, Select, Tooltip } from "antd";
import { useState } from "react";
import {
  keepResultFile,
  listMappings,
  previewResultFile,
  setMappings,
} from "../../server/readings/mapping-contract.ts";
import type { MappingCalculation, ResultMapping } from "../../server/readings/mapping-contract.ts";
import type { ReplyOf } from "../../server/kernel/endpoint.ts";
import { useAsk, useChange } from "../api.ts";
import { useMay } from "../session.tsx";
import { FileButton } from "../ui/file-button.tsx";
import { Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { MatchTable } from "./match-table.tsx";
import { mappingWords } from "./mapping-words.ts";

type Listed = ReplyOf<typeof listMappings>;
const accept = ".csv,.txt,.tsv,.xlsx,.xls,text/csv,text/plain";

/** Which item each compound of an instrument is, tried on a file before it is saved; and the taking of a file. */
export function MappingPanel({ number }: { number: string }) {
  const asked = useAsk(listMappings, { params: { number } });
  if (!asked.data) return <Refusal error={asked.error} />;
  if (asked.data.steps.length === 0) return null; // a balance's figures need no mapping
  return <Mapping key={JSON.stringify(asked.data.rows)} number={number} listed={asked.data} />;
}

function Mapping({ number, listed }: { number: string; listed: Listed }) {
  const t = useWords(mappingWords);
  const may = useMay();
  const { message } = App.useApp();
  const [rows, setRows] = useState<ResultMapping[]>(listed.rows);
  const save = useChange(setMappings);
  const preview = useChange(previewResultFile);
  const take = useChange(keepResultFile);
  const canChange = may("instruments.change");
  const change = (at: number, row: ResultMapping) => setRows(rows.map((old, index) => (index === at ? row : old)));
  const fresh = (test: string): ResultMapping => ({
    test,
    methodId: listed.steps[0]?.methodId ?? "",
    step: listed.steps[0]?.step ?? "",
    calculation: { kind: "solution" },
  });
  const isComplete = rows.every(({ test }) => test.trim() !== "");
  const shown = take.data ?? preview.data;
  return (
    <Panel title={t.title}>
      <div className="stack">
        <span className="quiet small">{t.below}</span>
        {rows.map((row, at) => (
          // rows have no name of their own; they are few and edited in place
          <MappingRow
            key={at}
            row={row}
            steps={listed.steps}
            onChange={(changed) => change(at, changed)}
            onRemove={() => setRows(rows.filter((_, index) => index !== at))}
          />
        ))}
        <Refusal error={save.error ?? preview.error ?? take.error} />
        <div className="bar">
          {canChange ? (
            <>
              <Button icon={<PlusOutlined />} onClick={() => setRows([...rows, fresh("")])}>
                {t.add}
              </Button>
              <FileButton
                label={t.preview}
                accept={accept}
                isBusy={preview.isPending}
                onChoose={(file) => {
                  take.reset();
                  preview.mutate({ params: { number }, body: { ...file, rows } });
                }}
              />
            </>
          ) : null}
          <Tooltip title={canChange ? undefined : t.mayNot}>
            <Button
              type="primary"
              disabled={!canChange || !isComplete}
              loading={save.isPending}
              onClick={() =>
                save.mutate({ params: { number }, body: { rows } }, { onSuccess: () => void message.success(t.saved) })
              }
            >
              {t.save}
            </Button>
          </Tooltip>
          {may("bench.use") ? (
            <FileButton
              label={t.take}
              accept={accept}
              isPrimary
              isBusy={take.isPending}
              onChoose={(file) => {
                preview.reset();
                take.mutate({ params: { number }, body: file });
              }}
            />
          ) : null}
        </div>
        {shown ? (
          <MatchTable
            title={take.data ? t.taken : t.previewed}
            of={shown}
            onAdd={canChange && !take.data ? (test) => setRows([...rows, fresh(test)]) : null}
            known={rows.map(({ test }) => test)}
          />
        ) : null}
      </div>
    </Panel>
  );
}

function MappingRow({
  row,
  steps,
  onChange,
  onRemove,
}: {
  row: ResultMapping;
  steps: Listed["steps"];
  onChange: (row: ResultMapping) => void;
  onRemove: () => void;
}) {
  const t = useWords(mappingWords);
  const { calculation } = row;
  const figure = (name: "volume" | "dilution" | "mass", value: string | undefined) => (
    <Input
      addonBefore={t[name]}
      aria-label={t[name]}
      title={t.fromFile}
      value={value ?? ""}
      className="figure-field"
      onChange={({ target }) => {
        const { [name]: _, ...others } = calculation as Extract<MappingCalculation, { kind: "solution" }>;
        onChange({ ...row, calculation: target.value === "" ? others : { ...others, [name]: target.value } });
      }}
    />
  );
  return (
    <fieldset className="inset stack tight">
      <div className="bar">
        <Input
          aria-label={t.test}
          placeholder={t.test}
          value={row.test}
          className="compound-field"
          onChange={({ target }) => onChange({ ...row, test: target.value })}
        />
        <Select
          aria-label={t.item}
          showSearch
          optionFilterProp="label"
          popupMatchSelectWidth={480}
          className="item-field"
          value={`${row.methodId} ${row.step}`}
          options={steps.map((s) => ({
            value: `${s.methodId} ${s.step}`,
            label: `${s.item} · ${s.stepName} (${s.unit}) · ${s.method}`,
          }))}
          onChange={(chosen: string) => {
            const [methodId = "", step = ""] = chosen.split(" ");
            onChange({ ...row, methodId, step });
          }}
        />
        <Tooltip title={t.remove}>
          <Button icon={<DeleteOutlined />} aria-label={t.remove} onClick={onRemove} />
        </Tooltip>
      </div>
      <div className="bar">
        <Select
          aria-label={t.calculation}
          popupMatchSelectWidth={420}
          className="item-field"
          value={calculation.kind}
          options={Object.entries(t.calculations).map(([value, label]) => ({ value, label }))}
          onChange={(kind: MappingCalculation["kind"]) => onChange({ ...row, calculation: { kind } })}
        />
        <Input
          addonBefore={t.sentUnit}
          aria-label={t.sentUnit}
          title={t.unitHint}
          className="figure-field"
          value={row.unit ?? ""}
          onChange={({ target }) => {
            const { unit: _, ...others } = row;
            onChange(target.value === "" ? others : { ...others, unit: target.value });
          }}
        />
        {calculation.kind === "solution" ? (
          <>
            {figure("volume", calculation.volume)}
            {figure("dilution", calculation.dilution)}
            {figure("mass", calculation.mass)}
          </>
        ) : null}
      </div>
    </fieldset>
  );
}
