import { Segmented } from "antd";
import { useNavigate, useSearchParams } from "react-router";
import { groupNumber } from "../../server/kernel/numbers.ts";
import { toMinute } from "../../server/kernel/time.ts";
import { CommissionState, listCommissions } from "../../server/orders/commission-contract.ts";
import type { CommissionRow } from "../../server/orders/commission-contract.ts";
import { usePages } from "../api.ts";
import { paths } from "../paths.ts";
import { usePreferences } from "../preferences.ts";
import { DataTable } from "../ui/data-table.tsx";
import type { Column } from "../ui/data-table.tsx";
import { Page, Panel } from "../ui/page.tsx";
import { SearchBox, useFilter } from "../ui/search-box.tsx";
import { StateTag } from "../ui/state-tag.tsx";
import { stateLooks } from "../ui/states.ts";
import { useWords } from "../words.ts";
import { commissionWords } from "./commission-words.ts";

/** What enterprises commissioned online from this laboratory; those whose samples are to come are shown first. */
export function LabCommissionsPage() {
  const t = useWords(commissionWords);
  const { language } = usePreferences();
  const go = useNavigate();
  const q = useSearchParams()[0].get("q") || undefined;
  const [chosen = "submitted", setChosen] = useFilter("state");
  const state = CommissionState.safeParse(chosen).data;
  const pages = usePages(listCommissions, { q, state });
  const columns: Column<CommissionRow>[] = [
    {
      key: "number",
      title: t.number,
      narrow: true,
      show: (row) => <span className="number">{groupNumber(row.number)}</span>,
    },
    { key: "client", title: t.client, show: (row) => <strong>{row.enterprise}</strong> },
    { key: "samples", title: t.samples, show: (row) => row.samples.join("、") },
    { key: "at", title: t.submitted, narrow: true, show: (row) => toMinute(new Date(row.submittedAt)) },
    { key: "state", title: t.state, narrow: true, show: (row) => <StateTag of="commission" state={row.state} /> },
  ];
  return (
    <Page title={t.commissions} below={t.below}>
      <div className="row">
        <SearchBox label={t.search} />
        <Segmented
          value={chosen}
          options={[
            ...CommissionState.options.map((each) => ({
              value: String(each),
              label: stateLooks.commission[each]?.[language] ?? each,
            })),
            { value: "all", label: t.all },
          ]}
          onChange={(each) => setChosen(each)}
        />
      </div>
      <Panel flush>
        <DataTable
          rows={pages.rows}
          columns={columns}
          keyOf={(row) => row.id}
          asked={pages}
          onOpen={(row) => void go(paths.commission(row.number))}
          onMore={pages.more}
          isMoreComing={pages.isMoreComing}
          empty={t.none}
          caption={t.commissions}
        />
      </Panel>
    </Page>
  );
}
