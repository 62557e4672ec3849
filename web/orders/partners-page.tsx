import { Button } from "antd";
import { useState } from "react";
import { listPartners } from "../../server/work/partner-contract.ts";
import type { PartnerScopeView, PartnerView } from "../../server/work/partner-contract.ts";
import { useAsk } from "../api.ts";
import { useMay } from "../session.tsx";
import type { Tone } from "../theme.ts";
import { Page, Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { AddPartnerForm, AddScopeForm, EndScopeForm, RenewForm, type MethodOption } from "./partner-forms.tsx";
import { partnerWords } from "./partner-words.ts";

const tones: Record<PartnerScopeView["state"], Tone> = {
  valid: "good",
  soon: "attention",
  ended: "waiting",
  future: "running",
};

/** 分包方名录: each laboratory with its certificate and what of its scope is on record. */
export function PartnersPage() {
  const t = useWords(partnerWords);
  const may = useMay();
  const asked = useAsk(listPartners);
  const [isAdding, setAdding] = useState(false);
  const rows = asked.data?.rows;
  return (
    <Page
      title={t.title}
      below={t.below}
      extra={
        may("partners.change") && !isAdding ? (
          <Button type="primary" onClick={() => setAdding(true)}>
            {t.add}
          </Button>
        ) : null
      }
    >
      <Refusal error={asked.error} />
      {isAdding ? (
        <Panel title={t.add}>
          <AddPartnerForm onDone={() => setAdding(false)} />
        </Panel>
      ) : null}
      {rows?.length === 0 ? <p className="quiet">{t.none}</p> : null}
      {rows?.map((row) => (
        <One key={row.id} of={row} methods={asked.data?.methods ?? []} />
      ))}
    </Page>
  );
}

type Doing = "renew" | "scope" | PartnerScopeView | null;

function One({ of, methods }: { of: PartnerView; methods: readonly MethodOption[] }) {
  const t = useWords(partnerWords);
  const may = useMay();
  const [doing, setDoing] = useState<Doing>(null);
  const mayChange = may("partners.change");
  const done = () => setDoing(null);
  return (
    <Panel
      title={of.name}
      extra={
        mayChange && doing === null ? (
          <div className="row">
            <Button onClick={() => setDoing("renew")}>{t.renew}</Button>
            <Button onClick={() => setDoing("scope")}>{t.addScope}</Button>
          </div>
        ) : null
      }
    >
      <div className="stack">
        <div className="row">
          <span>CMA {of.cmaNumber}</span>
          <ToneTag tone={of.isValid ? "good" : "bad"}>{of.isValid ? t.valid : t.ended}</ToneTag>
          <span className="small quiet">
            {t.until(of.cmaValidUntil)} · {t.by(of.recordedBy)}
          </span>
        </div>
        {doing === "renew" ? <RenewForm of={of} onDone={done} /> : null}
        {doing === "scope" ? <AddScopeForm of={of} methods={methods} onDone={done} /> : null}
        {doing !== null && typeof doing === "object" ? <EndScopeForm of={doing} onDone={done} /> : null}
        {of.scopes.length === 0 ? <p className="ink-attention">{t.noScope}</p> : null}
        {of.scopes.length > 0 ? (
          <table className="table" aria-label={t.scope(of.name)}>
            <thead>
              <tr>
                <th scope="col">{t.item}</th>
                <th scope="col">{t.method}</th>
                <th scope="col">{t.days}</th>
                <th scope="col">{t.evidence}</th>
                <th scope="col" aria-label={t.endScope} />
              </tr>
            </thead>
            <tbody>
              {of.scopes.map((row) => (
                <tr key={row.id}>
                  <th scope="row">{row.item}</th>
                  <td>{row.method}</td>
                  <td className="nowrap">
                    <ToneTag tone={tones[row.state]}>{t.states[row.state]}</ToneTag>{" "}
                    <span className="small">{t.span(row.validFrom, row.validUntil)}</span>
                  </td>
                  <td className="small quiet">{[row.evidence, row.endReason].filter(Boolean).join(" · ")}</td>
                  <td>
                    {mayChange && row.state !== "ended" ? (
                      <Button onClick={() => setDoing(row)}>{t.endScope}</Button>
                    ) : null}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        ) : null}
      </div>
    </Panel>
  );
}
