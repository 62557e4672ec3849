import { Button, Segmented } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import type { ReplyOf } from "../../server/kernel/endpoint.ts";
import type { InstrumentView } from "../../server/metrology/contract.ts";
import type { InstrumentFileView } from "../../server/metrology/file-contract.ts";
import { showHistory } from "../../server/metrology/life-contract.ts";
import { showUsage } from "../../server/metrology/usage-contract.ts";
import { useAsk } from "../api.ts";
import { paths } from "../paths.ts";
import { useMay } from "../session.tsx";
import { Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { EventForm, possibleEvents, type EventKind } from "./event-form.tsx";
import { ExtendForm } from "./extend-form.tsx";
import { lifeWords } from "./life-words.ts";
import { recordWords } from "./record-words.ts";
import { timeLine, type Moment } from "./time-line.ts";
import { words } from "./words.ts";

type History = ReplyOf<typeof showHistory>;

/** What may be done with an instrument, everything that happened to it on one line of time, and where it was used. */
export function LifePanel(props: { instrument: InstrumentView; files: readonly InstrumentFileView[] }) {
  const { instrument } = props;
  const t = useWords(lifeWords);
  const may = useMay();
  const asked = useAsk(showHistory, { params: { number: instrument.number } });
  const usage = useAsk(showUsage, { params: { number: instrument.number } }).data?.rows ?? [];
  const [form, setForm] = useState<EventKind | "extend" | null>(null);
  const history = asked.data;
  if (!history) return <Refusal error={asked.error} />;
  const possible = possibleEvents(stateOf(history, instrument.loan !== null));
  return (
    <>
      <Panel title={t.events}>
        <div className="stack">
          {may("instruments.change") || may("instruments.extend") ? (
            <div className="row wrap">
              {may("instruments.change")
                ? possible.map((kind) => (
                    <Button key={kind} title={t.means[kind]} danger={kind === "scrap"} onClick={() => setForm(kind)}>
                      {t.kinds[kind]}
                    </Button>
                  ))
                : null}
              {may("instruments.extend") ? <Button onClick={() => setForm("extend")}>{t.extend}</Button> : null}
            </div>
          ) : null}
          {form === "extend" ? <ExtendForm number={instrument.number} onDone={() => setForm(null)} /> : null}
          {form !== null && form !== "extend" ? (
            <EventForm key={form} number={instrument.number} kind={form} onDone={() => setForm(null)} />
          ) : null}
          <TimeLine of={timeLine(instrument, history, props.files, usage)} />
        </div>
      </Panel>
    </>
  );
}

function stateOf({ events }: History, isLent: boolean) {
  const sealing = events.filter(({ kind }) => kind === "seal" || kind === "unseal");
  return {
    isLent,
    isSealed: sealing.at(-1)?.kind === "seal",
    isScrapped: events.some(({ kind }) => kind === "scrap"),
  };
}

const filters = ["all", "verification", "check", "event", "use"] as const;
const shownAtFirst = 20;

function TimeLine({ of }: { of: readonly Moment[] }) {
  const t = useWords(lifeWords);
  const r = useWords(recordWords);
  const own = useWords(words);
  const [only, setOnly] = useState<(typeof filters)[number]>("all");
  const [isAll, setAll] = useState(false);
  const chosen = of.filter(({ what }) => only === "all" || what === only || (only === "event" && what === "extension"));
  const shown = isAll ? chosen : chosen.slice(0, shownAtFirst);
  const name = ({ what, kind }: Moment) => {
    switch (what) {
      case "event":
        return t.kinds[kind] ?? kind;
      case "extension":
        return t.extend;
      case "label":
        return own.label;
      case "file":
        return r.fileKinds[kind] ?? kind;
      case "use":
        return t.usedTimes(kind);
      case "verification":
      case "check":
        return (r.documents as Record<string, string>)[kind] ?? kind;
    }
  };
  return (
    <div className="stack tight">
      <Segmented
        aria-label={t.timeLine}
        value={only}
        options={filters.map((value) => ({ value, label: t.filters[value] }))}
        onChange={setOnly}
      />
      <ol className="time-line" aria-label={t.timeLine}>
        {shown.map((moment) => (
          <li key={moment.key}>
            <span className="nowrap small">{moment.shown}</span>
            <ToneTag tone={moment.tone}>{name(moment)}</ToneTag>
            <span className="grow">
              {moment.text}{" "}
              {moment.verificationId ? <Link to={paths.impact(moment.verificationId)}>{t.impact}</Link> : null}
            </span>
            <span className="small quiet nowrap">{moment.by}</span>
          </li>
        ))}
      </ol>
      {chosen.length > shown.length ? <Button onClick={() => setAll(true)}>{t.showAll(chosen.length)}</Button> : null}
    </div>
  );
}
