import type { CurveView } from "../../server/results/curve-contract.ts";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { CurveChart } from "./curve-chart.tsx";
import { curveWords } from "./curve-words.ts";

/** A line with its r, its verdict, its chart and every standard found again. */
export function CurveFit({ fit, equation, unit }: { fit: CurveView["fit"]; equation: string; unit: string }) {
  const t = useWords(curveWords);
  return (
    <div className="stack">
      <div className="row apart">
        <span>
          <strong className="curve-equation">{equation}</strong> r = {fit.r}
        </span>
        <ToneTag tone={fit.isAccepted ? "good" : "bad"}>{fit.isAccepted ? t.accepted : t.refused}</ToneTag>
      </div>
      {fit.refusals.map((why) => (
        <p key={why} className="small ink-bad">
          {why === "r-low"
            ? `${t.why["r-low"]}（${t.rLeast} ${fit.criteria.rLeast}）`
            : `${t.why["residual-high"]}（${fit.criteria.residualMost} %）`}
        </p>
      ))}
      <CurveChart fit={fit} />
      <table className="table">
        <thead>
          <tr>
            <th>
              {t.x} {unit}
            </th>
            <th>{t.y}</th>
            <th>{t.found}</th>
            <th>{t.deviation}</th>
            <th>{t.residual}</th>
          </tr>
        </thead>
        <tbody>
          {fit.points.map((p, i) => (
            <tr key={i} className={p.isWithin ? undefined : "ink-bad"}>
              <td>{p.x}</td>
              <td>{p.y}</td>
              <td>{p.found}</td>
              <td>{p.percent ?? "–"}</td>
              <td>{p.residual}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="small quiet">{t.range(fit.lowest, fit.highest, unit)}</p>
    </div>
  );
}
