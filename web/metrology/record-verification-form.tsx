import { App, Button, Input, Segmented } from "antd";
import { recordVerification } from "../../server/metrology/contract.ts";
import type { InstrumentView } from "../../server/metrology/contract.ts";
import { useChange } from "../api.ts";
import { DayInput } from "../ui/day-input.tsx";
import { DraftNote } from "../ui/draft-note.tsx";
import { useDraft } from "../ui/draft.ts";
import { Panel } from "../ui/page.tsx";
import { readDay } from "../ui/read-day.ts";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { lifeWords } from "./life-words.ts";
import { words } from "./words.ts";

const { kind: Kind, conclusion: Conclusion } = recordVerification.body.shape;
type Typed = {
  kind: (typeof Kind.options)[number];
  on: string;
  certificateNumber: string;
  agency: string;
  validUntil: string;
  conclusion: (typeof Conclusion.options)[number];
  restriction: string;
  points: string;
  unit: string;
};
const nothing: Typed = {
  kind: "verification",
  on: "",
  certificateNumber: "",
  agency: "",
  validUntil: "",
  conclusion: "fit",
  restriction: "",
  points: "",
  unit: "",
};

/** A verification, calibration or intermediate check, with the laboratory's own confirmation. */
export function RecordVerificationForm({ instrument, onDone }: { instrument: InstrumentView; onDone: () => void }) {
  const t = useWords(words);
  const life = useWords(lifeWords);
  const { message } = App.useApp();
  const draft = useDraft<Typed>(`verification-${instrument.number}`, nothing);
  const record = useChange(recordVerification);
  const typed = draft.value;
  const set = (change: Partial<Typed>) => draft.set((before) => ({ ...before, ...change }));
  const on = readDay(typed.on);
  const isUntilRight = typed.validUntil === "" || readDay(typed.validUntil) !== null;
  const points = readPoints(typed.points ?? "");
  const isReady =
    on !== null &&
    points !== null &&
    (points.length === 0 || (typed.unit ?? "").trim() !== "") &&
    isUntilRight &&
    typed.certificateNumber.trim() !== "" &&
    typed.agency.trim() !== "" &&
    (typed.conclusion !== "restricted" || typed.restriction.trim() !== "");
  const text = (name: "certificateNumber" | "agency" | "restriction") => (
    <label className="field">
      <span className="needed">{t[name]}</span>
      <Input
        data-scan={name === "certificateNumber" ? "text" : undefined}
        value={typed[name]}
        maxLength={200}
        onChange={(event) => set({ [name]: event.target.value })}
      />
    </label>
  );
  return (
    <Panel title={t.record} extra={<DraftNote state={draft.state} />}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isReady || !on) return;
          const body = {
            ...typed,
            on,
            validUntil: readDay(typed.validUntil) ?? undefined,
            restriction: typed.conclusion === "restricted" ? typed.restriction : undefined,
            points: points?.length ? points : undefined,
            unit: points?.length ? typed.unit : undefined,
          };
          record.mutate(
            { params: { number: instrument.number }, body },
            {
              onSuccess: () => {
                void draft.drop().catch(() => undefined);
                void message.success(t.recorded);
                onDone();
              },
            },
          );
        }}
      >
        <div className="thirds">
          <div className="field">
            <span>{t.kind}</span>
            <Segmented
              value={typed.kind}
              options={Kind.options.map((value) => ({ value, label: t.verificationKinds[value] }))}
              onChange={(value) => set({ kind: Kind.parse(value) })}
            />
          </div>
          <label className="field">
            <span className="needed">{t.on}</span>
            <DayInput value={typed.on} onChange={(value) => set({ on: value })} />
          </label>
          <label className="field">
            <span>
              {t.validUntil} <small>（{t.validUntilHint}）</small>
            </span>
            <DayInput value={typed.validUntil} onChange={(validUntil) => set({ validUntil })} />
          </label>
          {text("certificateNumber")}
          {text("agency")}
          <div className="field">
            <span>{t.conclusion}</span>
            <Segmented
              value={typed.conclusion}
              options={Conclusion.options.map((value) => ({ value, label: t.conclusions[value] }))}
              onChange={(value) => set({ conclusion: Conclusion.parse(value) })}
            />
          </div>
        </div>
        {typed.conclusion === "restricted" ? text("restriction") : null}
        <div className="columns">
          <label className="field">
            <span>
              {life.points} <small>（{life.pointsHint}）</small>
            </span>
            <Input.TextArea
              className="mono"
              autoSize={{ minRows: 1, maxRows: 12 }}
              status={points === null ? "error" : undefined}
              value={typed.points ?? ""}
              onChange={(event) => set({ points: event.target.value })}
            />
            {points === null ? <span className="ink-bad small">{life.pointsWrong}</span> : null}
          </label>
          <label className="field">
            <span>{life.pointsUnit}</span>
            <Input value={typed.unit ?? ""} maxLength={20} onChange={(event) => set({ unit: event.target.value })} />
          </label>
        </div>
        <Refusal error={record.error} />
        <div className="row end">
          <Button onClick={onDone}>{t.cancel}</Button>
          <Button type="primary" htmlType="submit" disabled={!isReady} loading={record.isPending}>
            {t.save}
          </Button>
        </div>
      </form>
    </Panel>
  );
}

/** One point a line, value and error; null where a line is neither. */
function readPoints(text: string): { at: string; found: string }[] | null {
  const lines = text
    .normalize("NFKC")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const points = lines.map((line) => /^(\d+(?:\.\d+)?)[\s,;:]+([+-]?\d+(?:\.\d+)?)$/.exec(line.replace("−", "-")));
  if (points.some((found) => found === null)) return null;
  return points.map((found) => ({ at: found?.[1] ?? "", found: found?.[2] ?? "" }));
}
