import { Input, Segmented } from "antd";
import { useWords } from "../words.ts";
import { equipmentWords } from "./equipment-words.ts";

export type WhenTyped = { how: "now" | "used" | "earlier"; from: string; to: string };
export const rightNow: WhenTyped = { how: "now", from: "", to: "" };

/** `2026-11-27 09:30` in the laboratory's zone; also 202611270930. Null where it cannot be read. */
export function readMinute(typed: string): string | null {
  const digits = typed.normalize("NFKC").replaceAll(/\D/g, "");
  const [, year, month, day, hour, minute] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(digits) ?? [];
  if (!year) return null;
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:00+08:00`);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}

/** The times as the server takes them; null where one cannot be read. */
export function readWhen(when: WhenTyped): { startedAt?: string; endedAt?: string } | null {
  if (when.how === "now") return {};
  if (when.how === "used") return { endedAt: "now" };
  const from = readMinute(when.from);
  const to = when.to.trim() === "" ? undefined : readMinute(when.to);
  if (from === null || to === null) return null;
  return { startedAt: from, ...(to === undefined ? {} : { endedAt: to }) };
}

/** Now, used and done, or earlier with both times. */
export function UseTime({ when, onChange }: { when: WhenTyped; onChange: (when: WhenTyped) => void }) {
  const t = useWords(equipmentWords);
  return (
    <div className="stack tight">
      <Segmented
        aria-label={t.when}
        value={when.how}
        options={(["now", "used", "earlier"] as const).map((value) => ({ value, label: t[value] }))}
        onChange={(how) => onChange({ ...when, how })}
      />
      {when.how === "earlier" ? (
        <>
          <div className="pair">
            {(["from", "to"] as const).map((field) => (
              <label key={field} className="field">
                <span>{t[field]}</span>
                <Input
                  value={when[field]}
                  placeholder={t.timeHint}
                  maxLength={20}
                  status={when[field] !== "" && readMinute(when[field]) === null ? "error" : ""}
                  onChange={({ target }) => onChange({ ...when, [field]: target.value })}
                />
              </label>
            ))}
          </div>
          <p className="small quiet">{t.lateMeans}</p>
        </>
      ) : null}
    </div>
  );
}
