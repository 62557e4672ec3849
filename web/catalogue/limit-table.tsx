import { Button, Input, Popover } from "antd";
import { InfoCircleOutlined } from "@ant-design/icons";
import { useState } from "react";
import type { ReactNode } from "react";
import type { LimitView } from "../../server/catalogue/contract.ts";
import { confirmLimit } from "../../server/catalogue/editions-contract.ts";
import { useChange } from "../api.ts";
import { useMay } from "../session.tsx";
import { DataTable } from "../ui/data-table.tsx";
import type { Column } from "../ui/data-table.tsx";
import { Facts } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { words } from "./words.ts";

/** Rows of limits; where a figure comes from is one tap away. */
export function LimitTable({
  rows,
  asked,
  onMore,
  isMoreComing,
  empty,
}: {
  rows: readonly LimitView[] | undefined;
  asked?: { error?: unknown };
  onMore?: (() => void) | null;
  isMoreComing?: boolean;
  empty?: ReactNode;
}) {
  const t = useWords(words);
  const columns: Column<LimitView>[] = [
    {
      key: "item",
      title: t.item,
      show: (row) => (
        <div className="limit-item">
          <strong title={row.itemEn}>{row.item}</strong>
        </div>
      ),
    },
    { key: "category", title: t.category, show: (row) => <div className="limit-category">{row.category}</div> },
    {
      key: "limit",
      title: t.limit,
      show: (row) => (
        <>
          <strong className="limit-text">{row.text}</strong> <span className="quiet">{row.unit}</span>
          {row.basis ? <div className="small quiet">{row.basis}</div> : null}
        </>
      ),
    },
    {
      key: "standard",
      title: t.standard,
      narrow: true,
      show: (row) => (
        <span title={row.title}>
          {row.standard}-{row.edition}
        </span>
      ),
    },
    {
      key: "inForce",
      title: t.inForce,
      show: (row) => <div className="small limit-item">{t.until(row.inForceFrom, row.inForceUntil)}</div>,
    },
    { key: "confidence", title: t.confidence, narrow: true, show: (row) => <Where of={row} /> },
  ];
  return (
    <DataTable
      rows={rows}
      columns={columns}
      keyOf={(row) => row.id}
      asked={asked}
      onMore={onMore}
      isMoreComing={isMoreComing}
      empty={empty}
      caption={t.limits}
    />
  );
}

function Where({ of: row }: { of: LimitView }) {
  const t = useWords(words);
  const may = useMay();
  const content = (
    <div className="popover">
      {row.isConfirmed ? null : <p className="ink-attention">{t.unconfirmed}</p>}
      <Facts
        of={[
          [t.confirmedBy, row.confirmedBy && `${row.confirmedBy} ${row.confirmedAt ?? ""}`],
          [t.standard, `${row.standard}-${row.edition} ${row.title}`],
          [t.note, row.note],
          [t.methods, row.methods.join("、")],
          [t.source, row.source],
          [
            "ID",
            <span key="id" className="mono">
              {row.rowKey}
            </span>,
          ],
        ]}
      />
      {row.isConfirmed || !may("limits.confirm") ? null : <Confirm rowKey={row.rowKey} />}
    </div>
  );
  return (
    <Popover content={content} trigger="click" placement="left">
      <button type="button" className="bare">
        <ToneTag tone={row.isConfirmed ? "good" : "attention"}>
          {row.isConfirmed ? t.confidences.high : (t.confidences[row.confidence] ?? row.confidence)}
        </ToneTag>{" "}
        <InfoCircleOutlined aria-label={t.source} />
      </button>
    </Popover>
  );
}

/** Somebody holds the row against the printed standard and says where they looked. */
function Confirm({ rowKey }: { rowKey: string }) {
  const t = useWords(words);
  const [seen, setSeen] = useState("");
  const confirm = useChange(confirmLimit);
  return (
    <form
      className="stack tight"
      onSubmit={(event) => {
        event.preventDefault();
        confirm.mutate({ params: { rowKey }, body: { seen } });
      }}
    >
      <Input
        aria-label={t.confirmWhere}
        placeholder={t.confirmWhere}
        value={seen}
        onChange={(event) => setSeen(event.target.value)}
      />
      <Refusal error={confirm.error} />
      <Button htmlType="submit" type="primary" disabled={seen.trim().length < 2} loading={confirm.isPending}>
        {t.confirmNow}
      </Button>
    </form>
  );
}
