import { useEffect, useState } from "react";
import { Button, Input, Segmented, Select } from "antd";
import { z } from "zod";
import { enterManualReading } from "../../server/readings/contract.ts";
import { listChoices } from "../../server/metrology/contract.ts";
import { readTyped, typedKindOf } from "../../server/kernel/typed-reading.ts";
import type { BenchView } from "../../server/results/contract.ts";
import { useAsk, useChange } from "../api.ts";
import { useDraft } from "../ui/draft.ts";
import { DraftNote } from "../ui/draft-note.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { stepOf } from "./next-move.ts";
import type { Target } from "./next-move.ts";
import { ReasonPicker } from "./reason-picker.tsx";
import { usePlaces } from "./tray-panel.tsx";
import { words } from "./words.ts";

const Typed = z.object({
  place: z.string(),
  text: z.string(),
  qualifier: z.enum(["=", "<LOD"]),
  instrument: z.string(),
  reason: z.string(),
});
type Typed = z.output<typeof Typed>;
const empty: Typed = { place: "", text: "", qualifier: "=", instrument: "", reason: "" };

/** A figure typed by hand: where it belongs, what was measured, by which instrument, and why by hand. */
export function ManualReadingForm({
  bench,
  target,
  scanned,
}: {
  bench: BenchView;
  target: Target | null;
  scanned: { number: string; name: string } | null;
}) {
  const t = useWords(words);
  const enter = useChange(enterManualReading);
  const instruments = useAsk(listChoices);
  const places = usePlaces(bench);
  const draft = useDraft<Typed>(`manual-${bench.task.id}`, empty, Typed);
  const [isKept, setKept] = useState(false);
  const typed = draft.value;
  const set = (change: Partial<Typed>) => {
    setKept(false);
    draft.set((before) => ({ ...before, ...change }));
  };
  const change = draft.set;
  useEffect(() => {
    if (scanned) change((before) => ({ ...before, instrument: scanned.number }));
  }, [scanned, change]);
  const open = target ? `${target.determinationId} ${target.step}` : "";
  const place = places.some((p) => p.value === typed.place) ? typed.place : open || (places[0]?.value ?? "");
  const [determinationId = "", stepKey = ""] = place.split(" ");
  const step = stepOf(bench, stepKey);
  const text = typed.text.normalize("NFKC").trim();
  const mayBeUndetected = step?.kind === "value";
  const qualifier = mayBeUndetected ? typed.qualifier : "=";
  const isFigure = readTyped(text, step ? typedKindOf(bench.task.resultKind, step) : "figure").isRead;
  const kinds = bench.task.equipmentKinds;
  const fitting = (instruments.data?.rows ?? []).filter((i) =>
    step?.kind === "value" ? kinds.length === 0 || kinds.includes(i.kind) : i.kind === "balance",
  );
  const only = fitting.length === 1 ? (fitting[0]?.number ?? "") : "";
  const instrument = typed.instrument || only;
  const isReady = instrument !== "" && typed.reason.trim().length >= 2 && (qualifier === "<LOD" || isFigure);

  const keep = () => {
    if (!isReady) return;
    enter.mutate(
      {
        params: { determinationId },
        body: {
          step: stepKey,
          ...(qualifier === "=" ? { text } : { qualifier }),
          instrumentNumber: instrument,
          reason: typed.reason.trim(),
        },
      },
      {
        onSuccess: () => {
          // the next parallel comes from the same run; what was typed on meanwhile stays
          draft.set((now) => (now.text === typed.text ? { ...empty, instrument, reason: typed.reason } : now));
          setKept(true);
        },
      },
    );
  };
  return (
    <form
      className="stack manual"
      onSubmit={(event) => {
        event.preventDefault();
        keep();
      }}
    >
      <div className="row apart">
        <span className="quiet small">{t.byHandWhy}</span>
        <DraftNote state={draft.state} />
      </div>
      <div className="manual-fields">
        <label className="field">
          <span>{t.step}</span>
          <Select value={place} options={places} onChange={(value: string) => set({ place: value })} />
        </label>
        <div className="field">
          <span className="needed">{t.value}</span>
          {mayBeUndetected ? (
            <Segmented
              value={qualifier}
              options={[
                { value: "=", label: t.measured },
                { value: "<LOD", label: t.notDetected },
              ]}
              onChange={(value) => set({ qualifier: value === "<LOD" ? "<LOD" : "=" })}
            />
          ) : null}
          {qualifier === "=" ? (
            <Input
              className="manual-figure"
              value={typed.text}
              inputMode="decimal"
              autoComplete="off"
              placeholder={t.valueHint}
              aria-label={t.value}
              status={text !== "" && !isFigure ? "error" : ""}
              suffix={step?.unit}
              onChange={(event) => set({ text: event.target.value })}
            />
          ) : null}
        </div>
        <label className="field">
          <span className="needed">{t.manualInstrument}</span>
          <Select
            value={instrument || undefined}
            showSearch={{ optionFilterProp: "label" }}
            placeholder={t.instrument}
            options={fitting.map((i) => ({
              value: i.number,
              label: `${i.name} ${i.model}`,
              disabled: i.fitness.state === "out_of_service",
            }))}
            onChange={(value: string) => set({ instrument: value })}
          />
        </label>
      </div>
      <ReasonPicker reasons={t.manualReasons} value={typed.reason} onChange={(reason) => set({ reason })} />
      <Refusal error={enter.error} />
      <div className="row end">
        {isKept ? (
          <span className="ink-good" role="status">
            ✓ {t.kept}
          </span>
        ) : null}
        <Button type="primary" htmlType="submit" disabled={!isReady} loading={enter.isPending}>
          {t.keep}
        </Button>
      </div>
    </form>
  );
}
