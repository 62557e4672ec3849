import { App, Button, Input, Select } from "antd";
import { useState } from "react";
import { importSheets, listMappings, previewSheets, SheetField } from "../../server/orders/sheets-contract.ts";
import type { SheetColumns, SheetRow } from "../../server/orders/sheets-contract.ts";
import type { EnterpriseView } from "../../server/people/contract.ts";
import { useAsk, useChange } from "../api.ts";
import { useRowProblemsText } from "../error-text.ts";
import { FileButton, type ChosenFile } from "../ui/file-button.tsx";
import { Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { EnterprisePicker } from "./enterprise-picker.tsx";
import { sheetWords } from "./sheet-words.ts";

/** A file of sampling sheets: which column holds what, every row with its problems, then taken as a whole or the good rows. */
export function SheetImport() {
  const t = useWords(sheetWords);
  const { message } = App.useApp();
  const mappings = useAsk(listMappings, {}).data?.rows ?? [];
  const [file, setFile] = useState<ChosenFile | null>(null);
  const [client, setClient] = useState<EnterpriseView | null>(null);
  const [columns, setColumns] = useState<SheetColumns | null>(null);
  const [mapping, setMapping] = useState("");
  const preview = useChange(previewSheets);
  const take = useChange(importSheets);
  const assigned = columns ?? mappings[0]?.columns ?? {};
  const name = mapping || (mappings[0]?.name ?? t.usualMapping);
  const rows = preview.data?.rows ?? [];
  const wrong = rows.filter(({ problems }) => problems.length > 0).length;
  const doubles = rows.filter(({ isDouble }) => isDouble).length;
  const good = rows.filter(({ problems, isDouble }) => problems.length === 0 && !isDouble).length;

  const look = (chosen: ChosenFile, by: SheetColumns) => preview.mutate({ body: { ...chosen, columns: by } });
  const assign = (field: SheetField, heading: string) => {
    const changed = { ...preview.data?.columns, ...assigned, [field]: heading };
    setColumns(changed);
    if (file) look(file, changed);
  };
  const send = (onlyGood: boolean) =>
    file &&
    client &&
    take.mutate(
      { body: { ...file, columns: preview.data?.columns ?? assigned, clientId: client.id, onlyGood, mapping: name } },
      {
        onSuccess: (done) => {
          void message.success(t.taken(done.taken, done.doubles, done.left), 6);
          setFile(null);
          preview.reset();
        },
      },
    );
  return (
    <Panel title={t.title}>
      <div className="stack">
        <div className="row">
          <FileButton
            label={t.choose}
            accept=".xlsx,.csv,.txt"
            isBusy={preview.isPending}
            onChoose={(chosen) => {
              setFile(chosen);
              look(chosen, assigned);
            }}
          />
          {mappings.length > 1 ? (
            <Select
              aria-label={t.mapping}
              value={name}
              options={mappings.map((one) => ({ value: one.name, label: one.name }))}
              onChange={(chosen: string) => {
                const kept = mappings.find((one) => one.name === chosen);
                setMapping(chosen);
                setColumns(kept?.columns ?? {});
                if (file) look(file, kept?.columns ?? {});
              }}
            />
          ) : null}
          {file ? <span className="quiet">{file.name}</span> : null}
        </div>
        <Refusal error={preview.error ?? take.error} />
        {preview.data && file ? (
          <>
            <details open={wrong > 0 && wrong === rows.length}>
              <summary>{t.columns}</summary>
              <p className="quiet small">{t.columnsWhy}</p>
              <div className="thirds">
                {SheetField.options.map((field) => (
                  <label key={field} className="field">
                    <span>{t.fields[field]}</span>
                    <Select
                      aria-label={t.fields[field]}
                      showSearch
                      value={preview.data.columns[field] ?? ""}
                      options={[
                        { value: "", label: t.noColumn },
                        ...preview.data.headings.map((heading) => ({ value: heading, label: heading })),
                      ]}
                      onChange={(heading: string) => assign(field, heading)}
                    />
                  </label>
                ))}
                <label className="field">
                  <span>{t.mappingName}</span>
                  <Input value={mapping || name} maxLength={60} onChange={({ target }) => setMapping(target.value)} />
                </label>
              </div>
            </details>
            <strong role="status" className={wrong > 0 ? "ink-bad" : "ink-good"}>
              {t.summary(rows.length, wrong, doubles)}
            </strong>
            <Rows rows={rows} />
            <div className="row">
              <div className="field sheet-client">
                <span className="needed">{t.client}</span>
                <EnterprisePicker field="client" label={t.client} value={client} onChange={setClient} />
              </div>
            </div>
            <div className="row end">
              {wrong > 0 ? (
                <Button disabled={good === 0 || !client} loading={take.isPending} onClick={() => send(true)}>
                  {t.takeGood(good)}
                </Button>
              ) : null}
              <Button
                type="primary"
                disabled={wrong > 0 || good === 0 || !client}
                loading={take.isPending}
                onClick={() => send(false)}
              >
                {t.takeAll(good)}
              </Button>
            </div>
          </>
        ) : null}
      </div>
    </Panel>
  );
}

function Rows({ rows }: { rows: readonly SheetRow[] }) {
  const problemsText = useRowProblemsText();
  const t = useWords(sheetWords);
  return (
    <div className="paste-preview">
      <table className="table" aria-label={t.title}>
        <thead>
          <tr>
            {[t.line, t.fields.sheetNumber, t.sample, t.sampled, t.items, t.problems].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.line}>
              <td className="quiet">{row.line}</td>
              <td className="mono">{row.sheetNumber}</td>
              <td>
                <strong>{row.name}</strong>
                <div className="small quiet">{row.category.split(">").at(-1) || row.food}</div>
              </td>
              <td>{row.sampled}</td>
              <td className="small">
                {row.items.join("、")}
                <div className="quiet">{row.rules}</div>
              </td>
              <td>
                {row.problems.length > 0 ? <div className="ink-bad">{problemsText(row.problems)}</div> : null}
                {row.isDouble ? <div className="ink-attention">{t.double}</div> : null}
                {row.notes.length > 0 ? <div className="small ink-attention">{problemsText(row.notes)}</div> : null}
                {row.problems.length === 0 && !row.isDouble && row.notes.length === 0 ? (
                  <span className="ink-good">✓</span>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
