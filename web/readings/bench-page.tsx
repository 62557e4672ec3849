import { useEffect, useRef, useState } from "react";
import { Link, useLocation, useParams } from "react-router";
import { isReadByPeople } from "../../server/kernel/typed-reading.ts";
import { showBench } from "../../server/results/contract.ts";
import type { BenchView } from "../../server/results/contract.ts";
import { useQueryClient } from "@tanstack/react-query";
import { useAsk } from "../api.ts";
import { useErrorText } from "../error-text.ts";
import { useLive } from "../live.ts";
import { paths } from "../paths.ts";
import { useScan } from "../scan.tsx";
import { useMe } from "../session.tsx";
import { playSound } from "../sounds.ts";
import { Opening } from "../ui/opening.tsx";
import { NumberText } from "../ui/number-text.tsx";
import { Page, Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { StateTag } from "../ui/state-tag.tsx";
import { OutcomePanel } from "../results/outcome-panel.tsx";
import { useWords } from "../words.ts";
import { BenchActions } from "./bench-actions.tsx";
import { InHand, Instruction, Returns } from "./bench-banner.tsx";
import type { News } from "./bench-banner.tsx";
import { CurvePicker } from "../results/curve-picker.tsx";
import { ConditionsPanel } from "./conditions-panel.tsx";
import { CulturePanel } from "./culture-panel.tsx";
import { DemoPanel } from "./demo-panel.tsx";
import { EquipmentPanel } from "./equipment-panel.tsx";
import { LiveDisplay } from "./live-display.tsx";
import { ManualReadingForm } from "./manual-reading-form.tsx";
import { isClosed, nextMove } from "./next-move.ts";
import { ResultGrid } from "./result-grid.tsx";
import { useServerTime } from "./server-time.ts";
import { TrayPanel } from "./tray-panel.tsx";
import { UnitsForm } from "./units-form.tsx";
import { useSitting } from "./use-sitting.ts";
import { VesselInput } from "./vessel-input.tsx";
import { WeighingTable } from "./weighing-table.tsx";
import { useReadingReason } from "./reading-reason.ts";
import { WordButtons } from "./word-buttons.tsx";
import { words } from "./words.ts";

/** One task at the bench. Nothing on it needs more than the scanner, the balance and a keypad for dish numbers. */
export function BenchPage() {
  const { taskId = "" } = useParams();
  const asked = useAsk(showBench, { params: { taskId } });
  const t = useWords(words);
  const bench = asked.data?.task.id === taskId ? asked.data : undefined;
  if (!bench)
    return asked.error ? (
      <Page title={t.workbench}>
        <Refusal error={asked.error} />
      </Page>
    ) : (
      <Opening />
    );
  return <Bench key={taskId} bench={bench} askError={asked.error} />;
}

function Bench({ bench, askError }: { bench: BenchView; askError: Error | null }) {
  const t = useWords(words);
  const known = useMe();
  const now = useServerTime();
  const reasonText = useReadingReason();
  const queries = useQueryClient();
  const [news, setNews] = useState<News | null>(null);
  const [settings, setSettings] = useState(() => usualSetting(bench));
  const [valueInstrument, setValueInstrument] = useState<{ number: string; name: string } | null>(null);
  const [isManualOpen, setManualOpen] = useState(false);
  const sitting = useSitting(bench, setValueInstrument, settings);
  const { task } = bench;
  const isMine = task.analystId === known.id;
  const isOpen = isMine && !isClosed(bench);
  const move = nextMove(bench, sitting.sitting, sitting.claim, now);

  useScan(async (answer) => {
    setNews(null);
    return isOpen ? sitting.scan(answer) : undefined;
  });
  const errorText = useErrorText();
  useContainerBroughtAlong(isOpen ? sitting.takeContainer : null, (refused) => {
    playSound("refused");
    setNews({ tone: "bad", text: errorText(refused) });
  });
  useLive((event) => {
    if (event.type !== "reading") return;
    const isHere =
      event.taskId === task.id || (event.taskId === null && event.instrument === sitting.instrument?.number);
    if (!isHere) return;
    if (event.outcome === "placed") {
      const { target } = sitting;
      const isTooSoon = target?.notBefore != null && Date.parse(target.notBefore) > now;
      playSound(isTooSoon ? "refused" : "accepted");
      sitting.change({ determinationId: null });
      setNews(
        isTooSoon ? { tone: "bad", text: t.placedTooSoon(event.text) } : { tone: "good", text: t.placed(event.text) },
      );
    } else {
      playSound("refused");
      setNews({
        tone: "bad",
        text: event.outcome === "unclaimed" ? t.unclaimed(event.text) : t.refused(event.text, reasonText(event.reason)),
      });
    }
    void queries.invalidateQueries({ queryKey: [showBench.path] });
  });

  const isValueTask = bench.steps.every((s) => s.kind === "value");
  const isSeen = isReadByPeople(task.resultKind) && task.equipmentKinds.length > 0; // counted after an incubator, say
  return (
    <Page
      title={
        <>
          {task.item}
          <span className="bench-method">
            {task.methodCode} {task.clause}
          </span>
          <StateTag of="task" state={task.state} />
        </>
      }
      below={
        <>
          {task.methodTitle} · <Link to={paths.sample(task.sampleNumber)}>{task.sampleName}</Link>{" "}
          <NumberText>{task.sampleNumber}</NumberText>
        </>
      }
      extra={
        isOpen && !isValueTask ? (
          <InHand
            containerNumber={sitting.containerNumber}
            claim={sitting.claim}
            instrument={sitting.instrument}
            refused={sitting.claimError}
            onFree={() => void sitting.free()}
          />
        ) : null
      }
    >
      <div className="bench">
        <Returns of={bench.returns} />
        <Refusal error={askError} />
        {isMine ? null : <p className="refusal tone-waiting">{t.notYours(task.analyst ?? "–")}</p>}
        {isOpen && !isValueTask ? (
          <section className="panel bench-now">
            <LiveDisplay instrument={sitting.instrument} />
            <Instruction bench={bench} move={move} target={sitting.target} now={now} news={news} />
            <VesselInput
              label={
                sitting.target && sitting.target.vessel === null ? t.vesselFor(sitting.target.parallel) : t.vesselAny
              }
              isAsked={move === "enter-vessel" || move === "too-soon"}
              onEnter={(vessel) => {
                setNews(null);
                return sitting.enterVessel(vessel);
              }}
            />
          </section>
        ) : null}
        <div className="bench-columns">
          <div className="stack">
            <section className="panel panel-flush">
              <WeighingTable bench={bench} target={isOpen ? sitting.target : null} />
            </section>
            {task.resultKind === "plan" ? (
              <CulturePanel taskId={task.id} mayWork={isOpen} chosen={sitting.sitting.determinationId} />
            ) : null}
            {bench.steps.some(({ curve }) => curve) ? (
              <CurvePicker
                taskIds={[task.id]}
                methodId={task.methodId}
                curve={bench.outcome.curve}
                mayChoose={isOpen}
              />
            ) : null}
            {isOpen && ["plan", "components", "staged"].includes(task.resultKind) ? (
              <Panel title={t.results}>
                <ResultGrid bench={bench} scanned={valueInstrument} />
                {task.resultKind === "plan" ? <UnitsForm bench={bench} /> : null}
              </Panel>
            ) : null}
            {isOpen && task.resultKind === "qualitative" && bench.next !== null ? (
              <Panel title={t.results}>
                <WordButtons bench={bench} />
              </Panel>
            ) : null}
            {isOpen && isValueTask && task.resultKind === "quantity" && sitting.target !== null ? (
              <Panel title={t.byHand}>
                <ManualReadingForm bench={bench} target={sitting.target} scanned={valueInstrument} />
              </Panel>
            ) : null}
            {isValueTask && !isSeen ? null : (
              <EquipmentPanel bench={bench} settings={settings} onSettings={setSettings} mayUse={isOpen} />
            )}
            {isOpen && !isValueTask ? (
              <section className="panel panel-flush">
                <button
                  type="button"
                  className="fold"
                  aria-expanded={isManualOpen}
                  onClick={() => setManualOpen(!isManualOpen)}
                >
                  <span aria-hidden>{isManualOpen ? "▾" : "▸"}</span>
                  <strong>{t.byHand}</strong>
                </button>
                {isManualOpen ? (
                  <div className="fold-inside">
                    <ManualReadingForm bench={bench} target={sitting.target} scanned={valueInstrument} />
                  </div>
                ) : null}
              </section>
            ) : null}
            <ConditionsPanel taskIds={[task.id]} mayUse={isOpen} />
            {isMine ? <TrayPanel bench={bench} target={sitting.target} mayAssign={isOpen} /> : null}
          </div>
          <OutcomePanel outcome={bench.outcome} grounds={bench} resultId={bench.result?.id ?? null}>
            {isMine ? <BenchActions bench={bench} onNews={setNews} /> : null}
          </OutcomePanel>
        </div>
      </div>
      {isOpen ? <DemoPanel bench={bench} /> : null}
    </Page>
  );
}

/** What the last run had; for a drying oven the middle of the 101–105 ℃ that GB 5009.3 asks for. */
function usualSetting(bench: BenchView): string {
  return (
    bench.uses.at(-1)?.settings ??
    (bench.task.equipmentKinds.includes("oven")
      ? "103 ℃"
      : bench.task.equipmentKinds.includes("incubator")
        ? "36 ℃"
        : "")
  );
}

/** A container scanned on another page is in hand here already. */
function useContainerBroughtAlong(
  take: ((number: string) => Promise<string>) | null,
  onRefused: (refused: unknown) => void,
): void {
  const location = useLocation();
  const taken = useRef(false);
  useEffect(() => {
    const state: unknown = location.state;
    const brought =
      typeof state === "object" && state !== null && "container" in state && typeof state.container === "string"
        ? state.container
        : null;
    if (!brought || !take || taken.current) return;
    taken.current = true;
    void take(brought).catch(onRefused);
  }, [location.state, take, onRefused]);
}
