import { useEffect, useRef, useState } from "react";
import { Button } from "antd";
import { enterManualReading } from "../../server/readings/contract.ts";
import type { BenchView } from "../../server/results/contract.ts";
import { useChange } from "../api.ts";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { words } from "./words.ts";

const afterScanner = 120; // a scanner sends its next digit sooner; a person does not

/** The words that a result may be, as buttons: a digit selects, Enter keeps. */
export function WordButtons({ bench }: { bench: BenchView }) {
  const t = useWords(words);
  const enter = useChange(enterManualReading);
  const [chosen, setChosen] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const group = useRef<HTMLDivElement>(null);
  const { task, next } = bench;
  useEffect(() => group.current?.focus(), [next?.determinationId]);
  useEffect(() => () => clearTimeout(timer.current), []);
  if (next === null) return null;

  const keep = (text: string) => {
    if (enter.isPending) return;
    enter.mutate(
      { params: { determinationId: next.determinationId }, body: { step: next.step, text } },
      { onSuccess: () => setChosen(null) },
    );
  };
  return (
    <div className="stack">
      <p className="quiet small">{t.chooseWord}</p>
      <div
        ref={group}
        className="word-buttons"
        role="radiogroup"
        aria-label={task.item}
        tabIndex={0}
        onKeyDown={(event) => {
          clearTimeout(timer.current);
          const word = /^[1-9]$/.test(event.key) ? task.choices[Number(event.key) - 1] : undefined;
          if (word !== undefined) timer.current = setTimeout(() => setChosen(word), afterScanner);
          if (event.key !== "Enter" || event.ctrlKey || chosen === null || event.target !== group.current) return;
          event.preventDefault();
          keep(chosen);
        }}
      >
        {task.choices.map((word, index) => (
          <Button
            key={word}
            size="large"
            role="radio"
            aria-checked={chosen === word}
            type={chosen === word ? "primary" : "default"}
            loading={enter.isPending && chosen === word}
            onClick={() => {
              setChosen(word);
              keep(word);
            }}
          >
            <kbd>{index + 1}</kbd> {word}
          </Button>
        ))}
      </div>
      <Refusal error={enter.error} />
    </div>
  );
}
