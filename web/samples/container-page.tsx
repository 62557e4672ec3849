import { Link, useParams } from "react-router";
import { groupNumber, shortForm } from "../../server/kernel/numbers.ts";
import { showContainer } from "../../server/samples/contract.ts";
import { useAsk } from "../api.ts";
import { paths } from "../paths.ts";
import { Opening } from "../ui/opening.tsx";
import { Page } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { ContainerCard } from "./container-cards.tsx";
import { CustodyLanes } from "./custody-lanes.tsx";
import { custodyWords } from "./custody-words.ts";

/** One container that lies here: where it is, who has had it. Of another laboratory's sample nothing more is shown. */
export function ContainerPage() {
  const t = useWords(custodyWords);
  const { number = "" } = useParams();
  const asked = useAsk(showContainer, { params: { number } });
  const container = asked.data;
  if (!container)
    return asked.error ? (
      <Page title={t.container}>
        <Refusal error={asked.error} />
      </Page>
    ) : (
      <Opening />
    );
  return (
    <Page
      title={`${shortForm(container.number)} ${container.sampleName}`}
      below={
        container.isOwn ? (
          <Link to={paths.sample(container.sampleNumber)}>{groupNumber(container.sampleNumber)}</Link>
        ) : (
          <ToneTag tone="attention">{t.ofOther(container.from)}</ToneTag>
        )
      }
    >
      <div className="container-cards">
        <ContainerCard container={container} />
      </div>
      <CustodyLanes containers={[container]} since={container.moves[0]?.at ?? container.receivedAt} />
    </Page>
  );
}
