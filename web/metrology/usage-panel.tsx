import { DownloadOutlined } from "@ant-design/icons";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { shortForm } from "../../server/kernel/numbers.ts";
import { toMinute } from "../../server/kernel/time.ts";
import { showUsage, usageXlsx } from "../../server/metrology/usage-contract.ts";
import type { UsageRow } from "../../server/metrology/usage-contract.ts";
import { call, fileUrl } from "../api.ts";
import { paths } from "../paths.ts";
import { DataTable } from "../ui/data-table.tsx";
import type { Column } from "../ui/data-table.tsx";
import { DayInput } from "../ui/day-input.tsx";
import { Panel } from "../ui/page.tsx";
import { readDay } from "../ui/read-day.ts";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { usageWords } from "./usage-words.ts";

const shownContents = 3;

/** Who used an instrument, when and for what; newest first, by days, as a workbook. */
export function UsagePanel({ number }: { number: string }) {
  const t = useWords(usageWords);
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const [first, last] = [readDay(from), readDay(to)];
  const query = { ...(first ? { from: first } : {}), ...(last ? { to: last } : {}) };
  const asked = useInfiniteQuery({
    queryKey: [showUsage.path, number, query],
    queryFn: ({ pageParam }) =>
      call(showUsage, { params: { number }, query: { ...query, ...(pageParam ? { after: pageParam } : {}) } }),
    initialPageParam: "",
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  return (
    <Panel
      flush
      title={t.title}
      extra={
        <span className="row">
          <span className="day-filter">
            <DayInput label={t.from} value={from} onChange={setFrom} />
          </span>
          <span className="quiet">—</span>
          <span className="day-filter">
            <DayInput label={t.to} value={to} onChange={setTo} />
          </span>
          <Button icon={<DownloadOutlined />} href={fileUrl(usageXlsx, { number }, query)}>
            {t.export}
          </Button>
        </span>
      }
    >
      <p className="small quiet panel-note">{t.how}</p>
      <DataTable
        rows={asked.data?.pages.flatMap(({ rows }) => rows)}
        columns={useColumns()}
        keyOf={(row) => `${row.what} ${row.from} ${row.contents[0]?.sampleNumber ?? ""} ${row.contents[0]?.item ?? ""}`}
        asked={{ isPending: asked.isPending, error: asked.error }}
        empty={t.none}
        caption={t.title}
        onMore={asked.hasNextPage ? () => void asked.fetchNextPage() : null}
        isMoreComing={asked.isFetchingNextPage}
      />
    </Panel>
  );
}

function useColumns(): Column<UsageRow>[] {
  const t = useWords(usageWords);
  return [
    { key: "from", title: t.began, narrow: true, show: (row) => toMinute(new Date(row.from)) },
    {
      key: "until",
      title: t.ended,
      narrow: true,
      show: (row) =>
        row.until === null ? (
          <ToneTag tone="running">{t.running}</ToneTag>
        ) : row.until.slice(0, 10) === row.from.slice(0, 10) ? (
          toMinute(new Date(row.until)).slice(11)
        ) : (
          toMinute(new Date(row.until))
        ),
    },
    { key: "by", title: t.by, narrow: true, show: (row) => row.by ?? "—" },
    { key: "what", title: t.purpose, narrow: true, show: (row) => t.what[row.what] },
    {
      key: "contents",
      title: t.contents,
      show: (row) => (
        <>
          {row.contents.slice(0, shownContents).map((c) => (
            <div key={`${c.sampleNumber ?? ""} ${c.item}`}>
              {c.sampleNumber ? (
                <Link to={paths.sample(c.sampleNumber)} className="mono">
                  {shortForm(c.sampleNumber)}
                </Link>
              ) : null}{" "}
              {c.name} {c.item}
            </div>
          ))}
          {row.contents.length > shownContents ? (
            <span className="small quiet">{t.more(row.contents.length)}</span>
          ) : null}
        </>
      ),
    },
    {
      key: "detail",
      title: t.detail,
      show: (row) => (
        <>
          {row.settings ?? (row.readings > 0 ? t.readings(row.readings) : "")}
          {row.recordedAt ? <div className="small quiet">{t.late(toMinute(new Date(row.recordedAt)))}</div> : null}
        </>
      ),
    },
    {
      key: "state",
      title: t.state,
      narrow: true,
      show: (row) => <ToneTag tone={row.isFit ? "good" : "bad"}>{row.isFit ? t.fit : t.unfit}</ToneTag>,
    },
  ];
}
