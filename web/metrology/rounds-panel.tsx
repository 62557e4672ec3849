import { DownloadOutlined, PrinterOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { Fragment, useState } from "react";
import { Link } from "react-router";
import { toMinute } from "../../server/kernel/time.ts";
import { showInstrument } from "../../server/metrology/contract.ts";
import {
  changeRound,
  listRounds,
  roundBack,
  roundPdf,
  roundXlsx,
  sendRound,
  withdrawRound,
} from "../../server/metrology/rounds-contract.ts";
import type { RoundView } from "../../server/metrology/rounds-contract.ts";
import { fileUrl, useAsk, useChange } from "../api.ts";
import { paths } from "../paths.ts";
import { useMay } from "../session.tsx";
import type { Tone } from "../theme.ts";
import { Opening } from "../ui/opening.tsx";
import { Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { StateTag, ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { planWords } from "./plan-words.ts";
import { RecordVerificationForm } from "./record-verification-form.tsx";

const toneOf: Record<RoundView["state"], Tone> = { planned: "waiting", sent: "running", back: "good" };
const conclusionTone = { fit: "good", restricted: "attention", unfit: "bad" } as const;

/** The rounds: their list on paper, when they left and came back, and the certificates that came of them. */
export function RoundsPanel() {
  const t = useWords(planWords);
  const asked = useAsk(listRounds);
  if (!asked.data) return asked.error ? <Refusal error={asked.error} /> : <Opening />;
  if (asked.data.rows.length === 0) return <p className="quiet">{t.noRounds}</p>;
  return (
    <div className="stack">
      {asked.data.rows.map((round) => (
        <RoundCard key={round.id} round={round} />
      ))}
    </div>
  );
}

function RoundCard({ round }: { round: RoundView }) {
  const t = useWords(planWords);
  const may = useMay();
  const send = useChange(sendRound);
  const back = useChange(roundBack);
  const withdraw = useChange(withdrawRound);
  const canChange = may("instruments.change");
  const can = (act: RoundView["may"][number]) => canChange && round.may.includes(act);
  const params = { id: round.id };
  const done = round.instruments.filter(({ certificate }) => certificate !== null).length;
  return (
    <Panel
      flush
      title={
        <span className="row">
          <span>{round.name}</span>
          <ToneTag tone={toneOf[round.state]}>{t.states[round.state]}</ToneTag>
        </span>
      }
      extra={
        <span className="row">
          <Button icon={<PrinterOutlined />} href={fileUrl(roundPdf, params)} target="_blank">
            {t.pdf}
          </Button>
          <Button icon={<DownloadOutlined />} href={fileUrl(roundXlsx, params)}>
            {t.xlsx}
          </Button>
          {can("withdraw") ? (
            <Button danger loading={withdraw.isPending} onClick={() => withdraw.mutate({ params })}>
              {t.withdraw}
            </Button>
          ) : null}
          {can("send") ? (
            <Button type="primary" loading={send.isPending} onClick={() => send.mutate({ params })}>
              {t.send}
            </Button>
          ) : null}
          {can("back") ? (
            <Button type="primary" loading={back.isPending} onClick={() => back.mutate({ params })}>
              {t.back}
            </Button>
          ) : null}
        </span>
      }
    >
      <p className="small quiet panel-note">
        {[
          round.agency,
          round.on,
          round.isAway ? t.how.away : t.how.site,
          t.count(done, round.instruments.length),
          round.sentAt
            ? t.sentAt(toMinute(new Date(round.sentAt)), round.sentBy ?? "")
            : round.isAway
              ? t.awayMeans
              : "",
          round.backAt ? t.backAt(toMinute(new Date(round.backAt)), round.backBy ?? "") : "",
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
      <Refusal error={send.error ?? back.error ?? withdraw.error} />
      <Instruments round={round} canEnter={canChange && round.state !== "planned"} canRemove={can("change")} />
    </Panel>
  );
}

function Instruments({ round, canEnter, canRemove }: { round: RoundView; canEnter: boolean; canRemove: boolean }) {
  const t = useWords(planWords);
  const [entering, setEntering] = useState<string | null>(null);
  const change = useChange(changeRound);
  const without = (number: string) => {
    const { name, agency, on, isAway } = round;
    const instruments = round.instruments.map((i) => i.number).filter((other) => other !== number);
    change.mutate({ params: { id: round.id }, body: { name, agency, on, isAway, instruments } });
  };
  return (
    <div className="table-wrap">
      <Refusal error={change.error} />
      <table className="table round-table">
        <tbody>
          {round.instruments.map((i) => (
            <Fragment key={i.number}>
              <tr>
                <td>
                  <Link to={paths.instrument(i.number)}>{i.name}</Link>
                  <div className="small quiet">
                    {i.serialNumber} · {i.place}
                  </div>
                </td>
                <td className="narrow">{i.validUntil}</td>
                <td className="narrow">
                  <StateTag of="instrument" state={i.fitness} />
                </td>
                <td>
                  {i.certificate ? (
                    <span className="row">
                      <ToneTag tone={conclusionTone[i.certificate.conclusion]}>
                        {t.conclusions[i.certificate.conclusion]}
                      </ToneTag>
                      {t.entered(i.certificate.number, i.certificate.on)}
                    </span>
                  ) : round.state === "planned" ? null : (
                    <span className="quiet">{t.waiting}</span>
                  )}
                </td>
                <td style={{ textAlign: "right" }}>
                  {canEnter && !i.certificate && entering !== i.number ? (
                    <Button onClick={() => setEntering(i.number)}>{t.enter}</Button>
                  ) : null}
                  {canRemove && round.instruments.length > 1 ? (
                    <Button onClick={() => without(i.number)}>{t.remove}</Button>
                  ) : null}
                </td>
              </tr>
              {entering === i.number ? (
                <tr>
                  <td colSpan={5}>
                    <Entering number={i.number} onDone={() => setEntering(null)} />
                  </td>
                </tr>
              ) : null}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Entering({ number, onDone }: { number: string; onDone: () => void }) {
  const asked = useAsk(showInstrument, { params: { number } });
  if (!asked.data) return <Refusal error={asked.error} />;
  return <RecordVerificationForm instrument={asked.data} onDone={onDone} />;
}
