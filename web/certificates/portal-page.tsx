import { useState } from "react";
import { CheckOutlined, DownloadOutlined } from "@ant-design/icons";
import { Button, Input } from "antd";
import type { z } from "zod";
import {
  portalCertificatePdf,
  portalCertificates,
  portalCertificatesZip,
  portalOrders,
} from "../../server/certificates/contract.ts";
import { groupNumber } from "../../server/kernel/numbers.ts";
import { toMinute } from "../../server/kernel/time.ts";
import { fileUrl, useAsk } from "../api.ts";
import { useMe } from "../session.tsx";
import { Page, Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { StateTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { lifeWords } from "./life-words.ts";
import { RaiseObjection } from "./objections.tsx";
import { words } from "./words.ts";

type Order = z.output<typeof portalOrders.reply>["rows"][number];
type Stage = Order["samples"][number]["stage"];
const stages: readonly Stage[] = ["received", "in_testing", "in_review", "certified"];

/** An enterprise sees how far its orders are, never a result early, and takes its certificates away. */
export function PortalPage() {
  const t = useWords(words);
  const { enterprise } = useMe();
  const orders = useAsk(portalOrders);
  return (
    <Page title={t.portal} below={enterprise ? t.portalBelow(enterprise.name) : undefined}>
      <Certificates />
      <Refusal error={orders.error} />
      {orders.data?.rows.length === 0 ? <p className="quiet">{t.noOrders}</p> : null}
      {orders.data?.rows.map((order) => (
        <Panel
          key={order.number}
          title={
            <>
              {t.order} <span className="number">{groupNumber(order.number)}</span>
            </>
          }
          extra={
            <span className="small quiet">
              {t.received(order.receivedOn)} · {t.due(order.dueOn)}
            </span>
          }
        >
          <ul className="portal-samples">
            {order.samples.map((sample) => (
              <li key={sample.number}>
                <strong>{sample.name}</strong>
                <StageLine at={sample.stage} />
              </li>
            ))}
          </ul>
        </Panel>
      ))}
    </Page>
  );
}

function Certificates() {
  const t = useWords(words);
  const asked = useAsk(portalCertificates);
  const life = useWords(lifeWords);
  const [sought, setSought] = useState("");
  const [objecting, setObjecting] = useState<string | null>(null);
  const rows = asked.data?.rows;
  const shown = rows?.filter((row) => `${row.printedNumber} ${row.number} ${row.sampleName}`.includes(sought.trim()));
  return (
    <Panel
      title={t.myCertificates}
      extra={
        (rows?.length ?? 0) > 1 ? (
          <span className="row">
            <Input
              className="search"
              allowClear
              placeholder={t.find}
              value={sought}
              onChange={(event) => setSought(event.target.value)}
            />
            <Button
              icon={<DownloadOutlined />}
              disabled={!shown?.length}
              href={fileUrl(portalCertificatesZip, undefined, {
                numbers: shown?.map(({ number }) => number).join(","),
              })}
            >
              {t.downloadAll}
            </Button>
          </span>
        ) : null
      }
    >
      <Refusal error={asked.error} />
      {rows?.length === 0 ? <p className="quiet">{t.noMine}</p> : null}
      <ul className="portal-certificates">
        {shown?.map((row) => (
          <li key={row.number}>
            <span className="portal-words">
              <strong>{row.sampleName}</strong>
              <span className="small quiet">
                {row.printedNumber}
                {row.issuedAt ? ` · ${toMinute(new Date(row.issuedAt))}` : ""}
              </span>
              <span className="small">{row.conclusion}</span>
              {row.objections.map((o) => (
                <span key={o.at} className="small quiet">
                  {life.objections} {toMinute(new Date(o.at))}：{o.text}{" "}
                  {o.answer ? `— ${life.answer}：${o.answer}` : ""}
                </span>
              ))}
              {objecting === row.number ? (
                <RaiseObjection number={row.number} onDone={() => setObjecting(null)} />
              ) : null}
            </span>
            {row.mayObject ? (
              <Button onClick={() => setObjecting(objecting === row.number ? null : row.number)}>{life.object}</Button>
            ) : null}
            <StateTag of="certificate" state={row.state} />
            {row.state === "issuing" || row.state === "voided" ? null : (
              <Button
                type="primary"
                icon={<DownloadOutlined />}
                href={fileUrl(portalCertificatePdf, { number: row.number })}
                download={`${row.number}.pdf`}
              >
                PDF
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function StageLine({ at }: { at: Stage }) {
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
