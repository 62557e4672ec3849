import { Button, Checkbox } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { listDue } from "../../server/metrology/plan-contract.ts";
import type { DueFilter, DueRow } from "../../server/metrology/plan-contract.ts";
import { usePages } from "../api.ts";
import { paths } from "../paths.ts";
import { useMay } from "../session.tsx";
import type { Tone } from "../theme.ts";
import { DataTable } from "../ui/data-table.tsx";
import type { Column } from "../ui/data-table.tsx";
import { Panel } from "../ui/page.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { planWords } from "./plan-words.ts";
import { RoundForm } from "./round-form.tsx";

/** How urgent a last day is. */
export function dueTone({ warning, daysLeft }: Pick<DueRow, "warning" | "daysLeft">): Tone {
  if (warning === "overdue" || daysLeft === null) return "bad";
  return warning === null ? "good" : "attention";
}

/** What is due, the most urgent first; chosen ones, or all that is filtered, go into a round. */
export function DueList({
  filter,
  days,
  onClear,
}: {
  filter: DueFilter;
  days: { from: string; until: string } | null;
  onClear: () => void;
}) {
  const t = useWords(planWords);
  const may = useMay();
  const asked = days ? { ...filter, ...days } : filter;
  const pages = usePages(listDue, asked);
  const [chosen, setChosen] = useState<string[]>([]);
  const [making, setMaking] = useState<"chosen" | "all" | null>(null);
  const canChange = may("instruments.change");
  const rows = pages.rows ?? [];
  const done = () => {
    setChosen([]);
    setMaking(null);
  };
  const columns: Column<DueRow>[] = [
    ...(canChange
      ? [
          {
            key: "choose",
            title: <span className="unseen">{t.choose}</span>,
            show: (row: DueRow) => (
              <Checkbox
                aria-label={`${t.choose} ${row.name}`}
                disabled={row.round !== null}
                checked={chosen.includes(row.number)}
                onChange={({ target }) =>
                  setChosen(target.checked ? [...chosen, row.number] : chosen.filter((n) => n !== row.number))
                }
              />
            ),
          },
        ]
      : []),
    {
      key: "name",
      title: t.name,
      show: (row) => (
        <>
          <Link to={paths.instrument(row.number)}>{row.name}</Link>
          <div className="small quiet">{t.categories[row.category]}</div>
        </>
      ),
    },
    {
      key: "place",
      title: t.place,
      show: (row) => (
        <>
          {row.place}
          <div className="small quiet">{row.keeper}</div>
        </>
      ),
    },
    { key: "document", title: t.document, show: (row) => row.document },
    { key: "agency", title: t.agency, show: (row) => row.agency },
    { key: "until", title: t.validUntil, narrow: true, show: (row) => row.validUntil ?? "—" },
    {
      key: "left",
      title: t.left,
      narrow: true,
      show: (row) => <ToneTag tone={dueTone(row)}>{t.days(row.daysLeft)}</ToneTag>,
    },
    { key: "round", title: t.round, show: (row) => <span className="small quiet">{row.round}</span> },
  ];
  return (
    <div className="stack">
      {days || canChange ? (
        <div className="row">
          {days ? (
            <>
              <strong>{t.range(days.from, days.until)}</strong>
              <Button onClick={onClear}>{t.clearDays}</Button>
            </>
          ) : null}
          {canChange ? (
            <span className="row push">
              <Button disabled={rows.length === 0} onClick={() => setMaking("all")}>
                {t.makeOfAll}
              </Button>
              <Button type="primary" disabled={chosen.length === 0} onClick={() => setMaking("chosen")}>
                {t.makeOfChosen(chosen.length)}
              </Button>
            </span>
          ) : null}
        </div>
      ) : null}
      {making === null ? null : (
        <RoundForm
          numbers={making === "chosen" ? chosen : null}
          filter={asked}
          agency={rows.find(({ number }) => making === "all" || chosen.includes(number))?.agency ?? ""}
          onDone={done}
          onCancel={() => setMaking(null)}
        />
      )}
      <Panel flush>
        <DataTable
          rows={pages.rows}
          columns={columns}
          keyOf={(row) => row.number}
          onMore={pages.more}
          isMoreComing={pages.isMoreComing}
          asked={pages}
          empty={t.none}
          caption={t.tabs.list}
        />
      </Panel>
    </div>
  );
}
