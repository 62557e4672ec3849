import { DownloadOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { toMinute } from "../../server/kernel/time.ts";
import { portalCertificatePdf, portalCertificates, portalCertificatesZip } from "../../server/portal/contract.ts";
import type { PortalCertificate } from "../../server/portal/contract.ts";
import { fileUrl, usePages } from "../api.ts";
import { lifeWords } from "../certificates/life-words.ts";
import { RaiseObjection } from "../certificates/objections.tsx";
import { words as orderWords } from "../orders/words.ts";
import { Page, Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { SearchBox } from "../ui/search-box.tsx";
import { StateTag } from "../ui/state-tag.tsx";
import { words as uiWords } from "../ui/words.ts";
import { useWords } from "../words.ts";
import { ReinspectionPanel } from "./reinspection-panel.tsx";
import { words } from "./words.ts";

/** The enterprise's certificates: sought, read, taken away one by one or together, objected to. */
export function PortalCertificatesPage() {
  const t = useWords(words);
  const ui = useWords(uiWords);
  const q = useSearchParams()[0].get("q") || undefined;
  const pages = usePages(portalCertificates, { q });
  const rows = pages.rows;
  return (
    <Page
      title={t.certificates}
      extra={
        <Button icon={<DownloadOutlined />} disabled={!rows?.length} href={fileUrl(portalCertificatesZip, {}, { q })}>
          {t.downloadAll}
        </Button>
      }
    >
      <SearchBox label={t.find} />
      <Panel>
        <Refusal error={pages.error} />
        {rows?.length === 0 ? <p className="quiet">{q ? t.notFound : t.noCertificates}</p> : null}
        <ul className="portal-list">
          {rows?.map((row) => (
            <CertificateLine key={row.id} of={row} />
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

function CertificateLine({ of: row }: { of: PortalCertificate }) {
  const t = useWords(words);
  const life = useWords(lifeWords);
  const { sources } = useWords(orderWords);
  const [isObjecting, setObjecting] = useState(false);
  return (
    <li className="portal-certificate">
      <div className="portal-words">
        <strong>{row.sampleName}</strong>
        <span className="small quiet">
          {row.printedNumber} · {sources[row.source]} · {row.laboratory}
          {row.issuedAt ? ` · ${toMinute(new Date(row.issuedAt))}` : ""}
        </span>
        {row.replacedBy ? <span className="small">{t.replacedBy(row.replacedBy)}</span> : null}
        {row.state === "issued" ? <span className="small">{row.conclusion}</span> : null}
        {row.objections.map((o) => (
          <span key={o.at} className="small quiet">
            {life.objections} {toMinute(new Date(o.at))}：{o.text} {o.answer ? `— ${life.answer}：${o.answer}` : ""}
          </span>
        ))}
      </div>
      <div className="portal-acts">
        <StateTag of="certificate" state={row.state} />
        {row.mayObject ? <Button onClick={() => setObjecting(!isObjecting)}>{life.object}</Button> : null}
        <Button
          type="primary"
          icon={<DownloadOutlined />}
          href={fileUrl(portalCertificatePdf, { number: row.number })}
          download={`${row.number}.pdf`}
        >
          PDF
        </Button>
      </div>
      {isObjecting ? <RaiseObjection number={row.number} onDone={() => setObjecting(false)} /> : null}
      {row.reinspection ? <ReinspectionPanel number={row.number} of={row.reinspection} /> : null}
    </li>
  );
}
