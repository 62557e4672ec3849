import { App, Button, Input, InputNumber } from "antd";
import { useState } from "react";
import { toDay } from "../../server/kernel/time.ts";
import { decideRules, draftRules, listRules, previewRules } from "../../server/orders/sampling-contract.ts";
import type { RuleRow, RulesView } from "../../server/orders/sampling-contract.ts";
import { useAsk, useChange } from "../api.ts";
import { useRowProblemsText } from "../error-text.ts";
import { useMay } from "../session.tsx";
import { DayInput } from "../ui/day-input.tsx";
import { FileButton, type ChosenFile } from "../ui/file-button.tsx";
import { Page, Panel } from "../ui/page.tsx";
import { readDay } from "../ui/read-day.ts";
import { Refusal } from "../ui/refusal.tsx";
import { SignatureDialog } from "../ui/signature-dialog.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { sheetWords } from "./sheet-words.ts";

const tones = { draft: "attention", confirmed: "good", withdrawn: "waiting" } as const;

/** 抽检实施细则: versions of the year's rules, imported by one person and put into use by another. */
export function SamplingRulesPage() {
  const t = useWords(sheetWords);
  const may = useMay();
  const asked = useAsk(listRules, {});
  return (
    <Page title={t.rules} below={t.rulesBelow}>
      {may("editions.draft") ? <RulesImport /> : null}
      <Refusal error={asked.error} />
      {asked.data?.rows.map((rules) => (
        <RulesCard key={rules.id} rules={rules} />
      ))}
    </Page>
  );
}

function RulesImport() {
  const t = useWords(sheetWords);
  const { message } = App.useApp();
  const thisYear = Number(toDay(new Date()).slice(0, 4));
  const [file, setFile] = useState<ChosenFile | null>(null);
  const [year, setYear] = useState(thisYear);
  const [title, setTitle] = useState("");
  const [from, setFrom] = useState("");
  const [until, setUntil] = useState("");
  const preview = useChange(previewRules);
  const draft = useChange(draftRules);
  const rows = preview.data?.rows ?? [];
  const good = rows.filter(({ problems }) => problems.length === 0).length;
  const inForceFrom = readDay(from);
  const inForceUntil = until === "" ? undefined : readDay(until);
  const isReady = file !== null && good > 0 && title.trim().length > 1 && inForceFrom !== null && inForceUntil !== null;
  return (
    <Panel title={t.rules}>
      <div className="stack">
        <div className="row">
          <FileButton
            label={t.rulesChoose}
            accept=".xlsx,.csv,.txt"
            isBusy={preview.isPending}
            onChoose={(chosen) => {
              setFile(chosen);
              preview.mutate({ body: chosen });
            }}
          />
        </div>
        <Refusal error={preview.error ?? draft.error} />
        {rows.length > 0 ? (
          <>
            <RuleTable rows={rows} />
            <div className="thirds">
              <label className="field">
                <span className="needed">{t.ruleTitle}</span>
                <Input value={title} maxLength={200} onChange={({ target }) => setTitle(target.value)} />
              </label>
              <label className="field">
                <span className="needed">{t.year}</span>
                <InputNumber
                  aria-label={t.year}
                  min={2020}
                  max={2100}
                  precision={0}
                  value={year}
                  onChange={(value) => value !== null && setYear(value)}
                />
              </label>
              <label className="field">
                <span className="needed">{t.inForceFrom}</span>
                <DayInput value={from} onChange={setFrom} label={t.inForceFrom} />
              </label>
              <label className="field">
                <span>{t.inForceUntil}</span>
                <DayInput value={until} onChange={setUntil} label={t.inForceUntil} />
              </label>
            </div>
            <div className="row end">
              <Button
                type="primary"
                disabled={!isReady}
                loading={draft.isPending}
                onClick={() =>
                  file &&
                  inForceFrom !== null &&
                  draft.mutate(
                    {
                      body: {
                        ...file,
                        year,
                        title: title.trim(),
                        inForceFrom,
                        ...(inForceUntil && { inForceUntil }),
                      },
                    },
                    {
                      onSuccess: (kept) => {
                        void message.success(t.rulesKept(kept.year, kept.version), 6);
                        setFile(null);
                        preview.reset();
                      },
                    },
                  )
                }
              >
                {t.keepRules(good)}
              </Button>
            </div>
          </>
        ) : null}
      </div>
    </Panel>
  );
}

function RulesCard({ rules }: { rules: RulesView }) {
  const t = useWords(sheetWords);
  const may = useMay();
  const decide = useChange(decideRules);
  const [decision, setDecision] = useState<"confirm" | "withdraw" | null>(null);
  const mayDecide = may("limits.confirm");
  return (
    <Panel
      title={
        <span className="row">
          {t.version(rules.year, rules.version)} · {rules.title}
          <ToneTag tone={tones[rules.state]}>{t.rulesStates[rules.state]}</ToneTag>
        </span>
      }
      extra={
        mayDecide && rules.state !== "withdrawn" ? (
          <span className="row">
            {rules.state === "draft" ? (
              <Button
                type="primary"
                disabled={!rules.mayConfirm}
                title={rules.mayConfirm ? undefined : t.mayNotConfirm}
                onClick={() => setDecision("confirm")}
              >
                {t.confirm}
              </Button>
            ) : null}
            <Button onClick={() => setDecision("withdraw")}>{t.withdraw}</Button>
          </span>
        ) : null
      }
    >
      <p className="quiet small">
        {rules.inForceFrom} – {rules.inForceUntil ?? ""} · {t.draftedBy} {rules.draftedBy}
        {rules.decidedBy ? ` · ${t.decidedBy} ${rules.decidedBy}` : ""}
      </p>
      <details>
        <summary>{t.rows(rules.rows.length)}</summary>
        <RuleTable rows={rules.rows} />
      </details>
      <SignatureDialog
        open={decision !== null}
        title={decision === "withdraw" ? t.withdraw : t.confirm}
        meaning={decision === "withdraw" ? t.withdrawMeans : t.confirmMeans}
        error={decide.error}
        isBusy={decide.isPending}
        onCancel={() => setDecision(null)}
        onSign={(password) =>
          decision &&
          decide.mutate(
            { params: { id: rules.id }, body: { decision, password } },
            { onSuccess: () => setDecision(null) },
          )
        }
      />
    </Panel>
  );
}

function RuleTable({ rows }: { rows: readonly RuleRow[] }) {
  const problemsText = useRowProblemsText();
  const t = useWords(sheetWords);
  return (
    <div className="paste-preview">
      <table className="table" aria-label={t.rules}>
        <thead>
          <tr>
            {[t.line, t.food, t.item, t.method, t.basis, t.problems].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.line}>
              <td className="quiet">{row.line}</td>
              <td>{row.food}</td>
              <td>
                <strong>{row.item}</strong>
              </td>
              <td>{row.method}</td>
              <td className="small">{row.basis}</td>
              <td className={row.problems.length > 0 ? "ink-bad" : "ink-good"}>{problemsText(row.problems) || "✓"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
