import type { WeighingView } from "../../server/results/contract.ts";
import { useWords } from "../words.ts";
import { explanationWords } from "./explanation-words.ts";
import { shownCorrected } from "./reading-text.ts";

/** Beside a reading as it was read: the corrected figure that counts, by which certificate; or that there is no correction for it. */
export function CorrectionText({
  of,
  isLong = false,
}: {
  of: Pick<WeighingView, "text" | "unit" | "correction">;
  isLong?: boolean;
}) {
  const t = useWords(explanationWords);
  const { correction } = of;
  if (!correction) return null;
  const title = `${correction.arithmetic} · ${correction.certificateNumber}${correction.U ? ` · U = ${correction.U} ${of.unit}` : ""}`;
  if (correction.corrected === null)
    return (
      <span className="small ink-bad block" title={title}>
        {t.notCorrected[correction.lack ?? "outside-range"]}
        {isLong ? `（${title}）` : ""}
      </span>
    );
  return (
    <span className="small block" title={title}>
      {t.corrected} <strong className="mono">{shownCorrected(correction.corrected, of.text)}</strong>
      {isLong ? <span className="quiet"> {title}</span> : null}
    </span>
  );
}
