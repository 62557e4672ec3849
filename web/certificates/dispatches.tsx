import { Button, Checkbox, Input, InputNumber, Segmented } from "antd";
import { useState } from "react";
import { toMinute } from "../../server/kernel/time.ts";
import { recordDispatch, recordReturn } from "../../server/certificates/life-contract.ts";
import { useChange } from "../api.ts";
import { useMay } from "../session.tsx";
import { Panel } from "../ui/page.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import type { Life } from "./life-panel.tsx";
import { lifeWords } from "./life-words.ts";

const { copy: Copy, way: Way } = recordDispatch.body.shape;

/** Which copies left the house, and which came back. */
export function Dispatches({ of }: { of: Life }) {
  const t = useWords(lifeWords);
  const may = useMay();
  const [chosen, setChosen] = useState<string | null>(null);
  const [note, setNote] = useState("");
  const giveBack = useChange(recordReturn);
  return (
    <Panel title={t.dispatches}>
      {of.dispatches.length === 0 ? <p className="quiet">{t.noDispatches}</p> : null}
      <ol className="history">
        {of.dispatches.map((d) => (
          <li key={d.id}>
            <strong>
              {t.copy[d.copy] ?? d.copy} × {d.copies}
            </strong>{" "}
            {d.reissueReason ? <ToneTag tone="attention">{t.reissued}</ToneTag> : null} {t.way[d.way] ?? d.way} · {d.to}{" "}
            {d.courierNumber ? <span className="mono">{d.courierNumber}</span> : null}
            {d.reissueReason ? (
              <div className="small">
                {t.reissueReason}: {d.reissueReason}
              </div>
            ) : null}
            <div className="small quiet">
              {d.by} {toMinute(new Date(d.at))}
              {d.returnedAt ? ` · ${t.cameBack} ${toMinute(new Date(d.returnedAt))} ${d.returnedNote ?? ""}` : ""}
            </div>
            {d.returnedAt === null && d.way !== "electronic" && may("certificates.dispatch") ? (
              chosen === d.id ? (
                <form
                  className="row"
                  onSubmit={(event) => {
                    event.preventDefault();
                    giveBack.mutate(
                      { params: { dispatchId: d.id }, body: { note } },
                      { onSuccess: () => setChosen(null) },
                    );
                  }}
                >
                  <Input
                    aria-label={t.returnedNote}
                    placeholder={t.returnedNote}
                    value={note}
                    onChange={({ target }) => setNote(target.value)}
                  />
                  <Button type="primary" htmlType="submit" disabled={note.trim().length < 2}>
                    {t.doIt}
                  </Button>
                </form>
              ) : (
                <Button size="small" onClick={() => setChosen(d.id)}>
                  {t.returned}
                </Button>
              )
            ) : null}
          </li>
        ))}
      </ol>
      <Refusal error={giveBack.error} />
    </Panel>
  );
}

/** A copy leaves the house. */
export function DispatchForm({ number, onDone }: { number: string; onDone: () => void }) {
  const t = useWords(lifeWords);
  const send = useChange(recordDispatch);
  const [copy, setCopy] = useState<(typeof Copy.options)[number]>("original");
  const [way, setWay] = useState<(typeof Way.options)[number]>("collected");
  const [copies, setCopies] = useState(1);
  const [to, setTo] = useState("");
  const [courierNumber, setCourier] = useState("");
  const [isAgain, setAgain] = useState(false);
  const [why, setWhy] = useState("");
  const isReady =
    to.trim() !== "" && (way !== "courier" || courierNumber.trim() !== "") && (!isAgain || why.trim().length >= 2);
  const named = <T extends string>(options: readonly T[], words: Record<string, string>) =>
    options.map((value) => ({ value, label: words[value] ?? value }));
  return (
    <form
      className="inset stack"
      onSubmit={(event) => {
        event.preventDefault();
        const courier = way === "courier" ? { courierNumber } : {};
        const again = isAgain ? { reissueReason: why } : {};
        if (isReady)
          send.mutate(
            { params: { number }, body: { copy, way, copies, to, ...courier, ...again } },
            { onSuccess: onDone },
          );
      }}
    >
      <div className="bar">
        <Segmented options={named(Copy.options, t.copy)} value={copy} onChange={setCopy} />
        <InputNumber aria-label={t.copies} min={1} max={50} value={copies} onChange={(n) => setCopies(n ?? 1)} />
        <Segmented options={named(Way.options, t.way)} value={way} onChange={setWay} />
      </div>
      <label className="field">
        <span className="needed">{t.to}</span>
        <Input value={to} maxLength={100} onChange={({ target }) => setTo(target.value)} />
      </label>
      {way === "courier" ? (
        <label className="field">
          <span className="needed">{t.courierNumber}</span>
          <Input
            data-scan="text"
            value={courierNumber}
            maxLength={60}
            onChange={({ target }) => setCourier(target.value)}
          />
        </label>
      ) : null}
      <Checkbox checked={isAgain} onChange={({ target }) => setAgain(target.checked)}>
        {t.reissue}
      </Checkbox>
      {isAgain ? (
        <label className="field">
          <span className="needed">{t.reissueReason}</span>
          <Input value={why} maxLength={500} onChange={({ target }) => setWhy(target.value)} />
        </label>
      ) : null}
      <Refusal error={send.error} />
      <div className="row end">
        <Button onClick={onDone}>{t.cancel}</Button>
        <Button type="primary" htmlType="submit" disabled={!isReady} loading={send.isPending}>
          {t.doIt}
        </Button>
      </div>
    </form>
  );
}
