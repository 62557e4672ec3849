import { Button, Input } from "antd";
import { useState } from "react";
import { toMinute } from "../../server/kernel/time.ts";
import { endControl, reviseControl, type ControlChart } from "../../server/results/control-contract.ts";
import { useChange } from "../api.ts";
import { Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { controlWords } from "./control-words.ts";

type Typed = { target: string; sd: string; uncertainty: string; reason: string };

/** The next version of what a chart holds its points against. */
export function ReviseControlForm({ of, onDone }: { of: ControlChart; onDone: () => void }) {
  const t = useWords(controlWords);
  const revise = useChange(reviseControl);
  const [basedOn] = useState(of.version); // as it was when the form was opened
  const [typed, setTyped] = useState<Typed>({
    ...{ target: of.target, sd: of.sd, uncertainty: of.uncertainty ?? "", reason: "" },
  });
  const plain = (text: string) => text.normalize("NFKC").trim();
  const isChanged =
    plain(typed.target) !== of.target ||
    plain(typed.sd) !== of.sd ||
    (plain(typed.uncertainty) || null) !== of.uncertainty;
  const isReady = isChanged && plain(typed.target) !== "" && plain(typed.sd) !== "" && typed.reason.trim().length >= 4;
  const field = (name: keyof Typed, label: string) => (
    <label className="field">
      <span>{label}</span>
      <Input
        aria-label={label}
        value={typed[name]}
        onChange={({ target }) => setTyped({ ...typed, [name]: target.value })}
      />
    </label>
  );
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isReady) return;
        const body = {
          ...{ target: plain(typed.target), sd: plain(typed.sd), uncertainty: plain(typed.uncertainty) || null },
          ...{ reason: typed.reason.trim(), basedOn },
        };
        revise.mutate({ params: { seriesId: of.id }, body }, { onSuccess: onDone });
      }}
    >
      <div className="thirds">
        {field("target", `${t.target} ${of.unit}`)}
        {field("sd", `${t.sd} ${of.unit}`)}
        {of.kind === "control" ? field("uncertainty", t.assignedU) : null}
      </div>
      {field("reason", t.reviseReason)}
      <p className="small quiet">{t.reviseHint}</p>
      <Refusal error={revise.error} />
      <div className="row end">
        <Button onClick={onDone}>{t.cancel}</Button>
        <Button type="primary" htmlType="submit" disabled={!isReady} loading={revise.isPending}>
          {t.save}
        </Button>
      </div>
    </form>
  );
}

/** The lot is used up: the chart takes no more points. */
export function EndControlForm({ of, onDone }: { of: ControlChart; onDone: () => void }) {
  const t = useWords(controlWords);
  const end = useChange(endControl);
  const [reason, setReason] = useState("");
  const isReady = reason.trim().length >= 4;
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady)
          end.mutate({ params: { seriesId: of.id }, body: { reason: reason.trim() } }, { onSuccess: onDone });
      }}
    >
      <label className="field">
        <span>{t.endReason}</span>
        <Input aria-label={t.endReason} value={reason} onChange={({ target }) => setReason(target.value)} />
      </label>
      <p className="small quiet">{t.endHint}</p>
      <Refusal error={end.error} />
      <div className="row end">
        <Button onClick={onDone}>{t.cancel}</Button>
        <Button danger type="primary" htmlType="submit" disabled={!isReady} loading={end.isPending}>
          {t.end}
        </Button>
      </div>
    </form>
  );
}

/** Every version of the target, the newest first; nothing where there was only one. */
export function ControlVersions({ of }: { of: ControlChart }) {
  const t = useWords(controlWords);
  if (of.targets.length < 2) return null;
  return (
    <Panel flush title={t.versions}>
      <table className="table" aria-label={t.versions}>
        <thead>
          <tr>
            <th>#</th>
            <th>{t.target}</th>
            <th>s</th>
            <th>U</th>
            <th>{t.reason}</th>
            <th>{t.revisedBy}</th>
            <th>{t.from}</th>
          </tr>
        </thead>
        <tbody>
          {of.targets.toReversed().map((row) => (
            <tr key={row.version}>
              <td>{row.version}</td>
              <td>{row.target}</td>
              <td>{row.sd}</td>
              <td>{row.uncertainty ?? "—"}</td>
              <td>{row.reason}</td>
              <td>{row.by}</td>
              <td className="small quiet">{toMinute(new Date(row.at))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
