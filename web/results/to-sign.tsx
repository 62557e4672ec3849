import { EditOutlined } from "@ant-design/icons";
import { Button, Checkbox } from "antd";
import { useState } from "react";
import { shortForm } from "../../server/kernel/numbers.ts";
import { toMinute } from "../../server/kernel/time.ts";
import { en } from "../../server/kernel/text/en.ts";
import { zh } from "../../server/kernel/text/zh.ts";
import { VerdictName } from "../../server/results/contract.ts";
import { listUnsigned, signResults } from "../../server/results/sign-contract.ts";
import type { UnsignedResult } from "../../server/results/sign-contract.ts";
import { useAsk, useChange } from "../api.ts";
import { playSound } from "../sounds.ts";
import { Panel } from "../ui/page.tsx";
import { SignatureDialog } from "../ui/signature-dialog.tsx";
import { Verdict } from "../ui/verdict.tsx";
import { useWords } from "../words.ts";
import { SignedThings } from "./submit-signature.tsx";
import { signWords } from "./sign-words.ts";

/**
 * What I submitted and have not signed, of these tasks or of all, signed with one password: as a list to be ticked off, as a bar over
 * where the results stand anyway, or as a button alone.
 */
export function ToSign({ taskIds, as = "list" }: { taskIds?: readonly string[]; as?: "list" | "bar" | "button" }) {
  const t = useWords(signWords);
  const meaning = useWords({ zh, en }).meaning;
  const asked = useAsk(listUnsigned);
  const sign = useChange(signResults);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [isSigning, setSigning] = useState(false);
  const rows = (asked.data?.rows ?? []).filter((row) => !taskIds || taskIds.includes(row.taskId));
  const chosen = rows.filter((row) => !left.has(row.taskId));
  if (rows.length === 0) return null;
  const isOne = rows.length === 1;
  const toggle = ({ taskId }: UnsignedResult) => {
    const next = new Set(left);
    if (!next.delete(taskId)) next.add(taskId);
    setLeft(next);
  };
  const dialog = (
    <SignatureDialog
      open={isSigning}
      title={t.signTitle}
      meaning={meaning.submit}
      error={sign.error}
      isBusy={sign.isPending}
      onCancel={() => {
        setSigning(false);
        sign.reset();
      }}
      onSign={(password) =>
        sign.mutate(
          { body: { taskIds: chosen.map(({ taskId }) => taskId), password } },
          {
            onSuccess: () => {
              setSigning(false);
              setLeft(new Set());
              playSound("accepted");
            },
          },
        )
      }
    >
      <SignedThings
        of={chosen.map((row) => ({
          key: row.taskId,
          name: `${shortForm(row.sampleNumber)} ${row.item}`,
          figure: `${row.reported} ${row.unit}`,
        }))}
      />
    </SignatureDialog>
  );
  const why = asked.data?.isRequired ? t.isAsked : t.notAsked;
  if (as === "bar")
    return (
      <section className="panel row apart">
        <span>
          <strong>{t.title}</strong> <span className="small quiet">{why}</span>
        </span>
        <Button type="primary" icon={<EditOutlined />} onClick={() => setSigning(true)}>
          {t.sign(rows.length)}
        </Button>
        {dialog}
      </section>
    );
  if (as === "button")
    return (
      <>
        <Button type="primary" size="large" block icon={<EditOutlined />} onClick={() => setSigning(true)}>
          {t.signRecord}
        </Button>
        <p className="small quiet">{why}</p>
        {dialog}
      </>
    );
  return (
    <Panel
      title={t.title}
      extra={
        <Button type="primary" icon={<EditOutlined />} disabled={chosen.length === 0} onClick={() => setSigning(true)}>
          {t.sign(chosen.length)}
        </Button>
      }
    >
      <div className="stack tight">
        <p className="small quiet">{why}</p>
        {isOne ? null : (
          <Checkbox
            checked={left.size === 0}
            indeterminate={chosen.length > 0 && chosen.length < rows.length}
            onChange={({ target }) => setLeft(new Set(target.checked ? [] : rows.map(({ taskId }) => taskId)))}
          >
            {t.all} · {rows.length}
          </Checkbox>
        )}
        <ul className="to-sign">
          {rows.map((row) => (
            <li key={row.taskId}>
              {isOne ? (
                <ToSignRow row={row} />
              ) : (
                <Checkbox checked={!left.has(row.taskId)} onChange={() => toggle(row)}>
                  <ToSignRow row={row} />
                </Checkbox>
              )}
            </li>
          ))}
        </ul>
      </div>
      {dialog}
    </Panel>
  );
}

function ToSignRow({ row }: { row: UnsignedResult }) {
  const t = useWords(signWords);
  return (
    <span className="to-sign-row">
      <span className="mono">{shortForm(row.sampleNumber)}</span>
      <span>
        {row.sampleName} · {row.item} <span className="small quiet">{t.version(row.version)}</span>
      </span>
      <strong className="figure">
        {row.reported} {row.unit}
      </strong>
      <Verdict of={VerdictName.safeParse(row.verdict).data ?? null} />
      <span className="small quiet nowrap">{toMinute(new Date(row.submittedAt)).slice(5)}</span>
    </span>
  );
}
