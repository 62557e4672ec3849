import { CheckCircleFilled, ExclamationCircleFilled } from "@ant-design/icons";
import { useWords } from "../words.ts";
import type { Missing } from "./order-draft-rules.ts";
import { words } from "./words.ts";

/** What is missing, in red; each line jumps to its field. */
export function MissingList({ missing, onJump }: { missing: readonly Missing[]; onJump: (to: Missing) => void }) {
  const t = useWords(words);
  if (missing.length === 0)
    return (
      <p className="ink-good row" role="status">
        <CheckCircleFilled /> {t.ready}
      </p>
    );
  return (
    <section className="lacks" aria-label={t.missing(missing.length)}>
      <p className="ink-bad row">
        <ExclamationCircleFilled /> <strong>{t.missing(missing.length)}</strong>
      </p>
      <ul>
        {missing.slice(0, 24).map((one) => (
          <li key={`${one.field} ${one.lack}`}>
            <button type="button" onClick={() => onJump(one)}>
              {one.sample === null ? t.lacks[one.lack] : t.lackOf(one.sample + 1, t.lacks[one.lack])}
            </button>
          </li>
        ))}
        {missing.length > 24 ? <li className="quiet">{t.missingMore(missing.length - 24)}</li> : null}
      </ul>
    </section>
  );
}
