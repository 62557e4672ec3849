import { Facts, Panel } from "../ui/page.tsx";
import { useWords } from "../words.ts";
import type { CommissionView } from "../../server/orders/commission-contract.ts";
import { commissionWords } from "./commission-words.ts";
import { words } from "./words.ts";

/** What a commission asks for, as both sides read it. */
export function CommissionFacts({ of: view }: { of: CommissionView }) {
  const t = useWords(words);
  const c = useWords(commissionWords);
  const { body } = view;
  return (
    <>
      <Panel title={c.asked}>
        <Facts
          of={[
            [t.client, view.enterprise.name],
            [t.contact, `${body.contact}　${body.phone}`],
            [t.judgingBasis, body.judgingBasis.length > 0 ? body.judgingBasis.join("；") : c.noBasis],
            [t.reportLanguage, t.reportLanguages[body.certificateLanguage]],
            [t.copies, `${body.copies}　${t.deliveries[body.delivery]}`],
            [t.remarks, body.remarks],
          ]}
        />
      </Panel>
      {body.samples.map((sample, i) => (
        // the samples of what was submitted never change
        <Panel key={i} title={`${i + 1}. ${sample.name}`}>
          <Facts
            of={[
              [t.category, sample.category],
              [t.quantity, sample.quantity],
              [t.productionDate, sample.productionDate],
              [t.batchNumber, sample.batchNumber],
              [t.specification, sample.specification],
              [t.trademark, sample.trademark],
              [t.producer, sample.producer],
              [t.shelfLife, sample.shelfLife],
              [t.storage, sample.storage],
              [
                t.tests,
                sample.methodIds
                  .map((id) => view.tests.find(({ methodId }) => methodId === id))
                  .map((test) => (test ? `${test.item}（${test.method}）` : ""))
                  .filter(Boolean)
                  .join("；"),
              ],
            ]}
          />
        </Panel>
      ))}
    </>
  );
}
