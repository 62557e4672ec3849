import { CalendarOutlined } from "@ant-design/icons";
import { App, Button, Checkbox, Input, Tabs } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { calendarAddress, listDue, makeRound } from "../../server/metrology/plan-contract.ts";
import type { ReplyOf } from "../../server/kernel/endpoint.ts";
import { toMinute } from "../../server/kernel/time.ts";
import { useAsk, useChange } from "../api.ts";
import { paths } from "../paths.ts";
import { useMay } from "../session.tsx";
import { DayInput } from "../ui/day-input.tsx";
import { Opening } from "../ui/opening.tsx";
import { Page, Panel } from "../ui/page.tsx";
import { readDay } from "../ui/read-day.ts";
import { Refusal } from "../ui/refusal.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { planWords } from "./plan-words.ts";
import { RatesPanel } from "./rates-panel.tsx";

type Plan = ReplyOf<typeof listDue>;

/** When instruments are due, the rounds to the institute, the reminders, and the rates that are reported. */
export function PlanPage() {
  const t = useWords(planWords);
  const asked = useAsk(listDue, { query: {} });
  const { message } = App.useApp();
  const address = useAsk(calendarAddress);
  const plan = asked.data;
  if (!plan)
    return asked.error ? (
      <Page title={t.title}>
        <Refusal error={asked.error} />
      </Page>
    ) : (
      <Opening />
    );
  const copy = () =>
    void navigator.clipboard?.writeText(address.data?.url ?? "").then(
      () => void message.success(t.copied),
      () => undefined,
    );
  return (
    <Page
      title={t.title}
      below={t.below}
      extra={
        <Button icon={<CalendarOutlined />} title={t.calendarHow} disabled={!address.data} onClick={copy}>
          {t.calendar}
        </Button>
      }
    >
      <Tabs
        items={[
          { key: "due", label: `${t.due} ${plan.rows.length}`, children: <Due of={plan} /> },
          { key: "rounds", label: t.rounds, children: <Rounds of={plan} /> },
          { key: "reminders", label: t.reminders, children: <Reminders of={plan} /> },
          { key: "rates", label: t.rates, children: <RatesPanel /> },
        ]}
      />
    </Page>
  );
}

function Due({ of }: { of: Plan }) {
  const t = useWords(planWords);
  const may = useMay();
  const [chosen, setChosen] = useState<string[]>([]);
  const months = [...new Set(of.rows.map((row) => row.validUntil?.slice(0, 7) ?? ""))];
  const canChange = may("instruments.change");
  return (
    <div className="stack">
      {chosen.length > 0 ? <RoundForm numbers={chosen} of={of} onDone={() => setChosen([])} /> : null}
      {of.rows.length === 0 ? <p className="quiet">{t.none}</p> : null}
      {months.map((month) => (
        <Panel flush key={month} title={month || t.days(null)}>
          <table className="table" aria-label={month}>
            <tbody>
              {of.rows
                .filter((row) => (row.validUntil?.slice(0, 7) ?? "") === month)
                .map((row) => (
                  <tr key={row.number}>
                    <td>
                      {canChange ? (
                        <Checkbox
                          aria-label={row.name}
                          checked={chosen.includes(row.number)}
                          onChange={({ target }) =>
                            setChosen(target.checked ? [...chosen, row.number] : chosen.filter((n) => n !== row.number))
                          }
                        />
                      ) : null}
                    </td>
                    <td>
                      <Link to={paths.instrument(row.number)}>{row.name}</Link>
                      <div className="small quiet">
                        {row.place} {row.keeper ? `· ${row.keeper}` : ""}
                      </div>
                    </td>
                    <td>{row.document}</td>
                    <td>{row.agency}</td>
                    <td className="nowrap">{row.validUntil}</td>
                    <td>
                      <ToneTag
                        tone={
                          row.warning === "overdue" || row.daysLeft === null
                            ? "bad"
                            : row.warning === null
                              ? "good"
                              : "attention"
                        }
                      >
                        {t.days(row.daysLeft)}
                      </ToneTag>
                    </td>
                    <td className="quiet small">{row.round}</td>
                  </tr>
                ))}
            </tbody>
          </table>
        </Panel>
      ))}
    </div>
  );
}

function RoundForm({ numbers, of, onDone }: { numbers: string[]; of: Plan; onDone: () => void }) {
  const t = useWords(planWords);
  const make = useChange(makeRound);
  const [name, setName] = useState("");
  const [agency, setAgency] = useState(of.rows.find(({ number }) => number === numbers[0])?.agency ?? "");
  const [on, setOn] = useState("");
  const day = readDay(on);
  const isReady = name.trim() !== "" && agency.trim() !== "" && day !== null;
  return (
    <form
      className="panel stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady && day)
          make.mutate({ body: { name, agency, on: day, instruments: numbers } }, { onSuccess: onDone });
      }}
    >
      <strong>{t.makeRound(numbers.length)}</strong>
      <div className="thirds">
        <Input
          aria-label={t.roundName}
          placeholder={t.roundName}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
        <Input
          aria-label={t.agency}
          placeholder={t.agency}
          value={agency}
          onChange={({ target }) => setAgency(target.value)}
        />
        <DayInput label={t.on} value={on} onChange={setOn} />
      </div>
      <Refusal error={make.error} />
      <div className="row end">
        <Button type="primary" htmlType="submit" disabled={!isReady} loading={make.isPending}>
          {t.save}
        </Button>
      </div>
    </form>
  );
}

function Rounds({ of }: { of: Plan }) {
  const t = useWords(planWords);
  if (of.rounds.length === 0) return <p className="quiet">{t.noRounds}</p>;
  return (
    <div className="stack">
      {of.rounds.map((round) => (
        <Panel key={round.id} title={round.name} extra={`${round.agency} · ${round.on}`}>
          <ul>
            {round.instruments.map((i) => (
              <li key={i.number} className="row apart">
                <Link to={paths.instrument(i.number)}>{i.name}</Link>
                <ToneTag tone={i.isDone ? "good" : "waiting"}>{i.isDone ? t.done : t.waiting}</ToneTag>
              </li>
            ))}
          </ul>
        </Panel>
      ))}
    </div>
  );
}

function Reminders({ of }: { of: Plan }) {
  const t = useWords(planWords);
  return (
    <Panel>
      {of.reminders.length === 0 ? <p className="quiet">{t.noReminders}</p> : null}
      <ol className="history">
        {of.reminders.map((r) => (
          <li key={`${r.number} ${r.warning} ${r.validUntil}`}>
            <Link to={paths.instrument(r.number)}>{r.name}</Link> {t.warning[r.warning] ?? r.warning} · {r.validUntil}
            <div className="small quiet">{toMinute(new Date(r.at))}</div>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
