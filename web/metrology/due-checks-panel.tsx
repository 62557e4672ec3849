import { Segmented } from "antd";
import { Link } from "react-router";
import { listDueChecks } from "../../server/metrology/check-contract.ts";
import { setDueRule, showDueRule } from "../../server/metrology/file-contract.ts";
import { useAsk, useChange } from "../api.ts";
import { paths } from "../paths.ts";
import { useMay } from "../session.tsx";
import { Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { checkWords } from "./check-words.ts";
import { recordWords } from "./record-words.ts";

/** Intermediate checks that are due within 60 days, the most urgent first. */
export function DueChecksPanel() {
  const t = useWords(checkWords);
  const asked = useAsk(listDueChecks);
  const rows = asked.data?.rows.filter(({ warning }) => warning !== null);
  if (!rows || rows.length === 0) return null;
  return (
    <Panel title={t.dueTitle}>
      <table className="table" aria-label={t.dueTitle}>
        <tbody>
          {rows.map((row) => (
            <tr key={row.planId}>
              <td className="narrow">
                <ToneTag tone={row.warning === "overdue" ? "bad" : "attention"}>
                  {row.warning === "overdue" ? t.overdue : t.dueOn} {row.dueOn}
                </ToneTag>
              </td>
              <td>
                <Link to={paths.instrument(row.number)}>{row.instrument}</Link>
              </td>
              <td>{row.name}</td>
              <td className="quiet">
                {row.place} {row.keeper ?? ""}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

/** 有效期推算: the day before the same day of the month, or that day; a setting of the laboratory. */
export function DueRuleSetting() {
  const r = useWords(recordWords);
  const may = useMay();
  const asked = useAsk(showDueRule);
  const set = useChange(setDueRule);
  if (!asked.data) return null;
  return (
    <div className="row small">
      <span className="quiet">{r.dueRule}</span>
      <Segmented
        aria-label={r.dueRule}
        disabled={!may("instruments.change") || set.isPending}
        value={asked.data.lessOneDay ? "less" : "same"}
        options={[
          { value: "less", label: r.dueLess },
          { value: "same", label: r.dueSame },
        ]}
        onChange={(said) => set.mutate({ body: { lessOneDay: said === "less" } })}
      />
      <Refusal error={set.error} />
    </div>
  );
}
