import { useMemo, useState } from "react";
import { SearchOutlined } from "@ant-design/icons";
import { Input, Segmented } from "antd";
import { Link, useSearchParams } from "react-router";
import { shortForm } from "../../server/kernel/numbers.ts";
import { listTasks } from "../../server/work/contract.ts";
import type { TaskRow } from "../../server/work/contract.ts";
import { useAsk } from "../api.ts";
import { paths } from "../paths.ts";
import { useScan } from "../scan.tsx";
import { useMay } from "../session.tsx";
import { DataTable } from "../ui/data-table.tsx";
import type { Column } from "../ui/data-table.tsx";
import { Page } from "../ui/page.tsx";
import { StateTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { AnalystList } from "./analyst-list.tsx";
import { DeviationPanel } from "./deviation-panel.tsx";
import { DueTag } from "./due-tag.tsx";
import { words } from "./words.ts";

type Filter = keyof typeof words.zh.filter;
const statesOf: Record<Filter, readonly TaskRow["state"][] | null> = {
  pending: ["pending"],
  running: ["assigned", "in_progress", "retest"],
  completed: ["completed"],
  returned: ["returned"],
  all: null,
};
const filters = Object.keys(statesOf) as Filter[];

/** The pool of tasks: choose several, give them to an authorised analyst. */
export function AssignmentPage() {
  const t = useWords(words);
  const may = useMay();
  const asked = useAsk(listTasks);
  const [search, setSearch] = useSearchParams();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const filter = filters.find((f) => f === search.get("state")) ?? (may("work.assign") ? "pending" : "all");
  const sought = search.get("q") ?? "";
  const all = asked.data?.rows;
  const rows = useMemo(() => all?.filter((row) => isShown(row, filter, sought)), [all, filter, sought]);
  const picked = (all ?? []).filter((row) => chosen.has(row.id) && row.may.includes("assign"));
  const keep = (key: string, value: string) =>
    setSearch(
      (before) => {
        if (value) before.set(key, value);
        else before.delete(key);
        return before;
      },
      { replace: true },
    );
  const toggle = (row: TaskRow) => {
    if (!row.may.includes("assign")) return;
    const next = new Set(chosen);
    if (!next.delete(row.id)) next.add(row.id);
    setChosen(next);
  };
  useScan((answer) => {
    const sample = answer.kind === "container" ? answer.of : answer.kind === "sample" ? answer.number : null;
    const found = (all ?? []).filter((row) => row.sampleNumber === sample && row.may.includes("assign"));
    if (found.length === 0) return undefined;
    setChosen(new Set([...chosen, ...found.map((row) => row.id)]));
    return t.chosen(found.length);
  });

  const assignable = rows?.filter((row) => row.may.includes("assign")) ?? [];
  const isAllChosen = assignable.length > 0 && assignable.every((row) => chosen.has(row.id));
  const columns: Column<TaskRow>[] = [
    ...(may("work.assign")
      ? [
          {
            key: "choose",
            width: 60,
            title: (
              <input
                type="checkbox"
                className="tick"
                aria-label={t.chooseAll}
                checked={isAllChosen}
                disabled={assignable.length === 0}
                onChange={() => setChosen(isAllChosen ? new Set() : new Set(assignable.map((row) => row.id)))}
              />
            ),
            show: (row: TaskRow) => (
              <input
                type="checkbox"
                className="tick"
                aria-label={`${row.sampleName} ${row.item}`}
                checked={chosen.has(row.id)}
                disabled={!row.may.includes("assign")}
                onClick={(event) => event.stopPropagation()}
                onChange={() => toggle(row)}
              />
            ),
          },
        ]
      : []),
    {
      key: "sample",
      title: t.column.sample,
      show: (row) => (
        <>
          <Link to={paths.sample(row.sampleNumber)} className="mono" onClick={(event) => event.stopPropagation()}>
            {shortForm(row.sampleNumber)}
          </Link>{" "}
          {row.sampleName}
        </>
      ),
    },
    {
      key: "item",
      title: t.column.item,
      show: (row) => (
        <>
          <strong>{row.item}</strong>
          <div className="small quiet">
            {row.method} {row.clause}
          </div>
        </>
      ),
    },
    { key: "state", title: t.column.state, show: (row) => <StateTag of="task" state={row.state} />, narrow: true },
    ...(filter === "pending"
      ? []
      : [
          {
            key: "analyst",
            title: t.column.analyst,
            show: (row: TaskRow) =>
              row.analyst ? (
                <>
                  {row.analyst}
                  {row.isLead ? <span className="quiet small"> {t.lead}</span> : null}
                </>
              ) : (
                <span className="quiet">–</span>
              ),
            narrow: true,
          } satisfies Column<TaskRow>,
        ]),
    { key: "due", title: t.column.due, show: (row) => <DueTag task={row} />, narrow: true },
  ];
  return (
    <Page title={t.tasks} below={may("work.assign") ? t.tasksBelow : undefined}>
      <div className="bar">
        <Segmented
          value={filter}
          options={filters.map((f) => ({
            value: f,
            label: `${t.filter[f]}${all ? ` ${all.filter((row) => isShown(row, f, "")).length}` : ""}`,
          }))}
          onChange={(value) => keep("state", value)}
        />
        <Input
          className="search-box"
          prefix={<SearchOutlined />}
          aria-label={t.search}
          allowClear
          placeholder={t.search}
          defaultValue={sought}
          onChange={(event) => keep("q", event.target.value)}
        />
      </div>
      <div className={may("work.assign") ? "pool" : undefined}>
        <section className="panel panel-flush">
          <DataTable
            rows={rows}
            columns={columns}
            keyOf={(row) => row.id}
            asked={asked}
            empty={t.noTasks}
            onOpen={may("work.assign") ? toggle : undefined}
            toneOf={(row) => (chosen.has(row.id) ? "row-chosen" : undefined)}
          />
        </section>
        {may("work.assign") ? (
          <div className="stack">
            <AnalystList picked={picked} onAssigned={() => setChosen(new Set())} />
            {picked.length === 1 && picked[0] ? <DeviationPanel key={picked[0].id} task={picked[0]} /> : null}
          </div>
        ) : null}
      </div>
    </Page>
  );
}

function isShown(row: TaskRow, filter: Filter, sought: string): boolean {
  if (statesOf[filter] && !statesOf[filter].includes(row.state)) return false;
  const text =
    `${row.sampleNumber} ${row.sampleName} ${row.item} ${row.method} ${row.clause} ${row.analyst ?? ""}`.toLowerCase();
  return sought
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
