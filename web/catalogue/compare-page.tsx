import { Checkbox, Select } from "antd";
import { useState } from "react";
import { compareEditions, listEditionChanges } from "../../server/catalogue/editions-contract.ts";
import { useAsk } from "../api.ts";
import { Page, Panel } from "../ui/page.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useFilter } from "../ui/search-box.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { compareWords } from "./compare-words.ts";

const shownAs = {
  figure: "attention",
  wording: "waiting",
  added: "running",
  dropped: "returned",
  unchanged: "waiting",
} as const;

/** Two editions of a standard side by side; at first only what differs. */
export function ComparePage() {
  const t = useWords(compareWords);
  const [standard = "GB 2762", setStandard] = useFilter("standard");
  const [from, setFrom] = useFilter("from");
  const [to, setTo] = useFilter("to");
  const [onlyDifferent, setOnlyDifferent] = useState(true);
  const editions = useAsk(listEditionChanges, {}, { staleTime: 60_000 }).data?.editions ?? [];
  const standards = [...new Set(editions.map((e) => e.standard))].filter(
    (one) => editions.filter((e) => e.standard === one).length > 1,
  );
  const versions = editions.filter((e) => e.standard === standard).map((e) => e.version);
  const newer = to ?? versions[0] ?? "";
  const older = from ?? versions[1] ?? "";
  const asked = useAsk(
    compareEditions,
    { query: { standard, from: older, to: newer } },
    { enabled: newer !== "" && older !== "" },
  );
  const all = asked.data?.rows ?? [];
  const count = (kind: keyof typeof t.change) => all.filter((row) => row.change === kind).length;
  const rows = all.filter((row) => !onlyDifferent || row.change !== "unchanged");
  const choice = (label: string, value: string, options: string[], onChange: (value: string) => void) => (
    <label className="field">
      <span>{label}</span>
      <Select
        aria-label={label}
        value={value}
        options={options.map((one) => ({ value: one, label: one }))}
        onChange={onChange}
      />
    </label>
  );
  return (
    <Page title={t.title} below={t.below}>
      <Panel>
        <div className="lookup">
          {choice(t.standard, standard, standards, (value) => {
            setStandard(value);
            setFrom(undefined);
            setTo(undefined);
          })}
          {choice(t.older, older, versions, setFrom)}
          {choice(t.newer, newer, versions, setTo)}
        </div>
      </Panel>
      <Refusal error={asked.error} />
      <Panel
        title={(["figure", "added", "dropped", "wording", "unchanged"] as const)
          .map((kind) => `${t.change[kind]} ${count(kind)}`)
          .join("，")}
        extra={
          <Checkbox checked={onlyDifferent} onChange={(event) => setOnlyDifferent(event.target.checked)}>
            {t.onlyDifferent}
          </Checkbox>
        }
      >
        <table className="plain-table">
          <thead>
            <tr>
              <th>{t.item}</th>
              <th>{t.category}</th>
              <th>{`${standard}-${older}`}</th>
              <th>{`${standard}-${newer}`}</th>
              <th aria-label={t.changed} />
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={`${row.from?.rowKey ?? ""} ${row.to?.rowKey ?? ""}`}>
                <td className="nowrap">{row.to?.item ?? row.from?.item}</td>
                <td>
                  {row.to?.category ?? row.from?.category}
                  {row.change === "wording" && row.from?.category !== row.to?.category ? (
                    <div className="small quiet">{row.from?.category}</div>
                  ) : null}
                </td>
                <Cell of={row.from} instead={row.from ? null : row.elsewhere} />
                <Cell of={row.to} instead={row.to ? null : row.elsewhere} isNew />
                <td className="nowrap">
                  <ToneTag tone={shownAs[row.change]}>{t.change[row.change]}</ToneTag>{" "}
                  {row.direction ? <strong>{t.direction[row.direction]}</strong> : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Panel>
    </Page>
  );
}

type Limit = { category: string; text: string; unit: string; basis: string | null } | null;

function Cell({ of, instead, isNew = false }: { of: Limit; instead: Limit; isNew?: boolean }) {
  const t = useWords(compareWords);
  if (!of)
    return (
      <td className="quiet">
        —
        {instead ? (
          <div className="small">
            {t.elsewhere} {instead.category} {instead.text} {instead.unit}
          </div>
        ) : null}
      </td>
    );
  return (
    <td>
      <span className={isNew ? "nowrap strong" : "nowrap quiet"}>
        {of.text} {of.unit}
      </span>
      {of.basis ? <div className="small quiet">{of.basis}</div> : null}
    </td>
  );
}
