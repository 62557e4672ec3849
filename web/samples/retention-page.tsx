import { AutoComplete, Button, Tabs } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { shortForm } from "../../server/kernel/numbers.ts";
import { listRetained, prepareDisposal } from "../../server/samples/retention-contract.ts";
import type { RetainedRow, RetentionShow } from "../../server/samples/retention-contract.ts";
import type { z } from "zod";
import { useChange, usePages } from "../api.ts";
import type { Pages } from "../api.ts";
import { paths } from "../paths.ts";
import { useMay } from "../session.tsx";
import { DataTable } from "../ui/data-table.tsx";
import type { Column } from "../ui/data-table.tsx";
import { Page, Panel } from "../ui/page.tsx";
import { SearchBox, useFilter } from "../ui/search-box.tsx";
import { SignatureDialog } from "../ui/signature-dialog.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { custodyWords } from "./custody-words.ts";
import { Disposals } from "./disposals.tsx";

type Show = z.output<typeof RetentionShow>;
/** A disposal takes many at once: fewer pages to choose them from. */
const onPage = 100;
const shows: readonly Show[] = ["due", "soon", "held", "kept"];

/** Retained samples by what is to be done with them, and what was disposed of. */
export function RetentionPage() {
  const t = useWords(custodyWords);
  const [wanted, setWanted] = useFilter("show");
  const show = shows.find((s) => s === wanted) ?? "due";
  const [q] = useFilter("q");
  const pages = usePages(listRetained, { show, q, size: onPage });
  const counts = pages.first?.counts;
  return (
    <Page title={t.retention} below={t.retentionBelow}>
      <Tabs
        activeKey={wanted === "disposals" ? "disposals" : show}
        onChange={setWanted}
        items={[...shows, "disposals" as const].map((key) => ({
          key,
          label: key === "disposals" || !counts ? t.show[key] : `${t.show[key]} ${counts[key]}`,
        }))}
      />
      {wanted === "disposals" ? (
        <Disposals />
      ) : (
        <>
          <SearchBox label={t.searchRetained} />
          <Retained key={show} show={show} pages={pages} isSought={q !== undefined} />
        </>
      )}
    </Page>
  );
}

function Retained({ show, pages, isSought }: { show: Show; pages: Pages<typeof listRetained>; isSought: boolean }) {
  const t = useWords(custodyWords);
  const may = useMay();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const { rows } = pages;
  const mayDispose = show === "due" && may("retention.dispose");
  const toggle = (number: string) => {
    const next = new Set(chosen);
    if (!next.delete(number)) next.add(number);
    setChosen(next);
  };
  const isAll = rows !== undefined && rows.length > 0 && rows.every((row) => chosen.has(row.number));
  const choose: Column<RetainedRow> = {
    key: "choose",
    width: 60,
    title: (
      <input
        type="checkbox"
        className="tick"
        aria-label={t.chooseAll}
        checked={isAll}
        disabled={!rows || rows.length === 0}
        onChange={() => setChosen(isAll ? new Set() : new Set(rows?.map((row) => row.number)))}
      />
    ),
    show: (row) => (
      <input
        type="checkbox"
        className="tick"
        aria-label={`${shortForm(row.number)} ${row.sampleName}`}
        checked={chosen.has(row.number)}
        onChange={() => toggle(row.number)}
      />
    ),
  };
  const columns: Column<RetainedRow>[] = [
    ...(mayDispose ? [choose] : []),
    {
      key: "number",
      title: t.container,
      narrow: true,
      show: (row) => (
        <Link to={paths.sample(row.sampleNumber)}>
          <strong>{shortForm(row.number)}</strong>
        </Link>
      ),
    },
    { key: "sample", title: t.sample, show: (row) => row.sampleName },
    { key: "quantity", title: t.quantity, narrow: true, show: (row) => row.quantity ?? "–" },
    { key: "place", title: t.place, show: (row) => row.place ?? t.noPlace },
    { key: "rule", title: t.rule, narrow: true, show: (row) => t.rules[row.rule] },
    {
      key: "until",
      title: t.retainUntil,
      narrow: true,
      show: (row) => <Until row={row} today={pages.first?.today ?? ""} />,
    },
    {
      key: "held",
      title: t.holdWord,
      show: (row) => (row.held ? <ToneTag tone="attention">{row.held}</ToneTag> : "–"),
    },
  ];
  return (
    <div className="stack">
      {mayDispose ? <Dispose chosen={[...chosen]} onDone={() => setChosen(new Set())} /> : null}
      <Panel flush>
        <DataTable
          rows={rows}
          columns={columns}
          keyOf={(row) => row.number}
          asked={pages}
          onMore={pages.more}
          isMoreComing={pages.isMoreComing}
          empty={show === "due" && !isSought ? t.nothingDue : t.noneShown}
          caption={t.retention}
        />
      </Panel>
    </div>
  );
}

function Until({ row, today }: { row: RetainedRow; today: string }) {
  if (!row.retainUntil) return "–";
  return row.retainUntil < today ? <ToneTag tone="bad">{row.retainUntil}</ToneTag> : row.retainUntil;
}

function Dispose({ chosen, onDone }: { chosen: string[]; onDone: () => void }) {
  const t = useWords(custodyWords);
  const prepare = useChange(prepareDisposal);
  const [way, setWay] = useState("");
  const [isSigning, setSigning] = useState(false);
  return (
    <div className="bar">
      <AutoComplete
        className="way-box"
        aria-label={t.way}
        placeholder={t.way}
        value={way}
        onChange={setWay}
        options={t.ways.map((value) => ({ value }))}
      />
      <Button
        type="primary"
        disabled={chosen.length === 0 || way.trim().length < 2}
        title={way.trim().length < 2 ? t.way : undefined}
        onClick={() => setSigning(true)}
      >
        {t.dispose(chosen.length)}
      </Button>
      <SignatureDialog
        title={`${t.disposeTitle}（${chosen.length}）`}
        meaning={t.meaning.dispose}
        open={isSigning}
        error={prepare.error}
        isBusy={prepare.isPending}
        onCancel={() => setSigning(false)}
        onSign={(password) =>
          prepare.mutate(
            { body: { containers: chosen, way, password } },
            {
              onSuccess: () => {
                setSigning(false);
                onDone();
              },
            },
          )
        }
      />
    </div>
  );
}
