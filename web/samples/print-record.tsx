import { Button, Input } from "antd";
import { useState } from "react";
import { printFile } from "../../server/samples/label-contract.ts";
import type { PrintView } from "../../server/samples/label-contract.ts";
import { toMinute } from "../../server/kernel/time.ts";
import { fileUrl } from "../api.ts";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { labelWords } from "./label-words.ts";

const inks: Partial<Record<PrintView["sending"], string>> = {
  waiting: "quiet",
  sending: "quiet",
  sent: "quiet",
  uncertain: "ink-attention",
};

/** Who printed what and when; and the way to labels drawn anew, where something on them changed. */
export function PrintRecord({
  rows,
  design,
  isBusy,
  onAnew,
}: {
  rows: readonly PrintView[];
  design: string;
  isBusy: boolean;
  onAnew: (because: string) => void;
}) {
  const t = useWords(labelWords);
  const [because, setBecause] = useState("");
  if (rows.length === 0) return null;
  const hasOriginal = rows.some((row) => row.design === design && row.originalId === null);
  return (
    <details>
      <summary>{t.record(rows.length)}</summary>
      <div className="stack tight">
        <table className="table" aria-label={t.record(rows.length)}>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <td className="nowrap">{toMinute(new Date(row.printedAt))}</td>
                <td>{row.printedBy}</td>
                <td>{t.builtIn[row.design] ?? row.design}</td>
                <td>
                  {row.printer ?? "PDF"}
                  {row.printer !== null && row.sending !== "sent" ? (
                    <div
                      className={`small ${inks[row.settled ? "sent" : row.sending] ?? "ink-bad"}`}
                      title={row.sendError ?? undefined}
                    >
                      {row.settled
                        ? `${t.settledAs[row.settled.as]} · ${t.settledBy(row.settled.by, toMinute(new Date(row.settled.at)).slice(5))}`
                        : t.sending[row.sending]}
                    </div>
                  ) : null}
                </td>
                <td>{t.count(row.labels)}</td>
                <td>
                  <ToneTag tone={row.originalId ? "attention" : "good"}>
                    {row.originalId ? t.reprint : t.original}
                  </ToneTag>{" "}
                  {row.reason}
                </td>
                <td>
                  <a href={fileUrl(printFile, { id: row.id })} target="_blank" rel="noreferrer" title={row.sha256}>
                    {t.file}
                  </a>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {hasOriginal ? (
          <div className="row nowrap-row">
            <Input
              aria-label={t.anewBecause}
              placeholder={t.anewBecause}
              maxLength={200}
              value={because}
              onChange={({ target }) => setBecause(target.value)}
            />
            <Button disabled={because.trim().length < 2} loading={isBusy} onClick={() => onAnew(because.trim())}>
              {t.anew}
            </Button>
          </div>
        ) : null}
      </div>
    </details>
  );
}
