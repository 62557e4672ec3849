import { Button, Input } from "antd";
import { useState } from "react";
import { useNavigate } from "react-router";
import { toMinute } from "../../server/kernel/time.ts";
import { listPcrRuns, readPcrFile, readPcrText, recordPcrRun } from "../../server/results/pcr-contract.ts";
import type { PcrRunRow, TableRead } from "../../server/results/pcr-contract.ts";
import { useAsk, useChange, usePages } from "../api.ts";
import { paths } from "../paths.ts";
import { useMay } from "../session.tsx";
import { DataTable } from "../ui/data-table.tsx";
import type { Column } from "../ui/data-table.tsx";
import { FileButton } from "../ui/file-button.tsx";
import { useLater } from "../ui/later.ts";
import { Page, Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { pcrWords } from "./pcr-words.ts";
import { WellTable } from "./pcr-run-page.tsx";

/** Runs of real-time PCR, and the recording of one. */
export function PcrPage() {
  const t = useWords(pcrWords);
  const may = useMay();
  const go = useNavigate();
  const [isRecording, setRecording] = useState(false);
  const pages = usePages(listPcrRuns, {});
  const columns: Column<PcrRunRow>[] = [
    { key: "name", title: t.name, show: (row) => <strong>{row.name}</strong> },
    { key: "at", title: t.ranAt, narrow: true, show: (row) => toMinute(new Date(row.ranAt)) },
    {
      key: "targets",
      title: t.wells,
      show: (row) =>
        `${row.targets.map((one) => (one === "internal" ? t.internal : one)).join("、")} · ${t.samples(row.samples)}`,
    },
    {
      key: "valid",
      title: t.controls,
      narrow: true,
      show: (row) =>
        row.withdrawn ? (
          <ToneTag tone="waiting">{t.withdrawn(row.withdrawn.by, row.withdrawn.reason)}</ToneTag>
        ) : (
          <ToneTag tone={row.isValid ? "good" : "bad"}>{row.isValid ? t.valid : t.invalid}</ToneTag>
        ),
    },
  ];
  return (
    <Page
      title={t.title}
      below={t.below}
      extra={
        may("bench.use") ? (
          <Button type="primary" onClick={() => setRecording(true)}>
            {t.record}
          </Button>
        ) : null
      }
    >
      {isRecording ? (
        <RecordForm onKept={(id) => void go(paths.pcrRun(id))} onCancel={() => setRecording(false)} />
      ) : null}
      <Panel flush>
        <DataTable
          rows={pages.rows}
          columns={columns}
          keyOf={(row) => row.id}
          asked={pages}
          onMore={pages.more}
          isMoreComing={pages.isMoreComing}
          empty={t.none}
          onOpen={(row) => void go(paths.pcrRun(row.id))}
          caption={t.title}
        />
      </Panel>
    </Page>
  );
}

function RecordForm({ onKept, onCancel }: { onKept: (id: string) => void; onCancel: () => void }) {
  const t = useWords(pcrWords);
  const [name, setName] = useState("");
  const [instrumentNumber, setInstrument] = useState("");
  const [ranAt, setRanAt] = useState(() => new Date(Date.now() - 60_000 + 8 * 3_600_000).toISOString().slice(0, 16));
  const [remarks, setRemarks] = useState("");
  const [text, setText] = useState("");
  const rested = useLater(text, 300);
  const read = useAsk(readPcrText, { body: { text: rested } }, { enabled: rested.trim() !== "" });
  const record = useChange(recordPcrRun);
  const readFile = useChange(readPcrFile);
  const file = readFile.data;
  const typed: TableRead["wells"] = rested.trim() === "" ? [] : (read.data?.wells ?? []);
  const wells = file?.wells ?? typed;
  const unread = file ? file.unread : rested.trim() === "" ? [] : (read.data?.unread ?? []);
  const field = (label: string, value: string, onType: (typed: string) => void, type = "text") => (
    <label className="field">
      <span>{label}</span>
      <Input
        type={type}
        aria-label={label}
        value={value}
        data-scan="text"
        onChange={(event) => onType(event.target.value)}
      />
    </label>
  );
  return (
    <Panel title={t.record}>
      <div className="stack">
        <div className="lookup">
          {field(t.name, name, setName)}
          {field(t.instrument, instrumentNumber, setInstrument)}
          {field(t.ranAt, ranAt, setRanAt, "datetime-local")}
        </div>
        {field(t.remarks, remarks, setRemarks)}
        <label className="field">
          <span>{t.table}</span>
          <span className="small quiet">{t.tableHint}</span>
          <Input.TextArea
            aria-label={t.table}
            rows={8}
            className="mono"
            placeholder={t.example}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        <FileButton
          label={t.file}
          accept=".csv,.txt,.xlsx,.xls"
          isBusy={readFile.isPending}
          onChoose={(chosen) => {
            if (name === "") setName(chosen.name.replace(/\.[^.]+$/, "").slice(0, 60));
            readFile.mutate({ body: chosen });
          }}
        />
        {unread.map((line) => (
          <div key={line.line} className="small ink-bad">
            {t.unread(line.line, line.text)}
          </div>
        ))}
        {wells.length > 0 ? (
          <>
            <div className="quiet small">{t.read(wells.length)}</div>
            <WellTable wells={wells} />
          </>
        ) : null}
        <Refusal error={record.error ?? readFile.error ?? read.error} />
        <div className="row">
          <Button
            type="primary"
            loading={record.isPending}
            disabled={name.trim() === "" || instrumentNumber.trim() === "" || wells.length === 0 || unread.length > 0}
            onClick={() =>
              record.mutate(
                {
                  body: {
                    name,
                    instrumentNumber,
                    ranAt: new Date(`${ranAt}:00+08:00`).toISOString(),
                    ...(file ? { fileId: file.fileId } : {}),
                    ...(remarks ? { remarks } : {}),
                    wells: wells.map(({ sample, ...well }) => ({
                      ...well,
                      ...(well.role === "sample" && sample ? { sample } : {}),
                    })),
                  },
                },
                { onSuccess: ({ id }) => onKept(id) },
              )
            }
          >
            {t.keep}
          </Button>
          <Button onClick={onCancel}>{t.cancel}</Button>
        </div>
      </div>
    </Panel>
  );
}
