import { CloseOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Input, InputNumber, Select } from "antd";
import { useEffect, useRef, useState } from "react";
import type { ScanAnswer } from "../../server/desk/contract.ts";
import { shortForm } from "../../server/kernel/numbers.ts";
import { addPositions, listCandidates, removePosition } from "../../server/sheets/positions-contract.ts";
import type { SheetView } from "../../server/sheets/contract.ts";
import type { Candidate } from "../../server/sheets/positions-contract.ts";
import { useAsk, useChange } from "../api.ts";
import { useScan } from "../scan.tsx";
import { playSound } from "../sounds.ts";
import { useDraft } from "../ui/draft.ts";
import { Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { Additions, additionsToSend, isAmount, matching, mayLeave, noAdditions } from "./position-rules.ts";
import { positionWords } from "./position-words.ts";
import { sheetWords } from "./words.ts";

/** Samples and controls for a batch that is under way, by scan or pick; and what no figure stands at yet may leave again. */
export function PositionsPanel({ view, first, onClose }: { view: SheetView; first: string; onClose: () => void }) {
  const t = useWords(positionWords);
  const words = useWords(sheetWords);
  const asked = useAsk(listCandidates, { query: { sheetId: view.id } });
  const add = useChange(addPositions);
  const remove = useChange(removePosition);
  const { value: draft, set, drop } = useDraft<Additions>(`sheet-add-${view.id}`, noAdditions, Additions);
  const change = (next: Partial<Additions>) => set((now) => ({ ...now, ...next }));
  const candidates = asked.data?.rows ?? [];
  const chosen = candidates.filter(({ taskId }) => draft.taskIds.includes(taskId));
  const mayControl = view.method.resultKind !== "qualitative" && view.method.resultKind !== "pcr";
  const ready = additionsToSend(draft, candidates, view);
  const leaving = mayLeave(view.rows);
  const take = (taskId: string) =>
    set((now) => ({ ...now, taskIds: [...now.taskIds.filter((id) => id !== taskId), taskId] }));
  useScan((answer) => {
    if (answer.kind !== "sample" && answer.kind !== "container") return undefined;
    const there = rowOf(view, answer);
    if (there) return { refused: t.alreadyHere(answer.title, there.ordinal) };
    const found = candidates.find(({ sampleNumber }) => sampleNumber === sampleOf(answer));
    if (!found) return { refused: t.notForThis(answer.title) };
    take(found.taskId);
    return t.taken(answer.title);
  });
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    panel.current?.scrollIntoView({ block: "center" });
  }, []);
  const begun = useRef(false); // a scan that opened the panel is taken as soon as it is known what may come
  useEffect(() => {
    if (begun.current || !first || !asked.data) return;
    begun.current = true;
    const found = asked.data.rows.find(({ sampleNumber }) => sampleNumber === first);
    if (found) take(found.taskId);
  });
  const send = () => {
    if (!ready || add.isPending) return playSound("refused");
    add.mutate(
      { params: { sheetId: view.id }, body: ready.body },
      {
        onSuccess: () => {
          playSound("accepted");
          void drop();
          onClose();
        },
        onError: () => playSound("refused"),
      },
    );
  };
  return (
    <Panel title={t.title}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
        onKeyDown={(event) => {
          if (event.key === "Escape" && !event.defaultPrevented) onClose();
          else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            send();
          }
        }}
      >
        <div className="sheet-adding" ref={panel}>
          <Samples
            rows={candidates}
            chosen={chosen}
            onTake={take}
            onLeave={(taskId) => change(without(draft, taskId))}
          />
          {mayControl ? (
            <Controls view={view} draft={draft} chosen={chosen} series={asked.data?.series ?? []} onChange={change} />
          ) : (
            <p className="small quiet">{t.noControls}</p>
          )}
        </div>
        <Refusal error={add.error ?? remove.error} />
        <div className="row apart">
          <div className="row sheet-leaving">
            {leaving.length > 0 ? <span className="quiet">{t.mayLeave}</span> : null}
            {leaving.map((row) => (
              <Button
                key={row.id}
                icon={<CloseOutlined />}
                disabled={remove.isPending}
                aria-label={t.removeThis(row.ordinal, row.kind === "sample" ? row.title : words.kinds[row.kind])}
                onClick={() => remove.mutate({ params: { positionId: row.id } })}
              >
                {row.ordinal} {row.kind === "sample" ? `${row.title} ${row.detail}` : words.kinds[row.kind]}
              </Button>
            ))}
          </div>
          <div className="row">
            <Button onClick={onClose}>{words.cancel}</Button>
            <Button type="primary" htmlType="submit" disabled={!ready} loading={add.isPending}>
              {t.add(ready?.count ?? 0)}
            </Button>
          </div>
        </div>
      </form>
    </Panel>
  );
}

/** Scanned, or typed in part and taken with Enter, or tapped. */
function Samples({
  rows,
  chosen,
  onTake,
  onLeave,
}: {
  rows: readonly Candidate[];
  chosen: readonly Candidate[];
  onTake: (taskId: string) => void;
  onLeave: (taskId: string) => void;
}) {
  const t = useWords(positionWords);
  const [typed, setTyped] = useState("");
  const open = matching(typed, rows).filter((row) => !chosen.includes(row));
  return (
    <div className="stack tight">
      <label className="field">
        <span>{t.samples}</span>
        <Input
          autoFocus
          aria-label={t.samples}
          placeholder={t.scanOrType}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
            event.preventDefault();
            const [first] = open;
            if (!first || typed.trim() === "") return playSound("refused");
            onTake(first.taskId);
            setTyped("");
          }}
        />
      </label>
      {chosen.length > 0 ? (
        <div className="row sheet-leaving">
          {chosen.map((row) => (
            <Button
              key={row.taskId}
              icon={<CloseOutlined />}
              aria-label={t.notThis(row.sampleName)}
              onClick={() => onLeave(row.taskId)}
            >
              {shortForm(row.sampleNumber)} {row.sampleName}
            </Button>
          ))}
        </div>
      ) : null}
      <div className="sheet-offer">
        {open.slice(0, 40).map((row) => (
          <button key={row.taskId} type="button" className="sheet-offered" onClick={() => onTake(row.taskId)}>
            <PlusOutlined /> {shortForm(row.sampleNumber)} {row.sampleName}{" "}
            <span className="small quiet">{row.dueOn}</span>
          </button>
        ))}
        {open.length === 0 ? <p className="small quiet">{rows.length === 0 ? t.none : t.noMatch}</p> : null}
      </div>
    </div>
  );
}

function Controls({
  view,
  draft,
  chosen,
  series,
  onChange,
}: {
  view: SheetView;
  draft: Additions;
  chosen: readonly Candidate[];
  series: readonly { id: string; name: string }[];
  onChange: (next: Partial<Additions>) => void;
}) {
  const t = useWords(positionWords);
  const words = useWords(sheetWords);
  const samples = [
    ...view.rows.flatMap((row) =>
      row.taskId ? [{ value: row.taskId, label: `${row.ordinal} ${row.title} ${row.detail}` }] : [],
    ),
    ...chosen.map((row) => ({ value: row.taskId, label: `+ ${row.sampleName} ${shortForm(row.sampleNumber)}` })),
  ];
  const spikes = [...draft.spikes, { taskId: "", added: "", lot: "" }].slice(0, 6);
  const setSpike = (at: number, next: Partial<Additions["spikes"][number]>) =>
    onChange({
      spikes: spikes
        .map((spike, i) => (i === at ? { ...spike, ...next } : spike))
        .filter(({ taskId, added, lot }) => taskId !== "" || added !== "" || lot !== ""),
    });
  return (
    <div className="stack tight">
      <div className="sheet-pair">
        <label className="field">
          <span>{words.blanks}</span>
          <InputNumber
            min={0}
            max={6}
            precision={0}
            aria-label={words.blanks}
            value={draft.blanks}
            onChange={(n) => onChange({ blanks: n ?? 0 })}
          />
        </label>
        <label className="field">
          <span>{t.blankLot}</span>
          <Input
            data-scan="text"
            aria-label={t.blankLot}
            maxLength={60}
            disabled={draft.blanks === 0}
            value={draft.blankLot}
            onChange={({ target }) => onChange({ blankLot: target.value })}
          />
        </label>
      </div>
      <div className="field">
        <span>{t.duplicates}</span>
        <Select
          mode="multiple"
          aria-label={t.duplicates}
          placeholder={t.ofWhich}
          optionFilterProp="label"
          value={draft.duplicates}
          options={samples}
          onChange={(duplicates: string[]) => onChange({ duplicates })}
        />
      </div>
      <div className="field">
        <span>
          {t.spikes} <span className="quiet small">{view.method.unit}</span>
        </span>
        {spikes.map((spike, i) => (
          <div key={i} className="sheet-add-spike">
            <Select
              showSearch
              allowClear
              aria-label={`${words.spike} ${i + 1}`}
              placeholder={t.ofWhich}
              optionFilterProp="label"
              value={spike.taskId || undefined}
              options={samples}
              onChange={(taskId?: string) => setSpike(i, { taskId: taskId ?? "" })}
            />
            <Input
              aria-label={`${words.spikeAdded} ${i + 1}`}
              placeholder={words.spikeAdded}
              inputMode="decimal"
              value={spike.added}
              status={spike.added.trim() !== "" && !isAmount(spike.added) ? "error" : ""}
              onChange={({ target }) => setSpike(i, { added: target.value })}
            />
            <Input
              data-scan="text"
              aria-label={`${t.lot} ${i + 1}`}
              placeholder={t.lot}
              maxLength={60}
              value={spike.lot}
              onChange={({ target }) => setSpike(i, { lot: target.value })}
            />
          </div>
        ))}
      </div>
      <div className="field">
        <span>{words.controlSamples}</span>
        <Select
          mode="multiple"
          aria-label={words.controlSamples}
          placeholder={series.length === 0 ? words.noSeries : t.ofLot}
          optionFilterProp="label"
          value={draft.seriesIds}
          options={series.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(seriesIds: string[]) => onChange({ seriesIds })}
        />
      </div>
    </div>
  );
}

/** The sample that a scan stands for. */
export const sampleOf = ({ kind, number, of }: ScanAnswer): string | null => (kind === "sample" ? number : of);

/** The row of the sample that was scanned, where it stands on the batch. */
export function rowOf(view: SheetView, answer: ScanAnswer) {
  const number = sampleOf(answer);
  return number === null ? undefined : view.rows.find(({ sampleNumber }) => sampleNumber === number);
}

function without({ taskIds, duplicates, spikes }: Additions, taskId: string): Partial<Additions> {
  return {
    taskIds: taskIds.filter((id) => id !== taskId),
    duplicates: duplicates.filter((id) => id !== taskId),
    spikes: spikes.filter((spike) => spike.taskId !== taskId),
  };
}
