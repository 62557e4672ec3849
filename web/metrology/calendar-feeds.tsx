import { CalendarOutlined, CopyOutlined } from "@ant-design/icons";
import { App, Button, Input, Modal, Segmented } from "antd";
import { useState } from "react";
import { toMinute } from "../../server/kernel/time.ts";
import { listFeeds, makeFeed, revokeFeed } from "../../server/metrology/calendar-contract.ts";
import { useAsk, useChange } from "../api.ts";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { planWords } from "./plan-words.ts";

/** Addresses for a calendar program: made, copied once, taken back. */
export function CalendarFeeds() {
  const t = useWords(planWords);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button icon={<CalendarOutlined />} onClick={() => setOpen(true)}>
        {t.subscribe}
      </Button>
      <Modal open={isOpen} title={t.subscribe} footer={null} destroyOnHidden onCancel={() => setOpen(false)}>
        <Feeds />
      </Modal>
    </>
  );
}

function Feeds() {
  const t = useWords(planWords);
  const { message } = App.useApp();
  const asked = useAsk(listFeeds);
  const make = useChange(makeFeed);
  const revoke = useChange(revokeFeed);
  const [whose, setWhose] = useState<"ofLaboratory" | "ofKeeper">("ofLaboratory");
  const url = make.data?.url ?? null;
  const copy = () =>
    void navigator.clipboard?.writeText(url ?? "").then(
      () => void message.success(t.copied),
      () => undefined,
    );
  return (
    <div className="stack">
      <p className="quiet">{t.subscribeHow}</p>
      <div className="row">
        <Segmented
          value={whose}
          options={(["ofLaboratory", "ofKeeper"] as const).map((value) => ({ value, label: t[value] }))}
          onChange={setWhose}
        />
        <Button
          type="primary"
          loading={make.isPending}
          onClick={() => make.mutate({ body: { isKeeper: whose === "ofKeeper" } })}
        >
          {t.makeAddress}
        </Button>
      </div>
      {url ? (
        <div className="row">
          <Input className="feed-url" readOnly value={url} aria-label={t.subscribe} />
          <Button icon={<CopyOutlined />} onClick={copy}>
            {t.copy}
          </Button>
        </div>
      ) : null}
      <Refusal error={asked.error ?? make.error ?? revoke.error} />
      {asked.data && asked.data.rows.length > 0 ? (
        <div>
          <h3>{t.addresses}</h3>
          <ul>
            {asked.data.rows.map((feed) => (
              <li key={feed.id} className="row apart">
                <span>
                  {feed.isKeeper ? t.ofKeeper : t.ofLaboratory}{" "}
                  <span className="small quiet">{t.madeAt(toMinute(new Date(feed.madeAt)))}</span>
                </span>
                <Button danger onClick={() => revoke.mutate({ params: { id: feed.id } })}>
                  {t.revoke}
                </Button>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </div>
  );
}
