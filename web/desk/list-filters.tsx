import { Select } from "antd";
import { stateLooks } from "../ui/states.ts";
import type { StateOf } from "../ui/states.ts";
import { DayInput } from "../ui/day-input.tsx";
import { readDay } from "../ui/read-day.ts";
import { useFilter } from "../ui/search-box.tsx";
import { usePreferences } from "../preferences.ts";
import { useWords } from "../words.ts";
import { listWords } from "./list-words.ts";
import { useEffect, useState } from "react";

/** The days of a list, kept in the address once they can be read. */
export function DayRange() {
  const t = useWords(listWords);
  return (
    <span className="list-days">
      <DayFilter name="from" label={t.from} />
      <DayFilter name="to" label={t.to} />
    </span>
  );
}

function DayFilter({ name, label }: { name: string; label: string }) {
  const [kept, keep] = useFilter(name);
  const [typed, setTyped] = useState(kept ?? "");
  useEffect(() => setTyped(kept ?? ""), [kept]);
  return (
    <label className="list-day">
      <span>{label}</span>
      <DayInput
        label={label}
        value={typed}
        onChange={(value) => {
          setTyped(value);
          const day = readDay(value);
          if (day || value === "") keep(day ?? undefined);
        }}
      />
    </label>
  );
}

/** One state of a thing, or any. */
export function StateFilter<S extends string>({ of, states }: { of: StateOf; states: readonly S[] }) {
  const t = useWords(listWords);
  const { language } = usePreferences();
  const [wanted, want] = useFilter("state");
  return (
    <Select
      allowClear
      aria-label={t.anyState}
      className="filter"
      placeholder={t.anyState}
      value={states.find((state) => state === wanted)}
      options={states.map((value) => ({ value, label: stateLooks[of][value]?.[language] ?? value }))}
      onChange={(value: string | undefined) => want(value)}
    />
  );
}
