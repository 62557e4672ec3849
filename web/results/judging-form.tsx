import { Button, Input, Select } from "antd";
import { listCategories } from "../../server/catalogue/contract.ts";
import { listTrialItems } from "../../server/results/trial-contract.ts";
import { addDays } from "../../server/kernel/time.ts";
import type { TrialAnswer } from "../../server/results/trial-contract.ts";
import { useAsk } from "../api.ts";
import { DayInput } from "../ui/day-input.tsx";
import { useWords } from "../words.ts";
import { judgingWords } from "./judging-words.ts";
import { listed, type TrialDraft } from "./trial-draft.ts";

type Props = {
  draft: TrialDraft;
  answer: TrialAnswer | undefined;
  today: string;
  onChange: (changed: Partial<TrialDraft>) => void;
};

/** The fields; which there are follows from the limits that apply. */
export function JudgingForm({ draft, answer, today, onChange }: Props) {
  const t = useWords(judgingWords);
  const categories = useAsk(listCategories, {}, { staleTime: 600_000 }).data?.rows ?? [];
  const items =
    useAsk(listTrialItems, { query: draft.category === "" ? {} : { category: draft.category } }, { staleTime: 600_000 })
      .data?.rows ?? [];
  const option = ({ item, itemEn }: { item: string; itemEn: string }) => ({
    value: item,
    label: item,
    title: `${item} ${itemEn}`,
  });
  const faultOf = (field: string) => {
    const found = answer?.faults.find((f) => f.field === field);
    return found ? (t.fault[found.fault] ?? found.fault) : null;
  };
  const field = (name: Exclude<keyof TrialDraft, "rule">, label: string, hint?: string) => (
    <Typed
      key={name}
      label={label}
      hint={hint}
      value={draft[name]}
      fault={faultOf(name)}
      onType={(value) => onChange({ [name]: value })}
    />
  );
  const rows = answer?.limits.map((limit) => limit.row) ?? [];
  const bases = new Set(answer?.limits.map((limit) => limit.basisKind));
  const isWords = rows.length > 0 && rows.every((row) => row.kind === "qualitative");
  return (
    <div className="stack">
      <label className="field">
        <span>{t.category}</span>
        <Select
          showSearch
          aria-label={t.category}
          value={draft.category || undefined}
          placeholder={t.chooseCategory}
          popupMatchSelectWidth={520}
          options={categories.map((one) => ({ value: one, label: one }))}
          onChange={(category: string) => onChange({ category })}
        />
      </label>
      <label className="field">
        <span>{t.item}</span>
        <Select
          showSearch
          optionFilterProp="title"
          aria-label={t.item}
          value={draft.item || undefined}
          placeholder={t.chooseItem}
          popupMatchSelectWidth={420}
          options={[
            { label: t.withLimit, options: items.filter((one) => one.hasLimit).map(option) },
            { label: t.otherItems, options: items.filter((one) => !one.hasLimit).map(option) },
          ]}
          onChange={(item: string) =>
            onChange({ item, values: "", parts: "", maxima: "", names: "", screen: "", text: "" })
          }
        />
      </label>
      <label className="field">
        <span>{t.day}</span>
        <DayInput label={t.day} value={draft.on} onChange={(on) => onChange({ on })} />
      </label>
      <div className="row wrap">
        <Button size="small" onClick={() => onChange({ on: today })}>
          {t.today}
        </Button>
        {(answer?.changeDays ?? []).slice(0, 3).map((on) => (
          <span key={on} className="row">
            <Button size="small" onClick={() => onChange({ on: addDays(on, -1) })}>
              {addDays(on, -1)}
            </Button>
            <Button size="small" onClick={() => onChange({ on })}>
              {on}
            </Button>
          </span>
        ))}
      </div>
      <Units rows={rows} draft={draft} onChange={onChange} faultOf={faultOf} />
      <Parts rows={rows} draft={draft} onChange={onChange} faultOf={faultOf} />
      {rows.some((row) => row.kind === "qualitative") ? <Words rows={rows} draft={draft} onChange={onChange} /> : null}
      {answer?.screenItem ? field("screen", t.screen(answer.screenItem)) : null}
      {isWords || rows.some((row) => row.kind === "sampling_plan") ? null : (
        <>
          <div className="judging-value">
            <Typed
              label={`${t.value}${answer?.unit ? `（${answer.unit}）` : ""}`}
              hint={t.valueHint}
              value={draft.value}
              fault={faultOf("value")}
              onType={(value) => onChange({ value })}
            />
          </div>
          <div className="row nowrap-row">
            {field("lod", t.lod)}
            {field("loq", t.loq)}
          </div>
        </>
      )}
      {bases.has("fresh_with_factor") ? field("dehydrationFactor", t.basis.dehydrationFactor) : null}
      {bases.has("dry") ? field("moisturePercent", t.basis.moisturePercent) : null}
      {bases.has("fat") ? field("fatPercent", t.basis.fatPercent) : null}
      {bases.has("alcohol") ? field("alcoholPercent", t.basis.alcoholPercent) : null}
      <label className="field">
        <span>{t.rule}</span>
        <Select
          aria-label={t.rule}
          value={draft.rule}
          options={(["simple", "guard_band", "non_binary"] as const).map((rule) => ({
            value: rule,
            label: t.rules[rule],
          }))}
          onChange={(rule: TrialDraft["rule"]) => onChange({ rule })}
        />
      </label>
      <div className="row nowrap-row">
        {field("U", t.U)}
        {field("k", t.k, "2")}
        {draft.rule === "simple" ? null : field("guardFactor", t.r, "1")}
      </div>
    </div>
  );
}

function Typed(props: {
  label: string;
  hint?: string | undefined;
  value: string;
  fault: string | null;
  onType: (typed: string) => void;
}) {
  return (
    <label className="field grow">
      <span>{props.label}</span>
      <Input
        aria-label={props.label}
        value={props.value}
        placeholder={props.hint}
        status={props.fault ? "error" : ""}
        onChange={(event) => props.onType(event.target.value)}
      />
      {props.fault ? <span className="small ink-bad">{props.fault}</span> : null}
    </label>
  );
}

type Rows = TrialAnswer["limits"][number]["row"][];
type Some = { rows: Rows; draft: TrialDraft; onChange: Props["onChange"]; faultOf?: (field: string) => string | null };

/** All n results of a sampling plan, a field each. */
function Units({ rows, draft, onChange, faultOf }: Some) {
  const t = useWords(judgingWords);
  const plan = rows.find((row) => row.kind === "sampling_plan");
  if (!plan) return null;
  const values = listed(draft.values);
  return (
    <div>
      <div className="quiet small">{t.units(plan.n ?? "", plan.c ?? "", plan.m ?? "", plan.M ?? null)}</div>
      <div className="row nowrap-row">
        {Array.from({ length: Number(plan.n) }, (_, i) => (
          <Typed
            key={i}
            label={t.unitValue(i + 1)}
            value={values[i] ?? ""}
            fault={faultOf?.(`values.${i}`) ?? null}
            onType={(typed) =>
              onChange({
                values: Array.from({ length: Number(plan.n) }, (__, k) => (k === i ? typed : (values[k] ?? ""))).join(
                  "|",
                ),
              })
            }
          />
        ))}
      </div>
    </div>
  );
}

/** Members of a sum, with their own limits where their shares are summed. */
function Parts({ rows, draft, onChange, faultOf }: Some) {
  const t = useWords(judgingWords);
  const sum = rows.find((row) => row.components !== undefined);
  if (!sum) return null;
  const names = sum.components ?? [];
  const [values, maxima] = [listed(draft.parts), listed(draft.maxima)];
  const put = (kept: string[], i: number, typed: string) =>
    names.map((_, k) => (k === i ? typed : (kept[k] ?? ""))).join("|");
  return (
    <div className="stack tight">
      <div className="quiet small">{t.parts}</div>
      {names.map((name, i) => (
        <div key={name} className="row nowrap-row">
          <Typed
            label={name}
            value={values[i] ?? ""}
            fault={faultOf?.(`parts.${i}.value`) ?? null}
            onType={(typed) => onChange({ names: names.join("|"), parts: put(values, i, typed) })}
          />
          {sum.aggregate === "ratio_sum" ? (
            <Typed
              label={t.partMax}
              value={maxima[i] ?? ""}
              fault={faultOf?.(`parts.${i}.max`) ?? null}
              onType={(typed) => onChange({ names: names.join("|"), maxima: put(maxima, i, typed) })}
            />
          ) : null}
        </div>
      ))}
    </div>
  );
}

function Words({ rows, draft, onChange }: Some) {
  const t = useWords(judgingWords);
  const known = ["未检出", "检出", "阴性", "阳性"];
  const expected = rows.flatMap((row) => row.expected ?? []);
  return (
    <div className="field">
      <span>{t.text}</span>
      <div className="row wrap">
        {[...new Set([...expected, ...known])].map((word) => (
          <Button
            key={word}
            type={draft.text === word ? "primary" : "default"}
            onClick={() => onChange({ text: word })}
          >
            {word}
          </Button>
        ))}
      </div>
    </div>
  );
}
