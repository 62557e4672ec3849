import { Button, Input, Modal, Select } from "antd";
import { useState } from "react";
import { endQualification, grantQualification, listQualifications } from "../../server/work/people-contract.ts";
import type { QualificationView } from "../../server/work/people-contract.ts";
import type { ReplyOf } from "../../server/kernel/endpoint.ts";
import { useAsk, useChange } from "../api.ts";
import { useMay } from "../session.tsx";
import type { Tone } from "../theme.ts";
import { DayInput } from "../ui/day-input.tsx";
import { Opening } from "../ui/opening.tsx";
import { Page, Panel } from "../ui/page.tsx";
import { readDay } from "../ui/read-day.ts";
import { Refusal } from "../ui/refusal.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { SignatoryPanel } from "./signatory-panel.tsx";
import { peopleWords } from "./people-words.ts";

type Matrix = ReplyOf<typeof listQualifications>;
const tones: Record<QualificationView["state"], Tone> = {
  valid: "good",
  soon: "attention",
  ended: "waiting",
  future: "running",
};
const rank: Record<QualificationView["state"], number> = { valid: 0, soon: 0, future: 1, ended: 2 };

/** 持证上岗: every method by every analyst; the technical manager grants and ends. */
export function QualificationsPage() {
  const t = useWords(peopleWords);
  const may = useMay();
  const asked = useAsk(listQualifications);
  const [opened, setOpened] = useState<QualificationView | null>(null);
  const [isGranting, setGranting] = useState(false);
  const matrix = asked.data;
  if (!matrix)
    return asked.error ? (
      <Page title={t.qualifications}>
        <Refusal error={asked.error} />
      </Page>
    ) : (
      <Opening />
    );
  const expiring = matrix.rows.filter((row) => row.state === "soon");
  const cell = (personId: string, methodId: string) =>
    matrix.rows
      .filter((row) => row.personId === personId && row.methodId === methodId)
      .toSorted((a, b) => rank[a.state] - rank[b.state])[0];
  return (
    <Page
      title={t.qualifications}
      below={t.qualificationsBelow}
      extra={
        may("people.qualify") ? (
          <Button type="primary" onClick={() => setGranting(!isGranting)}>
            {t.grant}
          </Button>
        ) : null
      }
    >
      {expiring.length > 0 ? (
        <p>
          <ToneTag tone="attention">{t.expiring(expiring.length)}</ToneTag>
        </p>
      ) : null}
      {isGranting ? <GrantForm matrix={matrix} onDone={() => setGranting(false)} /> : null}
      <SignatoryPanel />
      <Panel flush>
        <div className="table-wrap">
          <table className="table" aria-label={t.qualifications}>
            <thead>
              <tr>
                <th scope="col">{t.methods}</th>
                {matrix.people.map((person) => (
                  <th scope="col" key={person.id}>
                    {person.name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {matrix.methods.map((method) => (
                <tr key={method.id}>
                  <th scope="row">
                    {method.item}
                    <div className="small quiet">
                      {method.method} {method.clause}
                    </div>
                  </th>
                  {matrix.people.map((person) => {
                    const held = cell(person.id, method.id);
                    return (
                      <td key={person.id}>
                        {held ? (
                          <button type="button" className="bare" onClick={() => setOpened(held)}>
                            <ToneTag tone={tones[held.state]}>{t.states[held.state]}</ToneTag>
                            <div className="small quiet">{held.validUntil ?? ""}</div>
                          </button>
                        ) : (
                          <span className="quiet">{t.none}</span>
                        )}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Panel>
      <Modal
        open={opened !== null}
        footer={null}
        onCancel={() => setOpened(null)}
        title={t.qualifications}
        destroyOnHidden
      >
        {opened ? <Held held={opened} onDone={() => setOpened(null)} /> : null}
      </Modal>
    </Page>
  );
}

function Held({ held, onDone }: { held: QualificationView; onDone: () => void }) {
  const t = useWords(peopleWords);
  const may = useMay();
  const end = useChange(endQualification);
  const [on, setOn] = useState("");
  const [reason, setReason] = useState("");
  const day = readDay(on);
  const canEnd = may("people.qualify") && held.state !== "ended";
  return (
    <div className="stack">
      <p>
        {held.validFrom} – {held.validUntil ?? ""} <ToneTag tone={tones[held.state]}>{t.states[held.state]}</ToneTag>
      </p>
      <p className="quiet">
        {[held.basis, held.grantedBy && t.by(held.grantedBy), held.endReason].filter(Boolean).join(" · ")}
      </p>
      {canEnd ? (
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            if (day)
              end.mutate({ params: { qualificationId: held.id }, body: { on: day, reason } }, { onSuccess: onDone });
          }}
        >
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
              {t.endIt}
            </Button>
          </div>
        </form>
      ) : null}
    </div>
  );
}

function GrantForm({ matrix, onDone }: { matrix: Matrix; onDone: () => void }) {
  const t = useWords(peopleWords);
  const grant = useChange(grantQualification);
  const [personId, setPersonId] = useState<string>();
  const [methodIds, setMethodIds] = useState<string[]>([]);
  const [from, setFrom] = useState("");
  const [until, setUntil] = useState("");
  const [basis, setBasis] = useState("");
  const validFrom = readDay(from);
  const validUntil = until.trim() === "" ? null : readDay(until);
  const isReady =
    personId !== undefined &&
    methodIds.length > 0 &&
    validFrom !== null &&
    (until.trim() === "" || validUntil !== null) &&
    basis.trim().length > 1;
  return (
    <form
      className="panel stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady && personId && validFrom)
          grant.mutate({ body: { personId, methodIds, validFrom, validUntil, basis } }, { onSuccess: onDone });
      }}
    >
      <div className="thirds">
        <label className="field">
          <span>{t.person}</span>
          <Select
            aria-label={t.person}
            value={personId}
            onChange={setPersonId}
            options={matrix.people.map((person) => ({ value: person.id, label: person.name }))}
          />
        </label>
        <label className="field">
          <span>{t.from}</span>
          <DayInput value={from} onChange={setFrom} label={t.from} />
        </label>
        <label className="field">
          <span>{t.until}</span>
          <DayInput value={until} onChange={setUntil} label={t.until} />
        </label>
      </div>
      <label className="field">
        <span>{t.methods}</span>
        <Select
          mode="multiple"
          optionFilterProp="label"
          aria-label={t.methods}
          value={methodIds}
          onChange={setMethodIds}
          options={matrix.methods.map((m) => ({ value: m.id, label: `${m.item} ${m.method} ${m.clause}` }))}
        />
      </label>
      <label className="field">
        <span>{t.basis}</span>
        <Input maxLength={200} value={basis} onChange={({ target }) => setBasis(target.value)} />
      </label>
      <Refusal error={grant.error} />
      <div className="row end">
        <Button type="primary" htmlType="submit" disabled={!isReady} loading={grant.isPending}>
          {t.grant}
        </Button>
      </div>
    </form>
  );
}
