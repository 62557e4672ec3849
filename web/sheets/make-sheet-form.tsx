import { Button, Checkbox, Input, InputNumber, Select } from "antd";
import { useState } from "react";
import { listMethods, recoveryBandOf } from "../../server/catalogue/contract.ts";
import { shortForm } from "../../server/kernel/numbers.ts";
import { listCandidates, makeSheet } from "../../server/sheets/positions-contract.ts";
import { useAsk, useChange } from "../api.ts";
import { Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { numeral } from "./position-rules.ts";
import { sheetWords } from "./words.ts";

const isNumeral = (text: string) => text === "" || numeral.test(text);

/** Chooses the method, its waiting tasks, and the controls that go with them. */
export function MakeSheetForm({ onDone, onCancel }: { onDone: (id: string) => void; onCancel: () => void }) {
  const t = useWords(sheetWords);
  const asked = useAsk(listCandidates, { query: {} });
  const methods = useAsk(listMethods);
  const make = useChange(makeSheet);
  const [group, setGroup] = useState<string | null>(null);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [blanks, setBlanks] = useState(1);
  const [every, setEvery] = useState(10);
  const [added, setAdded] = useState("");
  const [seriesIds, setSeries] = useState<string[]>([]);
  const [criteria, setCriteria] = useState<Record<string, string>>({});
  const [remarks, setRemarks] = useState("");
  const rows = asked.data?.rows ?? [];
  const groups = new Map<string, typeof rows>();
  for (const row of rows) {
    const key = `${row.methodId} ${row.analystId}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const chosenGroup = group ?? [...groups.keys()][0] ?? null;
  const candidates = (chosenGroup && groups.get(chosenGroup)) || [];
  const [first] = candidates;
  const tasks = candidates.filter(({ taskId }) => !left.has(taskId)).map(({ taskId }) => taskId);
  const method = methods.data?.rows.find(({ id }) => id === first?.methodId);
  const mayControl = first !== undefined && first.resultKind !== "qualitative" && first.resultKind !== "pcr";
  const series = asked.data?.series.filter(({ methodId }) => methodId === first?.methodId) ?? [];
  const spiked = added.normalize("NFKC").trim();
  const band = method && spiked !== "" && numeral.test(spiked) ? recoveryBandOf(method.recoveryBands, spiked) : null; // as the batch will be judged
  // a border that cannot be read must not silently become the usual one
  const isReady = tasks.length > 0 && [spiked, ...(mayControl ? Object.values(criteria) : [])].every(isNumeral);
  const field = (name: string, label: string, usual: string) => (
    <label className="field">
      <span>{label}</span>
      <Input
        aria-label={label}
        placeholder={usual}
        value={criteria[name] ?? ""}
        status={isNumeral(criteria[name] ?? "") ? "" : "error"}
        onChange={({ target }) => setCriteria({ ...criteria, [name]: target.value.normalize("NFKC").trim() })}
      />
    </label>
  );
  return (
    <Panel title={t.make}>
      {asked.data && groups.size === 0 ? (
        <div className="row apart">
          <p className="quiet">{t.noCandidates}</p>
          <Button onClick={onCancel}>{t.cancel}</Button>
        </div>
      ) : (
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            const [spike] = tasks;
            if (!isReady) return;
            make.mutate(
              {
                body: {
                  taskIds: tasks,
                  ...(mayControl && {
                    blanks,
                    duplicates: every > 0 ? tasks.filter((_, i) => i % every === 0) : [],
                    spikes: spiked && spike ? [{ taskId: spike, added: spiked }] : [],
                    seriesIds,
                    criteria: Object.fromEntries(Object.entries(criteria).filter(([, text]) => numeral.test(text))),
                  }),
                  ...(remarks.trim() && { remarks: remarks.trim() }),
                },
              },
              { onSuccess: ({ id }) => onDone(id) },
            );
          }}
        >
          <div className="field">
            <span>{t.chooseMethod}</span>
            <Select
              aria-label={t.chooseMethod}
              value={chosenGroup}
              options={[...groups].map(([value, of]) => ({
                value,
                label: `${of[0]?.item ?? ""} · ${of[0]?.method ?? ""} · ${of[0]?.analyst ?? ""}（${of.length}）`,
              }))}
              onChange={(chosen: string) => {
                setGroup(chosen);
                setLeft(new Set());
                setSeries([]);
              }}
            />
          </div>
          <div className="field">
            <span>
              {t.chooseTasks}（{tasks.length} / {candidates.length}）
            </span>
            <div className="sheet-candidates">
              {candidates.map((c) => (
                <label key={c.taskId} className="sheet-candidate">
                  <Checkbox
                    checked={!left.has(c.taskId)}
                    onChange={({ target }) => {
                      const next = new Set(left);
                      if (target.checked) next.delete(c.taskId);
                      else next.add(c.taskId);
                      setLeft(next);
                    }}
                  />
                  <span>
                    {shortForm(c.sampleNumber)} {c.sampleName} <span className="small quiet">{c.dueOn}</span>
                  </span>
                </label>
              ))}
            </div>
          </div>
          {mayControl ? (
            <>
              <div className="thirds">
                <label className="field">
                  <span>{t.blanks}</span>
                  <InputNumber min={0} max={6} value={blanks} onChange={(n) => setBlanks(n ?? 0)} />
                </label>
                <div className="field">
                  <span>{t.duplicateEvery}</span>
                  <Select
                    aria-label={t.duplicateEvery}
                    value={every}
                    options={[0, 20, 10, 5].map((value) => ({ value, label: t.every(value) }))}
                    onChange={setEvery}
                  />
                </div>
                <label className="field">
                  <span>
                    {t.spikeAdded}（{t.firstSample}，{method?.unit}）
                  </span>
                  <Input
                    aria-label={t.spikeAdded}
                    placeholder={t.noSpike}
                    value={added}
                    status={spiked !== "" && !numeral.test(spiked) ? "error" : ""}
                    onChange={({ target }) => setAdded(target.value)}
                  />
                </label>
              </div>
              <div className="field">
                <span>{t.controlSamples}</span>
                <Select
                  mode="multiple"
                  aria-label={t.controlSamples}
                  placeholder={series.length === 0 ? t.noSeries : t.controlSamples}
                  value={seriesIds}
                  options={series.map(({ id, name }) => ({ value: id, label: name }))}
                  onChange={(ids: string[]) => setSeries(ids)}
                />
              </div>
              <div className="thirds">
                {field(
                  "blankMost",
                  `${t.blankMost} ${method?.unit ?? ""}`,
                  first.resultKind === "plan" ? "0" : (method?.lod ?? "—"),
                )}
                {field("duplicatePercent", t.duplicatePercent, method?.repeatabilityPercent ?? "—")}
                <div className="sheet-recovery">
                  {field("recoveryFrom", t.recovery, band?.least ?? "80")}
                  {field("recoveryTo", t.to, band?.most ?? "120")}
                </div>
              </div>
            </>
          ) : null}
          <label className="field">
            <span>{t.remarks}</span>
            <Input
              aria-label={t.remarks}
              maxLength={300}
              value={remarks}
              onChange={({ target }) => setRemarks(target.value)}
            />
          </label>
          <Refusal error={make.error} />
          <div className="row end">
            <Button onClick={onCancel}>{t.cancel}</Button>
            <Button type="primary" htmlType="submit" disabled={!isReady} loading={make.isPending}>
              {t.save}
            </Button>
          </div>
        </form>
      )}
    </Panel>
  );
}
