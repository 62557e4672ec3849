import { CheckOutlined, DownloadOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useSearchParams } from "react-router";
import { groupNumber } from "../../server/kernel/numbers.ts";
import { portalCertificatePdf, portalOrders } from "../../server/portal/contract.ts";
import type { PortalOrder, PortalStage } from "../../server/portal/contract.ts";
import { fileUrl, usePages } from "../api.ts";
import { words as orderWords } from "../orders/words.ts";
import { useMe } from "../session.tsx";
import { Page, Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { SearchBox } from "../ui/search-box.tsx";
import { StateTag } from "../ui/state-tag.tsx";
import { words as uiWords } from "../ui/words.ts";
import { useWords } from "../words.ts";
import { words } from "./words.ts";

const stages: readonly PortalStage[] = ["received", "in_testing", "in_review", "certified"];

/** An enterprise sees how far its orders are, never a result early. */
export function PortalOrdersPage() {
  const t = useWords(words);
  const ui = useWords(uiWords);
  const { enterprise } = useMe();
  const q = useSearchParams()[0].get("q") ?? undefined;
  const pages = usePages(portalOrders, { q });
  return (
    <Page title={t.orders} below={enterprise ? t.ordersBelow(enterprise.name) : undefined}>
      {pages.rows && (pages.rows.length > 2 || q) ? <SearchBox label={t.findOrder} /> : null}
      <Refusal error={pages.error} />
      {pages.rows?.length === 0 ? <p className="quiet">{q ? t.notFound : t.noOrders}</p> : null}
      {pages.rows?.map((order) => (
        <OrderPanel key={order.id} of={order} />
      ))}
      {pages.more ? (
        <Button onClick={pages.more} loading={pages.isMoreComing}>
          {ui.more}
        </Button>
      ) : null}
    </Page>
  );
}

function OrderPanel({ of: order }: { of: PortalOrder }) {
  const t = useWords(words);
  const { sources } = useWords(orderWords);
  return (
    <Panel
      title={
        <>
          {sources[order.source]} <span className="number portal-number">{groupNumber(order.number)}</span>
        </>
      }
      extra={
        <span className="small quiet">
          {order.laboratory} · {t.received(order.receivedOn)} · {t.due(order.dueOn)}
        </span>
      }
    >
      <ul className="portal-list">
        {order.samples.map((sample) => (
          <li key={sample.number} className="portal-sample">
            <strong>{sample.name}</strong>
            {sample.halted ? <StateTag of="sample" state={sample.halted} /> : <StageLine at={sample.stage} />}
            {sample.certificateNumber ? (
              <Button
                icon={<DownloadOutlined />}
                href={fileUrl(portalCertificatePdf, { number: sample.certificateNumber })}
              >
                {t.certificate}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function StageLine({ at }: { at: PortalStage }) {
  const t = useWords(words);
  const here = stages.indexOf(at);
  return (
    <ol className="stages" aria-label={t.stage[at]}>
      {stages.map((stage, i) => (
        <li
          key={stage}
          className={i < here || at === "certified" ? "stage stage-past" : i === here ? "stage stage-here" : "stage"}
          aria-current={i === here ? "step" : undefined}
        >
          <span className="stage-dot">{i < here || at === "certified" ? <CheckOutlined /> : null}</span>
          <span className="small">{t.stage[stage]}</span>
        </li>
      ))}
    </ol>
  );
}
