import { IdcardOutlined, PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import { shortForm } from "../../server/kernel/numbers.ts";
import { listPlaces, listUnplaced } from "../../server/samples/storage-contract.ts";
import type { PlaceRow, StoredContainer } from "../../server/samples/storage-contract.ts";
import { useAsk, usePages } from "../api.ts";
import { paths } from "../paths.ts";
import { useMay } from "../session.tsx";
import { DataTable } from "../ui/data-table.tsx";
import type { Column } from "../ui/data-table.tsx";
import { NumberText } from "../ui/number-text.tsx";
import { Page, Panel } from "../ui/page.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { AddPlaceDialog } from "./add-place-dialog.tsx";
import { BadgesDialog } from "./badges-dialog.tsx";
import { custodyWords } from "./custody-words.ts";

/** Rooms with all that stands in them, how full each is, and what lies where it should not. */
export function StoragePage() {
  const t = useWords(custodyWords);
  const may = useMay();
  const go = useNavigate();
  const asked = useAsk(listPlaces);
  const [isAdding, setAdding] = useState(false);
  const [isGiving, setGiving] = useState(false);
  const rows = asked.data && inTreeOrder(asked.data.rows);
  const columns: Column<PlaceRow>[] = [
    {
      key: "name",
      title: t.place,
      show: (row) => (
        <span className="place-name" style={{ "--depth": row.path.split(" / ").length - 1 } as React.CSSProperties}>
          <strong>{row.name}</strong> <span className="quiet small">{t.kinds[row.kind]}</span>{" "}
          {row.isActive ? null : <ToneTag tone="waiting">{t.closed}</ToneTag>}
        </span>
      ),
    },
    {
      key: "temperature",
      title: t.temperature,
      narrow: true,
      show: (row) => (row.temperature ? t.temperatures[row.temperature] : "–"),
    },
    { key: "holds", title: t.holds, narrow: true, show: (row) => <Gauge of={row} /> },
    { key: "number", title: t.placeNumber, narrow: true, show: (row) => <NumberText>{row.number}</NumberText> },
  ];
  return (
    <Page
      title={t.storage}
      below={t.storageBelow}
      extra={
        may("storage.change") ? (
          <>
            <Button icon={<IdcardOutlined />} onClick={() => setGiving(true)}>
              {t.badges}
            </Button>
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
              {t.addPlace}
            </Button>
          </>
        ) : null
      }
    >
      {asked.data && asked.data.misplaced.length > 0 ? (
        <Panel
          flush
          title={<ToneTag tone="bad">{t.misplacedTitle(asked.data.misplaced.length, asked.data.lookedAt)}</ToneTag>}
        >
          <StoredTable rows={asked.data.misplaced} />
        </Panel>
      ) : null}
      <Panel flush>
        <DataTable
          rows={rows}
          columns={columns}
          keyOf={(row) => row.id}
          asked={asked}
          onOpen={(row) => void go(paths.place(row.number))}
          empty={t.noPlaces}
          caption={t.storage}
        />
      </Panel>
      {asked.data && asked.data.unplaced > 0 ? <Unplaced count={asked.data.unplaced} /> : null}
      <AddPlaceDialog places={rows ?? []} isOpen={isAdding} onClose={() => setAdding(false)} />
      <BadgesDialog isOpen={isGiving} onClose={() => setGiving(false)} />
    </Page>
  );
}

function Unplaced({ count }: { count: number }) {
  const t = useWords(custodyWords);
  const [isOpen, setOpen] = useState(false);
  const pages = usePages(listUnplaced, {}, { enabled: isOpen });
  return (
    <details className="panel" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <ToneTag tone="attention">{t.unplaced(count)}</ToneTag>
      </summary>
      {isOpen ? <StoredTable rows={pages.rows} pages={pages} /> : null}
    </details>
  );
}

/** How full a place is, as a bar and in figures. */
export function Gauge({ of: place }: { of: Pick<PlaceRow, "holds" | "room"> }) {
  const t = useWords(custodyWords);
  const share = place.room ? Math.min(100, (place.holds / place.room) * 100) : null;
  const isFull = place.room !== null && place.holds >= place.room;
  return (
    <span className="row">
      {share === null ? null : (
        <span className={isFull ? "gauge gauge-full" : "gauge"} aria-hidden="true">
          <span style={{ width: `${share}%` }} />
        </span>
      )}
      <span>{t.of(place.holds, place.room)}</span>
      {isFull ? <ToneTag tone="bad">{t.full}</ToneTag> : null}
    </span>
  );
}

/** Containers in store with where they lie; a wrong temperature in red and in words. */
export function StoredTable({
  rows,
  pages,
}: {
  rows: readonly StoredContainer[] | undefined;
  pages?: { more: (() => void) | null; isMoreComing: boolean; error: Error | null };
}) {
  const t = useWords(custodyWords);
  const columns: Column<StoredContainer>[] = [
    {
      key: "number",
      title: t.container,
      narrow: true,
      show: (row) => (
        <Link to={paths.container(row.number)}>
          <strong>{shortForm(row.number)}</strong>
        </Link>
      ),
    },
    { key: "sample", title: t.sample, show: (row) => row.sampleName },
    { key: "quantity", title: t.quantity, narrow: true, show: (row) => row.quantity ?? "–" },
    {
      key: "condition",
      title: t.condition,
      show: (row) => (
        <>
          {row.storage}{" "}
          {row.fits ? null : (
            <ToneTag tone="bad">{row.wanted ? t.misplacedWhy(t.temperatures[row.wanted]) : t.misplaced}</ToneTag>
          )}
        </>
      ),
    },
    { key: "place", title: t.place, show: (row) => row.place ?? "–" },
    { key: "until", title: t.retainUntil, narrow: true, show: (row) => row.retainUntil ?? "–" },
  ];
  return (
    <DataTable
      rows={rows}
      columns={columns}
      keyOf={(row) => row.number}
      asked={pages}
      onMore={pages?.more}
      isMoreComing={pages?.isMoreComing}
      empty={t.empty}
      caption={t.contents}
    />
  );
}

/** A place before what stands in it, rooms by their path. */
function inTreeOrder(rows: readonly PlaceRow[]): PlaceRow[] {
  const below = (parent: string | null): PlaceRow[] =>
    rows.filter((row) => row.parentId === parent).flatMap((row) => [row, ...below(row.id)]);
  return below(null);
}
