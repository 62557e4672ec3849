import { Select } from "antd";
import { useNavigate } from "react-router";
import { listSamples, SampleState } from "../../server/samples/contract.ts";
import type { SampleRow } from "../../server/samples/contract.ts";
import { toMinute } from "../../server/kernel/time.ts";
import { usePages } from "../api.ts";
import { paths } from "../paths.ts";
import { usePreferences } from "../preferences.ts";
import { DataTable } from "../ui/data-table.tsx";
import type { Column } from "../ui/data-table.tsx";
import { NumberText } from "../ui/number-text.tsx";
import { Page, Panel } from "../ui/page.tsx";
import { SearchBox, useFilter } from "../ui/search-box.tsx";
import { StateTag } from "../ui/state-tag.tsx";
import { stateLooks } from "../ui/states.ts";
import { useWords } from "../words.ts";
import { words } from "./words.ts";

/** Samples, newest first. */
export function SamplesPage() {
  const t = useWords(words);
  const go = useNavigate();
  const { language } = usePreferences();
  const [q] = useFilter("q");
  const [wanted, setWanted] = useFilter("state");
  const state = SampleState.safeParse(wanted).data;
  const pages = usePages(listSamples, { q, state });
  const columns: Column<SampleRow>[] = [
    { key: "number", title: t.number, narrow: true, show: (row) => <NumberText>{row.number}</NumberText> },
    { key: "name", title: t.name, show: (row) => <strong>{row.name}</strong> },
    { key: "client", title: t.client, show: (row) => row.client },
    { key: "received", title: t.received, narrow: true, show: (row) => toMinute(new Date(row.receivedAt)) },
    { key: "due", title: t.due, narrow: true, show: (row) => row.dueOn },
    { key: "state", title: t.state, narrow: true, show: (row) => <StateTag of="sample" state={row.state} /> },
  ];
  return (
    <Page title={t.samples}>
      <div className="bar">
        <SearchBox label={t.search} />
        <Select
          allowClear
          aria-label={t.state}
          className="filter"
          placeholder={t.anyState}
          value={state}
          options={SampleState.options.map((value) => ({
            value,
            label: stateLooks.sample[value]?.[language] ?? value,
          }))}
          onChange={(value: string | undefined) => setWanted(value)}
        />
      </div>
      <Panel flush>
        <DataTable
          rows={pages.rows}
          columns={columns}
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
