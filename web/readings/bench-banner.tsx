import {
  CheckCircleFilled,
  ExclamationCircleFilled,
  InfoCircleFilled,
  RollbackOutlined,
  WarningFilled,
} from "@ant-design/icons";
import { Button } from "antd";
import { shortForm } from "../../server/kernel/numbers.ts";
import { toMinute } from "../../server/kernel/time.ts";
import type { ClaimView } from "../../server/readings/contract.ts";
import type { BenchView } from "../../server/results/contract.ts";
import { usePreferences } from "../preferences.ts";
import { useErrorText } from "../error-text.ts";
import { useWords } from "../words.ts";
import { stepOf } from "./next-move.ts";
import type { Move, Target } from "./next-move.ts";
import { untilText } from "./server-time.ts";
import { words } from "./words.ts";

export type News = { tone: "good" | "bad" | "info"; text: string };

/** What is in hand: the container and the instrument with its verification; red when the instrument may not be used. */
export function InHand(props: {
  containerNumber: string | null;
  claim: ClaimView | undefined;
  instrument: { name: string } | null;
  refused: unknown;
  onFree: () => void;
}) {
  const t = useWords(words);
  const errorText = useErrorText();
  const { claim, instrument } = props;
  const isUnfit = claim?.instrument.state === "out_of_service" || isUnfitRefusal(props.refused);
  return (
    <div className={`in-hand ${isUnfit ? "in-hand-bad" : ""}`} role={isUnfit ? "alert" : undefined}>
      <span className="in-hand-thing">
        <small>{t.container}</small>
        <strong>{props.containerNumber ? shortForm(props.containerNumber) : t.noContainer}</strong>
      </span>
      <span className="in-hand-thing">
        <small>{t.instrument}</small>
        <strong>{instrument?.name ?? t.noInstrument}</strong>
      </span>
      {isUnfit ? (
        <span className="in-hand-why">
          <WarningFilled /> <strong>{t.unfit}</strong> {props.refused ? errorText(props.refused) : ""} {t.unfitWayOut}
        </span>
      ) : claim?.instrument.validUntil ? (
        <span className="small">{t.validUntil(claim.instrument.validUntil)}</span>
      ) : null}
      {claim ? (
        <Button className="in-hand-free" onClick={props.onFree}>
          {t.free}
        </Button>
      ) : null}
    </div>
  );
}

/** One sentence: what to do now; below it for which parallel and step, and what comes of it. */
export function Instruction({
  bench,
  move,
  target,
  now,
  news,
}: {
  bench: BenchView;
  move: Move;
  target: Target | null;
  now: number;
  news: News | null;
}) {
  const t = useWords(words);
  const { language } = usePreferences();
  const step = target ? stepOf(bench, target.step) : undefined;
  const wait = target?.notBefore ? Date.parse(target.notBefore) - now : 0;
  const isWeighing = move !== "closed" && move !== "complete" && target !== null;
  return (
    <div className="instruction" aria-live="polite">
      <p className={`instruction-move move-${move}`}>{t.moves[move]}</p>
      {isWeighing ? (
        <p className="instruction-where">
          <span>{t.parallel(target.parallel)}</span>
          {target.vessel ? (
            <span>{t.vesselOf(target.vessel)}</span>
          ) : step?.kind === "value" ? null : (
            <span className="ink-attention">{t.noVessel}</span>
          )}
          <strong>{language === "zh" ? step?.name : step?.nameEn}</strong>
        </p>
      ) : null}
      {isWeighing && target.notBefore && wait > 0 ? (
        <p className="instruction-wait">
          <span className="tag tone-attention">
            <ExclamationCircleFilled /> {t.notBefore(toMinute(new Date(target.notBefore)).slice(11))}
          </span>
          <span className="countdown">{t.remaining(untilText(wait))}</span>
        </p>
      ) : null}
      {news ? (
        <p className={`news news-${news.tone}`} role="status">
          {icons[news.tone]} {news.text}
        </p>
      ) : null}
    </div>
  );
}

/** Why this work came back, on top of everything. */
export function Returns({ of }: { of: BenchView["returns"] }) {
  const t = useWords(words);
  return of.map((back) => (
    <div key={`${back.at} ${back.reason}`} className="refusal tone-returned returned" role="note">
      <RollbackOutlined />
      <span>
        <strong>{t.returned(back.by, toMinute(new Date(back.at)))}</strong>
        <br />
        {back.reason}
      </span>
    </div>
  ));
}

const icons = { good: <CheckCircleFilled />, bad: <WarningFilled />, info: <InfoCircleFilled /> };

function isUnfitRefusal(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "instrument-unfit";
}
