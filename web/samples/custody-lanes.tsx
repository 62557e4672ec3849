import { shortForm } from "../../server/kernel/numbers.ts";
import { toDay, toMinute } from "../../server/kernel/time.ts";
import type { ContainerView } from "../../server/samples/contract.ts";
import { useMe } from "../session.tsx";
import { useWords } from "../words.ts";
import { custodyWords } from "./custody-words.ts";

type Tone = "good" | "running" | "attention" | "waiting";
type Part = { from: number; to: number; tone: Tone; said: string };

/** Where each container has been since it came, a lane for each: in store green, in somebody's hands blue, under way amber. */
export function CustodyLanes({ containers, since }: { containers: readonly ContainerView[]; since: string }) {
  const t = useWords(custodyWords);
  const { demoMinutes } = useMe();
  const begin = new Date(since).getTime();
  const now = Math.max(performance.timeOrigin + performance.now() + demoMinutes * 60_000, begin + 60_000);
  return (
    <section className="panel" aria-label={t.timeline}>
      <header className="panel-head">
        <h2>{t.timeline}</h2>
      </header>
      <div className="lanes">
        {containers.map((container) => (
          <Lane key={container.id} of={container} begin={begin} now={now} />
        ))}
        <span />
        <div className="lane-axis">
          <span>{toMinute(new Date(begin))}</span>
          <span>
            {t.today} {toDay(new Date(now))}
          </span>
        </div>
      </div>
    </section>
  );
}

function Lane({ of: container, begin, now }: { of: ContainerView; begin: number; now: number }) {
  const t = useWords(custodyWords);
  const parts = partsOf(container, begin, now, t);
  const share = (at: number) => `${((at - begin) / (now - begin)) * 100}%`;
  return (
    <>
      <strong className="nowrap">{shortForm(container.number)}</strong>
      <div className="lane">
        {parts.map((part) => (
          <span
            key={part.from}
            className={`lane-part tone-${part.tone}`}
            style={{ insetInlineStart: share(part.from), inlineSize: share(begin + part.to - part.from) }}
            title={`${toMinute(new Date(part.from))} – ${toMinute(new Date(part.to))} ${part.said}`}
          >
            {part.said}
          </span>
        ))}
      </div>
    </>
  );
}

type Words = typeof custodyWords.zh;

/** What each move began lasts until the next one. */
function partsOf(container: ContainerView, begin: number, now: number, t: Words): Part[] {
  const starts: { from: number; tone: Tone; said: string }[] = [{ from: begin, tone: "good", said: t.stored }];
  for (const move of container.moves) {
    const from = new Date(move.at).getTime();
    const look = lookOf(move, t);
    if (look) starts.push({ from, ...look });
  }
  return starts
    .map((start, i) => ({ ...start, to: Math.min(now, starts[i + 1]?.from ?? now) }))
    .filter((part) => part.to > part.from);
}

function lookOf(move: ContainerView["moves"][number], t: Words): { tone: Tone; said: string } | null {
  switch (move.action) {
    case "handed-out":
      return { tone: "running", said: t.with(move.person) };
    case "sent":
      return { tone: "attention", said: t.underway(move.remark ?? "") };
    case "sent-out":
      return { tone: "attention", said: t.atOther(move.place ?? "") };
    case "received":
      return { tone: "good", said: t.atOther(move.laboratory ?? "") };
    case "disposed":
    case "used-up":
      return { tone: "waiting", said: t.gone };
    case "split":
    case "split-off":
      return null;
    default:
      return { tone: "good", said: move.place ?? t.stored };
  }
}
