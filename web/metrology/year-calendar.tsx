import { useWords } from "../words.ts";
import { planWords } from "./plan-words.ts";
import { monthGrid } from "./month-grid.ts";

/** Months with how many fall due on each day: a day or a month is pressed to see which. Red is past, amber is near, blue is later. */
export function YearCalendar(props: {
  months: readonly string[]; // 2026-11
  days: ReadonlyMap<string, number>;
  today: string;
  chosen: { from: string; until: string } | null;
  onChoose: (from: string, until: string) => void;
}) {
  const t = useWords(planWords);
  const { months, days, today, chosen, onChoose } = props;
  const soon = new Date(Date.parse(`${today}T00:00:00Z`) + 60 * 86_400_000).toISOString().slice(0, 10);
  const toneOf = (on: string) => (on < today ? "bad" : on <= soon ? "attention" : "running");
  return (
    <div className="year">
      {months.map((month) => {
        const weeks = monthGrid(month);
        const all = weeks.flat().filter((on): on is string => on !== null);
        const count = all.reduce((sum, on) => sum + (days.get(on) ?? 0), 0);
        const [first = "", last = ""] = [all[0], all.at(-1)];
        return (
          <section key={month} className="month">
            <button type="button" className="month-head" disabled={count === 0} onClick={() => onChoose(first, last)}>
              <strong>{t.monthName(month, months[0]?.slice(0, 4) === month.slice(0, 4))}</strong>
              <span className={count > 0 ? "" : "quiet"}>{t.monthDue(count)}</span>
            </button>
            <div className="month-days">
              {t.weekdays.map((name, index) => (
                <span key={`${month} ${index}`} className="month-weekday" aria-hidden>
                  {name}
                </span>
              ))}
              {weeks.flat().map((on, index) => {
                const due = on === null ? 0 : (days.get(on) ?? 0);
                if (on === null || due === 0)
                  return (
                    <span
                      key={on ?? `${month} ${index}`}
                      className={on === today ? "month-day month-today" : "month-day"}
                    >
                      {on === null ? "" : Number(on.slice(8))}
                    </span>
                  );
                const isChosen = chosen !== null && chosen.from <= on && on <= chosen.until;
                return (
                  <button
                    key={on}
                    type="button"
                    title={t.dayDue(on, due)}
                    aria-pressed={isChosen}
                    className={`month-day month-due tone-${toneOf(on)} ${on === today ? "month-today" : ""}`}
                    onClick={() => onChoose(on, on)}
                  >
                    <span aria-hidden>
                      {Number(on.slice(8))}
                      <sub>{due}</sub>
                    </span>
                    <span className="unseen">{t.dayDue(on, due)}</span>
                  </button>
                );
              })}
            </div>
          </section>
        );
      })}
    </div>
  );
}
