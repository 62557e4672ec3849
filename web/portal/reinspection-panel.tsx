import { ClockCircleOutlined, FileTextOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { reinspectionForm } from "../../server/portal/contract.ts";
import type { Reinspection } from "../../server/portal/contract.ts";
import { fileUrl } from "../api.ts";
import { useWords } from "../words.ts";
import { words } from "./words.ts";

/** After a notified supervisory failure: the clock, whom to ask, the form; or why it is not possible. */
export function ReinspectionPanel({ number, of }: { number: string; of: Reinspection }) {
  const t = useWords(words);
  if (of.refusals.includes("nothing-failed")) return <p className="small quiet">{t.servedOn(of.notifiedOn)}</p>;
  const isPossible = of.refusals.length === 0;
  return (
    <section className="reinspection" aria-label={t.reinspection}>
      <h3>{t.reinspection}</h3>
      {isPossible ? (
        <p>
          <ClockCircleOutlined /> {t.servedOn(of.notifiedOn)} <strong>{t.lastDay(of.lastDay, of.daysLeft)}</strong>
        </p>
      ) : (
        <>
          <p>
            {t.servedOn(of.notifiedOn)} <strong className="ink-bad">{t.notPossible}</strong>
          </p>
          <ul className="reasons">
            {of.refusals.map((reason) => (
              <li key={reason}>{t.refusals[reason](of.lastDay, of.shelfLifeEnds ?? "")}</li>
            ))}
          </ul>
        </>
      )}
      <p>
        {t.askAuthority} <strong>{of.authority.name}</strong>
        <span className="small quiet">
          {" "}
          {of.authority.address} {of.authority.phone}
        </span>
      </p>
      {isPossible ? (
        <>
          <p className="small">{t.whichItems(of.items.join("、"))}</p>
          {of.microbiological.length > 0 ? (
            <p className="small quiet">{t.notThese(of.microbiological.join("、"))}</p>
          ) : null}
          {of.shelfLifeEnds === null ? (
            <p className="small quiet">{t.shelfLifeUnknown}</p>
          ) : (
            <p className="small quiet">{t.shelfLifeEnds(of.shelfLifeEnds)}</p>
          )}
          <Button icon={<FileTextOutlined />} href={fileUrl(reinspectionForm, { number })} download>
            {t.form}
          </Button>
        </>
      ) : null}
      <p className="small quiet">{t.otherObjections}</p>
    </section>
  );
}
