import { CopyOutlined, PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useCallback, useMemo } from "react";
import { useWords } from "../words.ts";
import { focusCell } from "./focus-cell.ts";
import { newSample, repeatSample } from "./order-draft.ts";
import type { OrderDraft, SampleDraft } from "./order-draft.ts";
import type { Missing } from "./order-draft-rules.ts";
import { SampleRow } from "./sample-row.tsx";
import { words } from "./words.ts";

/** Samples as lines of a spreadsheet: arrows and Enter between lines, Tab between cells. */
export function SampleGrid(props: {
  samples: readonly SampleDraft[];
  source: OrderDraft["source"];
  categories: readonly string[];
  missing: readonly Missing[];
  onSamples: (change: (samples: SampleDraft[]) => SampleDraft[]) => void;
  onActive: (row: number) => void;
  onDetails: (row: number) => void;
}) {
  const t = useWords(words);
  const { samples, source, categories, onSamples } = props;
  const options = useMemo(
    () => categories.map((category) => ({ value: category, label: category, title: lastPart(category) })),
    [categories],
  );
  const add = useCallback(
    (make: (before: SampleDraft[]) => SampleDraft) => {
      onSamples((before) => {
        focusCell(before.length, "name");
        return [...before, make(before)];
      });
    },
    [onSamples],
  );
  const addEmpty = useCallback(() => add(() => newSample(source)), [add, source]);
  const lacksOf = (row: number) =>
    props.missing
      .filter((one) => one.sample === row)
      .map(({ lack }) => t.lacks[lack])
      .join("、");
  return (
    <>
      <div className="table-wrap">
        <table className="table grid">
          <thead>
            <tr>
              <th scope="col" className="grid-no">
                #
              </th>
              <th scope="col" className="grid-name">
                {t.name}
              </th>
              <th scope="col" className="grid-category">
                {t.category}
              </th>
              <th scope="col" className="grid-day">
                {t.productionDate}
              </th>
              <th scope="col" className="grid-quantity">
                {t.quantity}
              </th>
              <th scope="col" className="grid-tests">
                {t.tests}
              </th>
              <th scope="col" className="grid-acts">
                <span className="unseen">{t.details}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {samples.map((sample, row) => (
              // a line has no identity of its own until it is registered; its place is its key
              <SampleRow
                key={row}
                sample={sample}
                row={row}
                rows={samples.length}
                lacks={lacksOf(row)}
                categories={options}
                onSamples={onSamples}
                onActive={props.onActive}
                onDetails={props.onDetails}
                onEnd={addEmpty}
              />
            ))}
          </tbody>
        </table>
      </div>
      <div className="row grid-foot">
        <Button icon={<PlusOutlined />} onClick={addEmpty}>
          {t.addRow}
        </Button>
        <Button
          icon={<CopyOutlined />}
          onClick={() => add((before) => repeatSample(before.at(-1) ?? newSample(source)))}
        >
          {t.repeatRow}
        </Button>
        <span className="quiet small">{t.gridHint}</span>
      </div>
    </>
  );
}

/** The narrowest name in a path of categories; the whole path stands in the list. */
function lastPart(category: string): string {
  return category.split(">").at(-1) ?? category;
}
