import { CheckCircleFilled, ExclamationCircleFilled } from "@ant-design/icons";
import { showGate } from "../../server/certificates/life-contract.ts";
import { Link } from "react-router";
import { useAsk } from "../api.ts";
import { words as deskWords } from "../desk/words.ts";
import { paths } from "../paths.ts";
import { NumberText } from "../ui/number-text.tsx";
import { Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { StateTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { words } from "./words.ts";

/** One certificate of all samples of the order: what it still waits for. */
function Together({ waitsFor }: { waitsFor: readonly { number: string; name: string; state: string }[] }) {
  const t = useWords(words);
  return (
    <div className="above-small">
      <strong>{t.together}</strong> {waitsFor.length === 0 ? t.togetherReady : t.togetherWaits(waitsFor.length)}
      <ul>
        {waitsFor.map(({ number, name, state }) => (
          <li key={number}>
            <Link to={paths.sample(number)}>
              <NumberText>{number}</NumberText> {name}
            </Link>{" "}
            <StateTag of="sample" state={state} />
          </li>
        ))}
      </ul>
    </div>
  );
}

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
      {asked.data.combinesSamples ? <Together waitsFor={asked.data.waitsFor} /> : null}
    </Panel>
  );
}
