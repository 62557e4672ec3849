import { useState } from "react";
import { Link } from "react-router";
import { en } from "../../server/kernel/text/en.ts";
import { zh } from "../../server/kernel/text/zh.ts";
import { toMinute } from "../../server/kernel/time.ts";
import { traceCertificate } from "../../server/results/impact-contract.ts";
import { useAsk } from "../api.ts";
import { paths } from "../paths.ts";
import { useMay } from "../session.tsx";
import { Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { StateTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { lifeWords } from "./life-words.ts";

/** 报告溯源: for each item its method, the people, and the instruments with the certificates they had on the day. */
export function TracePanel({ number }: { number: string }) {
  const t = useWords(lifeWords);
  const meaning = useWords({ zh, en }).meaning;
  const may = useMay();
  const [isOpen, setOpen] = useState(false);
  const asked = useAsk(traceCertificate, { params: { number } }, { enabled: isOpen });
  return (
    <Panel title={t.trace}>
      <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>{t.traceOpen}</summary>
        <Refusal error={asked.error} />
        {asked.data?.rows.map((row) => (
          <div key={`${row.item} ${row.method}`} className="box stack tight above">
            <span>
              <strong>{row.item}</strong> <span className="quiet">{row.method}</span>
            </span>
            <span className="small">{row.people.join("、")}</span>
            {row.signatures.map((act) => (
              <span key={`${act.by} ${act.meaning} ${act.at}`} className="small quiet">
                {act.by} {toMinute(new Date(act.at))} · {meaning[act.meaning as keyof typeof meaning] ?? act.meaning}
              </span>
            ))}
            {row.instruments.map((i) => (
              <div key={`${i.number} ${i.certificate ?? ""} ${i.state}`} className="small">
                {may("instruments.read") ? <Link to={paths.instrument(i.number)}>{i.name}</Link> : i.name}{" "}
                <StateTag of="instrument" state={i.state} />
                <div className="quiet">
                  {toMinute(new Date(i.at))} · {i.certificate ?? "—"} {i.agency ?? ""}{" "}
                  {i.validUntil ? t.validThen(i.validUntil) : ""} {i.isCorrected ? t.corrected : ""}
                </div>
              </div>
            ))}
          </div>
        ))}
      </details>
    </Panel>
  );
}
