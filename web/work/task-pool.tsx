import { Button } from "antd";
import { useState } from "react";
import { shortForm } from "../../server/kernel/numbers.ts";
import { countTasks, listTasks, takeTasks } from "../../server/work/contract.ts";
import type { TaskRow } from "../../server/work/contract.ts";
import { useAsk, useChange, usePages } from "../api.ts";
import { DataTable } from "../ui/data-table.tsx";
import type { Column } from "../ui/data-table.tsx";
import { Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { DueTag } from "./due-tag.tsx";
import { peopleWords } from "./people-words.ts";
import { words } from "./words.ts";

/** Tasks that nobody has: an authorised analyst takes them; the others are shown, with the reason why not. */
export function TaskPool() {
  const t = useWords(peopleWords);
  const w = useWords(words);
  const asked = usePages(listTasks, { pool: "yes" });
  const waiting = useAsk(countTasks).data?.pending;
  const take = useChange(takeTasks);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const rows = asked.rows;
  const picked = rows?.filter((row) => chosen.has(row.id) && row.may.includes("take")) ?? [];
  const toggle = (row: TaskRow) => {
    if (!row.may.includes("take")) return;
    const next = new Set(chosen);
    if (!next.delete(row.id)) next.add(row.id);
    setChosen(next);
  };
  const columns: Column<TaskRow>[] = [
    {
      key: "choose",
      width: 60,
      title: "",
      show: (row) => (
        <input
          type="checkbox"
          className="tick"
          aria-label={`${row.sampleName} ${row.item}`}
          checked={chosen.has(row.id)}
          disabled={!row.may.includes("take")}
          onClick={(event) => event.stopPropagation()}
          onChange={() => toggle(row)}
        />
      ),
    },
    { key: "sample", title: w.column.sample, show: (row) => `${shortForm(row.sampleNumber)} ${row.sampleName}` },
    {
      key: "item",
      title: w.column.item,
      show: (row) => (
        <>
          <strong>{row.item}</strong>
          <div className="small quiet">
            {row.method} {row.clause}
          </div>
        </>
      ),
    },
    {
      key: "may",
      title: "",
      narrow: true,
      show: (row) => (row.may.includes("take") ? null : <span className="small ink-bad">{t.notAuthorised}</span>),
    },
    { key: "due", title: w.column.due, narrow: true, show: (row) => <DueTag task={row} /> },
  ];
  return (
    <Panel
      flush
      title={`${t.pool}（${waiting ?? 0}）`}
      extra={
        <Button
          type="primary"
          disabled={picked.length === 0}
          loading={take.isPending}
          onClick={() =>
            take.mutate({ body: { taskIds: picked.map((row) => row.id) } }, { onSuccess: () => setChosen(new Set()) })
          }
        >
          {t.take(picked.length)}
        </Button>
      }
    >
      <Refusal error={take.error} />
      <DataTable
        rows={rows}
        columns={columns}
        keyOf={(row) => row.id}
        asked={asked}
        onMore={asked.more}
        isMoreComing={asked.isMoreComing}
        onOpen={toggle}
        empty={t.emptyPool}
        toneOf={(row) => (chosen.has(row.id) ? "row-chosen" : undefined)}
        caption={t.pool}
      />
    </Panel>
  );
}
