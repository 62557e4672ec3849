import { FilePdfOutlined } from "@ant-design/icons";
import { Button, Input } from "antd";
import { useState } from "react";
import { shortForm } from "../../server/kernel/numbers.ts";
import { toMinute } from "../../server/kernel/time.ts";
import {
  disposalPdf,
  listDisposals,
  withdrawDisposal,
  witnessDisposal,
} from "../../server/samples/retention-contract.ts";
import type { DisposalRow } from "../../server/samples/retention-contract.ts";
import { fileUrl, useChange, usePages } from "../api.ts";
import { useMay } from "../session.tsx";
import { Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { SignatureDialog } from "../ui/signature-dialog.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { words as uiWords } from "../ui/words.ts";
import { useWords } from "../words.ts";
import { custodyWords } from "./custody-words.ts";

/** 留样处置记录: those that wait for their second signature first. */
export function Disposals() {
  const t = useWords(custodyWords);
  const asked = usePages(listDisposals, {});
  const { more } = useWords(uiWords);
  return (
    <div className="stack">
      <Refusal error={asked.error} />
      {asked.rows?.length === 0 ? <p className="quiet">{t.noDisposals}</p> : null}
      {asked.rows?.map((row) => (
        <Disposal key={row.id} of={row} />
      ))}
      {asked.more ? (
        <Button onClick={asked.more} loading={asked.isMoreComing}>
          {more}
        </Button>
      ) : null}
    </div>
  );
}

function Disposal({ of: row }: { of: DisposalRow }) {
  const t = useWords(custodyWords);
  const may = useMay();
  const witness = useChange(witnessDisposal);
  const withdraw = useChange(withdrawDisposal);
  const [isSigning, setSigning] = useState(false);
  const [reason, setReason] = useState("");
  const isOpen = row.state === "prepared" && may("retention.dispose");
  return (
    <Panel
      title={`${row.label} · ${row.way}（${row.items}）`}
      extra={
        <span className="row">
          <ToneTag tone={row.state === "done" ? "good" : row.state === "prepared" ? "attention" : "waiting"}>
            {row.state === "prepared" ? (row.waitsForMe ? t.waits : t.waitsOther) : t[row.state]}
          </ToneTag>
          <Button icon={<FilePdfOutlined />} href={fileUrl(disposalPdf, { disposalId: row.id })} target="_blank">
            {t.record}
          </Button>
        </span>
      }
    >
      <div className="stack">
        <p className="quiet small">
          {t.prepared(row.preparedBy, toMinute(new Date(row.preparedAt)))}
          {row.witnessedAt ? ` · ${t.witnessed(row.witnessedBy ?? "", toMinute(new Date(row.witnessedAt)))}` : ""}
          {row.withdrawnReason ? ` · ${row.withdrawnReason}` : ""}
        </p>
        <ul className="plain-list small">
          {row.containers.map((c) => (
            <li key={c.number}>
              <strong>{shortForm(c.number)}</strong> {c.sampleName} <span className="quiet">{c.ground}</span>
            </li>
          ))}
        </ul>
        <Refusal error={withdraw.error} />
        {isOpen ? (
          <div className="bar">
            <Input
              className="search-box"
              aria-label={t.reason}
              placeholder={t.reason}
              maxLength={200}
              value={reason}
              onChange={({ target }) => setReason(target.value)}
            />
            <Button
              disabled={reason.trim().length < 2}
              onClick={() => withdraw.mutate({ params: { disposalId: row.id }, body: { reason } })}
            >
              {t.withdraw}
            </Button>
            <Button
              type="primary"
              disabled={!row.waitsForMe}
              title={row.waitsForMe ? undefined : t.waitsOther}
              onClick={() => setSigning(true)}
            >
              {t.witness}
            </Button>
          </div>
        ) : null}
        <SignatureDialog
          title={`${t.witnessTitle} ${row.label}（${row.items}）`}
          meaning={t.meaning.witness}
          open={isSigning}
          error={witness.error}
          isBusy={witness.isPending}
          onCancel={() => setSigning(false)}
          onSign={(password) =>
            witness.mutate(
              { params: { disposalId: row.id }, body: { password } },
              { onSuccess: () => setSigning(false) },
            )
          }
        />
      </div>
    </Panel>
  );
}
