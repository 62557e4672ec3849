import { Button } from "antd";
import { useState } from "react";
import { useNavigate } from "react-router";
import { listEditionChanges } from "../../server/catalogue/editions-contract.ts";
import type { EditionChangeRow } from "../../server/catalogue/editions-contract.ts";
import { useAsk } from "../api.ts";
import { paths } from "../paths.ts";
import { useMay } from "../session.tsx";
import { DataTable } from "../ui/data-table.tsx";
import type { Column } from "../ui/data-table.tsx";
import { Page, Panel } from "../ui/page.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { EditionDraftForm } from "./edition-draft-form.tsx";
import { editionsWords } from "./editions-words.ts";

const tones = { draft: "attention", published: "good", withdrawn: "waiting" } as const;

/** Editions on their way into the catalogue. */
export function EditionsPage() {
  const t = useWords(editionsWords);
  const may = useMay();
  const go = useNavigate();
  const [isDrafting, setDrafting] = useState(false);
  const asked = useAsk(listEditionChanges);
  const columns: Column<EditionChangeRow>[] = [
    {
      key: "edition",
      title: t.column.edition,
      show: (row) => (
        <>
          <strong className="nowrap">{`${row.standard}-${row.version}`}</strong>{" "}
          <span className="quiet">{row.title}</span>
        </>
      ),
    },
    { key: "from", title: t.column.inForce, narrow: true, show: (row) => row.inForceFrom },
    {
      key: "state",
      title: t.column.state,
      narrow: true,
      show: (row) => <ToneTag tone={tones[row.state]}>{t.states[row.state]}</ToneTag>,
    },
    { key: "rows", title: t.column.rows, narrow: true, align: "right", show: (row) => row.rows },
    { key: "drafted", title: t.column.drafted, narrow: true, show: (row) => `${row.draftedBy} ${row.draftedAt}` },
    {
      key: "decided",
      title: t.column.decided,
      narrow: true,
      show: (row) => (row.decidedBy ? `${row.decidedBy} ${row.decidedAt ?? ""}` : ""),
    },
  ];
  return (
    <Page
      title={t.title}
      below={t.below}
      extra={
        may("editions.draft") ? (
          <Button type="primary" onClick={() => setDrafting(true)}>
            {t.draft}
          </Button>
        ) : null
      }
    >
      {isDrafting ? (
        <EditionDraftForm
          editions={asked.data?.editions ?? []}
          onKept={(id) => void go(paths.edition(id))}
          onCancel={() => setDrafting(false)}
        />
      ) : null}
      <Panel flush>
        <DataTable
          rows={asked.data?.rows}
          columns={columns}
          keyOf={(row) => row.id}
          asked={asked}
          empty={t.none}
          onOpen={(row) => void go(paths.edition(row.id))}
          caption={t.title}
        />
      </Panel>
    </Page>
  );
}
