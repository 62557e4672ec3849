import { Button, Input, Select } from "antd";
import { useState } from "react";
import { toMinute } from "../../server/kernel/time.ts";
import { HoldKind, placeHold, releaseHold, showHolds } from "../../server/samples/retention-contract.ts";
import type { HoldView } from "../../server/samples/retention-contract.ts";
import { useAsk, useChange } from "../api.ts";
import { useMay } from "../session.tsx";
import { Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { custodyWords } from "./custody-words.ts";

/** How long the sample is kept and what holds it. */
export function RetentionPanel({ sampleNumber }: { sampleNumber: string }) {
  const t = useWords(custodyWords);
  const may = useMay();
  const asked = useAsk(showHolds, { params: { number: sampleNumber } });
  const place = useChange(placeHold);
  const [kind, setKind] = useState<HoldView["kind"]>("reinspection");
  const [reason, setReason] = useState("");
  const kept = asked.data;
  if (!kept) return null;
  return (
    <Panel
      title={t.kept}
      extra={
        <span className="row">
          <strong>{kept.until ? t.keptUntil(kept.until) : t.notYet}</strong>
          <span className="quiet small">
            {[kept.until && t.rules[kept.rule], kept.shelfLifeEnd && t.shelfEnd(kept.shelfLifeEnd)]
              .filter(Boolean)
              .join(" · ")}
          </span>
        </span>
      }
    >
      <div className="stack">
        {kept.openObjections > 0 ? <ToneTag tone="attention">{t.objections(kept.openObjections)}</ToneTag> : null}
        {kept.holds.map((hold) => (
          <Hold key={hold.id} hold={hold} />
        ))}
        {may("retention.hold") ? (
          <form
            className="bar"
            onSubmit={(event) => {
              event.preventDefault();
              place.mutate(
                { params: { number: sampleNumber }, body: { kind, reason } },
                { onSuccess: () => setReason("") },
              );
            }}
          >
            <Select
              aria-label={t.hold}
              value={kind}
              onChange={setKind}
              options={HoldKind.options.map((value) => ({ value, label: t.holdKinds[value] }))}
            />
            <Input
              className="search-box"
              aria-label={t.reason}
              placeholder={t.reason}
              maxLength={300}
              value={reason}
              onChange={({ target }) => setReason(target.value)}
            />
            <Button htmlType="submit" disabled={reason.trim().length < 2} loading={place.isPending}>
              {t.placeHold}
            </Button>
          </form>
        ) : null}
        <Refusal error={place.error} />
      </div>
    </Panel>
  );
}

function Hold({ hold }: { hold: HoldView }) {
  const t = useWords(custodyWords);
  const may = useMay();
  const release = useChange(releaseHold);
  const [note, setNote] = useState("");
  return (
    <div className="box">
      <div className="row">
        <ToneTag tone={hold.releasedAt ? "waiting" : "attention"}>
          {t.holdWord} · {t.holdKinds[hold.kind]}
        </ToneTag>
        <span>{hold.reason}</span>
        <span className="quiet small">{t.held(hold.placedBy, toMinute(new Date(hold.placedAt)))}</span>
      </div>
      {hold.releasedAt ? (
        <p className="quiet small">
          {t.released(hold.releasedBy ?? "", toMinute(new Date(hold.releasedAt)))}：{hold.releaseNote}
        </p>
      ) : may("retention.hold") ? (
        <div className="bar">
          <Input
            className="search-box"
            aria-label={t.releaseNote}
            placeholder={t.releaseNote}
            maxLength={300}
            value={note}
            onChange={({ target }) => setNote(target.value)}
          />
          <Button
            disabled={note.trim().length < 2}
            loading={release.isPending}
            onClick={() => release.mutate({ params: { holdId: hold.id }, body: { note } })}
          >
            {t.release}
          </Button>
        </div>
      ) : null}
      <Refusal error={release.error} />
    </div>
  );
}
