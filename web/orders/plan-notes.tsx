import type { PlannedTest } from "../../server/orders/plan-contract.ts";
import { useWords } from "../words.ts";
import { planWords } from "./plan-words.ts";

const grave = new Set(["loq-above-limit", "method-not-in-force", "unit-differs"]);

/** By which limits a test will be judged, and what stands in the way of a verdict. */
export function PlanNotes({ of }: { of: PlannedTest | undefined }) {
  const t = useWords(planWords);
  if (!of) return null;
  return (
    <div className="small">
      {of.limits.map((limit) => (
        <div key={`${limit.standard} ${limit.text}`} className="quiet">
          {limit.standard} <strong>{limit.text}</strong> {limit.unit} {limit.basis ?? ""}
        </div>
      ))}
      {of.notes.map((note) => (
        <div key={note.code} className={grave.has(note.code) ? "ink-bad" : "ink-attention"}>
          {t[note.code](note.detail)}
        </div>
      ))}
    </div>
  );
}
