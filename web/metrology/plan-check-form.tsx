import { Button, Input, InputNumber, Segmented } from "antd";
import { useState } from "react";
import { CheckCriterion, planCheck } from "../../server/metrology/check-contract.ts";
import { useChange } from "../api.ts";
import { DayInput } from "../ui/day-input.tsx";
import { readDay } from "../ui/read-day.ts";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { checkWords } from "./check-words.ts";

type Kind = (typeof kinds)[number];
const kinds = ["difference", "chart", "en"] as const;
const asked = {
  difference: ["reference", "delta"],
  chart: ["mean", "sd"],
  en: ["reference", "referenceU", "ownU"],
} as const;
const nothing = {
  name: "",
  standard: "",
  unit: "",
  firstDue: "",
  reference: "",
  delta: "",
  mean: "",
  sd: "",
  referenceU: "",
  ownU: "",
};
type Typed = typeof nothing;

/** What is checked, against what, how often, and when it passes. */
export function PlanCheckForm({ number, onDone }: { number: string; onDone: () => void }) {
  const t = useWords(checkWords);
  const [kind, setKind] = useState<Kind>("difference");
  const [months, setMonths] = useState(6);
  const [typed, setTyped] = useState<Typed>(nothing);
  const plan = useChange(planCheck);
  const criterion = criterionOf(kind, typed);
  const firstDue = readDay(typed.firstDue);
  const isReady = criterion && firstDue && typed.name.trim() && typed.standard.trim() && typed.unit.trim();
  const field = (name: keyof Typed, hint?: string) => (
    <label key={name} className="field">
      <span className="needed">
        {t[name]} {hint ? <small>（{hint}）</small> : null}
      </span>
      <Input
        value={typed[name]}
        maxLength={200}
        onChange={({ target }) => setTyped({ ...typed, [name]: target.value })}
      />
    </label>
  );
  return (
    <form
      className="inset stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isReady) return;
        const { name, standard, unit } = typed;
        plan.mutate(
          { params: { number }, body: { name, standard, unit, intervalMonths: months, criterion, firstDue } },
          { onSuccess: onDone },
        );
      }}
    >
      <div className="thirds">
        {field("name", t.nameHint)}
        {field("standard", t.standardHint)}
        {field("unit")}
        <label className="field">
          <span className="needed">{t.interval}</span>
          <InputNumber className="grow" min={1} max={60} value={months} onChange={(n) => setMonths(n ?? 6)} />
        </label>
        <label className="field">
          <span className="needed">{t.firstDue}</span>
          <DayInput value={typed.firstDue} onChange={(day) => setTyped({ ...typed, firstDue: day })} />
        </label>
      </div>
      <Segmented
        aria-label={t.criterion}
        value={kind}
        options={kinds.map((value) => ({ value, label: t.criteria[value] }))}
        onChange={setKind}
      />
      <div className="thirds">{asked[kind].map((name) => field(name))}</div>
      <Refusal error={plan.error} />
      <div className="row end">
        <Button onClick={onDone}>{t.cancel}</Button>
        <Button type="primary" htmlType="submit" disabled={!isReady} loading={plan.isPending}>
          {t.save}
        </Button>
      </div>
    </form>
  );
}

function criterionOf(kind: (typeof kinds)[number], typed: Typed) {
  const figure = (text: string) => text.normalize("NFKC").replace("−", "-").trim();
  const said = {
    difference: { kind, reference: figure(typed.reference), delta: figure(typed.delta) },
    chart: { kind, mean: figure(typed.mean), sd: figure(typed.sd) },
    en: { kind, reference: figure(typed.reference), referenceU: figure(typed.referenceU), U: figure(typed.ownU) },
  }[kind];
  return CheckCriterion.safeParse(said).data ?? null;
}
