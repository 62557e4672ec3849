import { Input } from "antd";
import { toMinute } from "../../server/kernel/time.ts";
import type { BenchView } from "../../server/results/contract.ts";
import { Panel } from "../ui/page.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { words } from "./words.ts";

/** Ovens and the like: in and out with their setting; they are scanned, there is nothing to press. */
export function EquipmentPanel({
  bench,
  settings,
  onSettings,
  mayUse,
}: {
  bench: BenchView;
  settings: string;
  onSettings: (settings: string) => void;
  mayUse: boolean;
}) {
  const t = useWords(words);
  return (
    <Panel
      title={t.ovens}
      extra={
        mayUse ? (
          <Input
            className="equipment-setting"
            value={settings}
            maxLength={100}
            prefix={<span className="quiet small">{t.settings}</span>}
            placeholder={t.settingsHint}
            aria-label={t.settings}
            onChange={(event) => onSettings(event.target.value)}
          />
        ) : null
      }
    >
      {bench.uses.length === 0 ? <p className="quiet">{t.noUse}</p> : null}
      <ul className="uses">
        {bench.uses.map((use) => (
          <li key={use.id}>
            <span>
              <strong>{use.name}</strong> <span className="nowrap">{use.settings}</span>
            </span>
            <span className="use-times">
              {t.inAt(toMinute(new Date(use.startedAt)).slice(5))} ·{" "}
              {use.endedAt ? (
                t.outAt(toMinute(new Date(use.endedAt)).slice(5))
              ) : (
                <strong className="ink-attention">{t.stillIn}</strong>
              )}
            </span>
            {use.isFit ? null : <ToneTag tone="bad">{t.unfit}</ToneTag>}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
