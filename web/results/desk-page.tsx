import { useParams } from "react-router";
import { showDesk } from "../../server/results/contract.ts";
import { useAsk } from "../api.ts";
import { Page } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { BatchApproval } from "./batch-approval.tsx";
import { DeskHistory } from "./desk-history.tsx";
import { DeskSample } from "./desk-sample.tsx";
import { WaitingList } from "./waiting-list.tsx";
import { words } from "./words.ts";

/** The reading desk: left what waits, in the middle a sample with its results, right how it came about. */
export function DeskPage() {
  const t = useWords(words);
  const { number } = useParams();
  return (
    <Page title={t.waiting} below={t.waitingBelow}>
      <div className={number ? "desk" : "desk desk-empty"}>
        <WaitingList chosen={number ?? null} />
        {number ? (
          <Chosen key={number} number={number} />
        ) : (
          <div className="stack">
            <section className="panel calm">
              <p className="quiet">{t.chooseOne}</p>
            </section>
            <BatchApproval />
          </div>
        )}
      </div>
    </Page>
  );
}

function Chosen({ number }: { number: string }) {
  const asked = useAsk(showDesk, { params: { number } });
  const desk = asked.data?.sample.number === number ? asked.data : undefined;
  if (!desk)
    return (
      <section className="panel">
        {asked.error ? (
          <Refusal error={asked.error} />
        ) : (
          <>
            <div className="bone bone-title" />
            <div className="bone" />
            <div className="bone bone-short" />
          </>
        )}
      </section>
    );
  return (
    <>
      <DeskSample desk={desk} />
      <DeskHistory desk={desk} />
    </>
  );
}
