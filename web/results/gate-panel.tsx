import { CheckCircleFilled, ExclamationCircleFilled } from "@ant-design/icons";
import { showGate } from "../../server/certificates/life-contract.ts";
import { useAsk } from "../api.ts";
import { words as deskWords } from "../desk/words.ts";
import { Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { words } from "./words.ts";

/** Every condition before issue, met or not; what is not met says who can mend it. */
export function GatePanel({ number }: { number: string }) {
  const t = useWords(words);
  const roles = useWords(deskWords).roles as Record<string, string>;
  const asked = useAsk(showGate, { params: { number } });
  if (!asked.data) return <Refusal error={asked.error} />;
  return (
    <Panel title={t.gate}>
      <ul className="gate">
        {asked.data.conditions.map(({ code, isMet, details, mend }) => (
          <li key={code} className={isMet ? "" : "ink-bad"}>
            {isMet ? <CheckCircleFilled className="ink-good" /> : <ExclamationCircleFilled />}{" "}
            {isMet ? t.gateMet[code] : t.gateUnmet[code]}
            {details.length > 0 ? <span className="small">（{details.join("、")}）</span> : null}
            {isMet ? null : <span className="small quiet"> {t.gateMend(roles[mend] ?? mend)}</span>}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
