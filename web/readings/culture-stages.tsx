import { Button, Input, Select } from "antd";
import { useState } from "react";
import { shortForm } from "../../server/kernel/numbers.ts";
import { toMinute } from "../../server/kernel/time.ts";
import { listChoices } from "../../server/metrology/contract.ts";
import { beginStage, endStage } from "../../server/results/culture-contract.ts";
import type { CultureView, StageView } from "../../server/results/culture-contract.ts";
import { useAsk, useChange } from "../api.ts";
import { usePreferences } from "../preferences.ts";
import { Refusal } from "../ui/refusal.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { cultureWords } from "./culture-words.ts";
import { useServerTime } from "./server-time.ts";

/** Units by stages: what is inside, since when and until when; what was seen when it came out. */
export function CultureStages({ of: view, mayWork }: { of: CultureView; mayWork: boolean }) {
  const t = useWords(cultureWords);
  const { language } = usePreferences();
  const end = useChange(endStage);
  const stages = view.units[0]?.stages ?? [];
  const next = nextStage(view);
  return (
    <div className="stack">
      <div className="table-wrap">
        <table className="table culture-table">
          <thead>
            <tr>
              <th />
              {stages.map((s) => (
                <th key={s.stage}>
                  {language === "zh" ? s.name : s.nameEn}
                  <div className="small quiet">
                    {s.medium} · {s.celsius} ℃ · {s.leastHours}–{s.mostHours} h
                  </div>
                </th>
              ))}
              <th />
            </tr>
          </thead>
          <tbody>
            {view.units.map((unit) => (
              <tr key={unit.determinationId}>
                <th scope="row">
                  {t.unit(unit.unit)}
                  {unit.container ? <div className="small quiet">{shortForm(unit.container)}</div> : null}
                </th>
                {unit.stages.map((s) => (
                  <td key={s.stage} className="small">
                    <Cell
                      of={s}
                      mayWork={mayWork}
                      isBusy={end.isPending}
                      onEnd={(finding) =>
                        end.mutate({
                          params: { determinationId: unit.determinationId },
                          body: { stage: s.stage, ...(finding ? { finding } : {}) },
                        })
                      }
                      decides={isDeciding(view, s.stage)}
                    />
                  </td>
                ))}
                <td>
                  {unit.result ? (
                    <ToneTag tone={unit.result.qualifier === "detected" ? "bad" : "good"}>
                      {unit.result.qualifier === "detected" ? t.detected : t.notDetected}
                    </ToneTag>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Refusal error={end.error} />
      {mayWork && next ? <Begin key={next.stage.stage} view={view} {...next} /> : null}
    </div>
  );
}

function Cell({
  of,
  mayWork,
  isBusy,
  decides,
  onEnd,
}: {
  of: StageView;
  mayWork: boolean;
  isBusy: boolean;
  decides: boolean;
  onEnd: (finding?: "typical" | "none") => void;
}) {
  const t = useWords(cultureWords);
  const now = useServerTime();
  if (!of.startedAt) return <span className="quiet">–</span>;
  const isEarly = of.dueFrom !== null && Date.parse(of.dueFrom) > now;
  const isLate = of.dueUntil !== null && Date.parse(of.dueUntil) < now;
  return (
    <div className="stack tight">
      <span>
        {toMinute(new Date(of.startedAt)).slice(5)} {of.startedBy} <span className="quiet">{of.mediumLot}</span>
      </span>
      {of.endedAt ? (
        <span>
          → {toMinute(new Date(of.endedAt)).slice(5)} {of.endedBy}{" "}
          {of.finding ? <strong>{t.results[of.finding]}</strong> : null}
          {of.remarks ? <span className="ink-attention"> {of.remarks}</span> : null}
        </span>
      ) : (
        <>
          <span className={isLate ? "ink-bad" : isEarly ? "quiet" : "ink-attention"}>
            {isEarly
              ? t.earliest(toMinute(new Date(of.dueFrom ?? "")).slice(5))
              : t.latest(toMinute(new Date(of.dueUntil ?? "")).slice(5))}
          </span>
          {mayWork && !isEarly ? (
            decides ? (
              <span className="row">
                <Button loading={isBusy} onClick={() => onEnd("none")}>
                  {t.results.none}
                </Button>
                <Button danger loading={isBusy} onClick={() => onEnd("typical")}>
                  {t.results.typical}
                </Button>
              </span>
            ) : (
              <Button loading={isBusy} onClick={() => onEnd()}>
                {t.end}
              </Button>
            )
          ) : null}
        </>
      )}
    </div>
  );
}

function Begin({ view, stage, determinationIds }: { view: CultureView; stage: StageView; determinationIds: string[] }) {
  const t = useWords(cultureWords);
  const { language } = usePreferences();
  const instruments = useAsk(listChoices);
  const begin = useChange(beginStage);
  const [lot, setLot] = useState("");
  const [settings, setSettings] = useState(`${stage.celsius} ℃`);
  const [instrument, setInstrument] = useState("");
  const incubators = (instruments.data?.rows ?? []).filter(({ kind }) => kind === "incubator");
  const name = language === "zh" ? stage.name : stage.nameEn;
  return (
    <form
      className="thirds"
      onSubmit={(event) => {
        event.preventDefault();
        if (!lot.trim() || !settings.trim()) return;
        begin.mutate({
          params: { taskId: view.taskId },
          body: {
            determinationIds,
            stage: stage.stage,
            mediumLot: lot.trim(),
            settings: settings.trim(),
            ...(instrument ? { instrumentNumber: instrument } : {}),
          },
        });
      }}
    >
      <label className="field">
        <span className="needed">
          {stage.medium} {t.lot}
        </span>
        <Input aria-label={t.lot} data-scan="text" value={lot} onChange={({ target }) => setLot(target.value)} />
      </label>
      <label className="field">
        <span className="needed">{t.setting}</span>
        <Input aria-label={t.setting} value={settings} onChange={({ target }) => setSettings(target.value)} />
      </label>
      <label className="field">
        <span>{t.incubator}</span>
        <Select
          allowClear
          value={instrument || undefined}
          options={incubators.map((i) => ({
            value: i.number,
            label: `${i.name} ${i.model}`,
            disabled: i.fitness.state === "out_of_service",
          }))}
          onChange={(number?: string) => setInstrument(number ?? "")}
        />
      </label>
      <Button type="primary" htmlType="submit" disabled={!lot.trim()} loading={begin.isPending}>
        {t.begin(`${name}（${determinationIds.length}）`)}
      </Button>
      <Refusal error={begin.error} />
    </form>
  );
}

/** The stage whose turn it is, with the units that wait for it. */
function nextStage(view: CultureView): { stage: StageView; determinationIds: string[] } | null {
  const stages = view.units[0]?.stages ?? [];
  for (const [i, stage] of stages.entries()) {
    const waiting = view.units.filter((unit) => {
      const before = unit.stages[i - 1];
      const isFree = i === 0 || (before !== undefined && before.endedAt !== null && before.finding !== "none");
      return unit.result === null && isFree && unit.stages[i]?.startedAt === null;
    });
    if (waiting.length > 0) return { stage, determinationIds: waiting.map((u) => u.determinationId) };
  }
  return null;
}

function isDeciding(view: CultureView, stage: string): boolean {
  return view.units[0]?.stages.find((s) => s.stage === stage)?.decides ?? false;
}
