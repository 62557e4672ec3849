import { DownloadOutlined, FilePdfOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { groupNumber } from "../../server/kernel/numbers.ts";
import { toDay } from "../../server/kernel/time.ts";
import {
  verificationRates,
  verificationRatesPdf,
  verificationRatesXlsx,
} from "../../server/metrology/rates-contract.ts";
import type { RateRow } from "../../server/metrology/rates-contract.ts";
import { fileUrl, useAsk } from "../api.ts";
import { paths } from "../paths.ts";
import { useServerTime } from "../readings/server-time.ts";
import { DataTable } from "../ui/data-table.tsx";
import { DayInput } from "../ui/day-input.tsx";
import { Opening } from "../ui/opening.tsx";
import { Panel } from "../ui/page.tsx";
import { readDay } from "../ui/read-day.ts";
import { Refusal } from "../ui/refusal.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { RateTrend } from "./rate-trend.tsx";
import { rateWords } from "./rate-words.ts";

const groups = ["compulsory", "measurement_standard", "all"] as const;
const keyOf = (row: Pick<RateRow, "county" | "group">) => `${row.county ?? ""} ${row.group}`;

/** The periodic verification rates of a period by county; each figure opens the instruments behind it. */
export function RatesPanel() {
  const t = useWords(rateWords);
  const year = Number(toDay(new Date(useServerTime())).slice(0, 4));
  const [from, setFrom] = useState(`${year}-01-01`);
  const [to, setTo] = useState(`${year}-12-31`);
  const [opened, setOpened] = useState<string | null>(null);
  const query = { from: readDay(from) ?? `${year}-01-01`, to: readDay(to) ?? `${year}-12-31` };
  const asked = useAsk(verificationRates, { query });
  const found = asked.data;
  const choose = (of: number) => {
    setFrom(`${of}-01-01`);
    setTo(`${of}-12-31`);
  };
  const behind = found?.rows.find((row) => keyOf(row) === opened);
  return (
    <div className="stack">
      <div className="bar">
        <span className="day-filter">
          <DayInput label={t.from} value={from} onChange={setFrom} />
        </span>
        <span className="quiet">—</span>
        <span className="day-filter">
          <DayInput label={t.to} value={to} onChange={setTo} />
        </span>
        <Button onClick={() => choose(year)}>{t.thisYear}</Button>
        <Button onClick={() => choose(year - 1)}>{t.lastYear}</Button>
        <span className="row push">
          <Button icon={<FilePdfOutlined />} href={fileUrl(verificationRatesPdf, undefined, query)} target="_blank">
            {t.pdf}
          </Button>
          <Button icon={<DownloadOutlined />} href={fileUrl(verificationRatesXlsx, undefined, query)}>
            {t.export}
          </Button>
        </span>
      </div>
      <p className="small quiet">
        {t.how} {found && found.asOf < query.to ? t.asOf(found.asOf) : ""}
      </p>
      <Refusal error={asked.error} />
      {found ? (
        <>
          <Figures rows={found.rows} opened={opened} onOpen={(key) => setOpened(key === opened ? null : key)} />
          {behind ? <Behind row={behind} onClose={() => setOpened(null)} /> : null}
          <RateTrend points={found.trend} />
        </>
      ) : asked.error ? null : (
        <Opening />
      )}
    </div>
  );
}

function Figures(props: { rows: readonly RateRow[]; opened: string | null; onOpen: (key: string) => void }) {
  const t = useWords(rateWords);
  const { rows, opened, onOpen } = props;
  const counties = [...new Set(rows.map(({ county }) => county))];
  return (
    <Panel flush>
      <div className="table-wrap">
        <table className="table rates">
          <thead>
            <tr>
              <th scope="col">{t.laboratory}</th>
              {groups.map((group) => (
                <th key={group} scope="col">
                  {t.groups[group]}
                  <div className="small quiet plain-weight">
                    {group === "all" ? "" : t.target(group === "compulsory" ? "95" : "100")}
                  </div>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {counties.map((county) => (
              <tr key={county ?? ""}>
                <td>
                  {rows.find((row) => row.county === county)?.laboratory ?? <strong>{t.together}</strong>}
                  <div className="small quiet mono">{county}</div>
                </td>
                {groups.map((group) => {
                  const row = rows.find((each) => each.county === county && each.group === group);
                  return <td key={group}>{row ? <Figure row={row} opened={opened} onOpen={onOpen} /> : null}</td>;
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

function Figure({ row, opened, onOpen }: { row: RateRow; opened: string | null; onOpen: (key: string) => void }) {
  const t = useWords(rateWords);
  if (row.rate === null) return <span className="quiet">{t.nothingDue}</span>;
  return (
    <button
      type="button"
      className="rate-figure"
      aria-expanded={opened === keyOf(row)}
      onClick={() => onOpen(keyOf(row))}
    >
      <strong>{row.rate} %</strong>
      <span className="small">{t.figure(row.verified, row.due)}</span>
      {row.isMet === null ? null : <ToneTag tone={row.isMet ? "good" : "bad"}>{row.isMet ? t.met : t.unmet}</ToneTag>}
    </button>
  );
}

function Behind({ row, onClose }: { row: RateRow; onClose: () => void }) {
  const t = useWords(rateWords);
  return (
    <Panel
      flush
      title={t.behind(`${row.laboratory ?? t.together} · ${t.groups[row.group]}`)}
      extra={<Button onClick={onClose}>{t.close}</Button>}
    >
      <DataTable
        rows={row.instruments.toSorted((a, b) => Number(a.isVerified) - Number(b.isVerified))}
        keyOf={(i) => i.number}
        columns={[
          {
            key: "number",
            title: t.number,
            narrow: true,
            show: (i) => <span className="mono">{groupNumber(i.number)}</span>,
          },
          { key: "name", title: t.name, show: (i) => <Link to={paths.instrument(i.number)}>{i.name}</Link> },
          { key: "place", title: t.place, show: (i) => i.place },
          { key: "until", title: t.validUntil, narrow: true, show: (i) => i.validUntil ?? "—" },
          {
            key: "state",
            title: t.state,
            narrow: true,
            show: (i) => <ToneTag tone={i.isVerified ? "good" : "bad"}>{i.isVerified ? t.valid : t.invalid}</ToneTag>,
          },
        ]}
      />
    </Panel>
  );
}
