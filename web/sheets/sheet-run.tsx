import { Button, Select } from "antd";
import { useState } from "react";
import { toMinute } from "../../server/kernel/time.ts";
import { listChoices } from "../../server/metrology/contract.ts";
import type { SheetView } from "../../server/sheets/contract.ts";
import { useAsk } from "../api.ts";
import { ReasonPicker } from "../readings/reason-picker.tsx";
import { Panel } from "../ui/page.tsx";
import { useWords } from "../words.ts";
import type { Sheet } from "./use-sheet.ts";
import { sheetWords } from "./words.ts";

/** Instrument and reason, chosen once for a run of cells. */
export function Run({ view, sheet }: { view: SheetView; sheet: Sheet }) {
  const t = useWords(sheetWords);
  const instruments = useAsk(listChoices);
  const fitting = (instruments.data?.rows ?? []).filter((i) => view.method.equipmentKinds.includes(i.kind));
  const [only] = fitting;
  const [isOpen, setOpen] = useState(!sheet.isRunKnown);
  const used = fitting.find(({ number }) => number === sheet.instrument);
  if (only && fitting.length === 1 && sheet.instrument === "" && only.fitness.state !== "out_of_service")
    queueMicrotask(() => sheet.setRun({ instrument: only.number }));
  if (!isOpen && sheet.isRunKnown)
    return (
      <div className="row sheet-run-said">
        <span className="quiet">{t.run}</span>
        <strong>{[used && `${used.name} ${used.model}`, sheet.reason].filter(Boolean).join(" · ")}</strong>
        <button type="button" className="link-button" onClick={() => setOpen(true)}>
          {t.changeRun}
        </button>
      </div>
    );
  return (
    <Panel>
      <div className="sheet-run">
        {view.method.equipmentKinds.length > 0 ? (
          <label className="field">
            <span className="needed">{t.instrument}</span>
            <Select
              value={sheet.instrument || undefined}
              placeholder={t.instrument}
              options={fitting.map((i) => ({
                value: i.number,
                label: `${i.name} ${i.model}`,
                disabled: i.fitness.state === "out_of_service",
              }))}
              onChange={(instrument: string) => sheet.setRun({ instrument })}
            />
          </label>
        ) : null}
        <ReasonPicker
          reasons={t.reasons}
          label={t.reason}
          value={sheet.reason}
          onChange={(reason) => {
            sheet.setRun({ reason });
            if (t.reasons.includes(reason)) setOpen(false); // one tap from the list is enough
          }}
        />
      </div>
      {sheet.isRunKnown ? null : <p className="small ink-attention">{t.runFirst}</p>}
    </Panel>
  );
}

/** Cells that somebody else changed first: both values side by side, and the choice. */
export function Conflicts({ view, sheet }: { view: SheetView; sheet: Sheet }) {
  const t = useWords(sheetWords);
  const open = Object.entries(sheet.conflicts);
  if (open.length === 0) return null;
  return (
    <div className="stack">
      {open.map(([key, conflict]) => {
        const row = view.rows.find(({ id }) => id === conflict.positionId);
        return (
          <div key={key} className="refusal tone-attention sheet-conflict" role="alert">
            <div>
              <strong>
                {t.position} {row?.ordinal} {row?.title}：
                {t.conflict(conflict.by ?? "—", conflict.at ? toMinute(new Date(conflict.at)) : "—")}
              </strong>
              <div className="sheet-both">
                <span>
                  {t.theirs} <strong>{conflict.theirs ?? "—"}</strong>
                </span>
                <span>
                  {t.yours} <strong>{conflict.yours ?? "—"}</strong>
                </span>
              </div>
            </div>
            <Button onClick={() => sheet.settle(key, "theirs")}>{t.keepTheirs}</Button>
            <Button onClick={() => sheet.settle(key, "mine")}>{t.keepMine}</Button>
          </div>
        );
      })}
    </div>
  );
}
