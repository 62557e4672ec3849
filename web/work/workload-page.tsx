import { showWorkload } from "../../server/work/people-contract.ts";
import type { ReplyOf } from "../../server/kernel/endpoint.ts";
import { useAsk } from "../api.ts";
import { useMay } from "../session.tsx";
import { DataTable } from "../ui/data-table.tsx";
import type { Column } from "../ui/data-table.tsx";
import { Opening } from "../ui/opening.tsx";
import { Page, Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { CoverPanel } from "./cover-panel.tsx";
import { peopleWords } from "./people-words.ts";

type Load = ReplyOf<typeof showWorkload>;

/** Who has how much in hand, how long work takes, and what is done when somebody is away. */
export function WorkloadPage() {
  const t = useWords(peopleWords);
  const may = useMay();
  const asked = useAsk(showWorkload);
  const load = asked.data;
  if (!load)
    return asked.error ? (
      <Page title={t.workload}>
        <Refusal error={asked.error} />
      </Page>
    ) : (
      <Opening />
    );
  const people: Column<Load["analysts"][number]>[] = [
    { key: "name", title: t.analyst, show: (row) => <strong>{row.name}</strong> },
    { key: "open", title: t.open, align: "right", narrow: true, show: (row) => row.open },
    {
      key: "overdue",
      title: t.overdue,
      narrow: true,
      show: (row) => (row.overdue > 0 ? <ToneTag tone="bad">{row.overdue}</ToneTag> : 0),
    },
    {
      key: "soon",
      title: t.soonWord,
      narrow: true,
      show: (row) => (row.soon > 0 ? <ToneTag tone="attention">{row.soon}</ToneTag> : 0),
    },
    { key: "done", title: t.done, align: "right", narrow: true, show: (row) => row.done },
    { key: "median", title: t.median, narrow: true, show: (row) => t.days(row.medianDays) },
  ];
  const methods: Column<Load["methods"][number]>[] = [
    { key: "item", title: t.item, show: (row) => <strong>{row.item}</strong> },
    { key: "method", title: t.method, show: (row) => <span className="quiet">{row.method}</span> },
    { key: "done", title: t.done, align: "right", narrow: true, show: (row) => row.done },
    { key: "median", title: t.median, narrow: true, show: (row) => t.days(row.medianDays) },
    { key: "longest", title: t.longest, narrow: true, show: (row) => t.days(row.longestDays) },
    {
      key: "late",
      title: t.late,
      narrow: true,
      show: (row) => (row.late > 0 ? <ToneTag tone="bad">{row.late}</ToneTag> : 0),
    },
  ];
  return (
    <Page title={t.workload} below={t.workloadBelow(load.from)} extra={<strong>{t.pending(load.pending)}</strong>}>
      <Panel flush>
        <DataTable rows={load.analysts} columns={people} keyOf={(row) => row.id} caption={t.workload} />
      </Panel>
      {may("work.assign") ? <CoverPanel people={load.analysts} /> : null}
      <Panel flush title={t.byMethod}>
        <DataTable
          rows={load.methods}
          columns={methods}
          keyOf={(row) => `${row.item} ${row.method}`}
          caption={t.byMethod}
        />
      </Panel>
    </Page>
  );
}
