import { App, Button, Checkbox, Input, InputNumber, Switch, Tabs } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { shortForm } from "../../server/kernel/numbers.ts";
import { toMinute } from "../../server/kernel/time.ts";
import { blindSetting, setBlind } from "../../server/orders/blind-contract.ts";
import { setSigning, signingSetting } from "../../server/results/sign-contract.ts";
import { listHolidays, setHolidays } from "../../server/work/people-contract.ts";
import type { HolidayYear } from "../../server/work/people-contract.ts";
import { useAsk, useChange } from "../api.ts";
import { paths } from "../paths.ts";
import { signWords } from "../results/sign-words.ts";
import { useMay } from "../session.tsx";
import { Page, Panel } from "../ui/page.tsx";
import { readDay } from "../ui/read-day.ts";
import { Refusal } from "../ui/refusal.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { peopleWords } from "./people-words.ts";

/** What the laboratory decides about its days and about blind testing. */
export function HousePage() {
  const t = useWords(peopleWords);
  const s = useWords(signWords);
  return (
    <Page title={t.house}>
      <Tabs
        items={[
          { key: "holidays", label: t.holidays, children: <Holidays /> },
          { key: "blind", label: t.blind, children: <Blind /> },
          { key: "signing", label: s.setting, children: <ResultSigning /> },
        ]}
      />
    </Page>
  );
}

function Holidays() {
  const t = useWords(peopleWords);
  const asked = useAsk(listHolidays);
  const rows = asked.data?.rows;
  const next = (rows?.[0]?.year ?? 2026) + 1;
  return (
    <div className="stack">
      <p className="quiet">{t.holidaysBelow}</p>
      <Refusal error={asked.error} />
      {rows?.map((row) => (
        <Year key={row.year} of={row} />
      ))}
      {rows ? (
        <Year
          key={`new ${next}`}
          of={{ year: next, source: "", isConfirmed: false, holidays: [], workdays: [] }}
          isNew
        />
      ) : null}
    </div>
  );
}

function Year({ of: row, isNew = false }: { of: HolidayYear; isNew?: boolean }) {
  const t = useWords(peopleWords);
  const may = useMay();
  const { message } = App.useApp();
  const set = useChange(setHolidays);
  const [year, setYear] = useState(row.year);
  const [off, setOff] = useState(row.holidays.join("\n"));
  const [worked, setWorked] = useState(row.workdays.join("\n"));
  const [source, setSource] = useState(row.source);
  const [isConfirmed, setConfirmed] = useState(row.isConfirmed);
  const holidays = daysOf(off);
  const workdays = daysOf(worked);
  const isReady = holidays !== null && workdays !== null && source.trim().length > 1;
  return (
    <details className="panel">
      <summary className="row">
        <strong>{row.year}</strong>
        {isNew ? (
          <span className="quiet small">{t.addYear}</span>
        ) : (
          <>
            <span className="quiet small">{t.daysOf(row.holidays.length, row.workdays.length)}</span>
            <ToneTag tone={row.isConfirmed ? "good" : "attention"}>
              {row.isConfirmed ? t.confirmed : t.unconfirmed}
            </ToneTag>
          </>
        )}
      </summary>
      <form
        className="stack above"
        onSubmit={(event) => {
          event.preventDefault();
          if (holidays && workdays)
            set.mutate(
              { body: { year, source, isConfirmed, holidays, workdays } },
              { onSuccess: () => void message.success(t.saved) },
            );
        }}
      >
        <div className="thirds">
          <label className="field">
            <span>{t.year}</span>
            <InputNumber
              disabled={!isNew}
              min={2020}
              max={2100}
              value={year}
              onChange={(value) => setYear(value ?? year)}
            />
          </label>
          <label className="field">
            <span>{t.source}</span>
            <Input maxLength={300} value={source} onChange={({ target }) => setSource(target.value)} />
          </label>
        </div>
        <div className="thirds">
          <label className="field">
            <span>{t.off}</span>
            <Input.TextArea
              status={holidays ? "" : "error"}
              autoSize={{ minRows: 4, maxRows: 12 }}
              value={off}
              onChange={({ target }) => setOff(target.value)}
            />
          </label>
          <label className="field">
            <span>{t.worked}</span>
            <Input.TextArea
              status={workdays ? "" : "error"}
              autoSize={{ minRows: 4, maxRows: 12 }}
              value={worked}
              onChange={({ target }) => setWorked(target.value)}
            />
          </label>
        </div>
        <Checkbox checked={isConfirmed} onChange={({ target }) => setConfirmed(target.checked)}>
          {t.confirmed}
        </Checkbox>
        <Refusal error={set.error} />
        {may("laboratory.confirm") ? (
          <div className="row end">
            <Button type="primary" htmlType="submit" disabled={!isReady} loading={set.isPending}>
              {t.save}
            </Button>
          </div>
        ) : null}
      </form>
    </details>
  );
}

/** The days of a list, one a line; null where a line is no day. */
function daysOf(text: string): string[] | null {
  const days = text
    .split(/[\s,，、;；]+/)
    .filter(Boolean)
    .map(readDay);
  return days.every((day) => day !== null) ? days : null;
}

function ResultSigning() {
  const s = useWords(signWords);
  const may = useMay();
  const asked = useAsk(signingSetting);
  const set = useChange(setSigning);
  const setting = asked.data;
  if (!setting) return <Refusal error={asked.error} />;
  return (
    <Panel>
      <div className="stack">
        <label className="row">
          <Switch
            checked={setting.isRequired}
            disabled={!may("laboratory.confirm")}
            loading={set.isPending}
            onChange={(isRequired) => set.mutate({ body: { isRequired } })}
          />
          <strong>{s.settingOn}</strong>
        </label>
        <p className="quiet">{s.settingBelow}</p>
        <Refusal error={set.error} />
      </div>
    </Panel>
  );
}

function Blind() {
  const t = useWords(peopleWords);
  const may = useMay();
  const asked = useAsk(blindSetting);
  const set = useChange(setBlind);
  const setting = asked.data;
  if (!setting) return <Refusal error={asked.error} />;
  return (
    <div className="stack">
      <Panel>
        <div className="stack">
          <label className="row">
            <Switch
              checked={setting.isBlind}
              disabled={!may("laboratory.confirm")}
              loading={set.isPending}
              onChange={(isBlind) => set.mutate({ body: { isBlind } })}
            />
            <strong>{t.blindOn}</strong>
          </label>
          <p className="quiet">{t.blindBelow}</p>
          <Refusal error={set.error} />
        </div>
      </Panel>
      <Panel flush title={t.looks}>
        {setting.unblindings.length === 0 ? <p className="table-empty">{t.noLooks}</p> : null}
        {setting.unblindings.length > 0 ? (
          <table className="table" aria-label={t.looks}>
            <thead>
              <tr>
                <th scope="col">{t.sample}</th>
                <th scope="col">{t.who}</th>
                <th scope="col">{t.why}</th>
                <th scope="col">{t.at}</th>
              </tr>
            </thead>
            <tbody>
              {setting.unblindings.map((look) => (
                <tr key={`${look.sampleNumber} ${look.person}`}>
                  <td>
                    <Link to={paths.sample(look.sampleNumber)}>
                      {shortForm(look.sampleNumber)} {look.sampleName}
                    </Link>
                  </td>
                  <td>{look.person}</td>
                  <td>{look.reason}</td>
                  <td className="nowrap">{toMinute(new Date(look.at))}</td>
                </tr>
              ))}
            </tbody>
          </table>
        ) : null}
      </Panel>
    </div>
  );
}
