import { Button, Input } from "antd";
import { useState } from "react";
import { toMinute } from "../../server/kernel/time.ts";
import { listMail, sendMailAgain, sendTestMail } from "../../server/notices/contract.ts";
import type { MailView } from "../../server/notices/contract.ts";
import { useChange, usePages } from "../api.ts";
import { useMe } from "../session.tsx";
import { DataTable } from "../ui/data-table.tsx";
import type { Column } from "../ui/data-table.tsx";
import { Page, Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { words } from "./words.ts";

const tones = { waiting: "running", sent: "good", failed: "bad" } as const;

/** The outbox: what left the house, what waits, and what the mail server said. */
export function MailPage() {
  const t = useWords(words);
  const pages = usePages(listMail, {});
  const again = useChange(sendMailAgain);
  const from = pages.first?.from;
  const columns: Column<MailView>[] = [
    { key: "at", title: t.at, narrow: true, show: (row) => toMinute(new Date(row.sentAt ?? row.at)) },
    { key: "to", title: t.to, show: (row) => row.to },
    { key: "subject", title: t.subject, show: (row) => row.subject },
    {
      key: "state",
      title: t.state,
      show: (row) => (
        <>
          <ToneTag tone={tones[row.state]}>{t.states[row.state]}</ToneTag>
          {row.lastError && row.state !== "sent" ? (
            <div className="small quiet">
              {t.tries(row.tries)}：{row.lastError}
            </div>
          ) : null}
        </>
      ),
    },
    {
      key: "act",
      title: "",
      align: "right",
      narrow: true,
      show: (row) =>
        row.state === "sent" || !from ? null : (
          <Button loading={again.isPending} onClick={() => again.mutate({ params: { mailId: row.id } })}>
            {t.again}
          </Button>
        ),
    },
  ];
  return (
    <Page title={t.mail} below={from ? t.mailBelow(from) : undefined}>
      {pages.first && !from ? (
        <Panel>
          <p>
            <strong>{t.mailOff}</strong>
          </p>
          <p className="quiet">{t.mailHow}</p>
        </Panel>
      ) : null}
      {from ? <TestMail /> : null}
      <Refusal error={again.error} />
      {from || pages.rows?.length ? (
        <Panel title={pages.first ? t.counts(pages.first.waiting, pages.first.failed) : undefined} flush>
          <DataTable
            rows={pages.rows}
            columns={columns}
            keyOf={(row) => row.id}
            asked={pages}
            onMore={pages.more}
            isMoreComing={pages.isMoreComing}
            empty={t.noMail}
            caption={t.mail}
          />
        </Panel>
      ) : null}
    </Page>
  );
}

function TestMail() {
  const t = useWords(words);
  const { email } = useMe();
  const [to, setTo] = useState(email ?? "");
  const test = useChange(sendTestMail);
  return (
    <Panel>
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault();
          test.mutate({ body: { to: to.trim() } });
        }}
      >
        <Input
          className="search-box"
          type="email"
          aria-label={t.testTo}
          placeholder={t.testTo}
          value={to}
          onChange={({ target }) => setTo(target.value)}
        />
        <Button htmlType="submit" disabled={!/.@./.test(to)} loading={test.isPending}>
          {t.test}
        </Button>
        {test.isSuccess ? <span className="quiet">{t.testSent}</span> : null}
      </form>
      <Refusal error={test.error} />
    </Panel>
  );
}
