import { Button, Input } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { z } from "zod";
import { toMinute } from "../../server/kernel/time.ts";
import { listShiftNotes, takeShift, writeShiftNote } from "../../server/work/people-contract.ts";
import type { ShiftContent, ShiftNoteView } from "../../server/work/people-contract.ts";
import { useAsk, useChange } from "../api.ts";
import { paths } from "../paths.ts";
import { useMe } from "../session.tsx";
import { DraftNote } from "../ui/draft-note.tsx";
import { useDraft } from "../ui/draft.ts";
import { Opening } from "../ui/opening.tsx";
import { Page, Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { SignatureDialog } from "../ui/signature-dialog.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { peopleWords } from "./people-words.ts";

/** 交接班记录: what stands in ovens and incubators, what is open, a word, and the signature of who takes over. */
export function ShiftPage() {
  const t = useWords(peopleWords);
  const asked = useAsk(listShiftNotes, {}, { refetchInterval: 60_000 });
  const write = useChange(writeShiftNote);
  const draft = useDraft("shift-note", "", z.string());
  if (!asked.data)
    return asked.error ? (
      <Page title={t.shift}>
        <Refusal error={asked.error} />
      </Page>
    ) : (
      <Opening />
    );
  return (
    <Page title={t.shift} below={t.shiftBelow}>
      <Panel title={t.now}>
        <Content of={asked.data.now} />
      </Panel>
      <Panel title={t.write} extra={<DraftNote state={draft.state} />}>
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            write.mutate({ body: { text: draft.value } }, { onSuccess: () => void draft.drop() });
          }}
        >
          <Input.TextArea
            aria-label={t.noteText}
            placeholder={t.noteText}
            autoSize={{ minRows: 3, maxRows: 10 }}
            maxLength={2000}
            value={draft.value}
            onChange={({ target }) => draft.set(target.value)}
          />
          <Refusal error={write.error} />
          <div className="row end">
            <Button type="primary" htmlType="submit" loading={write.isPending}>
              {t.write}
            </Button>
          </div>
        </form>
      </Panel>
      {asked.data.rows.length === 0 ? <p className="quiet">{t.noNotes}</p> : null}
      {asked.data.rows.map((note) => (
        <Note key={note.id} note={note} />
      ))}
    </Page>
  );
}

function Content({ of: content }: { of: ShiftContent }) {
  const t = useWords(peopleWords);
  const now = performance.timeOrigin + performance.now() + useMe().demoMinutes * 60_000;
  return (
    <div className="stack">
      {content.equipment.length === 0 ? <p className="quiet">{t.nothingIn}</p> : null}
      {content.equipment.length > 0 ? (
        <table className="table" aria-label={t.now}>
          <thead>
            <tr>
              <th scope="col">{t.equipment}</th>
              <th scope="col">{t.settings}</th>
              <th scope="col">{t.samples}</th>
              <th scope="col">{t.since}</th>
              <th scope="col">{t.due}</th>
            </tr>
          </thead>
          <tbody>
            {content.equipment.map((use) => (
              <tr key={`${use.number} ${use.startedAt} ${use.samples.join()}`}>
                <td>
                  {use.number ? <Link to={paths.instrument(use.number)}>{use.name}</Link> : use.name}
                  <div className="small quiet">{use.place}</div>
                </td>
                <td>{use.settings}</td>
                <td>{use.samples.join("、")}</td>
                <td className="nowrap">
                  {toMinute(new Date(use.startedAt))} {use.startedBy}
                </td>
                <td className="nowrap">
                  {use.dueAt === null ? (
                    "–"
                  ) : (
                    <>
                      {toMinute(new Date(use.dueAt))}{" "}
                      {new Date(use.dueAt).getTime() < now ? <ToneTag tone="bad">{t.overdueOut}</ToneTag> : null}
                    </>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      {content.open.length > 0 ? (
        <ul className="plain-list small" aria-label={t.openWork}>
          {content.open.map((row) => (
            <li key={row.analyst} className="row">
              <strong>{row.analyst}</strong> {t.inProgress} {row.inProgress} · {t.assigned} {row.assigned}
              {row.overdue > 0 ? (
                <ToneTag tone="bad">
                  {t.overdue} {row.overdue}
                </ToneTag>
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

function Note({ note }: { note: ShiftNoteView }) {
  const t = useWords(peopleWords);
  const take = useChange(takeShift);
  const [isSigning, setSigning] = useState(false);
  const [remark, setRemark] = useState("");
  return (
    <Panel
      title={t.written(note.writtenBy, toMinute(new Date(note.writtenAt)))}
      extra={
        note.takenAt ? (
          <ToneTag tone="good">{t.taken(note.takenBy ?? "", toMinute(new Date(note.takenAt)))}</ToneTag>
        ) : (
          <span className="row">
            <ToneTag tone="attention">{t.waits}</ToneTag>
            {note.mayTake ? (
              <Button type="primary" onClick={() => setSigning(true)}>
                {t.takeOver}
              </Button>
            ) : null}
          </span>
        )
      }
    >
      <div className="stack">
        {note.text ? <p>{note.text}</p> : null}
        {note.remark ? <p className="quiet">{note.remark}</p> : null}
        <details>
          <summary className="small">
            {t.now}（{note.content.equipment.length}）
          </summary>
          <Content of={note.content} />
        </details>
        <SignatureDialog
          title={t.takeTitle}
          meaning={t.takeMeaning}
          open={isSigning}
          error={take.error}
          isBusy={take.isPending}
          onCancel={() => setSigning(false)}
          onSign={(password) =>
            take.mutate(
              { params: { noteId: note.id }, body: { password, ...(remark.trim() && { remark }) } },
              { onSuccess: () => setSigning(false) },
            )
          }
        >
          <Input
            aria-label={t.remark}
            placeholder={t.remark}
            maxLength={500}
            value={remark}
            onChange={({ target }) => setRemark(target.value)}
          />
        </SignatureDialog>
      </div>
    </Panel>
  );
}
