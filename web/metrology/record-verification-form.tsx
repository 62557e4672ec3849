import { App, Button, Checkbox, Input, InputNumber, Segmented } from "antd";
import { useNavigate } from "react-router";
import { recordVerification, type InstrumentView } from "../../server/metrology/contract.ts";
import { useChange } from "../api.ts";
import { paths } from "../paths.ts";
import { DayInput } from "../ui/day-input.tsx";
import { DraftNote } from "../ui/draft-note.tsx";
import { useDraft } from "../ui/draft.ts";
import { Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { ConfirmationPart } from "./confirmation-part.tsx";
import { documents, nothing, readTyped, Typed } from "./read-certificate.ts";
import { recordWords } from "./record-words.ts";
import { FileLink, ScanButton } from "./scan-field.tsx";
import { words } from "./words.ts";

/** A certificate as the institute wrote it, and the laboratory's own confirmation against what its methods need. */
export function RecordVerificationForm({ instrument, onDone }: { instrument: InstrumentView; onDone: () => void }) {
  const t = useWords(words);
  const r = useWords(recordWords);
  const { message } = App.useApp();
  const go = useNavigate();
  const draft = useDraft<Typed>(`certificate-${instrument.number}`, nothing, Typed);
  const record = useChange(recordVerification);
  const typed = draft.value;
  const set = (change: Partial<Typed>) => draft.set((before) => ({ ...before, ...change }));
  const read = readTyped(typed);
  const { points, corrections } = read;
  const isNotice = typed.document === "notice";
  const isCertificate = typed.document === "verification" || typed.document === "calibration";
  const field = (name: "certificateNumber" | "agency") => (
    <label className="field">
      <span className="needed">{t[name]}</span>
      <Input
        data-scan={name === "certificateNumber" ? "text" : undefined}
        value={typed[name]}
        maxLength={200}
        onChange={({ target }) => set({ [name]: target.value })}
      />
    </label>
  );
  const figures = (name: "points" | "corrections", hint: string, wrong: string | null) => (
    <label className="field">
      <span>
        {r[name]} <small>（{hint}）</small>
      </span>
      <Input.TextArea
        className="mono"
        autoSize={{ minRows: 2, maxRows: 12 }}
        status={wrong ? "error" : undefined}
        value={typed[name]}
        onChange={({ target }) => set({ [name]: target.value })}
      />
      {wrong ? <span className="ink-bad small">{wrong}</span> : null}
    </label>
  );
  return (
    <Panel title={t.record} extra={<DraftNote state={draft.state} />}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (!read.body) return;
          record.mutate(
            { params: { number: instrument.number }, body: read.body },
            {
              onSuccess: ({ verifications }) => {
                void draft.drop();
                void message.success(t.recorded);
                const kept = verifications.find((v) => v.certificateNumber === typed.certificateNumber.trim());
                if (kept?.isAssessed === false) void go(paths.impact(kept.id));
                else onDone();
              },
            },
          );
        }}
      >
        <Segmented
          aria-label={t.kind}
          value={typed.document}
          options={documents.map((value) => ({ value, label: r.documents[value] }))}
          onChange={(document) =>
            set({
              document,
              conclusion: document === "notice" ? "unfit" : typed.document === "notice" ? "fit" : typed.conclusion,
            })
          }
        />
        {isNotice ? <span className="ink-bad">{r.noticeMeans}</span> : null}
        <div className="thirds">
          {field("certificateNumber")}
          {field("agency")}
          <label className="field">
            <span className="needed">{t.on}</span>
            <DayInput value={typed.on} onChange={(on) => set({ on })} />
          </label>
          {isCertificate ? (
            <label className="field">
              <span>
                {t.validUntil} <small>（{t.validUntilHint}）</small>
              </span>
              <DayInput value={typed.validUntil} onChange={(validUntil) => set({ validUntil })} />
            </label>
          ) : null}
          {typed.document === "calibration" ? (
            <label className="field">
              <span>
                {r.interval} <small>（{r.intervalHint}）</small>
              </span>
              <InputNumber
                className="grow"
                min={1}
                max={120}
                placeholder={instrument.periodMonths ? String(instrument.periodMonths) : undefined}
                value={typed.interval === "" ? null : Number(typed.interval)}
                onChange={(months) => set({ interval: months === null ? "" : String(months) })}
              />
            </label>
          ) : null}
        </div>
        <div className="columns">
          {figures("points", r.pointsHint, points === null ? r.pointsWrong : null)}
          {isNotice
            ? null
            : figures("corrections", r.correctionsHint, corrections === null ? r.correctionsWrong : null)}
        </div>
        <div className="bar">
          <Input
            className="figure-field"
            addonBefore={r.unit}
            aria-label={r.unit}
            status={read.isUnitMissing ? "error" : undefined}
            value={typed.unit}
            maxLength={20}
            onChange={({ target }) => set({ unit: target.value })}
          />
          {corrections && corrections !== "none" ? (
            <span className="row" title={r.usesHint}>
              {r.uses}
              <Segmented
                aria-label={r.uses}
                value={typed.usesCorrections ? "yes" : "no"}
                options={[
                  { value: "no", label: r.usesNot },
                  { value: "yes", label: r.usesYes },
                ]}
                onChange={(said) => set({ usesCorrections: said === "yes" })}
              />
            </span>
          ) : null}
          {points?.length && !isNotice ? (
            <Checkbox checked={typed.wasFoundOut} onChange={({ target }) => set({ wasFoundOut: target.checked })}>
              {r.foundOut} <span className="small quiet">{r.foundOutHint}</span>
            </Checkbox>
          ) : null}
        </div>
        <div className="row">
          <ScanButton
            number={instrument.number}
            kind="certificate"
            label={r.addScan}
            onKept={({ id, name }) => draft.set((now) => ({ ...now, files: [...now.files, { id, name }] }))}
          />
          {typed.files.map((file) => (
            <FileLink key={file.id} of={file} />
          ))}
        </div>
        <ConfirmationPart
          instrument={instrument}
          figures={{
            unit: typed.unit.trim(),
            points: points ?? [],
            corrections: corrections === "none" ? null : corrections,
            usesCorrections: typed.usesCorrections,
          }}
          value={typed}
          isFixed={isNotice}
          onChange={set}
        />
        <Refusal error={record.error} />
        <div className="row end">
          <Button onClick={onDone}>{t.cancel}</Button>
          <Button type="primary" htmlType="submit" danger={isNotice} disabled={!read.body} loading={record.isPending}>
            {t.save}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
