import { DownloadOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { verificationRates, verificationRatesXlsx } from "../../server/metrology/plan-contract.ts";
import { toDay } from "../../server/kernel/time.ts";
import { fileUrl, useAsk } from "../api.ts";
import { paths } from "../paths.ts";
import { DayInput } from "../ui/day-input.tsx";
import { Panel } from "../ui/page.tsx";
import { readDay } from "../ui/read-day.ts";
import { Refusal } from "../ui/refusal.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { planWords } from "./plan-words.ts";

/** The periodic verification rates of a period; each figure opens to the instruments behind it. */
export function RatesPanel() {
  const t = useWords(planWords);
  const year = toDay(new Date()).slice(0, 4);
  const [from, setFrom] = useState(`${year}-01-01`);
  const [to, setTo] = useState(`${year}-12-31`);
  const query = { from: readDay(from) ?? `${year}-01-01`, to: readDay(to) ?? `${year}-12-31` };
  const asked = useAsk(verificationRates, { query });
  return (
    <div className="stack">
      <div className="bar">
        <DayInput label={t.from} value={from} onChange={setFrom} />
        <DayInput label={t.to} value={to} onChange={setTo} />
        <Button icon={<DownloadOutlined />} href={fileUrl(verificationRatesXlsx, undefined, query)}>
          {t.export}
        </Button>
      </div>
      <Refusal error={asked.error} />
      {asked.data?.rows.map((row) => (
        <Panel
          key={`${row.laboratory} ${row.group}`}
          title={`${row.laboratory} · ${t.groups[row.group]}`}
          extra={
            <span className="row">
              <strong className="figure">{row.rate === null ? t.nothingDue : `${row.rate} %`}</strong>
              {row.target ? <span className="quiet small">{`${t.target} ${row.target} %`}</span> : null}
              {row.isMet === null ? null : (
                <ToneTag tone={row.isMet ? "good" : "bad"}>{row.isMet ? t.met : t.unmet}</ToneTag>
              )}
            </span>
          }
        >
          {row.due > 0 ? (
            <details>
              <summary>
                {t.dueCount} {row.due} · {t.verified} {row.verified}
              </summary>
              <ul>
                {row.instruments.map((i) => (
                  <li key={i.number} className="row apart">
                    <Link to={paths.instrument(i.number)}>{i.name}</Link>
                    <span className="small quiet">{i.validUntil}</span>
                    <ToneTag tone={i.isVerified ? "good" : "bad"}>{i.isVerified ? t.valid : t.invalid}</ToneTag>
                  </li>
                ))}
              </ul>
            </details>
          ) : null}
        </Panel>
      ))}
    </div>
  );
}
