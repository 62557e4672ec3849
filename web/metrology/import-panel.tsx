import { App, Button } from "antd";
import { useState } from "react";
import { importInstruments, importTemplate, previewInstruments } from "../../server/readings/import-contract.ts";
import { fileUrl, useChange } from "../api.ts";
import { useRowProblemsText } from "../error-text.ts";
import { FileButton, type ChosenFile } from "../ui/file-button.tsx";
import { Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { importWords } from "./import-words.ts";
import { words } from "./words.ts";

/** The register from a spreadsheet: previewed row by row, taken as a whole. */
export function ImportPanel({ onDone }: { onDone: () => void }) {
  const problemsText = useRowProblemsText();
  const t = useWords(importWords);
  const own = useWords(words);
  const { message } = App.useApp();
  const [file, setFile] = useState<ChosenFile | null>(null);
  const preview = useChange(previewInstruments);
  const take = useChange(importInstruments);
  const rows = preview.data?.rows ?? [];
  const wrong = rows.filter(({ problems }) => problems.length > 0).length;
  return (
    <Panel title={t.title}>
      <div className="stack">
        <span className="small quiet">{t.below}</span>
        <div className="row">
          <Button href={fileUrl(importTemplate)}>{t.template}</Button>
          <FileButton
            label={t.choose}
            accept=".csv,.txt,.xlsx"
            isBusy={preview.isPending}
            onChoose={(chosen) => {
              setFile(chosen);
              preview.mutate({ body: chosen });
            }}
          />
          <Button onClick={onDone}>{t.cancel}</Button>
        </div>
        <Refusal error={preview.error ?? take.error} />
        {rows.length > 0 && file ? (
          <>
            <strong role="status" className={wrong > 0 ? "ink-bad" : "ink-good"}>
              {wrong > 0 ? t.wrong(rows.length, wrong) : t.good(rows.length)}
            </strong>
            {preview.data?.unknownColumns.length ? (
              <span className="small ink-attention">{t.unknown(preview.data.unknownColumns.join("、"))}</span>
            ) : null}
            <table className="table" aria-label={t.title}>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.line}>
                    <td className="quiet">{row.line}</td>
                    <td>
                      <strong>{row.name}</strong> {row.model}
                    </td>
                    <td className="mono">{row.serialNumber}</td>
                    <td>{row.kind ? (own.kinds[row.kind] ?? row.kind) : ""}</td>
                    <td>{row.validUntil ?? ""}</td>
                    <td className="ink-bad">{problemsText(row.problems)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            <div className="row end">
              <Button
                type="primary"
                disabled={wrong > 0}
                loading={take.isPending}
                onClick={() =>
                  take.mutate(
                    { body: file },
                    {
                      onSuccess: ({ instruments }) => {
                        void message.success(t.taken(instruments));
                        onDone();
                      },
                    },
                  )
                }
              >
                {t.take}
              </Button>
            </div>
          </>
        ) : null}
      </div>
    </Panel>
  );
}
