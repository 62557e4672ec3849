import { LeftOutlined, RightOutlined } from "@ant-design/icons";
import { Button, Tabs } from "antd";
import { useState } from "react";
import type { ReplyOf } from "../../server/kernel/endpoint.ts";
import { toDay, toMinute } from "../../server/kernel/time.ts";
import { listReminders, planLoad } from "../../server/metrology/plan-contract.ts";
import { useAsk } from "../api.ts";
import { paths } from "../paths.ts";
import { useServerTime } from "../readings/server-time.ts";
import { Opening } from "../ui/opening.tsx";
import { Page, Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useFilter } from "../ui/search-box.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { Link } from "react-router";
import { CalendarFeeds } from "./calendar-feeds.tsx";
import { DueList } from "./due-list.tsx";
import { monthsFrom } from "./month-grid.ts";
import { PlanFilter, usePlanFilter } from "./plan-filter.tsx";
import { planWords } from "./plan-words.ts";
import { RatesPanel } from "./rates-panel.tsx";
import { RoundsPanel } from "./rounds-panel.tsx";
import { YearCalendar } from "./year-calendar.tsx";

type Load = ReplyOf<typeof planLoad>;
const tabs = ["calendar", "list", "rounds", "reminders", "rates"] as const;

/** When instruments are due, the rounds to the institute, the reminders, and the rates that are reported. */
export function PlanPage() {
  const t = useWords(planWords);
  const [tab = "calendar", setTab] = useFilter("tab");
  const [days, setDays] = useState<{ from: string; until: string } | null>(null);
  const today = toDay(new Date(useServerTime()));
  const [year, setYear] = useState(() => Number(today.slice(0, 4)));
  const filter = usePlanFilter();
  const asked = useAsk(planLoad, { query: { ...filter, year } });
  const load = asked.data;
  const isPlan = tab === "calendar" || tab === "list";
  return (
    <Page title={t.title} below={t.below} extra={<CalendarFeeds />}>
      <Tabs
        activeKey={tab}
        onChange={setTab}
        items={tabs.map((key) => ({ key, label: t.tabs[key] }))}
        className="plan-tabs"
      />
      {isPlan ? <PlanFilter load={load} /> : null}
      {isPlan ? <Refusal error={asked.error} /> : null}
      {tab === "calendar" ? (
        load ? (
          <>
            <YearHead load={load} year={year} onYear={setYear} />
            <YearCalendar
              months={monthsFrom(`${year}-01`, 12)}
              days={new Map(load.days.map(({ on, count }) => [on, count]))}
              today={today}
              chosen={days}
              onChoose={(from, until) => setDays({ from, until })}
            />
            {days ? <DueList filter={filter} days={days} onClear={() => setDays(null)} /> : <ByAgency load={load} />}
          </>
        ) : (
          <Opening />
        )
      ) : null}
      {tab === "list" ? <DueList filter={filter} days={days} onClear={() => setDays(null)} /> : null}
      {tab === "rounds" ? <RoundsPanel /> : null}
      {tab === "reminders" ? <Reminders /> : null}
      {tab === "rates" ? <RatesPanel /> : null}
    </Page>
  );
}

function YearHead({ load, year, onYear }: { load: Load; year: number; onYear: (year: number) => void }) {
  const t = useWords(planWords);
  return (
    <div className="row">
      <Button icon={<LeftOutlined />} aria-label={t.earlier} onClick={() => onYear(year - 1)} />
      <strong className="year-name">{t.year(year)}</strong>
      <Button icon={<RightOutlined />} aria-label={t.later} onClick={() => onYear(year + 1)} />
      <span>{t.inYear(load.days.reduce((sum, { count }) => sum + count, 0))}</span>
      {load.overdue > 0 ? <ToneTag tone="bad">{t.overdue(load.overdue)}</ToneTag> : null}
      {load.neverVerified > 0 ? <ToneTag tone="bad">{t.never(load.neverVerified)}</ToneTag> : null}
    </div>
  );
}

/** The load of each month by agency: what a round may take together. */
function ByAgency({ load }: { load: Load }) {
  const t = useWords(planWords);
  const names = [...new Set(load.agencies.map(({ agency }) => agency))];
  const months = [...new Set(load.agencies.map(({ month }) => month))].sort();
  if (months.length === 0) return null;
  const of = (month: string, agency: string | null) =>
    load.agencies.find((a) => a.month === month && a.agency === agency)?.count ?? 0;
  return (
    <Panel flush title={t.byAgency}>
      <div className="table-wrap">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t.agency}</th>
              {months.map((month) => (
                <th key={month} scope="col" className="figure-head">
                  {t.monthNames[Number(month.slice(5)) - 1]}
                </th>
              ))}
              <th scope="col" className="figure-head">
                {t.total}
              </th>
            </tr>
          </thead>
          <tbody>
            {names.map((agency) => (
              <tr key={agency ?? ""}>
                <td>{agency ?? t.noAgency}</td>
                {months.map((month) => (
                  <td key={month} className="figure-cell">
                    {of(month, agency) || <span className="quiet">·</span>}
                  </td>
                ))}
                <td className="figure-cell">
                  <strong>{months.reduce((sum, month) => sum + of(month, agency), 0)}</strong>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

function Reminders() {
  const t = useWords(planWords);
  const asked = useAsk(listReminders);
  return (
    <Panel>
      <p className="small quiet">{t.remindersHow}</p>
      <Refusal error={asked.error} />
      {asked.data?.rows.length === 0 ? <p className="quiet above">{t.noReminders}</p> : null}
      <ol className="history above">
        {asked.data?.rows.map((r) => (
          <li key={`${r.number} ${r.check ?? ""} ${r.warning} ${r.validUntil}`}>
            <Link to={paths.instrument(r.number)}>{r.name}</Link>{" "}
            {r.check === null ? t.certificateEnds : t.checkDue(r.check)} {t.warning[r.warning] ?? r.warning} ·{" "}
            {r.validUntil}
            <div className="small quiet">{toMinute(new Date(r.at))}</div>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
