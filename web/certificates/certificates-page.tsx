import { useNavigate } from "react-router";
import { listCertificates } from "../../server/certificates/contract.ts";
import type { CertificateRow } from "../../server/certificates/contract.ts";
import { toMinute } from "../../server/kernel/time.ts";
import { usePages } from "../api.ts";
import { paths } from "../paths.ts";
import { DataTable } from "../ui/data-table.tsx";
import type { Column } from "../ui/data-table.tsx";
import { Page, Panel } from "../ui/page.tsx";
import { SearchBox, useFilter } from "../ui/search-box.tsx";
import { StateTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { words } from "./words.ts";

/** Certificates of the laboratory, newest first. */
export function CertificatesPage() {
  const t = useWords(words);
  const go = useNavigate();
  const [q] = useFilter("q");
  const pages = usePages(listCertificates, { q });
  const columns: Column<CertificateRow>[] = [
    { key: "number", title: t.column.number, show: (row) => <strong className="nowrap">{row.printedNumber}</strong> },
    { key: "sample", title: t.column.sample, show: (row) => row.sampleName },
    { key: "client", title: t.column.client, show: (row) => row.client },
    {
      key: "state",
      title: t.column.state,
      show: (row) => <StateTag of="certificate" state={row.state} />,
      narrow: true,
    },
    { key: "by", title: t.column.approvedBy, show: (row) => row.approvedBy, narrow: true },
    {
      key: "at",
      title: t.column.issuedAt,
      show: (row) => (row.issuedAt ? toMinute(new Date(row.issuedAt)) : <span className="quiet">–</span>),
      narrow: true,
    },
  ];
  return (
    <Page title={t.certificates}>
      <div className="bar">
        <SearchBox label={t.search} />
      </div>
      <Panel flush>
        <DataTable
          rows={pages.rows}
          columns={columns}
          keyOf={(row) => row.id}
          asked={pages}
          onMore={pages.more}
          isMoreComing={pages.isMoreComing}
          empty={t.noCertificates}
          onOpen={(row) => void go(paths.certificate(row.number))}
          caption={t.certificates}
        />
      </Panel>
    </Page>
  );
}
