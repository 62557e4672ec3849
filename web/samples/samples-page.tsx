import { useNavigate } from "react-router";
import { listSamples, SampleState } from "../../server/samples/contract.ts";
import type { SampleRow } from "../../server/samples/contract.ts";
import { toMinute } from "../../server/kernel/time.ts";
import { usePages } from "../api.ts";
import { DayRange, StateFilter } from "../desk/list-filters.tsx";
import { ListTools, useShownColumns } from "../desk/list-tools.tsx";
import { paths } from "../paths.ts";
import { DataTable } from "../ui/data-table.tsx";
import type { Column } from "../ui/data-table.tsx";
import { NumberText } from "../ui/number-text.tsx";
import { Page, Panel } from "../ui/page.tsx";
import { SearchBox, useFilter } from "../ui/search-box.tsx";
import { StateTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { words } from "./words.ts";

const byDefault = ["number", "name", "client", "receivedAt", "dueOn", "state"];

/** Samples, newest first. */
export function SamplesPage() {
  const t = useWords(words);
  const go = useNavigate();
  const [q] = useFilter("q");
  const [wanted] = useFilter("state");
  const [from] = useFilter("from");
  const [to] = useFilter("to");
  const query = { q, state: SampleState.safeParse(wanted).data, from, to };
  const pages = usePages(listSamples, query);
  const columns: Column<SampleRow>[] = [
    { key: "number", title: t.number, narrow: true, show: (row) => <NumberText>{row.number}</NumberText> },
    { key: "name", title: t.name, show: (row) => <strong>{row.name}</strong> },
    { key: "client", title: t.client, show: (row) => row.client },
    {
      key: "orderNumber",
      title: t.order,
      narrow: true,
      show: (row) => <NumberText>{row.orderNumber}</NumberText>,
    },
    { key: "receivedAt", title: t.received, narrow: true, show: (row) => toMinute(new Date(row.receivedAt)) },
    { key: "dueOn", title: t.due, narrow: true, show: (row) => row.dueOn },
    { key: "state", title: t.state, narrow: true, show: (row) => <StateTag of="sample" state={row.state} /> },
  ];
  return (
    <Page title={t.samples}>
      <div className="bar">
        <SearchBox label={t.search} />
        <StateFilter of="sample" states={SampleState.options} />
        <DayRange />
        <ListTools list="samples" query={query} byDefault={byDefault} />
      </div>
      <Panel flush>
        <DataTable
          rows={pages.rows}
          columns={useShownColumns("samples", columns, byDefault)}
          keyOf={(row) => row.id}
          asked={pages}
          onMore={pages.more}
          isMoreComing={pages.isMoreComing}
          onOpen={(row) => void go(paths.sample(row.number))}
          caption={t.samples}
        />
      </Panel>
    </Page>
  );
}
