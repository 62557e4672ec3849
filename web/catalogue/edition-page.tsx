import { Button, Checkbox, Input } from "antd";
import { useState } from "react";
import { useParams } from "react-router";
import { publishEdition, showEditionChange, withdrawEdition } from "../../server/catalogue/editions-contract.ts";
import type { EditionChangeView } from "../../server/catalogue/editions-contract.ts";
import { previewEdition } from "../../server/results/preview-contract.ts";
import { useAsk, useChange } from "../api.ts";
import { useMay } from "../session.tsx";
import { Opening } from "../ui/opening.tsx";
import { Facts, Page, Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { SignatureDialog } from "../ui/signature-dialog.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { Verdict } from "../ui/verdict.tsx";
import { useWords } from "../words.ts";
import { editionsWords } from "./editions-words.ts";

/** A drafted edition beside the one it replaces, what it would change for open samples, and its publication. */
export function EditionPage() {
  const t = useWords(editionsWords);
  const may = useMay();
  const { id = "" } = useParams();
  const asked = useAsk(showEditionChange, { params: { id } });
  const change = asked.data;
  if (!change)
    return asked.error ? (
      <Page title={t.title}>
        <Refusal error={asked.error} />
      </Page>
    ) : (
      <Opening />
    );
  return (
    <Page
      title={
        <>
          {`${change.standard}-${change.version}`}{" "}
          <ToneTag tone={change.state === "draft" ? "attention" : change.state === "published" ? "good" : "waiting"}>
            {t.states[change.state]}
          </ToneTag>
        </>
      }
      below={change.title}
      extra={<Acts of={change} />}
    >
      <Panel>
        <Facts
          of={[
            [t.inForce, change.inForceFrom],
            [
              t.supersedes,
              change.supersedes &&
                `${change.supersedes}${change.supersededUntil ? `，${t.until(change.supersededUntil)}` : ""}`,
            ],
            [t.mayFollowFrom, change.mayFollowFrom],
            [t.oldMayFollowUntil, change.oldMayFollowUntil],
            [t.source, change.source],
            [t.remarks, change.remarks],
            [t.draftedBy, `${change.draftedBy} ${change.draftedAt}`],
            [t.decidedBy, change.decidedBy && `${change.decidedBy} ${change.decidedAt ?? ""} ${change.decision ?? ""}`],
          ]}
        />
      </Panel>
      {change.state === "draft" && may("editions.draft") ? <Touched id={change.id} /> : null}
      <Compared of={change} />
    </Page>
  );
}

function Touched({ id }: { id: string }) {
  const t = useWords(editionsWords);
  const asked = useAsk(previewEdition, { params: { id } });
  const found = asked.data;
  return (
    <Panel title={t.preview}>
      <Refusal error={asked.error} />
      {found && found.rows.length === 0 ? <p className="quiet">{t.previewNone(found.openTasks)}</p> : null}
      {found && found.rows.length > 0 ? (
        <table className="plain-table">
          <thead>
            <tr>
              {[t.sample, t.item, t.decidingOn, t.before, t.after].map((head) => (
                <th key={head}>{head}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {found.rows.map((row) => (
              <tr key={`${row.sampleNumber} ${row.item}`}>
                <td>
                  {row.sampleName} <span className="small quiet">{row.sampleNumber}</span>
                </td>
                <td>{row.item}</td>
                <td className="nowrap">{row.decidingOn}</td>
                <td>
                  {row.limitBefore || "—"} {row.verdictBefore ? <Verdict of={row.verdictBefore} /> : null}
                </td>
                <td>
                  {row.limitAfter || "—"} {row.verdictAfter ? <Verdict of={row.verdictAfter} /> : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </Panel>
  );
}

function Compared({ of }: { of: EditionChangeView }) {
  const t = useWords(editionsWords);
  const [onlyDifferent, setOnlyDifferent] = useState(true);
  const count = (kind: keyof typeof t.change) => of.compared.filter((row) => row.change === kind).length;
  const rows = of.compared.filter((row) => !onlyDifferent || row.change !== "same");
  return (
    <Panel
      title={t.compared({
        changed: count("changed"),
        added: count("added"),
        dropped: count("dropped"),
        same: count("same"),
      })}
      extra={
        <Checkbox checked={onlyDifferent} onChange={(event) => setOnlyDifferent(event.target.checked)}>
          {t.onlyDifferent}
        </Checkbox>
      }
    >
      <table className="plain-table">
        <thead>
          <tr>
            {[t.category, t.item, t.before, t.after, ""].map((head) => (
              <th key={head}>{head}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.category} ${row.item} ${row.change}`}>
              <td>{row.category}</td>
              <td>{row.item}</td>
              <td className="change-cell quiet">{row.before ? `${row.before} ${row.unit}` : "—"}</td>
              <td className="change-cell">{row.after ? <strong>{`${row.after} ${row.unit}`}</strong> : "—"}</td>
              <td>
                <ToneTag tone={row.change === "same" ? "waiting" : "attention"}>{t.change[row.change]}</ToneTag>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function Acts({ of: change }: { of: EditionChangeView }) {
  const t = useWords(editionsWords);
  const publish = useChange(publishEdition);
  const withdraw = useChange(withdrawEdition);
  const [isSigning, setSigning] = useState(false);
  const [remarks, setRemarks] = useState("");
  const offer = change.may.find(({ act }) => act === "publish");
  const mayWithdraw = change.may.some(({ act }) => act === "withdraw");
  return (
    <>
      <Refusal error={withdraw.error} />
      {mayWithdraw ? (
        <Button
          onClick={() => {
            const reason = window.prompt(t.withdrawWhy);
            if (reason) withdraw.mutate({ params: { id: change.id }, body: { reason } });
          }}
        >
          {t.withdraw}
        </Button>
      ) : null}
      {offer ? (
        <Button type="primary" disabled={offer.refusal !== null} onClick={() => setSigning(true)}>
          {t.publish}
        </Button>
      ) : null}
      <SignatureDialog
        title={t.publish}
        meaning={t.meaning}
        open={isSigning}
        error={publish.error}
        isBusy={publish.isPending}
        onCancel={() => setSigning(false)}
        onSign={(password) =>
          publish.mutate(
            { params: { id: change.id }, body: { password, remarks } },
            { onSuccess: () => setSigning(false) },
          )
        }
      >
        <label className="field">
          <span>{t.publishWhy}</span>
          <Input aria-label={t.publishWhy} value={remarks} onChange={(event) => setRemarks(event.target.value)} />
        </label>
      </SignatureDialog>
    </>
  );
}
