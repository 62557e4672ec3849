import { ExclamationCircleFilled } from "@ant-design/icons";
import { useMemo } from "react";
import { listMethods } from "../../server/catalogue/contract.ts";
import { useAsk } from "../api.ts";
import { useWords } from "../words.ts";
import type { SampleDraft } from "./order-draft.ts";
import { shortagesOf, type Missing } from "./order-draft-rules.ts";
import { words } from "./words.ts";

/** Samples with too little for their tests and the reserve, in red, with how much is missing; each jumps to its quantity. */
export function ShortageList({ samples, onJump }: { samples: readonly SampleDraft[]; onJump: (to: Missing) => void }) {
  const t = useWords(words);
  const methods = useAsk(listMethods, {}, { staleTime: 300_000 }).data?.rows;
  const shortages = useMemo(() => [...shortagesOf(samples, methods ?? [])], [samples, methods]);
  if (shortages.length === 0) return null;
  return (
    <section className="lacks" role="status">
      <p className="ink-bad row">
        <ExclamationCircleFilled /> <strong>{t.shortages(shortages.length)}</strong>
      </p>
      <ul>
        {shortages.slice(0, 12).map(([row, shortage]) => (
          <li key={row}>
            <button type="button" onClick={() => onJump({ lack: "quantity", sample: row, field: `${row}-quantity` })}>
              {t.lackOf(row + 1, t.shortage(shortage))}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
