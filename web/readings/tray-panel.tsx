import { useState } from "react";
import { Button, Select } from "antd";
import { assignFromTray, listTray } from "../../server/readings/contract.ts";
import { toMinute } from "../../server/kernel/time.ts";
import type { BenchView } from "../../server/results/contract.ts";
import { useAsk, useChange } from "../api.ts";
import { usePreferences } from "../preferences.ts";
import { Figure } from "../ui/numeral.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import type { Target } from "./next-move.ts";
import { ReasonForm } from "./reason-picker.tsx";
import { words } from "./words.ts";

/** Readings nobody claimed: kept, shown, and given to a step with a reason. */
export function TrayPanel({
  bench,
  target,
  mayAssign,
}: {
  bench: BenchView;
  target: Target | null;
  mayAssign: boolean;
}) {
  const t = useWords(words);
  const tray = useAsk(listTray);
  const [chosen, setChosen] = useState<string | null>(null);
  const [isOpen, setOpen] = useState(false);
  const rows = tray.data?.rows ?? [];
  return (
    <section className="panel panel-flush">
      <button type="button" className="fold" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <span aria-hidden>{isOpen ? "▾" : "▸"}</span>
        <strong>{t.tray}</strong>
        <span className={rows.some((r) => r.status === "reading") ? "tag tone-attention" : "tag tone-waiting"}>
          {rows.length}
        </span>
      </button>
      {isOpen ? (
        <div className="fold-inside">
          <Refusal error={tray.error} />
          {rows.length === 0 ? <p className="quiet">{t.trayEmpty}</p> : null}
          <ul className="tray">
            {rows.map((row) => (
              <li key={row.id}>
                <div className="row apart">
                  <span className="row">
                    <strong>
                      {row.value === null ? (
                        <span className="mono small">{row.text ?? "–"}</span>
                      ) : (
                        <Figure text={row.value} unit={row.unit ?? ""} before={2} after={4} />
                      )}
                    </strong>
                    <span className="quiet small">
                      {[row.sample, row.test].filter(Boolean).join(" · ")} {row.instrument ?? ""}{" "}
                      {toMinute(new Date(row.takenAt)).slice(5)}
                    </span>
                  </span>
                  {row.status === "reading" ? (
                    mayAssign && target ? (
                      <Button onClick={() => setChosen(chosen === row.id ? null : row.id)}>{t.trayAssign}</Button>
                    ) : null
                  ) : (
                    <ToneTag tone="waiting">{t.readingStatus[row.status] ?? row.status}</ToneTag>
                  )}
                </div>
                {chosen === row.id ? (
                  <AssignForm readingId={row.id} bench={bench} target={target} onDone={() => setChosen(null)} />
                ) : null}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </section>
  );
}

function AssignForm({
  readingId,
  bench,
  target,
  onDone,
}: {
  readingId: string;
  bench: BenchView;
  target: Target | null;
  onDone: () => void;
}) {
  const t = useWords(words);
  const assign = useChange(assignFromTray);
  const places = usePlaces(bench);
  const [place, setPlace] = useState(target ? `${target.determinationId} ${target.step}` : (places[0]?.value ?? ""));
  return (
    <div className="stack inset">
      <label className="field">
        <span>{t.trayTo}</span>
        <Select value={place} options={places} onChange={setPlace} />
      </label>
      <ReasonForm
        reasons={t.trayReasons}
        doIt={t.trayAssign}
        isBusy={assign.isPending}
        onCancel={onDone}
        onDo={(reason) => {
          const [determinationId = "", step = ""] = place.split(" ");
          assign.mutate({ params: { readingId }, body: { determinationId, step, reason } }, { onSuccess: onDone });
        }}
      />
      <Refusal error={assign.error} />
    </div>
  );
}

/** Every place of the present round where a reading may stand. */
export function usePlaces(bench: BenchView): { value: string; label: string }[] {
  const t = useWords(words);
  const { language } = usePreferences();
  return bench.determinations
    .filter((d) => d.round === bench.task.round)
    .flatMap((d) =>
      bench.steps.map((s) => ({
        value: `${d.id} ${s.key}`,
        label: `${t.parallel(d.parallel)}${d.vessel ? ` · ${t.vesselOf(d.vessel)}` : ""} · ${language === "zh" ? s.name : s.nameEn}`,
      })),
    );
}
