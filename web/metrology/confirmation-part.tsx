import { Input, Segmented, Select } from "antd";
import { judgeNeeds, showNeeds, type InstrumentView } from "../../server/metrology/contract.ts";
import { useAsk } from "../api.ts";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { recordWords } from "./record-words.ts";
import { words } from "./words.ts";

type Figures = Parameters<typeof judgeNeeds>[1];
export const conclusions = ["fit", "restricted", "unfit"] as const;
export type Confirmed = {
  conclusion: (typeof conclusions)[number];
  restriction: string;
  rangeFrom: string;
  rangeTo: string;
  rangeUnit: string;
  notForMethods: string[];
};

/** 计量确认: what the methods need beside what the certificate says, and the person's own conclusion. */
export function ConfirmationPart(props: {
  instrument: InstrumentView;
  figures: Figures;
  value: Confirmed;
  isFixed: boolean;
  onChange: (change: Partial<Confirmed>) => void;
}) {
  const t = useWords(words);
  const r = useWords(recordWords);
  const { value, onChange } = props;
  const needs = useAsk(showNeeds, { params: { number: props.instrument.number } }).data?.rows ?? [];
  const judged = judgeNeeds(
    needs.flatMap(({ need, ...of }) => (need ? [{ ...of, need }] : [])),
    props.figures,
  );
  const unsaid = needs.filter(({ need }) => need === null);
  const methods = new Map(needs.map(({ methodId, method }) => [methodId, method]));
  return (
    <section className="box stack tight">
      <strong>{t.confirmedBy}</strong>
      <table className="table" aria-label={r.needs}>
        <tbody>
          {judged.map((need) => (
            <tr key={`${need.methodId} ${need.said}`}>
              <td>{need.method}</td>
              <td>{need.said}</td>
              <td className="nowrap">
                {need.isMet === null ? (
                  <ToneTag tone="waiting">{r.byPerson}</ToneTag>
                ) : (
                  <ToneTag tone={need.isMet ? "good" : "bad"}>{need.isMet ? r.met : r.unmet}</ToneTag>
                )}
              </td>
              <td className="small ink-bad">{need.because}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {needs.length === 0 ? <span className="small quiet">{r.needsNone}</span> : null}
      {unsaid.length > 0 ? (
        <span className="small quiet">
          {unsaid.map(({ method }) => method).join("、")}：{r.needsUnsaid}
        </span>
      ) : null}
      <Segmented
        aria-label={t.conclusion}
        disabled={props.isFixed}
        value={value.conclusion}
        options={conclusions.map((each) => ({ value: each, label: t.conclusions[each] }))}
        onChange={(conclusion) => onChange({ conclusion })}
      />
      {value.conclusion === "restricted" ? (
        <div className="stack tight">
          <label className="field">
            <span className="needed">{t.restriction}</span>
            <Input
              value={value.restriction}
              maxLength={200}
              onChange={({ target }) => onChange({ restriction: target.value })}
            />
          </label>
          <span className="small">
            {r.limits} <span className="quiet">（{r.limitsHint}）</span>
          </span>
          <div className="row">
            <Input
              className="figure-field"
              placeholder={r.from}
              aria-label={r.from}
              inputMode="decimal"
              value={value.rangeFrom}
              onChange={({ target }) => onChange({ rangeFrom: target.value })}
            />
            <Input
              className="figure-field"
              placeholder={r.to}
              aria-label={r.to}
              inputMode="decimal"
              value={value.rangeTo}
              onChange={({ target }) => onChange({ rangeTo: target.value })}
            />
            <Input
              className="figure-field"
              aria-label={r.unit}
              placeholder={r.unit}
              value={value.rangeUnit}
              onChange={({ target }) => onChange({ rangeUnit: target.value })}
            />
          </div>
          <label className="field">
            <span>{r.notFor}</span>
            <Select
              mode="multiple"
              aria-label={r.notFor}
              value={value.notForMethods}
              options={[...methods].map(([id, label]) => ({ value: id, label }))}
              optionFilterProp="label"
              onChange={(notForMethods: string[]) => onChange({ notForMethods })}
            />
          </label>
        </div>
      ) : null}
    </section>
  );
}
