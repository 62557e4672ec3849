import type { Outcome } from "../../server/results/contract.ts";
import { useWords } from "../words.ts";
import { words } from "./words.ts";

/** What a result consists of where it is no single figure: the components of a sum, or the two stages. */
export function ResultParts({ of }: { of: Outcome }) {
  const t = useWords(words);
  if (of.components.length === 0) return null;
  return (
    <dl className="result-parts">
      {of.components.map((c) => (
        <div key={c.key}>
          <dt className="small quiet">
            {c.name}
            {c.max === null ? "" : ` · ${t.ownLimit(c.max)}`}
          </dt>
          <dd>
            {c.reported ?? "–"} {c.qualifier === "=" || c.qualifier === "<LOQ" ? <small>{c.unit}</small> : ""}
            {c.difference !== null && c.allowed !== null ? (
              <span className="small quiet"> {t.apart(cut(c.difference), cut(c.allowed))}</span>
            ) : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}

const cut = (text: string) => text.replace(/(\.\d{4})\d+$/, "$1…");
