import { DeleteOutlined } from "@ant-design/icons";
import { Button, Input, Select } from "antd";
import { listMethods } from "../../server/catalogue/contract.ts";
import type { MethodView } from "../../server/catalogue/contract.ts";
import { planTests } from "../../server/orders/plan-contract.ts";
import { useAsk } from "../api.ts";
import { Refusal } from "../ui/refusal.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { PlanNotes } from "./plan-notes.tsx";
import { TestDraft } from "./order-draft.ts";
import { words } from "./words.ts";

/** What is tested, by which method, and where the product itself declares a limit, that limit. */
export function TestRows({
  row,
  tests,
  sample,
  onChange,
  onForAll,
}: {
  row: number;
  tests: TestDraft[];
  /** What decides which limits apply; the day is null until it is known. */
  sample: {
    category: string;
    on: string | null;
    dehydrationFactor: string;
    isJudged: boolean;
    containers: { test: number; isSealed: boolean };
  };
  onChange: (tests: TestDraft[]) => void;
  onForAll: (() => void) | null;
}) {
  const t = useWords(words);
  const asked = useAsk(listMethods, {}, { staleTime: 300_000 });
  const methods = asked.data?.rows ?? [];
  const { category, on, dehydrationFactor } = sample;
  const plan = useAsk(
    planTests,
    {
      body: {
        category,
        on: on ?? "2000-01-01",
        methodIds: tests.map((test) => test.methodId),
        ...(/^\d+(\.\d+)?$/.test(dehydrationFactor) ? { dehydrationFactor } : {}),
      },
    },
    { enabled: category !== "" && on !== null && tests.length > 0, retry: false },
  ).data?.tests;
  const free = methods.filter(({ id }) => !tests.some((test) => test.methodId === id));
  return (
    <div className="stack tight">
      <div className="row nowrap-row" data-field={`${row}-tests`}>
        <Select
          className="grow"
          showSearch={{
            filterOption: (typed, option) =>
              String(option?.title ?? "")
                .toLowerCase()
                .includes(typed.toLowerCase()),
          }}
          value={null}
          aria-label={t.chooseTests}
          placeholder={t.searchTests}
          loading={asked.isPending}
          popupMatchSelectWidth={620}
          options={free.map((method) => ({
            value: method.id,
            title: `${method.item} ${method.itemEn} ${method.code} ${method.title}`,
            label: <MethodLine method={method} />,
          }))}
          onSelect={(id: string | null) => {
            const method = methods.find((one) => one.id === id);
            if (method)
              onChange([
                ...tests,
                { methodId: method.id, limitKind: "", limitValue: "", limitUnit: method.unit, limitSource: "" },
              ]);
          }}
        />
        {onForAll ? (
          <Button disabled={tests.length === 0} onClick={onForAll}>
            {t.applyTests}
          </Button>
        ) : null}
      </div>
      <Refusal error={asked.error} />
      {tests.map((test, i) => {
        const method = methods.find(({ id }) => id === test.methodId);
        const set = (change: Partial<TestDraft>) =>
          onChange(tests.map((kept, k) => (k === i ? { ...kept, ...change } : kept)));
        return (
          <div key={test.methodId} className="box">
            <div className="row apart">
              {method ? <MethodLine method={method} /> : <span className="quiet">{test.methodId}</span>}
              <Button
                type="text"
                icon={<DeleteOutlined />}
                aria-label={`${t.removeRow} ${method?.item ?? ""}`}
                onClick={() => onChange(tests.filter((_, k) => k !== i))}
              />
            </div>
            <PlanNotes
              of={plan?.find((one) => one.methodId === test.methodId)}
              isJudged={sample.isJudged}
              containers={sample.containers}
            />
            <div className="declared">
              <label className="field">
                <span>{t.declared}</span>
                <Select
                  aria-label={t.declared}
                  value={test.limitKind}
                  options={TestDraft.shape.limitKind.options.map((kind) => ({
                    value: kind,
                    label: t.declaredKinds[kind],
                  }))}
                  onChange={(limitKind: TestDraft["limitKind"]) =>
                    set({ limitKind, limitUnit: test.limitUnit || (method?.unit ?? "") })
                  }
                />
              </label>
              {test.limitKind ? (
                <>
                  <label className="field">
                    <span className="needed">{t.lacks.limitValue}</span>
                    <Input
                      data-field={`${row}-limitValue-${i}`}
                      inputMode="decimal"
                      value={test.limitValue}
                      suffix={<span className="quiet">{test.limitUnit}</span>}
                      onChange={(event) => set({ limitValue: event.target.value.normalize("NFKC").trim() })}
                    />
                  </label>
                  <label className="field">
                    <span className="needed">{t.declaredSource}</span>
                    <Input
                      data-field={`${row}-limitSource-${i}`}
                      value={test.limitSource}
                      placeholder={t.declaredSourceHint}
                      onChange={(event) => set({ limitSource: event.target.value })}
                    />
                  </label>
                </>
              ) : null}
            </div>
          </div>
        );
      })}
    </div>
  );
}

function MethodLine({ method }: { method: MethodView }) {
  const t = useWords(words);
  return (
    <span className="method-line">
      <strong>{method.item}</strong>
      <span className="quiet">
        {method.code} {method.clause}
      </span>
      <span className="quiet">{method.unit}</span>
      {method.isInScope ? null : <ToneTag tone="attention">{t.outOfScope}</ToneTag>}
    </span>
  );
}
