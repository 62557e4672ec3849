import { EditOutlined, PrinterOutlined, UndoOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { Link, useNavigate, useParams } from "react-router";
import type { z } from "zod";
import { saveDraft } from "../../server/desk/contract.ts";
import { groupNumber } from "../../server/kernel/numbers.ts";
import { toMinute } from "../../server/kernel/time.ts";
import { commissionSheet, myCommission, withdrawCommission } from "../../server/orders/commission-contract.ts";
import type { CommissionView } from "../../server/orders/commission-contract.ts";
import { fileUrl, useAsk, useChange } from "../api.ts";
import { CommissionFacts } from "../orders/commission-facts.tsx";
import { paths } from "../paths.ts";
import { Opening } from "../ui/opening.tsx";
import { Page, Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { StateTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { draftAgain } from "./commission-draft.ts";
import { commissionDraftKey } from "./commission-page.tsx";
import { words } from "./words.ts";

/** One commission: its code to bring along, how far it is, and what may be done with it. */
export function MyCommissionPage() {
  const t = useWords(words);
  const go = useNavigate();
  const { number = "" } = useParams();
  const asked = useAsk(myCommission, { params: { number } });
  const withdraw = useChange(withdrawCommission);
  const keep = useChange(saveDraft);
  const view = asked.data;
  if (!view)
    return asked.error ? (
      <Page title={t.commissions}>
        <Refusal error={asked.error} />
      </Page>
    ) : (
      <Opening />
    );
  const again = (of: CommissionView) =>
    keep.mutate(
      { params: { key: commissionDraftKey }, body: { body: draftAgain(of) as z.core.util.JSONType } },
      { onSuccess: () => void go(paths.newCommission()) },
    );
  const isOpen = view.state === "submitted";
  return (
    <Page
      title={t.commission}
      below={
        <>
          <span className="number">{groupNumber(view.number)}</span> <StateTag of="commission" state={view.state} />
        </>
      }
    >
      <Panel>
        <div className="commission-top">
          {isOpen ? <ScreenCode rows={view.code} label={view.number} /> : null}
          <div className="stack tight">
            {isOpen ? <p>{t.bringIt(view.laboratory.name)}</p> : null}
            {isOpen ? (
              <p className="small quiet">
                {view.laboratory.address}　{view.laboratory.phone}
              </p>
            ) : null}
            {view.state === "accepted" ? <p>{t.acceptedAs}</p> : null}
            {view.orderNumber ? (
              <p>
                <Link to={`${paths.portal()}?q=${view.orderNumber}`}>
                  {t.seeOrder} <span className="number">{groupNumber(view.orderNumber)}</span>
                </Link>
              </p>
            ) : null}
            {view.state === "refused" ? (
              <p>
                {t.refusedBecause} <strong>{view.reason}</strong>
              </p>
            ) : null}
            {view.state === "withdrawn" ? <p>{t.withdrawn}</p> : null}
            <p className="small quiet">
              {t.submittedAt(view.submittedBy, toMinute(new Date(view.submittedAt)))}
              {view.decidedAt ? ` · ${t.decidedAt(view.decidedBy ?? "", toMinute(new Date(view.decidedAt)))}` : ""}
            </p>
            <div className="row">
              <Button
                type={isOpen ? "primary" : "default"}
                icon={<PrinterOutlined />}
                href={fileUrl(commissionSheet, { number })}
                target="_blank"
              >
                {t.printSheet}
              </Button>
              {isOpen ? (
                <Button
                  icon={<UndoOutlined />}
                  loading={withdraw.isPending}
                  onClick={() => withdraw.mutate({ params: { number } })}
                >
                  {t.withdraw}
                </Button>
              ) : null}
              {view.state === "refused" || view.state === "withdrawn" ? (
                <Button type="primary" icon={<EditOutlined />} loading={keep.isPending} onClick={() => again(view)}>
                  {t.changeAndSubmit}
                </Button>
              ) : null}
            </div>
            <Refusal error={withdraw.error ?? keep.error} />
          </div>
        </div>
      </Panel>
      <CommissionFacts of={view} />
    </Page>
  );
}

/** The code as a scanner reads it from a screen: dark on white in any shade, with its quiet zone. */
function ScreenCode({ rows, label }: { rows: readonly string[]; label: string }) {
  const side = rows.length + 8;
  const dark = rows.flatMap((cells, y) =>
    [...cells].flatMap((cell, x) => (cell === "1" ? `M${x + 4} ${y + 4}h1v1h-1z` : [])),
  );
  return (
    <svg
      className="screen-code"
      viewBox={`0 0 ${side} ${side}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <rect width={side} height={side} fill="#fff" />
      <path d={dark.join("")} fill="#000" />
    </svg>
  );
}
