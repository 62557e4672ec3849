import { DeleteOutlined } from "@ant-design/icons";
import { Button, Input, Select } from "antd";
import { useState } from "react";
import { portalOffer } from "../../server/orders/commission-contract.ts";
import { useAsk } from "../api.ts";
import { words as orderWords } from "../orders/words.ts";
import { DayInput } from "../ui/day-input.tsx";
import { Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import type { CommissionSampleDraft } from "./commission-draft.ts";
import { words } from "./words.ts";

/** One sample of a commission: what it is, and what is to be tested. */
export function CommissionSampleFields(props: {
  row: number;
  of: CommissionSampleDraft;
  laboratoryId: string;
  categories: readonly string[];
  onChange: (change: Partial<CommissionSampleDraft>) => void;
  onRemove: (() => void) | null;
}) {
  const { row, of: sample, onChange } = props;
  const t = useWords(words);
  const o = useWords(orderWords);
  const [isMore, setMore] = useState(false);
  const field = (name: keyof CommissionSampleDraft & keyof typeof o, isNeeded = false, most = 200) => (
    <label className="field">
      <span className={isNeeded ? "needed" : undefined}>{String(o[name])}</span>
      <Input
        data-field={`${row}-${name}`}
        value={String(sample[name])}
        maxLength={most}
        onChange={({ target }) => onChange({ [name]: target.value })}
      />
    </label>
  );
  return (
    <Panel
      title={t.sampleNumber(row + 1)}
      extra={
        props.onRemove ? (
          <Button type="text" icon={<DeleteOutlined />} aria-label={o.removeRow} onClick={props.onRemove} />
        ) : null
      }
    >
      <div className="stack">
        <div className="pair">
          {field("name", true)}
          <label className="field" data-field={`${row}-category`}>
            <span className="needed">{o.category}</span>
            <Select
              showSearch
              aria-label={`${o.category} ${row + 1}`}
              placeholder={o.chooseCategory}
              value={sample.category || undefined}
              optionLabelProp="title"
              options={props.categories.map((category) => ({
                value: category,
                label: category,
                title: category.split(">").at(-1) ?? category,
              }))}
              onChange={(category: string) => onChange({ category })}
            />
          </label>
          {field("quantity", true)}
          <label className="field">
            <span>{o.productionDate}</span>
            <DayInput
              field={`${row}-productionDate`}
              value={sample.productionDate}
              onChange={(productionDate) => onChange({ productionDate })}
            />
          </label>
          {field("batchNumber")}
          {field("specification")}
          {isMore ? (
            <>
              {field("trademark")}
              {field("producer")}
              {field("shelfLife")}
              {field("storage")}
            </>
          ) : null}
        </div>
        {isMore ? null : (
          <Button type="link" className="link-start" onClick={() => setMore(true)}>
            {t.moreFields}
          </Button>
        )}
        <TestsField {...props} />
      </div>
    </Panel>
  );
}

function TestsField({
  row,
  of: sample,
  laboratoryId,
  onChange,
}: {
  row: number;
  of: CommissionSampleDraft;
  laboratoryId: string;
  onChange: (change: Partial<CommissionSampleDraft>) => void;
}) {
  const t = useWords(words);
  const o = useWords(orderWords);
  const asked = useAsk(
    portalOffer,
    { query: { laboratoryId, category: sample.category || undefined } },
    { enabled: laboratoryId !== "", staleTime: 600_000 },
  );
  const tests = asked.data?.tests ?? [];
  const usual = tests.filter(({ standards }) => standards.length > 0);
  const option = ({ methodId, item, method, standards }: (typeof tests)[number]) => ({
    value: methodId,
    title: `${item} ${method}`,
    label: (
      <span className="method-line">
        <strong>{item}</strong> <span className="quiet">{method}</span>
        {standards.length > 0 ? <ToneTag tone="running">{t.usual}</ToneTag> : null}
      </span>
    ),
  });
  return (
    <div className="field" data-field={`${row}-tests`}>
      <span className="needed">{o.tests}</span>
      <Select
        mode="multiple"
        aria-label={`${o.tests} ${row + 1}`}
        placeholder={laboratoryId ? t.chooseTests : t.laboratoryFirst}
        disabled={laboratoryId === ""}
        loading={asked.isPending && laboratoryId !== ""}
        value={sample.methodIds}
        optionLabelProp="title"
        showSearch={{
          filterOption: (typed, shown) =>
            String(shown?.title ?? "")
              .toLowerCase()
              .includes(typed.toLowerCase()),
        }}
        options={tests.map(option)}
        onChange={(methodIds: string[]) => onChange({ methodIds })}
      />
      {usual.some(({ methodId }) => !sample.methodIds.includes(methodId)) ? (
        <Button
          type="link"
          className="link-start"
          onClick={() =>
            onChange({ methodIds: [...new Set([...sample.methodIds, ...usual.map(({ methodId }) => methodId)])] })
          }
        >
          {t.takeUsual(usual.length)}
        </Button>
      ) : null}
      <Refusal error={asked.error} />
    </div>
  );
}
