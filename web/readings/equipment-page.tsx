import { App } from "antd";
import { useState } from "react";
import { listMethods } from "../../server/catalogue/contract.ts";
import type { MethodView } from "../../server/catalogue/contract.ts";
import { Problem } from "../../server/kernel/problems.ts";
import { listChoices } from "../../server/metrology/contract.ts";
import type { InstrumentChoice } from "../../server/metrology/contract.ts";
import { listRunning, takeOut } from "../../server/results/equipment-contract.ts";
import { showSheet } from "../../server/sheets/contract.ts";
import { listTasks } from "../../server/work/contract.ts";
import type { TaskRow } from "../../server/work/contract.ts";
import { call, useAsk, useChange } from "../api.ts";
import { useScan } from "../scan.tsx";
import { useMay, useMe } from "../session.tsx";
import { Page } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { equipmentWords } from "./equipment-words.ts";
import { PutIn } from "./put-in.tsx";
import { RunningEquipment } from "./running-equipment.tsx";

const closed = ["completed", "checked", "pending"];

/** Equipment that sends nothing: scan it, scan what goes in, once for all; scan it again and it comes out. */
export function EquipmentPage() {
  const t = useWords(equipmentWords);
  const { message } = App.useApp();
  const { id: me } = useMe();
  const may = useMay();
  const canUse = may("bench.use");
  const mine = useAsk(listRunning, { query: { whose: "mine", size: 1 } }, { enabled: canUse });
  const instruments = useAsk(listChoices);
  const methods = useAsk(listMethods, {}, { enabled: may("catalogue.read") });
  const tasks = useAsk(listTasks, { query: { mine: "yes" } }, { enabled: canUse });
  const out = useChange(takeOut);
  const [equipment, setEquipment] = useState<InstrumentChoice | null>(null);
  const [chosen, setChosen] = useState<string[]>([]);
  const [several, setSeveral] = useState<{ number: string; name: string } | null>(null);

  const inside = new Set(mine.data?.inside);
  const openOf = (rows: readonly TaskRow[]) =>
    rows.filter((task) => task.analystId === me && !closed.includes(task.state) && !inside.has(task.id));
  const open = openOf(tasks.data?.rows ?? []);
  const needsOf = (rows: readonly MethodView[], methodId: string) =>
    equipment !== null && (rows.find(({ id }) => id === methodId)?.equipmentKinds ?? []).includes(equipment.kind);
  const needs = (methodId: string) => needsOf(methods.data?.rows ?? [], methodId);
  /** What may still go into it; a scan in the first moment waits for the lists. */
  const fitting = async () => {
    const own = tasks.data ?? (await tasks.refetch()).data;
    const known = methods.data ?? (await methods.refetch()).data;
    return openOf(own?.rows ?? []).filter(({ methodId }) => needsOf(known?.rows ?? [], methodId));
  };

  useScan(async (answer) => {
    if (!canUse) return undefined;
    if (answer.kind === "instrument") {
      // a scan in the first moment waits for the register
      const register = instruments.data ?? (await instruments.refetch()).data;
      const found = register?.rows.find(({ number }) => number === answer.number);
      if (!found) return undefined;
      const { rows: runs } = await call(listRunning, { query: { instrument: found.number, size: 2 } });
      const [run] = runs;
      if (run && chosen.length === 0 && equipment?.number !== found.number) {
        if (runs.length > 1) {
          setSeveral({ number: found.number, name: `${found.name} ${found.model}` });
          return t.several;
        }
        await out.mutateAsync({ params: { runId: run.runId }, body: {} });
        return t.taken(run.name);
      }
      if (found.driver !== null) throw new Problem("instrument-kind-wrong", { instrument: found.name });
      setEquipment(found);
      return t.chosenScan(found.name);
    }
    if ((answer.kind === "container" || answer.kind === "sample") && equipment) {
      const sample = answer.kind === "container" ? answer.of : answer.number;
      const own = (await fitting()).filter((task) => task.sampleNumber === sample).map(({ id }) => id);
      if (own.length === 0) throw new Problem("no-task-of-sample", { sample: answer.title });
      const next = [...new Set([...chosen, ...own])];
      setChosen(next);
      return t.toggled(answer.title, next.length);
    }
    if (answer.kind === "sheet" && equipment && answer.of !== null) {
      const { rows } = await call(showSheet, { params: { sheetId: answer.of } });
      const ofBatch = new Set(rows.flatMap(({ taskId }) => taskId ?? []));
      const own = (await fitting()).filter((task) => ofBatch.has(task.id)).map(({ id }) => id);
      if (own.length === 0) throw new Problem("no-task-of-sample", { sample: answer.title });
      const next = [...new Set([...chosen, ...own])];
      setChosen(next);
      return t.toggled(answer.title, next.length);
    }
    return undefined;
  });

  return (
    <Page title={t.title} below={t.below}>
      <Refusal error={mine.error ?? out.error} />
      <div className={canUse ? "equipment-columns" : ""}>
        {canUse ? (
          <PutIn
            equipment={equipment}
            equipments={(instruments.data?.rows ?? []).filter(
              ({ driver, kind }) => driver === null && kind !== "balance",
            )}
            tasks={open}
            needs={needs}
            chosen={chosen}
            onEquipment={(next) => {
              setEquipment(next);
              setChosen([]);
            }}
            onChosen={setChosen}
            onDone={(name, count) => {
              setEquipment(null);
              setChosen([]);
              void message.success(t.recorded(name, count));
            }}
          />
        ) : null}
        <RunningEquipment only={several} onAll={() => setSeveral(null)} />
      </div>
    </Page>
  );
}
