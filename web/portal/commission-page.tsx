import { CopyOutlined, PlusOutlined, SendOutlined } from "@ant-design/icons";
import { Button, Input, InputNumber, Popconfirm, Segmented, Select } from "antd";
import { useEffect, useMemo, useState } from "react";
import { useNavigate } from "react-router";
import {
  portalCategories,
  portalLaboratories,
  portalOffer,
  submitCommission,
} from "../../server/orders/commission-contract.ts";
import { CertificateLanguage, Delivery } from "../../server/orders/contract.ts";
import { useAsk, useChange } from "../api.ts";
import { words as orderWords } from "../orders/words.ts";
import { paths } from "../paths.ts";
import { DraftNote } from "../ui/draft-note.tsx";
import { useDraft } from "../ui/draft.ts";
import { Opening } from "../ui/opening.tsx";
import { Page, Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import {
  CommissionDraft,
  emptyCommission,
  emptySample,
  missingOfCommission,
  toNewCommission,
} from "./commission-draft.ts";
import type { CommissionSampleDraft } from "./commission-draft.ts";
import { CommissionSampleFields } from "./commission-sample.tsx";
import { words } from "./words.ts";

export const commissionDraftKey = "new-commission";

/** 网上委托: an order in few fields; what is typed is kept, and it becomes an order when reception takes it over. */
export function CommissionPage() {
  const t = useWords(words);
  const o = useWords(orderWords);
  const go = useNavigate();
  const [first] = useState(emptyCommission);
  const draft = useDraft(commissionDraftKey, first, CommissionDraft);
  const { value, set } = draft;
  const laboratories = useAsk(portalLaboratories, {}, { staleTime: 600_000 }).data?.rows ?? [];
  const categories = useAsk(portalCategories, {}, { staleTime: 600_000 }).data?.rows ?? [];
  const standards = useStandards(value.laboratoryId, value.samples);
  const submit = useChange(submitCommission);
  const missing = useMemo(() => missingOfCommission(value), [value]);
  const only = laboratories.length === 1 ? laboratories[0]?.id : undefined;
  useEffect(() => {
    if (only && draft.isReady && value.laboratoryId === "") set((before) => ({ ...before, laboratoryId: only }));
  }, [only, draft.isReady, value.laboratoryId, set]);

  const setSample = (i: number, change: Partial<CommissionSampleDraft>) =>
    set((before) => ({
      ...before,
      samples: before.samples.map((sample, k) => (k === i ? { ...sample, ...change } : sample)),
    }));
  const send = () => {
    if (missing.length > 0 || submit.isPending) return;
    submit.mutate(
      { body: toNewCommission(value) },
      {
        onSuccess: ({ number }) => {
          void draft.drop().catch(() => undefined); // it is submitted; the same draft sent again is known by its id
          void go(paths.portalCommission(number), { replace: true });
        },
      },
    );
  };

  if (!draft.isReady) return <Opening />;
  return (
    <Page
      title={t.newCommission}
      below={t.newCommissionBelow}
      extra={
        <>
          <DraftNote state={draft.state} />
          <Popconfirm title={o.startAnew} onConfirm={() => void draft.drop().catch(() => undefined)}>
            <Button>{o.startAnew}</Button>
          </Popconfirm>
        </>
      }
    >
      <div className="stack commission">
        {laboratories.length > 1 ? (
          <Panel title={t.laboratory}>
            <Select
              className="grow"
              aria-label={t.laboratory}
              data-field="laboratory"
              placeholder={t.chooseLaboratory}
              value={value.laboratoryId || undefined}
              options={laboratories.map(({ id, name, address }) => ({ value: id, label: `${name}（${address}）` }))}
              onChange={(laboratoryId: string) =>
                // what another laboratory tests is another list
                set((before) => ({
                  ...before,
                  laboratoryId,
                  samples: before.samples.map((sample) => ({ ...sample, methodIds: [] })),
                }))
              }
            />
          </Panel>
        ) : null}
        {value.samples.map((sample, i) => (
          <CommissionSampleFields
            // samples have no name of their own yet; they are never moved
            key={i}
            row={i}
            of={sample}
            laboratoryId={value.laboratoryId}
            categories={categories}
            onChange={(change) => setSample(i, change)}
            onRemove={
              value.samples.length > 1
                ? () => set((before) => ({ ...before, samples: before.samples.filter((_, k) => k !== i) }))
                : null
            }
          />
        ))}
        <div className="row">
          <Button
            icon={<PlusOutlined />}
            onClick={() => set((before) => ({ ...before, samples: [...before.samples, emptySample] }))}
          >
            {t.addSample}
          </Button>
          <Button
            icon={<CopyOutlined />}
            onClick={() =>
              set((before) => ({ ...before, samples: [...before.samples, before.samples.at(-1) ?? emptySample] }))
            }
          >
            {t.repeatSample}
          </Button>
        </div>
        <Panel title={t.report}>
          <div className="stack">
            <label className="field">
              <span>{o.judgingBasis}</span>
              <Select
                mode="tags"
                aria-label={o.judgingBasis}
                value={value.judgingBasis}
                placeholder={t.basisHint}
                options={standards.map((standard) => ({ value: standard, label: standard }))}
                onChange={(judgingBasis: string[]) => set((before) => ({ ...before, judgingBasis }))}
              />
            </label>
            {standards.some((standard) => !value.judgingBasis.includes(standard)) ? (
              <Button
                onClick={() =>
                  set((before) => ({ ...before, judgingBasis: [...new Set([...before.judgingBasis, ...standards])] }))
                }
              >
                {t.useStandards(standards.length)}
              </Button>
            ) : null}
            <div className="field">
              <span>{o.reportLanguage}</span>
              <Segmented
                value={value.certificateLanguage}
                options={CertificateLanguage.options.map((each) => ({ value: each, label: o.reportLanguages[each] }))}
                onChange={(chosen) =>
                  set((before) => ({ ...before, certificateLanguage: CertificateLanguage.parse(chosen) }))
                }
              />
            </div>
            <div className="pair">
              <label className="field">
                <span>{o.copies}</span>
                <InputNumber
                  min={1}
                  max={20}
                  precision={0}
                  value={value.copies}
                  onChange={(copies) => set((before) => ({ ...before, copies: copies ?? 1 }))}
                />
              </label>
              <label className="field">
                <span>{o.delivery}</span>
                <Select
                  aria-label={o.delivery}
                  value={value.delivery}
                  options={Delivery.options.map((each) => ({ value: each, label: o.deliveries[each] }))}
                  onChange={(delivery: CommissionDraft["delivery"]) => set((before) => ({ ...before, delivery }))}
                />
              </label>
              <label className="field">
                <span className="needed">{o.contact}</span>
                <Input
                  data-field="contact"
                  autoComplete="name"
                  value={value.contact}
                  maxLength={60}
                  onChange={({ target }) => set((before) => ({ ...before, contact: target.value }))}
                />
              </label>
              <label className="field">
                <span className="needed">{o.phone}</span>
                <Input
                  data-field="phone"
                  type="tel"
                  autoComplete="tel"
                  value={value.phone}
                  maxLength={40}
                  onChange={({ target }) => set((before) => ({ ...before, phone: target.value }))}
                />
              </label>
            </div>
            <label className="field">
              <span>{o.remarks}</span>
              <Input.TextArea
                autoSize={{ minRows: 2, maxRows: 5 }}
                maxLength={800}
                value={value.remarks}
                onChange={({ target }) => set((before) => ({ ...before, remarks: target.value }))}
              />
            </label>
          </div>
        </Panel>
        <div className="panel stack">
          {missing.length > 0 ? (
            <div>
              <p className="ink-bad">{o.missing(missing.length)}</p>
              <div className="row">
                {missing.slice(0, 8).map(({ lack, sample, field }) => (
                  <Button key={field} size="small" onClick={() => jump(field)}>
                    {sample === null ? t.lacks[lack] : o.lackOf(sample + 1, t.lacks[lack])}
                  </Button>
                ))}
              </div>
            </div>
          ) : null}
          <Refusal error={submit.error} />
          <Button
            type="primary"
            size="large"
            icon={<SendOutlined />}
            disabled={missing.length > 0}
            loading={submit.isPending}
            onClick={send}
          >
            {t.submit}
          </Button>
          <p className="small quiet">{t.submitMeans}</p>
        </div>
      </div>
    </Page>
  );
}

/** The standards with limits for what is asked of the samples so far. */
function useStandards(laboratoryId: string, samples: readonly CommissionSampleDraft[]): string[] {
  const category = samples.at(-1)?.category ?? "";
  const offer = useAsk(
    portalOffer,
    { query: { laboratoryId, category } },
    { enabled: laboratoryId !== "" && category !== "", staleTime: 600_000 },
  ).data?.tests;
  const wanted = new Set(samples.flatMap(({ methodIds }) => methodIds));
  return [
    ...new Set((offer ?? []).filter(({ methodId }) => wanted.has(methodId)).flatMap(({ standards }) => standards)),
  ];
}

function jump(field: string): void {
  const place = document.querySelector<HTMLElement>(`[data-field="${field}"]`);
  const input = place?.matches("input, textarea") ? place : place?.querySelector<HTMLElement>("input, textarea");
  place?.scrollIntoView({ block: "center" });
  input?.focus();
}
