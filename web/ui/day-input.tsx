import { Input } from "antd";
import type { KeyboardEvent } from "react";
import { useWords } from "../words.ts";
import { readDay } from "./read-day.ts";
import { words } from "./words.ts";

/** A day, typed on the number pad without separators if one likes; what cannot be read stays as typed, marked red. */
export function DayInput(props: {
  value: string;
  onChange: (value: string) => void;
  field?: string;
  plain?: boolean;
  cell?: string;
  label?: string;
  onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
}) {
  const t = useWords(words);
  const isWrong = props.value !== "" && readDay(props.value) === null;
  return (
    <Input
      data-field={props.field}
      data-cell={props.cell}
      aria-label={props.label}
      aria-invalid={isWrong}
      inputMode="numeric"
      variant={props.plain ? "borderless" : "outlined"}
      status={isWrong ? "error" : undefined}
      value={props.value}
      placeholder={props.plain ? "" : t.dayHint}
      maxLength={12}
      onKeyDown={props.onKeyDown}
      onChange={(event) => {
        const typed = event.target.value;
        // eight digits are a whole day: shown as one at once
        props.onChange(/^\d{8}$/.test(typed) ? (readDay(typed) ?? typed) : typed);
      }}
      onBlur={() => {
        const read = readDay(props.value);
        if (read && read !== props.value) props.onChange(read);
      }}
    />
  );
}
