import { DownloadOutlined } from "@ant-design/icons";
import { Button, Progress } from "antd";
import { useState } from "react";
import { cancelExport, exportFile, listExports, mostRows } from "../../server/desk/lists-contract.ts";
import type { ExportView, ListName } from "../../server/desk/lists-contract.ts";
import { Problem, problems } from "../../server/kernel/problems.ts";
import type { ProblemCode } from "../../server/kernel/problems.ts";
import { fileUrl, useAsk, useChange } from "../api.ts";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { listWords } from "./list-words.ts";

const isOpen = (one: ExportView | undefined) => one?.state === "waiting" || one?.state === "running";

/** How far the newest export of this list is; it goes on when the page is left and is found here again. */
export function ExportProgress({ list }: { list: ListName }) {
  const t = useWords(listWords);
  const [hidden, hide] = useState<string | null>(null);
  const [isWatching, watch] = useState(false);
  const asked = useAsk(listExports, { query: { list } }, isWatching ? { refetchInterval: 700 } : {});
  const cancel = useChange(cancelExport);
  const newest = asked.data?.rows[0];
  if (isOpen(newest) !== isWatching) watch(isOpen(newest));
  if (!newest || newest.id === hidden || newest.state === "cancelled") return null;
  const percent = newest.total ? Math.round((100 * newest.done) / newest.total) : 0;
  return (
    <div className="list-export" role="status">
      {isOpen(newest) ? (
        <>
          <span>{newest.state === "waiting" ? t.waiting : t.exporting(newest.done, newest.total)}</span>
          <Progress className="list-export-bar" percent={percent} showInfo={false} />
          <Button onClick={() => cancel.mutate({ params: { exportId: newest.id } })}>{t.cancel}</Button>
        </>
      ) : newest.state === "done" ? (
        <>
          <span>{t.done(newest.done)}</span>
          <Button
            type="primary"
            icon={<DownloadOutlined />}
            href={fileUrl(exportFile, { exportId: newest.id })}
            onClick={() => hide(newest.id)}
          >
            {t.download}
          </Button>
          <Button onClick={() => hide(newest.id)}>{t.hide}</Button>
        </>
      ) : (
        <>
          <span>{t.failed}</span>
          <Refusal error={faultOf(newest)} />
          <Button onClick={() => hide(newest.id)}>{t.hide}</Button>
        </>
      )}
      <Refusal error={cancel.error} />
    </div>
  );
}

function faultOf(one: ExportView): Problem {
  const code = one.fault && one.fault in problems ? (one.fault as ProblemCode) : "server-error";
  return new Problem(code, { found: one.total, most: mostRows[one.format] });
}
