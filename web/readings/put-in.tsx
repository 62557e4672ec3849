import { Button, Checkbox, Select } from "antd";
import { useState } from "react";
import { shortForm } from "../../server/kernel/numbers.ts";
import type { InstrumentChoice } from "../../server/metrology/contract.ts";
import { useEquipment } from "../../server/results/equipment-contract.ts";
import type { TaskRow } from "../../server/work/contract.ts";
import { useChange } from "../api.ts";
import { FitnessTag } from "../metrology/fitness-tag.tsx";
import { Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { readSettings, SettingsFields, usualSettings } from "./equipment-settings.tsx";
import type { SettingsTyped } from "./equipment-settings.tsx";
import { equipmentWords } from "./equipment-words.ts";
import { readWhen, rightNow, UseTime } from "./use-time.tsx";
import type { WhenTyped } from "./use-time.tsx";

/** One piece of equipment, everything that goes into it, its settings and times; recorded with one press. */
export function PutIn(props: {
  equipment: InstrumentChoice | null;
  equipments: readonly InstrumentChoice[];
  tasks: readonly TaskRow[];
  needs: (methodId: string) => boolean;
  chosen: readonly string[];
  onEquipment: (equipment: InstrumentChoice | null) => void;
  onChosen: (taskIds: string[]) => void;
  onDone: (name: string, count: number) => void;
}) {
  const t = useWords(equipmentWords);
  const { equipment } = props;
  return (
    <Panel
      title={t.putIn}
      extra={equipment ? <Button onClick={() => props.onEquipment(null)}>{t.otherEquipment}</Button> : null}
    >
      {equipment ? (
        <Filling key={equipment.number} {...props} equipment={equipment} />
      ) : (
        <div className="stack">
          <p>{t.scanFirst}</p>
          <Select
            showSearch
            aria-label={t.chooseEquipment}
            placeholder={t.chooseEquipment}
            optionFilterProp="label"
            value={null}
            options={props.equipments.map((e) => ({ value: e.number, label: `${e.name} ${e.model} · ${e.place}` }))}
            onChange={(number) => props.onEquipment(props.equipments.find((e) => e.number === number) ?? null)}
          />
        </div>
      )}
    </Panel>
  );
}

function Filling(props: Omit<Parameters<typeof PutIn>[0], "equipment"> & { equipment: InstrumentChoice }) {
  const t = useWords(equipmentWords);
  const { equipment, chosen, onChosen } = props;
  const [typed, setTyped] = useState<SettingsTyped>(() => usualSettings(equipment.kind));
  const [when, setWhen] = useState<WhenTyped>(() =>
    equipment.kind === "pipette" ? { ...rightNow, how: "used" } : rightNow,
  );
  const [isOther, setOther] = useState(false);
  const use = useChange(useEquipment);
  const fitting = props.tasks.filter((task) => isOther || props.needs(task.methodId) || chosen.includes(task.id));
  const settings = readSettings(equipment.kind, typed);
  const times = readWhen(when);
  const isUnfit = equipment.fitness.state === "out_of_service" && when.how !== "earlier";
  const why = isUnfit ? t.unfit : chosen.length === 0 ? t.nothingChosen : settings === null ? t.noSetting : null;
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (why !== null || settings === null || times === null) return;
        use.mutate(
          { body: { instrumentNumber: equipment.number, taskIds: [...chosen], settings, ...times } },
          { onSuccess: ({ name, contents }) => props.onDone(name, contents.length) },
        );
      }}
    >
      <div className="row">
        <strong>
          {equipment.name} {equipment.model}
        </strong>
        <FitnessTag fitness={equipment.fitness} />
        <span className="quiet small">{equipment.place}</span>
      </div>
      <SettingsFields kind={equipment.kind} typed={typed} onChange={setTyped} />
      <UseTime when={when} onChange={setWhen} />
      <fieldset className="choices">
        <legend className="row">
          <span>{t.tasks(chosen.length)}</span>
          {fitting.length > 0 ? (
            <Checkbox
              checked={chosen.length > 0 && chosen.length >= fitting.length}
              indeterminate={chosen.length > 0 && chosen.length < fitting.length}
              onChange={({ target }) => onChosen(target.checked ? fitting.map(({ id }) => id) : [])}
            >
              {t.all}
            </Checkbox>
          ) : null}
        </legend>
        {fitting.length === 0 ? <p className="quiet">{t.noTasks}</p> : null}
        {fitting.map((task) => (
          <Checkbox
            key={task.id}
            className="choice"
            checked={chosen.includes(task.id)}
            onChange={({ target }) =>
              onChosen(target.checked ? [...chosen, task.id] : chosen.filter((id) => id !== task.id))
            }
          >
            <span className="mono">{shortForm(task.sampleNumber)}</span> {task.item}{" "}
            <span className="quiet small">{task.sampleName}</span>
          </Checkbox>
        ))}
        <Checkbox checked={isOther} onChange={({ target }) => setOther(target.checked)}>
          <span className="small quiet">{t.alsoOthers}</span>
        </Checkbox>
      </fieldset>
      <Refusal error={use.error} />
      <div className="row end">
        {why ? <span className="quiet small">{why}</span> : null}
        <Button
          type="primary"
          size="large"
          htmlType="submit"
          disabled={why !== null || times === null}
          loading={use.isPending}
        >
          {t.record(chosen.length)}
        </Button>
      </div>
    </form>
  );
}
