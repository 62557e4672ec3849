import { shortForm } from "../../server/kernel/numbers.ts";
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
export function CulturePanel({
  taskId,
  mayWork,
  chosen,
}: {
  taskId: string;
  mayWork: boolean;
  /** The unit whose container is in hand. */
  chosen: string | null;
}) {
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
  const isOpen = ({ result }: CultureView["units"][number]) => result === null;
  const open = view.units.find((unit) => unit.determinationId === chosen && isOpen(unit)) ?? view.units.find(isOpen);
  return (
    <Panel title={view.sheet === "plates" ? t.plates : t.tubes} extra={<Due of={view} />}>
      <div className="stack">
        <ul className="plain-list stack tight">
          {view.units
            .filter(({ result }) => result !== null)
            .map(({ unit, determinationId, container, result }) => (
              <li key={determinationId}>
                <strong>{unitText(t.unit(unit), container)}</strong> {result?.calculation ?? result?.text}
              </li>
            ))}
        </ul>
        {mayWork && open ? (
          view.sheet === "plates" ? (
            <PlateForm
              key={open.determinationId}
              taskId={taskId}
              unit={unitText(t.unit(open.unit), open.container)}
              determinationId={open.determinationId}
            />
          ) : (
            <TubeForm
              key={open.determinationId}
              taskId={taskId}
              unit={unitText(t.unit(open.unit), open.container)}
              determinationId={open.determinationId}
            />
          )
        ) : null}
        {mayWork && view.units.some(({ result }) => result !== null) ? <p className="small quiet">{t.fix}</p> : null}
      </div>
    </Panel>
  );
}

/** A unit with the container it comes from, as its label says in short. */
export const unitText = (unit: string, container: string | null): string =>
  container === null ? unit : `${unit} · ${shortForm(container)}`;

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
