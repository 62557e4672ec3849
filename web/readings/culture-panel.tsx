import { toMinute } from "../../server/kernel/time.ts";
import { showCulture } from "../../server/results/culture-contract.ts";
import type { CultureView } from "../../server/results/culture-contract.ts";
import { useAsk } from "../api.ts";
import { Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { CultureStages } from "./culture-stages.tsx";
import { cultureWords } from "./culture-words.ts";
import { PlateForm } from "./plate-form.tsx";
import { TubeForm } from "./tube-form.tsx";

/** The microbiological record of a task: plates or tubes of each unit, or the stages of a culture over days. */
export function CulturePanel({ taskId, mayWork }: { taskId: string; mayWork: boolean }) {
  const t = useWords(cultureWords);
  const asked = useAsk(showCulture, { params: { taskId } });
  const view = asked.data?.taskId === taskId ? asked.data : undefined;
  if (!view) return <Refusal error={asked.error} />;
  if (view.sheet === null) return null;
  if (view.sheet === "culture")
    return (
      <Panel title={t.culture}>
        <CultureStages of={view} mayWork={mayWork} />
      </Panel>
    );
  const open = view.units.find(({ result }) => result === null);
  return (
    <Panel title={view.sheet === "plates" ? t.plates : t.tubes} extra={<Due of={view} />}>
      <div className="stack">
        <ul className="plain-list stack tight">
          {view.units
            .filter(({ result }) => result !== null)
            .map(({ unit, determinationId, result }) => (
              <li key={determinationId}>
                <strong>{t.unit(unit)}</strong> {result?.calculation ?? result?.text}
              </li>
            ))}
        </ul>
        {mayWork && open ? (
          view.sheet === "plates" ? (
            <PlateForm
              key={open.determinationId}
              taskId={taskId}
              unit={open.unit}
              determinationId={open.determinationId}
            />
          ) : (
            <TubeForm
              key={open.determinationId}
              taskId={taskId}
              unit={open.unit}
              determinationId={open.determinationId}
            />
          )
        ) : null}
        {mayWork && view.units.some(({ result }) => result !== null) ? <p className="small quiet">{t.fix}</p> : null}
      </div>
    </Panel>
  );
}

function Due({ of }: { of: CultureView }) {
  const t = useWords(cultureWords);
  if (of.readingFrom && of.readingUntil)
    return (
      <span className="small">{t.due(toMinute(new Date(of.readingFrom)), toMinute(new Date(of.readingUntil)))}</span>
    );
  if (!of.incubation) return null;
  const { hours, tolerance, celsius } = of.incubation;
  return <span className="small quiet">{t.dueUnknown(`${hours}±${tolerance}`, celsius)}</span>;
}
