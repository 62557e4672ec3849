import type { Outcome } from "../../server/results/contract.ts";
import { useWords } from "../words.ts";
import { words } from "./words.ts";

/** What a result consists of where it is no single figure: the components of a sum, or the two stages. */
export function ResultParts({ of }: { of: Outcome }) {
  const t = useWords(words);
  if (of.components.length === 0) return null;
  return (
    <table className="result-parts">
      <tbody>
        {of.components.map((c) => (
          <tr key={c.key}>
            <th scope="row">{c.name}</th>
            <td>
              {c.reported ?? "–"} {c.qualifier === "=" || c.qualifier === "<LOQ" ? c.unit : ""}
            </td>
            <td className="quiet small">
              {c.max === null ? "" : t.ownLimit(c.max)}
              {c.difference !== null && c.allowed !== null ? ` ${t.apart(cut(c.difference), cut(c.allowed))}` : ""}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const cut = (text: string) => text.replace(/(\.\d{4})\d+$/, "$1…");
