import { useState } from "react";
import { Segmented } from "antd";
import { Link } from "react-router";
import { shortForm } from "../../server/kernel/numbers.ts";
import { countTasks, listTasks, TaskStage } from "../../server/work/contract.ts";
import type { TaskRow } from "../../server/work/contract.ts";
import { call, useAsk, usePages } from "../api.ts";
import { DayRange } from "../desk/list-filters.tsx";
import { ListTools, useShownColumns } from "../desk/list-tools.tsx";
import { paths } from "../paths.ts";
import { useScan } from "../scan.tsx";
import { useMay } from "../session.tsx";
import { DataTable } from "../ui/data-table.tsx";
import type { Column } from "../ui/data-table.tsx";
import { NumberText } from "../ui/number-text.tsx";
import { Page } from "../ui/page.tsx";
import { SearchBox, useFilter } from "../ui/search-box.tsx";
import { StateTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { AnalystList } from "./analyst-list.tsx";
import { DeviationPanel } from "./deviation-panel.tsx";
import { DueTag } from "./due-tag.tsx";
import { words } from "./words.ts";

const filters = [...TaskStage.options, "all"] as const;
const byDefault = ["sampleName", "item", "state", "analyst", "dueOn"];

/** The pool of tasks: choose several, give them to an authorised analyst. */
export function AssignmentPage() {
  const t = useWords(words);
  const may = useMay();
  const [wanted, want] = useFilter("state");
  const [q] = useFilter("q");
  const [from] = useFilter("from");
  const [to] = useFilter("to");
  const filter = filters.find((f) => f === wanted) ?? (may("work.assign") ? "pending" : "all");
  const query = { q, from, to, stage: filter === "all" ? undefined : filter };
  const pages = usePages(listTasks, query);
  const counts = useAsk(countTasks).data;
  // rows that were chosen stay chosen while another page, another search or a scan shows others
  const [kept, setPicked] = useState<readonly TaskRow[]>([]);
  const picked = kept.map((row) => pages.rows?.find(({ id }) => id === row.id) ?? row);
  const chosen = new Set(picked.map((row) => row.id));
  const add = (more: readonly TaskRow[]) =>
    setPicked((before) => [...before, ...more.filter((row) => !before.some(({ id }) => id === row.id))]);
  const toggle = (row: TaskRow) => {
    if (!row.may.includes("assign")) return;
    if (chosen.has(row.id)) setPicked(picked.filter(({ id }) => id !== row.id));
    else add([row]);
  };
  useScan(async (answer) => {
    const sample = answer.kind === "container" ? answer.of : answer.kind === "sample" ? answer.number : null;
    if (!sample) return undefined;
    const found = (await call(listTasks, { query: { sample } })).rows.filter((row) => row.may.includes("assign"));
    if (found.length === 0) return undefined;
    add(found);
    return t.chosen(found.length);
  });

  const assignable = pages.rows?.filter((row) => row.may.includes("assign")) ?? [];
  const isAllChosen = assignable.length > 0 && assignable.every((row) => chosen.has(row.id));
  const choose: Column<TaskRow> = {
    key: "choose",
    width: 60,
    title: (
      <input
        type="checkbox"
        className="tick"
        aria-label={t.chooseAll}
        checked={isAllChosen}
        disabled={assignable.length === 0}
        onChange={() => (isAllChosen ? setPicked([]) : add(assignable))}
      />
    ),
    show: (row) => (
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
  };
  const columns: Column<TaskRow>[] = [
    {
      key: "sampleName",
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
      key: "sampleNumber",
      title: t.number,
      show: (row) => <NumberText>{row.sampleNumber}</NumberText>,
      narrow: true,
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
    { key: "method", title: t.column.method, show: (row) => row.method, narrow: true },
    { key: "clause", title: t.clause, show: (row) => row.clause },
    { key: "state", title: t.column.state, show: (row) => <StateTag of="task" state={row.state} />, narrow: true },
    {
      key: "analyst",
      title: t.column.analyst,
      show: (row) =>
        row.analyst ? (
          <>
            {row.analyst}
            {row.isLead ? <span className="quiet small"> {t.lead}</span> : null}
          </>
        ) : (
          <span className="quiet">–</span>
        ),
      narrow: true,
    },
    { key: "dueOn", title: t.column.due, show: (row) => <DueTag task={row} />, narrow: true },
  ];
  const listed = useShownColumns("tasks", columns, byDefault);
  const shown = may("work.assign") ? [choose, ...listed] : listed;
  return (
    <Page title={t.tasks} below={may("work.assign") ? t.tasksBelow : undefined}>
      <div className="bar">
        <Segmented
          value={filter}
          options={filters.map((f) => ({
            value: f,
            label: `${t.filter[f]}${counts && f !== "all" ? ` ${counts[f]}` : ""}`,
          }))}
          onChange={want}
        />
        <SearchBox label={t.search} />
        <DayRange />
        <ListTools list="tasks" query={query} byDefault={byDefault} />
      </div>
      <div className={may("work.assign") ? "pool" : undefined}>
        <section className="panel panel-flush">
          <DataTable
            rows={pages.rows}
            columns={shown}
            keyOf={(row) => row.id}
            asked={pages}
            onMore={pages.more}
            isMoreComing={pages.isMoreComing}
            empty={t.noTasks}
            onOpen={may("work.assign") ? toggle : undefined}
            toneOf={(row) => (chosen.has(row.id) ? "row-chosen" : undefined)}
          />
        </section>
        {may("work.assign") ? (
          <div className="stack">
            <AnalystList picked={picked} onAssigned={() => setPicked([])} />
            {picked.length === 1 && picked[0] ? <DeviationPanel key={picked[0].id} task={picked[0]} /> : null}
          </div>
        ) : null}
      </div>
    </Page>
  );
}
