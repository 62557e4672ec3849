import { Button } from "antd";
import type { ReplyOf } from "../../server/kernel/endpoint.ts";
import type { previewResultFile } from "../../server/readings/mapping-contract.ts";
import { useWords } from "../words.ts";
import { mappingWords } from "./mapping-words.ts";

/** The results of a file: where each goes, with the arithmetic, or why it waits in the tray. */
export function MatchTable({
  title,
  of,
  onAdd,
  known,
}: {
  title: string;
  of: ReplyOf<typeof previewResultFile>;
  onAdd: ((test: string) => void) | null;
  known: readonly string[];
}) {
  const t = useWords(mappingWords);
  const placed = of.rows.filter(({ goes }) => goes).length;
  return (
    <div className="stack tight" role="status">
      <strong>
        {title}：{t.placed(placed, of.rows.length)} {of.refused > 0 ? t.refusedRows(of.refused) : ""}
      </strong>
      <table className="table" aria-label={title}>
        <thead>
          <tr>
            <th>{t.sample}</th>
            <th>{t.test}</th>
            <th>{t.sent}</th>
            <th>{t.goes}</th>
            <th>{t.figure}</th>
          </tr>
        </thead>
        <tbody>
          {of.rows.map(({ sample, test, text, unit, goes, because }, at) => (
            // the same sample and compound may stand in a file several times; its place is what tells rows apart
            <tr key={at}>
              <td className="mono">{sample}</td>
              <td>{test}</td>
              <td className="mono">
                {text} {unit}
              </td>
              {goes ? (
                <>
                  <td>
                    {goes.sampleName} · {goes.item} · {t.parallel(goes.parallel)} · {goes.analyst}
                  </td>
                  <td>
                    <strong>
                      {goes.figure} {goes.unit}
                    </strong>
                    {goes.calculation ? <div className="quiet small mono">{goes.calculation}</div> : null}
                  </td>
                </>
              ) : (
                <td colSpan={2} className="ink-bad">
                  {t.because[because ?? ""] ?? because}{" "}
                  {onAdd && because === "no-mapping" && test && !known.includes(test) ? (
                    <Button size="small" onClick={() => onAdd(test)}>
                      {t.addThis}
                    </Button>
                  ) : null}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
