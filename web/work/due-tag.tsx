import { toDay } from "../../server/kernel/time.ts";
import { useMe } from "../session.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { words } from "./words.ts";

/** A due date: amber on the day, red after it. */
export function DueTag({ on }: { on: string }) {
  const t = useWords(words);
  const today = toDay(new Date(performance.timeOrigin + performance.now() + useMe().demoMinutes * 60_000));
  if (on < today) return <ToneTag tone="bad">{t.late(on)}</ToneTag>;
  return on === today ? (
    <ToneTag tone="attention">{t.dueToday}</ToneTag>
  ) : (
    <span className="quiet nowrap small">{t.due(on)}</span>
  );
}
