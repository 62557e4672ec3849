import { Button } from "antd";
import { Link } from "react-router";
import { noticeText } from "../../server/kernel/text/notice-text.ts";
import { toMinute } from "../../server/kernel/time.ts";
import { listNotices, readNotices } from "../../server/notices/contract.ts";
import type { NoticeView } from "../../server/notices/contract.ts";
import { useChange, usePages } from "../api.ts";
import { usePreferences } from "../preferences.ts";
import { Page, Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { words as uiWords } from "../ui/words.ts";
import { useWords } from "../words.ts";
import { words } from "./words.ts";

/** What I was told, newest first; opening one marks it as read. */
export function NoticesPage() {
  const t = useWords(words);
  const ui = useWords(uiWords);
  const pages = usePages(listNotices, {});
  const read = useChange(readNotices);
  return (
    <Page
      title={t.notices}
      extra={
        <Button disabled={!pages.first?.unread} loading={read.isPending} onClick={() => read.mutate({ body: {} })}>
          {t.readAll}
        </Button>
      }
    >
      <Panel>
        <Refusal error={pages.error ?? read.error} />
        {pages.rows?.length === 0 ? <p className="quiet">{t.none}</p> : null}
        <ul className="notices">
          {pages.rows?.map((row) => (
            <li key={row.id} className={row.isRead ? undefined : "notice-new"}>
              <NoticeLine of={row} onOpen={() => (row.isRead ? undefined : read.mutate({ body: { ids: [row.id] } }))} />
            </li>
          ))}
        </ul>
        {pages.more ? (
          <Button onClick={pages.more} loading={pages.isMoreComing}>
            {ui.more}
          </Button>
        ) : null}
      </Panel>
    </Page>
  );
}

function NoticeLine({ of, onOpen }: { of: NoticeView; onOpen: () => void }) {
  const t = useWords(words);
  const { language } = usePreferences();
  const { title, text } = noticeText(of.code, of.params, language);
  return (
    <Link to={of.link} onClick={onOpen} className="notice">
      <strong>
        {of.isRead ? null : <span className="notice-dot" role="img" aria-label={t.unread} />}
        {title}
      </strong>
      <span>{text}</span>
      <span className="small quiet">{toMinute(new Date(of.at))}</span>
    </Link>
  );
}
