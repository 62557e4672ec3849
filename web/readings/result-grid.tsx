import { useRef, useState } from "react";
import { Input, Select } from "antd";
import { z } from "zod";
import { shortForm } from "../../server/kernel/numbers.ts";
import { listChoices } from "../../server/metrology/contract.ts";
import { enterManualReading, undoReading } from "../../server/readings/contract.ts";
import { isReadByPeople, readTyped, typedKindOf } from "../../server/kernel/typed-reading.ts";
import type { BenchView } from "../../server/results/contract.ts";
import { useAsk, useChange } from "../api.ts";
import { usePreferences } from "../preferences.ts";
import { CorrectionText } from "../results/correction-text.tsx";
import { readingText } from "../results/reading-text.ts";
import { playSound } from "../sounds.ts";
import { useDraft } from "../ui/draft.ts";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { ReasonForm, ReasonPicker } from "./reason-picker.tsx";
import { words } from "./words.ts";

const Typed = z.object({ cells: z.record(z.string(), z.string()), instrument: z.string(), reason: z.string() });
type Typed = z.output<typeof Typed>;
const empty: Typed = { cells: {}, instrument: "", reason: "" };

type Fixing = { useId: string; place: string; text: string };

/** Results typed in a grid: the units of a plan in one row, components by parallels, the total and the compound. Enter keeps a cell and goes on. */
export function ResultGrid({ bench, scanned }: { bench: BenchView; scanned: { number: string; name: string } | null }) {
  const t = useWords(words);
  const { language } = usePreferences();
  const { task } = bench;
  const draft = useDraft<Typed>(`grid-${task.id}`, empty, Typed);
  const enter = useChange(enterManualReading);
  const undo = useChange(undoReading);
  const instruments = useAsk(listChoices);
  const [refusedAt, setRefusedAt] = useState<string | null>(null);
  const [fixing, setFixing] = useState<Fixing | null>(null);
  const table = useRef<HTMLTableElement>(null);
  const onTheWay = useRef(new Set<string>());
  const typed = draft.value;
  const units = bench.determinations.filter((d) => d.round === task.round);
  const isPlan = task.resultKind === "plan";
  const rows = bench.steps.filter(
    (s) =>
      s.key !== "confirm" ||
      bench.next?.step === "confirm" ||
      units.some((d) => d.steps.some((w) => w.key === "confirm" && w.weighings.length > 0)),
  );
  const isByPeople = isReadByPeople(task.resultKind);
  const fitting = (instruments.data?.rows ?? []).filter((i) => task.equipmentKinds.includes(i.kind));
  const instrument = scanned?.number ?? (typed.instrument || (fitting.length === 1 ? (fitting[0]?.number ?? "") : ""));
  const needsInstrument = !isByPeople && task.equipmentKinds.length > 0;
  const isRunKnown = isByPeople || ((!needsInstrument || instrument !== "") && typed.reason.trim().length >= 2);

  const set = (change: Partial<Typed>) => draft.set((before) => ({ ...before, ...change }));
  const setCell = (cell: string, text: string) =>
    draft.set((before) => ({ ...before, cells: { ...before.cells, [cell]: text } }));
  const clearCell = (cell: string, text: string) =>
    draft.set((before) => {
      const { [cell]: now, ...others } = before.cells;
      return now === text ? { ...before, cells: others } : before; // typed on meanwhile
    });

  const goOn = (from: HTMLInputElement) => {
    const inputs = [...(table.current?.querySelectorAll<HTMLInputElement>("input.result-cell") ?? [])];
    inputs[inputs.indexOf(from) + 1]?.focus();
  };
  const keep = async (cell: string, field: HTMLInputElement | null) => {
    const [determinationId = "", step = ""] = cell.split(" ");
    const text = (typed.cells[cell] ?? "").trim();
    if (text === "" || onTheWay.current.has(cell)) return;
    const of = bench.steps.find((s) => s.key === step);
    if (of && !readTyped(text, typedKindOf(task.resultKind, of)).isRead) {
      playSound("refused"); // nobody is sent on from what cannot be understood
      setRefusedAt(cell);
      field?.select();
      return;
    }
    onTheWay.current.add(cell); // going on blurs the cell, which would keep it twice
    if (field) goOn(field);
    try {
      await enter.mutateAsync({
        params: { determinationId },
        body: {
          step,
          text,
          ...(needsInstrument ? { instrumentNumber: instrument } : {}),
          ...(isByPeople ? {} : { reason: typed.reason.trim() }),
        },
      });
      setRefusedAt(null);
      clearCell(cell, text);
    } catch {
      playSound("refused"); // the sentence stands below; what was typed stays
      setRefusedAt(cell);
    } finally {
      onTheWay.current.delete(cell);
    }
  };

  return (
    <div className="stack">
      <p className="quiet small">{isPlan ? t.typeUnits : t.typeFigures}</p>
      {isByPeople ? null : (
        <>
          <label className="field">
            <span className="needed">{t.manualInstrument}</span>
            <Select
              value={instrument || undefined}
              placeholder={t.instrument}
              options={fitting.map((i) => ({
                value: i.number,
                label: `${i.name} ${i.model}`,
                disabled: i.fitness.state === "out_of_service",
              }))}
              onChange={(number: string) => set({ instrument: number })}
            />
          </label>
          <ReasonPicker reasons={t.manualReasons} value={typed.reason} onChange={(reason) => set({ reason })} />
        </>
      )}
      <div className="table-wrap">
        <table className={isPlan ? "result-grid result-grid-units" : "result-grid"} ref={table}>
          <thead>
            <tr>
              {isPlan ? null : <th scope="col" />}
              {units.map((d) => (
                <th key={d.id} scope="col">
                  {isPlan ? t.unitNth(d.parallel) : t.parallel(d.parallel)}
                  {d.container ? <div className="small quiet">{shortForm(d.container)}</div> : null}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((step) => (
              <tr key={step.key}>
                {isPlan ? null : (
                  <th scope="row">
                    {language === "zh" ? step.name : step.nameEn} <span className="quiet small">{step.unit}</span>
                  </th>
                )}
                {units.map((d) => {
                  const cell = `${d.id} ${step.key}`;
                  const place = `${isPlan ? t.unitNth(d.parallel) : t.parallel(d.parallel)} ${step.name}`;
                  const kept = d.steps.find((w) => w.key === step.key)?.weighings.at(-1);
                  if (kept) {
                    const text = readingText(kept, language);
                    return (
                      <td key={cell}>
                        <button
                          type="button"
                          className="result-kept"
                          title={`${kept.by} · ${t.fix}`}
                          onClick={() => setFixing({ useId: kept.useId, place, text })}
                        >
                          {text}
                        </button>
                        <CorrectionText of={kept} />
                      </td>
                    );
                  }
                  const text = typed.cells[cell] ?? "";
                  const isWrong = text.trim() !== "" && !readTyped(text, typedKindOf(task.resultKind, step)).isRead;
                  return (
                    <td key={cell}>
                      <Input
                        className="result-cell"
                        value={text}
                        autoComplete="off"
                        maxLength={60}
                        disabled={!isRunKnown}
                        aria-label={place}
                        status={isWrong || refusedAt === cell ? "error" : ""}
                        onChange={(event) => {
                          if (refusedAt === cell) setRefusedAt(null);
                          setCell(cell, event.target.value);
                        }}
                        onPressEnter={(event) => {
                          event.preventDefault();
                          if (!event.ctrlKey) void keep(cell, event.currentTarget);
                        }}
                        onBlur={() => {
                          if (!isWrong && refusedAt !== cell) void keep(cell, null);
                        }}
                      />
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {isRunKnown ? null : <p className="small ink-attention">{t.runFirst}</p>}
      {refusedAt !== null && !enter.error ? <p className="small ink-bad">{t.notFitting}</p> : null}
      <Refusal error={enter.error ?? undo.error} />
      {fixing ? (
        <div className="inset stack">
          <p>{t.fixOf(fixing.place, fixing.text)}</p>
          <ReasonForm
            reasons={t.undoValueReasons}
            doIt={t.fix}
            isBusy={undo.isPending}
            onCancel={() => setFixing(null)}
            onDo={(reason) =>
              undo.mutate({ params: { useId: fixing.useId }, body: { reason } }, { onSuccess: () => setFixing(null) })
            }
          />
        </div>
      ) : null}
    </div>
  );
}
