import type { PlannedTest } from "../../server/orders/plan-contract.ts";
import { useWords } from "../words.ts";
import { planWords, unitWords } from "./plan-words.ts";
import { words } from "./words.ts";

const grave = new Set(["loq-above-limit", "method-not-in-force", "unit-differs"]);

/** By which limits a test will be judged, and what stands in the way of a verdict. */
export function PlanNotes({
  of,
  isJudged,
  containers,
}: {
  of: PlannedTest | undefined;
  /** Whether the order is held against the standards in force. */
  isJudged: boolean;
  containers: { test: number; isSealed: boolean };
}) {
  const t = useWords(planWords);
  const u = useWords(unitWords);
  const w = useWords(words);
  if (!of) return null;
  const units = of.units ?? 0;
  return (
    <div className="small">
      {isJudged || of.limits.length === 0 ? null : <div className="ink-attention">{w.noBasis}</div>}
      {(isJudged ? of.limits : []).map((limit) => (
        <div key={`${limit.standard} ${limit.text}`} className="quiet">
          {limit.standard} <strong>{limit.text}</strong> {limit.unit} {limit.basis ?? ""}
        </div>
      ))}
      {units > 1 ? (
        <div className={containers.isSealed && containers.test < units ? "ink-bad" : "quiet"}>
          {containers.test >= units
            ? u.enough(units)
            : containers.isSealed
              ? u.tooFew(units, containers.test)
              : u.made(units, units - containers.test)}
        </div>
      ) : null}
      {of.notes.map((note) => (
        <div key={note.code} className={grave.has(note.code) ? "ink-bad" : "ink-attention"}>
          {t[note.code](note.detail)}
        </div>
      ))}
    </div>
  );
}
