import { Button, Input, Modal } from "antd";
import { useState } from "react";
import { endSignatoryScope, listSignatoryScopes } from "../../server/work/signatory-contract.ts";
import type { SignatoryScopeView } from "../../server/work/signatory-contract.ts";
import type { ReplyOf } from "../../server/kernel/endpoint.ts";
import { useAsk, useChange } from "../api.ts";
import { useMay } from "../session.tsx";
import type { Tone } from "../theme.ts";
import { DayInput } from "../ui/day-input.tsx";
import { Panel } from "../ui/page.tsx";
import { readDay } from "../ui/read-day.ts";
import { Refusal } from "../ui/refusal.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { SignatoryScopeForm } from "./signatory-scope-form.tsx";
import { signatoryWords } from "./signatory-words.ts";

type Scopes = ReplyOf<typeof listSignatoryScopes>;
const tones: Record<SignatoryScopeView["state"], Tone> = {
  valid: "good",
  soon: "attention",
  ended: "waiting",
  future: "running",
};

/** 签字领域: each signatory with what they may sign for; the technical manager grants and ends. */
export function SignatoryPanel() {
  const t = useWords(signatoryWords);
  const may = useMay();
  const asked = useAsk(listSignatoryScopes);
  const [isGranting, setGranting] = useState(false);
  const [ending, setEnding] = useState<SignatoryScopeView | null>(null);
  const scopes = asked.data;
  if (!scopes) return asked.error ? <Refusal error={asked.error} /> : null;
  const mayGrant = may("people.qualify");
  return (
    <Panel
      title={t.title}
      extra={
        mayGrant && scopes.people.length > 0 ? (
          <Button onClick={() => setGranting(!isGranting)}>{t.grant}</Button>
        ) : null
      }
    >
      <p className="quiet small">{t.below}</p>
      {isGranting ? <SignatoryScopeForm scopes={scopes} onDone={() => setGranting(false)} /> : null}
      {scopes.people.length === 0 ? <p className="quiet">{t.empty}</p> : null}
      <div className="table-wrap">
        <table className="table" aria-label={t.title}>
          <tbody>
            {scopes.people.map((person) => {
              const own = scopes.rows.filter((row) => row.personId === person.id);
              const isOpen = own.some(({ state }) => state !== "ended");
              return [
                ...(isOpen
                  ? []
                  : [
                      <tr key={person.id}>
                        <th scope="row">{person.name}</th>
                        <td colSpan={4}>
                          <ToneTag tone="bad">{t.noScope}</ToneTag>
                        </td>
                      </tr>,
                    ]),
                ...own.map((row) => (
                  <tr key={row.id}>
                    <th scope="row">{person.name}</th>
                    <td>{fieldOf(scopes, row) ?? t.everything}</td>
                    <td>
                      <ToneTag tone={tones[row.state]}>{t.states[row.state]}</ToneTag>{" "}
                      <span className="small">{t.span(row.validFrom, row.validUntil)}</span>
                    </td>
                    <td className="small quiet">
                      {[row.basis, row.grantedBy && t.by(row.grantedBy), row.endReason].filter(Boolean).join(" · ")}
                    </td>
                    <td>
                      {mayGrant && row.state !== "ended" ? (
                        <Button danger onClick={() => setEnding(row)}>
                          {t.end}
                        </Button>
                      ) : null}
                    </td>
                  </tr>
                )),
              ];
            })}
          </tbody>
        </table>
      </div>
      <Modal open={ending !== null} footer={null} onCancel={() => setEnding(null)} title={t.end} destroyOnHidden>
        {ending ? (
          <EndForm row={ending} field={fieldOf(scopes, ending) ?? t.everything} onDone={() => setEnding(null)} />
        ) : null}
      </Modal>
    </Panel>
  );
}

/** The method or category that a row is about; null where it is all fields. */
function fieldOf(scopes: Scopes, row: SignatoryScopeView): string | null {
  if (row.category !== null) return row.category.replaceAll(">", " › ");
  if (row.methodId === null) return null;
  const method = scopes.methods.find(({ id }) => id === row.methodId);
  return method ? `${method.item} ${method.method} ${method.clause}` : "–";
}

function EndForm({ row, field, onDone }: { row: SignatoryScopeView; field: string; onDone: () => void }) {
  const t = useWords(signatoryWords);
  const end = useChange(endSignatoryScope);
  const [on, setOn] = useState("");
  const [reason, setReason] = useState("");
  const day = readDay(on);
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (day) end.mutate({ params: { scopeId: row.id }, body: { on: day, reason } }, { onSuccess: onDone });
      }}
    >
      <p>
        {field} <span className="quiet">{t.span(row.validFrom, row.validUntil)}</span>
      </p>
      <label className="field">
        <span>{t.endOn}</span>
        <DayInput value={on} onChange={setOn} label={t.endOn} />
      </label>
      <label className="field">
        <span>{t.endReason}</span>
        <Input maxLength={200} value={reason} onChange={({ target }) => setReason(target.value)} />
      </label>
      <Refusal error={end.error} />
      <div className="row end">
        <Button danger htmlType="submit" disabled={!day || reason.trim().length < 2} loading={end.isPending}>
          {t.end}
        </Button>
      </div>
    </form>
  );
}
