import { Button, Tooltip } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { toMinute } from "../../server/kernel/time.ts";
import type { ReplyOf } from "../../server/kernel/endpoint.ts";
import { showLife } from "../../server/certificates/life-contract.ts";
import { useAsk } from "../api.ts";
import { paths } from "../paths.ts";
import { Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { StateTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { Dispatches, DispatchForm } from "./dispatches.tsx";
import { LifeForm } from "./life-form.tsx";
import { Objections } from "./objections.tsx";
import { lifeWords } from "./life-words.ts";

export type Life = ReplyOf<typeof showLife>;
type Act = Life["may"][number]["act"];

/** What happened to a certificate since it was issued, and what may happen to it now. */
export function LifePanel({ number }: { number: string }) {
  const t = useWords(lifeWords);
  const asked = useAsk(showLife, { params: { number } });
  const [act, setAct] = useState<Act | null>(null);
  const life = asked.data;
  if (!life) return <Refusal error={asked.error} />;
  const others = [
    ["replaces", life.replaces],
    ["replacedBy", life.replacedBy],
  ] as const;
  return (
    <>
      <Panel title={t.title}>
        <div className="stack">
          {life.stateReason ? <p className="ink-attention">{life.stateReason}</p> : null}
          {others.map(([which, other]) =>
            other ? (
              <p key={which}>
                {t[which]} <Link to={paths.certificate(other.number)}>{other.printedNumber}</Link>{" "}
                <StateTag of="certificate" state={other.state} />
              </p>
            ) : null,
          )}
          {life.toCallBack > 0 ? <p className="ink-bad">{t.toCallBack(life.toCallBack)}</p> : null}
          <div className="row">
            {life.may.map((offer) => (
              <Tooltip key={offer.act} title={offer.refusal ? t.refusals[offer.refusal] : t.explains[offer.act]}>
                <Button
                  danger={offer.act === "revoke" || offer.act === "void"}
                  disabled={offer.refusal !== null}
                  onClick={() => setAct(offer.act)}
                >
                  {t.acts[offer.act]}
                </Button>
              </Tooltip>
            ))}
          </div>
          {act === "dispatch" ? <DispatchForm number={number} onDone={() => setAct(null)} /> : null}
          {act !== null && act !== "dispatch" ? (
            <LifeForm key={act} act={act} number={number} life={life} onDone={() => setAct(null)} />
          ) : null}
        </div>
      </Panel>
      {life.differences.length > 0 ? (
        <Panel flush title={t.differences}>
          <table className="table">
            <thead>
              <tr>
                <th>{t.field}</th>
                <th>{t.before}</th>
                <th>{t.after}</th>
              </tr>
            </thead>
            <tbody>
              {life.differences.map((d) => (
                <tr key={d.field}>
                  <td>{t.fields[d.field.replace(/^sample\./, "")] ?? d.field}</td>
                  <td className="quiet">{d.before || "–"}</td>
                  <td>
                    <strong>{d.after || "–"}</strong>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Panel>
      ) : null}
      <Objections of={life} />
      <Dispatches of={life} />
      <Panel title={t.history}>
        <ol className="history">
          {life.history.map((h) => (
            <li key={`${h.at} ${h.action}`}>
              <strong>{t.actions[h.action] ?? h.action}</strong> {/^[a-z][a-z-]+$/.test(h.actor) ? t.bySystem : h.actor}
              {h.reason ? `：${h.reason}` : ""}
              <div className="small quiet">{toMinute(new Date(h.at))}</div>
            </li>
          ))}
        </ol>
      </Panel>
    </>
  );
}
