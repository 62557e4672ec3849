import { App, Button, Input, Select } from "antd";
import { useState } from "react";
import { shortForm } from "../../server/kernel/numbers.ts";
import { coverPerson, previewCover } from "../../server/work/people-contract.ts";
import type { CoverView } from "../../server/work/people-contract.ts";
import { useAsk, useChange } from "../api.ts";
import { Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { peopleWords } from "./people-words.ts";

/** 离岗交接: who is away, who takes over, and what would go before anything does. */
export function CoverPanel({ people }: { people: readonly { id: string; name: string }[] }) {
  const t = useWords(peopleWords);
  const { message } = App.useApp();
  const [from, setFrom] = useState<string>();
  const [to, setTo] = useState<string>();
  const [reason, setReason] = useState("");
  const isChosen = from !== undefined && to !== undefined && from !== to;
  const preview = useAsk(
    previewCover,
    { params: { personId: from ?? "" }, query: { to: to ?? "" } },
    { enabled: isChosen },
  );
  const cover = useChange(coverPerson);
  const options = people.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Panel title={t.cover}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (isChosen)
            cover.mutate(
              { params: { personId: from }, body: { toPersonId: to, reason } },
              { onSuccess: () => void message.success(t.handed) },
            );
        }}
      >
        <p className="quiet small">{t.coverHow}</p>
        <div className="thirds">
          <label className="field">
            <span>{t.awayPerson}</span>
            <Select aria-label={t.awayPerson} value={from} onChange={setFrom} options={options} />
          </label>
          <label className="field">
            <span>{t.coverBy}</span>
            <Select
              aria-label={t.coverBy}
              value={to}
              onChange={setTo}
              options={options.filter(({ value }) => value !== from)}
            />
          </label>
          <label className="field">
            <span>{t.reason}</span>
            <Input maxLength={200} value={reason} onChange={({ target }) => setReason(target.value)} />
          </label>
        </div>
        {isChosen && preview.data ? <Preview of={preview.data} /> : null}
        <Refusal error={cover.error ?? (isChosen ? preview.error : null)} />
        <div className="row end">
          <Button
            type="primary"
            htmlType="submit"
            disabled={!isChosen || reason.trim().length < 2}
            loading={cover.isPending}
          >
            {t.hand}
          </Button>
        </div>
      </form>
    </Panel>
  );
}

function Preview({ of: view }: { of: CoverView }) {
  const t = useWords(peopleWords);
  const left = view.tasks.filter((task) => task.refusal !== null);
  return (
    <div className="box">
      <p className="row">
        <strong>{t.coverTasks(view.tasks.length - left.length, view.tasks.length)}</strong>
        <span>{t.coverSheets(view.sheets.filter((s) => s.isMoved).length)}</span>
        <span>{t.coverClaims(view.claims)}</span>
      </p>
      {left.map((task) => (
        <p key={task.id} className="row small">
          <ToneTag tone="attention">{t.stays}</ToneTag> {shortForm(task.sampleNumber)} {task.item} {task.method}：
          {task.refusal ? t.refusals[task.refusal] : ""}
        </p>
      ))}
      {view.containers.length > 0 ? (
        <p className="small quiet">{t.heldContainers(view.containers.map(shortForm).join("、"))}</p>
      ) : null}
    </div>
  );
}
