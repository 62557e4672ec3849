import { Button, Input, Select } from "antd";
import { useState } from "react";
import { draftEdition, editionRows } from "../../server/catalogue/editions-contract.ts";
import type { DraftRow } from "../../server/catalogue/editions-contract.ts";
import { call, useChange } from "../api.ts";
import { DayInput } from "../ui/day-input.tsx";
import { Panel } from "../ui/page.tsx";
import { readDay } from "../ui/read-day.ts";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { editionsWords } from "./editions-words.ts";
import { readRows, writeRows } from "./edition-rows-text.ts";

type Edition = { standard: string; version: string; title: string };
const empty = {
  standard: "",
  version: "",
  title: "",
  inForceFrom: "",
  supersedes: "",
  mayFollowFrom: "",
  oldMayFollowUntil: "",
  source: "",
  remarks: "",
};

/** A new edition, begun from an existing one: the rows as lines that a spreadsheet understands. */
export function EditionDraftForm({
  editions,
  onKept,
  onCancel,
}: {
  editions: Edition[];
  onKept: (id: string) => void;
  onCancel: () => void;
}) {
  const t = useWords(editionsWords);
  const [draft, setDraft] = useState(empty);
  const [text, setText] = useState("");
  const [from, setFrom] = useState<DraftRow[]>([]);
  const keep = useChange(draftEdition);
  const [fault, setFault] = useState<unknown>(null);
  const set = (name: keyof typeof empty) => (value: string) => setDraft({ ...draft, [name]: value });
  const read = readRows(text, from);
  const isReady =
    draft.standard !== "" &&
    /^\d{4}$/.test(draft.version) &&
    draft.title !== "" &&
    draft.source !== "" &&
    readDay(draft.inForceFrom) !== null &&
    read.short === null &&
    read.rows.length > 0;
  const optionalDay = (typed: string) => readDay(typed) ?? undefined;
  return (
    <Panel title={t.draft}>
      <div className="stack">
        <label className="field">
          <span>{t.start}</span>
          <Select
            showSearch
            aria-label={t.start}
            popupMatchSelectWidth={520}
            options={editions.map((e) => ({
              value: `${e.standard}|${e.version}`,
              label: `${e.standard}-${e.version}《${e.title}》`,
            }))}
            onChange={(value: string) => {
              const [standard = "", version = ""] = value.split("|");
              call(editionRows, { query: { standard, version } })
                .then(({ title, rows }) => {
                  setDraft({ ...draft, standard, supersedes: version, title });
                  setFrom(rows);
                  setText(writeRows(rows));
                })
                .catch(setFault);
            }}
          />
        </label>
        <div className="lookup">
          <Field label={t.standard} value={draft.standard} onType={set("standard")} />
          <Field label={t.version} value={draft.version} onType={set("version")} />
          <Field label={t.supersedes} value={draft.supersedes} onType={set("supersedes")} />
        </div>
        <Field label={t.name} value={draft.title} onType={set("title")} />
        <div className="lookup">
          {(["inForceFrom", "mayFollowFrom", "oldMayFollowUntil"] as const).map((name) => (
            <label key={name} className="field">
              <span>{t[name]}</span>
              <DayInput label={t[name]} value={draft[name]} onChange={set(name)} />
            </label>
          ))}
        </div>
        <Field label={t.source} value={draft.source} onType={set("source")} />
        <Field label={t.remarks} value={draft.remarks} onType={set("remarks")} />
        <label className="field">
          <span>
            {t.rows} · {t.rowCount(read.rows.length)}
          </span>
          <span className="small quiet">{t.rowsHint}</span>
          <Input.TextArea
            aria-label={t.rows}
            rows={14}
            value={text}
            className="mono"
            onChange={(event) => setText(event.target.value)}
          />
          {read.short === null ? null : <span className="small ink-bad">{t.rowShort(read.short)}</span>}
        </label>
        <Refusal error={keep.error ?? fault} />
        <div className="row">
          <Button
            type="primary"
            disabled={!isReady}
            loading={keep.isPending}
            onClick={() =>
              keep.mutate(
                {
                  body: {
                    standard: draft.standard,
                    version: draft.version,
                    title: draft.title,
                    inForceFrom: readDay(draft.inForceFrom) ?? "",
                    source: draft.source,
                    rows: read.rows,
                    ...(draft.supersedes ? { supersedes: draft.supersedes } : {}),
                    ...(draft.remarks ? { remarks: draft.remarks } : {}),
                    mayFollowFrom: optionalDay(draft.mayFollowFrom),
                    oldMayFollowUntil: optionalDay(draft.oldMayFollowUntil),
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

function Field({ label, value, onType }: { label: string; value: string; onType: (typed: string) => void }) {
  return (
    <label className="field">
      <span>{label}</span>
      <Input aria-label={label} value={value} onChange={(event) => onType(event.target.value)} />
    </label>
  );
}
