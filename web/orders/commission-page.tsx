import { CheckOutlined, CloseOutlined } from "@ant-design/icons";
import { Button, Input } from "antd";
import { useState } from "react";
import { Link, useNavigate, useParams } from "react-router";
import { groupNumber } from "../../server/kernel/numbers.ts";
import { toMinute } from "../../server/kernel/time.ts";
import { refuseCommission, showCommission } from "../../server/orders/commission-contract.ts";
import { useAsk, useChange } from "../api.ts";
import { paths } from "../paths.ts";
import { Opening } from "../ui/opening.tsx";
import { Page, Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { StateTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { CommissionFacts } from "./commission-facts.tsx";
import { commissionWords } from "./commission-words.ts";

/** What an enterprise asks for online; taken over at reception, or refused with the reason. */
export function LabCommissionPage() {
  const t = useWords(commissionWords);
  const go = useNavigate();
  const { number = "" } = useParams();
  const asked = useAsk(showCommission, { params: { number } });
  const refuse = useChange(refuseCommission);
  const [isRefusing, setRefusing] = useState(false);
  const [reason, setReason] = useState("");
  const view = asked.data;
  if (!view && !asked.error) return <Opening />;
  if (!view)
    return (
      <Page title={t.commissions}>
        <Refusal error={asked.error} />
      </Page>
    );
  return (
    <Page
      title={view.enterprise.name}
      below={
        <>
          {t.commissions} <span className="number">{groupNumber(view.number)}</span>{" "}
          <StateTag of="commission" state={view.state} />
        </>
      }
      extra={
        view.state === "submitted" ? (
          <>
            <Button icon={<CloseOutlined />} onClick={() => setRefusing(!isRefusing)}>
              {t.refuse}
            </Button>
            <Button
              type="primary"
              icon={<CheckOutlined />}
              onClick={() => void go(`${paths.newOrder()}?commission=${view.number}`)}
            >
              {t.accept}
            </Button>
          </>
        ) : undefined
      }
    >
      {isRefusing && view.state === "submitted" ? (
        <Panel title={t.refuse}>
          <form
            className="stack"
            onSubmit={(event) => {
              event.preventDefault();
              refuse.mutate({ params: { number }, body: { reason } }, { onSuccess: () => setRefusing(false) });
            }}
          >
            <label className="field">
              <span className="needed">{t.reason}</span>
              <Input.TextArea
                autoFocus
                rows={2}
                maxLength={300}
                value={reason}
                onChange={({ target }) => setReason(target.value)}
              />
            </label>
            <Refusal error={refuse.error} />
            <div className="row end">
              <Button onClick={() => setRefusing(false)}>{t.cancel}</Button>
              <Button
                danger
                type="primary"
                htmlType="submit"
                disabled={reason.trim().length < 2}
                loading={refuse.isPending}
              >
                {t.refuse}
              </Button>
            </div>
          </form>
        </Panel>
      ) : null}
      {view.decidedAt || view.reason ? (
        <Panel>
          {view.reason ? <p>{view.reason}</p> : null}
          {view.orderNumber ? (
            <p>
              {t.becameOrder}{" "}
              <Link to={paths.order(view.orderNumber)} className="number">
                {groupNumber(view.orderNumber)}
              </Link>
            </p>
          ) : null}
          <p className="small quiet">
            {view.decidedAt ? t.decided(view.decidedBy ?? "", toMinute(new Date(view.decidedAt))) : ""}
          </p>
        </Panel>
      ) : null}
      <CommissionFacts of={view} />
    </Page>
  );
}
