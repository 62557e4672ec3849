import { PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { Link, useNavigate } from "react-router";
import { groupNumber } from "../../server/kernel/numbers.ts";
import { toMinute } from "../../server/kernel/time.ts";
import { myCommissions } from "../../server/orders/commission-contract.ts";
import { usePages } from "../api.ts";
import { paths } from "../paths.ts";
import { Page, Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { StateTag } from "../ui/state-tag.tsx";
import { words as uiWords } from "../ui/words.ts";
import { useWords } from "../words.ts";
import { words } from "./words.ts";

/** What the enterprise commissioned online, and how far that is. */
export function CommissionsPage() {
  const t = useWords(words);
  const ui = useWords(uiWords);
  const go = useNavigate();
  const pages = usePages(myCommissions, {});
  return (
    <Page
      title={t.commissions}
      below={t.commissionsBelow}
      extra={
        <Button type="primary" icon={<PlusOutlined />} onClick={() => void go(paths.newCommission())}>
          {t.newCommission}
        </Button>
      }
    >
      <Panel>
        <Refusal error={pages.error} />
        {pages.rows?.length === 0 ? <p className="quiet">{t.noCommissions}</p> : null}
        <ul className="portal-list">
          {pages.rows?.map((row) => (
            <li key={row.id} className="portal-certificate">
              <div className="portal-words">
                <Link to={paths.portalCommission(row.number)}>
                  <strong>{row.samples.join("、")}</strong>
                </Link>
                <span className="small quiet">
                  {groupNumber(row.number)} · {row.laboratory} · {toMinute(new Date(row.submittedAt))}
                </span>
              </div>
              <StateTag of="commission" state={row.state} />
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
