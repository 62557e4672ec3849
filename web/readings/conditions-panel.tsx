import { useState } from "react";
import { Link } from "react-router";
import { environmentText } from "../../server/catalogue/contract.ts";
import { toMinute } from "../../server/kernel/time.ts";
import { showConditions, withdrawMaterialUse, withdrawRoomUse } from "../../server/readings/conditions-contract.ts";
import type { ConditionsView } from "../../server/readings/conditions-contract.ts";
import { useAsk, useChange } from "../api.ts";
import { paths } from "../paths.ts";
import { Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { MaterialChoice, RoomChoice } from "./conditions-forms.tsx";
import { conditionsWords } from "./conditions-words.ts";
import { ReasonForm } from "./reason-picker.tsx";

type Standing = { what: "material" | "room"; id: string };

/** What work was done with and in which room, of one task or of a whole batch; chosen and withdrawn here. */
export function ConditionsPanel({ taskIds, mayUse }: { taskIds: string[]; mayUse: boolean }) {
  const t = useWords(conditionsWords);
  const [going, setGoing] = useState<Standing | null>(null);
  const asked = useAsk(showConditions, { query: { tasks: taskIds.join(",") } }, { enabled: taskIds.length > 0 });
  const noMaterial = useChange(withdrawMaterialUse);
  const noRoom = useChange(withdrawRoomUse);
  if (taskIds.length === 0) return null;
  const view = asked.data;
  const ranges = [...new Set(view?.asked.map(({ environment }) => environmentText(environment)))].join("；");
  const isMissing = view?.asked.some(
    ({ taskId }) => !view.rooms.some((use) => use.taskId === taskId && use.withdrawn === null),
  );
  const done = { onSuccess: () => setGoing(null) };
  const withdraw = (reason: string) => {
    if (going?.what === "material") noMaterial.mutate({ params: { id: going.id }, body: { reason } }, done);
    if (going?.what === "room") noRoom.mutate({ params: { id: going.id }, body: { reason } }, done);
  };
  // a batch's uses are withdrawn at the bench of the task they are wrong for
  const goes = mayUse && taskIds.length === 1 ? setGoing : null;
  return (
    <Panel title={t.title} extra={<Link to={paths.materials()}>{t.toRegister} →</Link>}>
      <div className="stack tight">
        {ranges === "" ? null : <p className={isMissing ? "ink-attention" : "quiet"}>{t.asked(ranges)}</p>}
        {isMissing ? <p className="ink-attention">{t.missing}</p> : null}
        {view && view.materials.length + view.rooms.length === 0 && !isMissing ? (
          <p className="quiet">{t.nothing}</p>
        ) : null}
        {view ? <Uses of={view} isBatch={taskIds.length > 1} onWithdraw={goes} /> : <Refusal error={asked.error} />}
        {going ? (
          <ReasonForm
            key={going.id}
            reasons={t.withdrawReasons}
            label={t.withdrawWhy}
            doIt={t.withdraw}
            isBusy={noMaterial.isPending || noRoom.isPending}
            onCancel={() => setGoing(null)}
            onDo={withdraw}
          />
        ) : null}
        <Refusal error={noMaterial.error ?? noRoom.error} />
        {mayUse ? (
          <>
            <MaterialChoice taskIds={taskIds} />
            <RoomChoice taskIds={taskIds} />
          </>
        ) : null}
      </div>
    </Panel>
  );
}

function Uses({
  of,
  isBatch,
  onWithdraw,
}: {
  of: ConditionsView;
  isBatch: boolean;
  onWithdraw: ((use: Standing) => void) | null;
}) {
  const t = useWords(conditionsWords);
  const short = (at: string) => toMinute(new Date(at)).slice(5);
  const lines = [
    ...of.materials.map((use) => ({
      what: "material" as const,
      use,
      name: `${use.material.name} ${use.material.lot}`,
      more: use.material.assigned,
      when: t.usedBy(use.by, short(use.usedAt)),
      bad: use.fault && t.faults[use.fault],
    })),
    ...of.rooms.map((use) => ({
      what: "room" as const,
      use,
      name: use.reading.room,
      more: `${use.reading.temperature} ℃ · ${use.reading.humidity} %RH`,
      when: t.readBy(use.reading.by, short(use.reading.at)),
      bad: use.outside.length > 0 ? t.outside(use.outside.join("，")) : null,
    })),
  ];
  // the same use of many tasks is one line
  const said = (line: (typeof lines)[number]) =>
    [line.what, line.name, line.more, line.when, line.bad ?? "", line.use.withdrawn?.reason ?? ""].join("|");
  const groups = [...new Set(lines.map(said))].map((key) => lines.filter((line) => said(line) === key));
  return (
    <ul className="uses uses-conditions">
      {groups.map(([line, ...others]) =>
        line ? (
          <li key={line.use.id}>
            <span>
              <strong className={line.use.withdrawn ? "quiet" : undefined}>{line.name}</strong>{" "}
              <span className="quiet">{line.more}</span>
            </span>
            <span className="use-times">
              {line.when}
              {isBatch ? ` · ${t.ofTasks(others.length + 1)}` : ""}
              {line.use.withdrawn ? ` · ${t.withdrawn(line.use.withdrawn.by, line.use.withdrawn.reason)}` : ""}
              {onWithdraw && !line.use.withdrawn ? (
                <button
                  type="button"
                  className="link-button"
                  onClick={() => onWithdraw({ what: line.what, id: line.use.id })}
                >
                  {t.withdraw}
                </button>
              ) : null}
            </span>
            {line.bad && !line.use.withdrawn ? <ToneTag tone="bad">{line.bad}</ToneTag> : null}
          </li>
        ) : null,
      )}
    </ul>
  );
}
