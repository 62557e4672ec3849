import { CheckCircleFilled, CloseCircleFilled, IdcardOutlined } from "@ant-design/icons";
import { Button, Select } from "antd";
import { useRef, useState } from "react";
import { useQueryClient } from "@tanstack/react-query";
import { shortForm } from "../../server/kernel/numbers.ts";
import { Problem } from "../../server/kernel/problems.ts";
import { handBackContainer, handOutContainer, listBadges, showContainer } from "../../server/samples/contract.ts";
import { putAway } from "../../server/samples/storage-contract.ts";
import { call, useAsk } from "../api.ts";
import { useErrorText } from "../error-text.ts";
import { useScan } from "../scan.tsx";
import { Page, Panel } from "../ui/page.tsx";
import { useWords } from "../words.ts";
import { custodyWords } from "./custody-words.ts";

type Person = { name: string; badge?: string; login?: string };
type Line = { key: number; isOk: boolean; said: string };

/** Two scans: the person, then each container. What lies in store goes out to them, what is out comes back. */
export function HandoverPage() {
  const t = useWords(custodyWords);
  const errorText = useErrorText();
  const queries = useQueryClient();
  const people = useAsk(listBadges);
  const [person, setPerson] = useState<Person | null>(null);
  const [lines, setLines] = useState<Line[]>([]);
  /** Who takes, and what came back since the last scan of a place: decided on this, as scans come faster than the screen. */
  const now = useRef<{ person: Person | null; back: string[] }>({ person: null, back: [] });
  const take = (next: Person | null) => {
    now.current.person = next;
    setPerson(next);
  };
  const write = (isOk: boolean, said: string) =>
    setLines((before) => [{ key: before.length + 1, isOk, said }, ...before].slice(0, 60));

  async function move(number: string): Promise<string> {
    const container = await call(showContainer, { params: { number } });
    const short = shortForm(number);
    if (container.state === "handed_out") {
      await call(handBackContainer, { params: { number }, body: {} });
      now.current.back.push(number);
      return t.back(short);
    }
    if (container.kind === "reserve") throw new Problem("reserve-sealed", { number: short });
    const to = now.current.person;
    if (!to) throw new Problem("scan-person-first");
    await call(handOutContainer, {
      params: { number },
      body: to.badge ? { toBadge: to.badge } : { toLogin: to.login },
    });
    return t.out(short, to.name);
  }

  async function act(kind: string, number: string, title: string): Promise<string | undefined> {
    if (kind === "badge") {
      take({ name: title, badge: number });
      return t.personNow(title);
    }
    const { back } = now.current;
    if (kind === "place" && back.length > 0) {
      await call(putAway, { params: { number }, body: { containers: back } });
      now.current.back = [];
      return t.put(back.map(shortForm).join("、"), title);
    }
    return kind === "container" ? move(number) : undefined;
  }

  useScan(async (answer) => {
    try {
      const said = await act(answer.kind, answer.number, answer.title);
      if (said !== undefined && answer.kind !== "badge") write(true, said);
      await queries.invalidateQueries();
      return said;
    } catch (error) {
      write(false, errorText(error));
      throw error;
    }
  });

  return (
    <Page title={t.handover} below={t.handoverBelow}>
      <section className="panel">
        <div className="big-ask" aria-live="polite">
          <IdcardOutlined />
          {person ? t.personNow(person.name) : t.scanBadge}
          {person ? <Button onClick={() => take(null)}>{t.finish}</Button> : null}
        </div>
        <Select
          className="filter"
          showSearch
          optionFilterProp="label"
          aria-label={t.choosePerson}
          placeholder={t.choosePerson}
          value={person?.login}
          onChange={(login: string, option) =>
            take({ login, name: String((Array.isArray(option) ? option[0] : option)?.label ?? "") })
          }
          options={people.data?.rows.map((row) => ({ value: row.login, label: row.name }))}
        />
      </section>
      <Panel title={`${t.scanned}（${lines.length}）`}>
        {lines.length === 0 ? <p className="quiet">{t.noScans}</p> : null}
        <ul className="plain-list">
          {lines.map((line) => (
            <li key={line.key} className={line.isOk ? "row ink-good" : "row ink-bad"}>
              {line.isOk ? <CheckCircleFilled /> : <CloseCircleFilled />} <span>{line.said}</span>
            </li>
          ))}
        </ul>
      </Panel>
    </Page>
  );
}
