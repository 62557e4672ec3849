import { useNavigate } from "react-router";
import { CertificateState, listCertificates } from "../../server/certificates/contract.ts";
import type { CertificateRow } from "../../server/certificates/contract.ts";
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
import { ArchiveNote } from "./archive-note.tsx";
import { words } from "./words.ts";

const byDefault = ["printedNumber", "sampleName", "client", "state", "approvedBy", "issuedAt"];

/** Certificates of the laboratory, newest first. */
export function CertificatesPage() {
  const t = useWords(words);
  const go = useNavigate();
  const [q] = useFilter("q");
  const [wanted] = useFilter("state");
  const [from] = useFilter("from");
  const [to] = useFilter("to");
  const query = { q, state: CertificateState.safeParse(wanted).data, from, to };
  const pages = usePages(listCertificates, query);
  const columns: Column<CertificateRow>[] = [
    {
      key: "printedNumber",
      title: t.column.number,
      show: (row) => <strong className="nowrap">{row.printedNumber}</strong>,
    },
    {
      key: "number",
      title: t.column.systemNumber,
      narrow: true,
      show: (row) => <NumberText>{row.number}</NumberText>,
    },
    {
      key: "sampleNumber",
      title: t.column.sampleNumber,
      narrow: true,
      show: (row) => <NumberText>{row.sampleNumber}</NumberText>,
    },
    { key: "sampleName", title: t.column.sample, show: (row) => row.sampleName },
    { key: "client", title: t.column.client, show: (row) => row.client },
    {
      key: "state",
      title: t.column.state,
      show: (row) => <StateTag of="certificate" state={row.state} />,
      narrow: true,
    },
    { key: "approvedBy", title: t.column.approvedBy, show: (row) => row.approvedBy, narrow: true },
    {
      key: "issuedAt",
      title: t.column.issuedAt,
      show: (row) => (row.issuedAt ? toMinute(new Date(row.issuedAt)) : <span className="quiet">–</span>),
      narrow: true,
    },
  ];
  return (
    <Page title={t.certificates}>
      <div className="bar">
        <SearchBox label={t.search} />
        <StateFilter of="certificate" states={CertificateState.options} />
        <DayRange />
        <ListTools list="certificates" query={query} byDefault={byDefault} />
      </div>
      <Panel flush>
        <DataTable
          rows={pages.rows}
          columns={useShownColumns("certificates", columns, byDefault)}
          keyOf={(row) => row.id}
          asked={pages}
          onMore={pages.more}
          isMoreComing={pages.isMoreComing}
          empty={t.noCertificates}
          onOpen={(row) => void go(paths.certificate(row.number))}
          caption={t.certificates}
        />
      </Panel>
      <ArchiveNote />
    </Page>
  );
}
