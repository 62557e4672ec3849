import { isJudgedByStandards } from "../../server/orders/contract.ts";
import { Button, Drawer, Input, Select } from "antd";
import type { ReactNode } from "react";
import { gtinFault } from "../../server/kernel/gtin.ts";
import type { TemplateView } from "../../server/orders/reception-contract.ts";
import { toDay } from "../../server/kernel/time.ts";
import { DayInput } from "../ui/day-input.tsx";
import { readDay } from "../ui/read-day.ts";
import { useWords } from "../words.ts";
import { ContainerRows } from "./container-rows.tsx";
import type { OrderDraft, SampleDraft } from "./order-draft.ts";
import { PhotoField } from "./photo-field.tsx";
import { RefusalFields } from "./refusal-fields.tsx";
import { TemplateButtons } from "./template-buttons.tsx";
import { TestRows } from "./test-rows.tsx";
import { words } from "./words.ts";

type TextName = Exclude<
  { [K in keyof SampleDraft]: SampleDraft[K] extends string ? K : never }[keyof SampleDraft],
  undefined
>;

/** Everything about one sample that does not fit into its line. */
export function SampleDrawer(props: {
  order: OrderDraft;
  row: number | null;
  categories: readonly string[];
  onClose: () => void;
  onChange: (row: number, change: Partial<SampleDraft>) => void;
  onTestsForAll: (row: number) => void;
  onStep: (row: number) => void;
  onTemplate: (row: number, template: TemplateView) => void;
}) {
  const t = useWords(words);
  const { order, row } = props;
  const sample = row === null ? undefined : order.samples[row];
  if (row === null || !sample) return <Drawer open={false} />;
  const set = (change: Partial<SampleDraft>) => props.onChange(row, change);
  const text = (
    name: TextName,
    options: { hint?: string; isNeeded?: boolean; isScanned?: boolean; isWrong?: boolean } = {},
  ) => (
    <label className="field">
      <span className={options.isNeeded ? "needed" : undefined}>{t[name]}</span>
      <Input
        data-field={`${row}-${name}`}
        data-scan={options.isScanned ? "text" : undefined}
        value={sample[name]}
        placeholder={options.hint}
        status={options.isWrong ? "error" : undefined}
        maxLength={200}
        onChange={(event) => set({ [name]: event.target.value })}
      />
    </label>
  );
  const dayField = (name: "productionDate" | "sampledOn") => (
    <label className="field">
      <span>{t[name]}</span>
      <DayInput
        field={name === "productionDate" ? `${row}-productionDate-details` : `${row}-${name}`}
        value={sample[name]}
        onChange={(value) => set({ [name]: value })}
      />
    </label>
  );
  return (
    <Drawer
      open
      onClose={props.onClose}
      size={820}
      title={`${t.sampleDetails(row + 1)}${sample.name ? ` · ${sample.name}` : ""}`}
      extra={
        <div className="row">
          <Button disabled={row === 0} onClick={() => props.onStep(row - 1)}>
            ↑
          </Button>
          <Button disabled={row === order.samples.length - 1} onClick={() => props.onStep(row + 1)}>
            ↓
          </Button>
        </div>
      }
    >
      <div className="stack wide-gap" key={row}>
        <Block title={t.templates}>
          <TemplateButtons sample={sample} order={order} onTake={(template) => props.onTemplate(row, template)} />
        </Block>
        <Block title={t.tests}>
          <TestRows
            row={row}
            tests={sample.tests}
            sample={{
              category: sample.category,
              isJudged: isJudgedByStandards(order),
              on:
                readDay(sample.productionDate) ??
                readDay(sample.sampledOn) ??
                readDay(order.receivedOn) ??
                toDay(new Date()),
              dehydrationFactor: sample.dehydrationFactor,
              containers: {
                test: sample.containers.filter(({ kind }) => kind === "test").length,
                isSealed: order.source === "supervisory",
              },
            }}
            onChange={(tests) => set({ tests })}
            onForAll={order.samples.length > 1 ? () => props.onTestsForAll(row) : null}
          />
        </Block>
        <Block title={t.arrival}>
          <div className="thirds">
            {text("stateOnArrival", { isNeeded: true })}
            {text("temperature")}
            {text("storage", { isNeeded: true })}
          </div>
        </Block>
        <Block title={t.refused}>
          <RefusalFields row={row} value={sample.refusal} onChange={(refusal) => set({ refusal })} />
        </Block>
        <Block title={t.containers}>
          <ContainerRows
            row={row}
            source={order.source}
            containers={sample.containers}
            onChange={(containers) => set({ containers })}
          />
        </Block>
        <Block title={t.product}>
          <div className="thirds">
            {text("name", { isNeeded: true })}
            <div className="field" data-field={`${row}-category-details`}>
              <span className="needed">{t.category}</span>
              <Select
                showSearch
                aria-label={t.category}
                value={sample.category || undefined}
                placeholder={t.chooseCategory}
                popupMatchSelectWidth={420}
                options={props.categories.map((category) => ({ value: category, label: category }))}
                onChange={(category: string) => set({ category })}
              />
            </div>
            {text("gtin", { hint: t.gtinHint, isWrong: sample.gtin !== "" && gtinFault(sample.gtin) !== null })}
            {text("specification")}
            {text("trademark")}
            {text("producer")}
            {dayField("productionDate")}
            {text("batchNumber", { isScanned: true })}
            {text("shelfLife")}
          </div>
        </Block>
        <Block title={t.sampling}>
          <div className="thirds">
            {dayField("sampledOn")}
            {text("samplingPlace")}
            {text("samplers", { hint: t.samplersHint })}
          </div>
        </Block>
        <Block title={t.dehydration} why={t.dehydrationWhy}>
          <div className="pair">
            {text("dehydrationFactor", { isNeeded: false })}
            {text("dehydrationSource", { isNeeded: sample.dehydrationFactor !== "" })}
          </div>
        </Block>
        <Block title={t.photos}>
          <PhotoField value={sample.photoIds} most={10} label={t.addPhoto} onChange={(photoIds) => set({ photoIds })} />
        </Block>
      </div>
    </Drawer>
  );
}

function Block({ title, why, children }: { title: string; why?: string; children: ReactNode }) {
  return (
    <section className="stack tight">
      <h3>{title}</h3>
      {why ? <p className="quiet small">{why}</p> : null}
      {children}
    </section>
  );
}
