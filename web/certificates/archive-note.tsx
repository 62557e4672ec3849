import { CheckCircleFilled, ClockCircleOutlined, CloseCircleFilled } from "@ant-design/icons";
import { Link } from "react-router";
import { showArchive } from "../../server/certificates/life-contract.ts";
import { toMinute } from "../../server/kernel/time.ts";
import { useAsk } from "../api.ts";
import { paths } from "../paths.ts";
import { useWords } from "../words.ts";
import { keysWords } from "./keys-words.ts";

/** What the night's look through the archive found: every file and every signature, or which ones are not whole. */
export function ArchiveNote() {
  const t = useWords(keysWords);
  const asked = useAsk(showArchive);
  if (!asked.data) return null;
  const { last } = asked.data;
  if (!last)
    return (
      <p className="quiet small">
        <ClockCircleOutlined /> {t.archiveNever}
      </p>
    );
  const said = t.archive(toMinute(new Date(last.endedAt)), last.checked);
  if (last.faults.length === 0)
    return (
      <p className="quiet small">
        <CheckCircleFilled className="ink-good" /> {said}，{t.archiveGood}
      </p>
    );
  return (
    <section className="panel" role="alert">
      <p className="ink-bad">
        <CloseCircleFilled /> {said}，{t.archiveBad(last.faults.length)}
      </p>
      <ul>
        {last.faults.map(({ number, why }) => (
          <li key={number}>
            <Link to={paths.certificate(number)}>{number}</Link> <span className="small">{why}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
