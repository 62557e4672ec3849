import { toDay } from "../../server/kernel/time.ts";
import type { TaskRow } from "../../server/work/contract.ts";
import { useMe } from "../session.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { peopleWords } from "./people-words.ts";
import { words } from "./words.ts";

/** A due date by working days: amber (临期) when two or fewer are left, red (超期) after it. */
export function DueTag({ task }: { task: Pick<TaskRow, "dueOn" | "urgency" | "daysLeft"> }) {
  const t = useWords(words);
  const p = useWords(peopleWords);
  if (task.urgency === "overdue") return <ToneTag tone="bad">{t.late(task.dueOn)}</ToneTag>;
  if (task.urgency === "soon") return <ToneTag tone="attention">{p.soon(task.daysLeft)}</ToneTag>;
  return <span className="quiet nowrap small">{t.due(task.dueOn)}</span>;
}

/** A due date where only the day is known: amber on the day, red after it. */
export function DayTag({ on }: { on: string }) {
  const t = useWords(words);
  const today = toDay(new Date(performance.timeOrigin + performance.now() + useMe().demoMinutes * 60_000));
  if (on < today) return <ToneTag tone="bad">{t.late(on)}</ToneTag>;
  return on === today ? (
    <ToneTag tone="attention">{t.dueToday}</ToneTag>
  ) : (
    <span className="quiet nowrap small">{t.due(on)}</span>
  );
}
