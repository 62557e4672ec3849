import { Button, Select } from "antd";
import { useState } from "react";
import { toDay } from "../../server/kernel/time.ts";
import {
  fileKinds,
  putAwayInstrumentFile,
  showInstrumentFile,
  type InstrumentFileView,
} from "../../server/metrology/file-contract.ts";
import { fileUrl, useChange } from "../api.ts";
import { ReasonForm } from "../readings/reason-picker.tsx";
import { useMay } from "../session.tsx";
import { Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { recordWords } from "./record-words.ts";
import { FileLink, ScanButton } from "./scan-field.tsx";

/** Photos and documents of an instrument: uploaded, opened, put away with a reason. */
export function FilesPanel({ number, files }: { number: string; files: readonly InstrumentFileView[] }) {
  const r = useWords(recordWords);
  const may = useMay();
  const [kind, setKind] = useState<(typeof fileKinds)[number]>("photo");
  const [gone, setGone] = useState<InstrumentFileView | null>(null);
  const putAway = useChange(putAwayInstrumentFile);
  const canChange = may("instruments.change");
  const photos = files.filter((file) => file.kind === "photo");
  return (
    <Panel
      title={r.files}
      extra={
        canChange ? (
          <span className="row">
            <Select
              aria-label={r.fileKind}
              className="filter-day"
              value={kind}
              options={fileKinds.map((value) => ({ value, label: r.fileKinds[value] ?? value }))}
              onChange={setKind}
            />
            <ScanButton number={number} kind={kind} label={r.addFile} />
          </span>
        ) : null
      }
    >
      {files.length === 0 ? <p className="quiet">{r.noFiles}</p> : null}
      {photos.length > 0 ? (
        <div className="photos">
          {photos.map((file) => (
            <a
              key={file.id}
              className="photo"
              href={fileUrl(showInstrumentFile, { fileId: file.id })}
              target="_blank"
              rel="noreferrer"
            >
              <img src={fileUrl(showInstrumentFile, { fileId: file.id })} alt={file.name} />
            </a>
          ))}
        </div>
      ) : null}
      <table className="table">
        <tbody>
          {files.map((file) => (
            <tr key={file.id}>
              <td className="narrow">{r.fileKinds[file.kind] ?? file.kind}</td>
              <td>
                <FileLink of={file} />
              </td>
              <td className="narrow small quiet">
                {file.by} {toDay(new Date(file.at))} · {Math.ceil(file.size / 1024)} KB
              </td>
              <td className="narrow">
                {canChange ? <Button onClick={() => setGone(file)}>{r.putAway}</Button> : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {gone ? (
        <div className="inset stack">
          <strong>
            {r.putAway} {gone.name}
          </strong>
          <ReasonForm
            reasons={r.putAwayReasons}
            doIt={r.putAway}
            isBusy={putAway.isPending}
            onCancel={() => setGone(null)}
            onDo={(reason) =>
              putAway.mutate({ params: { fileId: gone.id }, body: { reason } }, { onSuccess: () => setGone(null) })
            }
          />
        </div>
      ) : null}
      <Refusal error={putAway.error} />
    </Panel>
  );
}
