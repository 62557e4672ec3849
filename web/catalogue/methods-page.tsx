import { useState } from "react";
import { listMethods } from "../../server/catalogue/contract.ts";
import type { MethodStep, MethodView } from "../../server/catalogue/contract.ts";
import { formulaText } from "../../server/kernel/text/formula-text.ts";
import { toDay } from "../../server/kernel/time.ts";
import { useAsk } from "../api.ts";
import { usePreferences } from "../preferences.ts";
import { Opening } from "../ui/opening.tsx";
import { Facts, Page, Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { SearchBox, useFilter } from "../ui/search-box.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { environmentText } from "../../server/catalogue/contract.ts";
import { EnvironmentForm } from "./environment-form.tsx";
import { EquipmentForm } from "./equipment-form.tsx";
import { SampleNeedForm } from "./sample-need-form.tsx";
import { EquipmentNeeds, EquipmentNeedsForm } from "./equipment-needs-form.tsx";
import { RecoveryBandLines, RecoveryBandsForm } from "./recovery-bands-form.tsx";
import { UncertaintyForm, useUncertaintyText } from "./uncertainty-form.tsx";
import { words } from "./words.ts";

/** What the laboratory can do, and how each figure comes about. */
export function MethodsPage() {
  const t = useWords(words);
  const [q = ""] = useFilter("q");
  const asked = useAsk(listMethods);
  const [today] = useState(() => toDay(new Date()));
  const wanted = q.toLowerCase();
  const methods = asked.data?.rows.filter((method) =>
    `${method.item} ${method.itemEn} ${method.code} ${method.title}`.toLowerCase().includes(wanted),
  );
  return (
    <Page title={t.methods}>
      <div className="bar">
        <SearchBox label={t.search} />
      </div>
      <Refusal error={asked.error} />
      {methods ? (
        methods.map((method) => <MethodCard key={method.id} method={method} today={today} />)
      ) : asked.error ? null : (
        <Opening />
      )}
    </Page>
  );
}

function MethodCard({ method, today }: { method: MethodView; today: string }) {
  const { language } = usePreferences();
  const t = useWords(words);
  const uncertaintyText = useUncertaintyText();
  const isOver = method.inForceUntil !== null && method.inForceUntil < today;
  const isFuture = method.inForceFrom > today;
  return (
    <Panel
      title={
        <span className="row">
          <span>{method.item}</span>
          <span className="quiet plain-weight">
            {method.code} {method.clause} {method.title}
          </span>
        </span>
      }
      extra={
        <span className="row">
          <ToneTag tone={isOver ? "bad" : isFuture ? "attention" : "good"}>
            {isOver ? t.expired : isFuture ? t.future : t.current}
          </ToneTag>
          <ToneTag tone={method.isInScope ? "good" : "attention"}>
            {method.isInScope ? t.inScope : t.outOfScope}
          </ToneTag>
        </span>
      }
    >
      <Facts
        of={[
          [t.unit, method.unit],
          [t.lod, method.lod && `${method.lod} ${method.unit}`],
          [t.loq, method.loq && `${method.loq} ${method.unit}`],
          [t.parallels, t.times(method.parallels)],
          [t.repeatability, method.repeatabilityPercent && t.repeatabilityOf(method.repeatabilityPercent)],
          [
            t.uncertainty,
            uncertaintyText(method) ?? (weighs(method) ? <span className="quiet">{t.noUncertainty}</span> : null),
          ],
          [t.recoveryBands, method.recoveryBands.length > 0 ? <RecoveryBandLines key="bands" of={method} /> : null],
          [t.sampleNeed, method.sampleNeed && `${method.sampleNeed.amount} ${method.sampleNeed.unit}`],
          [t.reporting, method.reporting],
          [t.inForce, t.until(method.inForceFrom, method.inForceUntil)],
          [t.equipment, method.equipmentKinds.map((kind) => t.equipmentKinds[kind] ?? kind).join("、")],
          [t.environment, environmentText(method.environment)],
          [t.needs, method.equipmentNeeds.length > 0 ? <EquipmentNeeds key="needs" of={method} /> : null],
        ]}
      />
      <div className="row wrap">
        {weighs(method) ? <UncertaintyForm method={method} /> : null}
        {weighs(method) ? <RecoveryBandsForm method={method} /> : null}
        <EquipmentForm method={method} />
        <EquipmentNeedsForm method={method} />
        <EnvironmentForm method={method} />
        <SampleNeedForm method={method} />
      </div>
      <details className="above">
        <summary>
          {t.formula}、{t.steps}
        </summary>
        <p className="formula">{formulaText(method.formula, method.steps, language)}</p>
        <ol className="steps">
          {method.steps.map((step) => (
            <StepLine key={step.key} step={step} />
          ))}
        </ol>
      </details>
    </Panel>
  );
}

/** Words and counts have no uncertainty. */
function weighs({ resultKind }: MethodView): boolean {
  return resultKind === "quantity" || resultKind === "components" || resultKind === "staged";
}

function StepLine({ step }: { step: MethodStep }) {
  const t = useWords(words);
  const { language } = usePreferences();
  const rules = [
    t.stepKinds[step.kind],
    step.tolerance ? t.tolerance(step.tolerance, step.unit) : null,
    step.minimumMinutes ? t.minutes(step.minimumMinutes) : null,
  ].filter(Boolean);
  return (
    <li>
      <code className="mono">{step.key}</code> <strong>{language === "zh" ? step.name : step.nameEn}</strong>{" "}
      <span className="quiet">
        {step.unit} · {rules.join(" · ")}
      </span>
    </li>
  );
}
