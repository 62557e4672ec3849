import { Button, Input, Segmented } from "antd";
import { useState } from "react";
import type { DueFilter } from "../../server/metrology/plan-contract.ts";
import { makeRound } from "../../server/metrology/rounds-contract.ts";
import { useChange } from "../api.ts";
import { DayInput } from "../ui/day-input.tsx";
import { readDay } from "../ui/read-day.ts";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { planWords } from "./plan-words.ts";

/** A round of chosen instruments, or of all that is filtered. */
export function RoundForm(props: {
  numbers: string[] | null;
  filter: DueFilter & { from?: string; until?: string };
  agency: string;
  onDone: () => void;
  onCancel: () => void;
}) {
  const t = useWords(planWords);
  const make = useChange(makeRound);
  const [name, setName] = useState("");
  const [agency, setAgency] = useState(props.agency);
  const [on, setOn] = useState("");
  const [how, setHow] = useState<"away" | "site">("away");
  const day = readDay(on);
  const isReady = name.trim() !== "" && agency.trim() !== "" && day !== null;
  const { numbers, filter } = props;
  return (
    <form
      className="panel stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isReady || day === null) return;
        const which = numbers ? { instruments: numbers } : { filter };
        make.mutate({ body: { name, agency, on: day, isAway: how === "away", ...which } }, { onSuccess: props.onDone });
      }}
    >
      <div className="thirds">
        <label className="field">
          <span className="needed">{t.roundName}</span>
          <Input value={name} maxLength={200} onChange={({ target }) => setName(target.value)} />
        </label>
        <label className="field">
          <span className="needed">{t.agency}</span>
          <Input value={agency} maxLength={200} onChange={({ target }) => setAgency(target.value)} />
        </label>
        <label className="field">
          <span className="needed">{t.on}</span>
          <DayInput value={on} onChange={setOn} />
        </label>
      </div>
      <div className="row">
        <Segmented
          value={how}
          options={(["away", "site"] as const).map((value) => ({ value, label: t.how[value] }))}
          onChange={setHow}
        />
        <span className="small quiet">{how === "away" ? t.awayMeans : t.siteMeans}</span>
      </div>
      <Refusal error={make.error} />
      <div className="row end">
        <Button onClick={props.onCancel}>{t.cancel}</Button>
        <Button type="primary" htmlType="submit" disabled={!isReady} loading={make.isPending}>
          {numbers ? t.save : t.saveAll}
        </Button>
      </div>
    </form>
  );
}
