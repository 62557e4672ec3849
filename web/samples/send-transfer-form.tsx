import { Button, Input, Select } from "antd";
import { z } from "zod";
import { groupNumber } from "../../server/kernel/numbers.ts";
import { sendTransfer, TransferPurpose, transferTargets } from "../../server/samples/transfer-contract.ts";
import { useAsk, useChange } from "../api.ts";
import { useScan } from "../scan.tsx";
import { DraftNote } from "../ui/draft-note.tsx";
import { useDraft } from "../ui/draft.ts";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { custodyWords } from "./custody-words.ts";

const Shape = z.object({
  to: z.string(),
  toName: z.string(),
  purpose: TransferPurpose,
  courier: z.string(),
  temperature: z.string(),
  containers: z.array(z.object({ number: z.string(), title: z.string() })),
});
type Shape = z.output<typeof Shape>;
const empty: Shape = { to: "", toName: "", purpose: "testing", courier: "", temperature: "", containers: [] };
const outside = "outside";

/** What goes where: containers are scanned onto the manifest; what was entered is kept until it is sent. */
export function SendTransferForm({ onDone }: { onDone: (number: string) => void }) {
  const t = useWords(custodyWords);
  const draft = useDraft<Shape>("transfer", empty, Shape);
  const targets = useAsk(transferTargets);
  const send = useChange(sendTransfer);
  const said = draft.value;
  const change = (part: Partial<Shape>) => draft.set((before) => ({ ...before, ...part }));
  useScan((answer) => {
    if (answer.kind !== "container") return undefined;
    // decided on what is there, not on what was drawn last: scans come faster than the screen
    draft.set((before) =>
      before.containers.some(({ number }) => number === answer.number)
        ? before
        : { ...before, containers: [...before.containers, { number: answer.number, title: answer.title }] },
    );
    return answer.title;
  });
  const isReady = said.containers.length > 0 && (said.to === outside ? said.toName.trim() !== "" : said.to !== "");
  const submit = () =>
    send.mutate(
      {
        body: {
          ...(said.to === outside ? { toName: said.toName } : { toLaboratoryId: said.to }),
          purpose: said.purpose,
          ...(said.courier.trim() && { courier: said.courier }),
          ...(said.temperature.trim() && { temperature: said.temperature }),
          containers: said.containers.map(({ number }) => number),
        },
      },
      { onSuccess: ({ number }) => void draft.drop().then(() => onDone(number)) },
    );
  return (
    <form
      className="panel stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) submit();
      }}
    >
      <div className="row apart">
        <strong className="big-ask">{t.scanOut}</strong>
        <DraftNote state={draft.state} />
      </div>
      <div className="thirds">
        <label className="field">
          <span>{t.to}</span>
          <Select
            aria-label={t.to}
            value={said.to || undefined}
            onChange={(to: string) => change({ to })}
            options={[
              ...(targets.data?.rows.map((row) => ({ value: row.id, label: row.name })) ?? []),
              { value: outside, label: t.outside },
            ]}
          />
        </label>
        {said.to === outside ? (
          <label className="field">
            <span>{t.outsideName}</span>
            <Input maxLength={100} value={said.toName} onChange={({ target }) => change({ toName: target.value })} />
          </label>
        ) : null}
        <label className="field">
          <span>{t.purpose}</span>
          <Select
            aria-label={t.purpose}
            value={said.purpose}
            onChange={(purpose) => change({ purpose })}
            options={TransferPurpose.options.map((value) => ({ value, label: t.purposes[value] }))}
          />
        </label>
        <label className="field">
          <span>{t.courier}</span>
          <Input maxLength={60} value={said.courier} onChange={({ target }) => change({ courier: target.value })} />
        </label>
        <label className="field">
          <span>{t.carriedAt}</span>
          <Input
            maxLength={40}
            value={said.temperature}
            onChange={({ target }) => change({ temperature: target.value })}
          />
        </label>
      </div>
      <ul className="plain-list">
        {said.containers.map(({ number, title }) => (
          <li key={number} className="row apart">
            <span>
              <strong>{title}</strong> <span className="quiet small">{groupNumber(number)}</span>
            </span>
            <Button
              size="small"
              onClick={() => change({ containers: said.containers.filter((c) => c.number !== number) })}
            >
              {t.remove}
            </Button>
          </li>
        ))}
      </ul>
      <Refusal error={send.error ?? targets.error} />
      <div className="row end">
        <Button type="primary" htmlType="submit" disabled={!isReady} loading={send.isPending}>
          {t.send(said.containers.length)}
        </Button>
      </div>
    </form>
  );
}
