import { useState } from "react";
import { Link } from "react-router";
import { addDays } from "../../server/kernel/time.ts";
import { listDueChecks } from "../../server/metrology/check-contract.ts";
import { listDue } from "../../server/metrology/plan-contract.ts";
import { useAsk } from "../api.ts";
import { paths } from "../paths.ts";
import { Panel } from "../ui/page.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { dueTone } from "./due-list.tsx";
import { monthsFrom } from "./month-grid.ts";
import { planWords } from "./plan-words.ts";
import { YearCalendar } from "./year-calendar.tsx";

const shownMonths = 4;

/**
 * What is in my keeping: the next months in which a certificate ends or an intermediate check is due, and which is due when. Nothing for
 * who keeps nothing.
 */
export function KeepingPanel({ today }: { today: string }) {
  const t = useWords(planWords);
  const asked = useAsk(listDue, { query: { mine: "yes", until: addDays(today, 730) } });
  const [chosen, setChosen] = useState<{ from: string; until: string } | null>(null);
  const checks = useAsk(listDueChecks, { query: { mine: "yes" } });
  const rows = [
    ...(asked.data?.rows ?? []).map((row) => ({ ...row, key: row.number, on: row.validUntil })),
    ...(checks.data?.rows ?? []).map((row) => ({
      ...row,
      key: row.planId,
      name: `${row.instrument} ${t.checkDue(row.name)}`,
      on: row.dueOn,
    })),
  ].sort((a, b) => (a.on ?? "").localeCompare(b.on ?? ""));
  if (rows.length === 0) return null;
  const days = new Map<string, number>();
  for (const { on } of rows) if (on) days.set(on, (days.get(on) ?? 0) + 1);
  const busy = [...new Set([...days.keys()].map((on) => on.slice(0, 7)))].sort().slice(0, shownMonths);
  const shown = chosen
    ? rows.filter(({ on }) => on !== null && on >= chosen.from && on <= chosen.until)
    : rows.slice(0, 6);
  return (
    <Panel
      title={`${t.keeping} ${rows.length}`}
      extra={
        chosen ? (
          <button type="button" className="link-button" onClick={() => setChosen(null)}>
            {t.clearDays}
          </button>
        ) : (
          <Link to={paths.plan()}>{t.openPlan}</Link>
        )
      }
    >
      <div className="keeping">
        <YearCalendar
          months={busy.length > 0 ? busy : monthsFrom(today.slice(0, 7), shownMonths)}
          days={days}
          today={today}
          chosen={chosen}
          onChoose={(from, until) => setChosen({ from, until })}
        />
        <ul className="keeping-list">
          {shown.map((row) => (
            <li key={row.key} className="row apart">
              <Link to={paths.instrument(row.number)}>{row.name}</Link>
              <span className="row">
                <span className="small quiet">{row.on}</span>
                <ToneTag tone={dueTone(row)}>{t.days(row.daysLeft)}</ToneTag>
              </span>
            </li>
          ))}
        </ul>
      </div>
    </Panel>
  );
}
