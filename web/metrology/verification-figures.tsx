import { rangeText, type InstrumentView } from "../../server/metrology/contract.ts";
import type { InstrumentFileView } from "../../server/metrology/file-contract.ts";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { recordWords } from "./record-words.ts";
import { FileLink } from "./scan-field.tsx";

type Verification = InstrumentView["verifications"][number];

/** What a certificate said in figures, what was needed of it, and its scan. */
export function VerificationFigures({ of, files }: { of: Verification; files: readonly InstrumentFileView[] }) {
  const r = useWords(recordWords);
  const scans = files.filter((file) => file.verificationId === of.id);
  const { corrections } = of;
  const hasLeft = of.points.some(({ left }) => left !== undefined);
  const hasFigures = of.points.length > 0 || corrections !== null || of.needs.length > 0;
  return (
    <div className="stack tight">
      {scans.length > 0 ? (
        <span className="row">
          {scans.map((file) => (
            <FileLink key={file.id} of={file} />
          ))}
        </span>
      ) : null}
      {corrections ? (
        <span className="small">
          <ToneTag tone={of.usesCorrections ? "running" : "waiting"}>
            {of.usesCorrections ? r.applied : r.notApplied}
          </ToneTag>{" "}
          <span className="quiet">{rangeText(corrections)}</span>
        </span>
      ) : null}
      {hasFigures ? (
        <details className="small">
          <summary>{r.data}</summary>
          {of.points.length > 0 ? (
            <table className="plain-table">
              <thead>
                <tr>
                  <th>
                    {r.at} {of.unit}
                  </th>
                  <th>{r.asFound}</th>
                  {hasLeft ? <th>{r.asLeft}</th> : null}
                  <th>U</th>
                </tr>
              </thead>
              <tbody>
                {of.points.map((p) => (
                  <tr key={p.at} className="mono">
                    <td>{p.at}</td>
                    <td>{p.found}</td>
                    {hasLeft ? <td>{p.left ?? "–"}</td> : null}
                    <td>{p.U ?? "–"}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          ) : null}
          {corrections ? (
            <table className="plain-table">
              <thead>
                <tr>
                  <th>
                    {r.at} {corrections.unit}
                  </th>
                  <th>{corrections.kind === "points" ? r.correction : r.factor}</th>
                  <th>U</th>
                </tr>
              </thead>
              <tbody>
                {corrections.rows.map((row) => (
                  <tr key={"at" in row ? row.at : row.from} className="mono">
                    <td>{"at" in row ? row.at : `${row.from}~${row.to}`}</td>
                    <td>{"at" in row ? row.correction : `×${row.factor}`}</td>
                    <td>{row.U ?? "–"}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          ) : null}
          {of.needs.map((need) => (
            <div key={`${need.methodId} ${need.said}`}>
              {need.method} · {need.said}{" "}
              <strong className={need.isMet === false ? "ink-bad" : need.isMet ? "ink-good" : undefined}>
                {need.isMet === null ? r.byPerson : need.isMet ? r.met : r.unmet}
              </strong>{" "}
              {need.because}
            </div>
          ))}
        </details>
      ) : null}
    </div>
  );
}
