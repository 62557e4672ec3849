import { App, Button, Input } from "antd";
import { useState } from "react";
import { useNavigate } from "react-router";
import { judgeCheck, recordCheck, type CheckPlanView } from "../../server/metrology/check-contract.ts";
import { toDay } from "../../server/kernel/time.ts";
import { useChange } from "../api.ts";
import { paths } from "../paths.ts";
import { DayInput } from "../ui/day-input.tsx";
import { readDay } from "../ui/read-day.ts";
import { Refusal } from "../ui/refusal.tsx";
import { ToneTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { checkWords } from "./check-words.ts";

/** Values as they were measured; the verdict with its arithmetic is shown before it is saved, and made by the rule. */
export function RecordCheckForm({ plan, onDone }: { plan: CheckPlanView; onDone: () => void }) {
  const t = useWords(checkWords);
  const { message } = App.useApp();
  const go = useNavigate();
  const [on, setOn] = useState(() => toDay(new Date()));
  const [text, setText] = useState("");
  const [remarks, setRemarks] = useState("");
  const record = useChange(recordCheck);
  const values = readValues(text);
  const day = readDay(on);
  const before = plan.checks.findLast((check) => check.on <= (day ?? ""))?.mean ?? null;
  const judged = values && values.length > 0 ? judgeCheck(plan.criterion, values, before) : null;
  return (
    <form
      className="inset stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (!day || !values || values.length === 0) return;
        record.mutate(
          { params: { planId: plan.id }, body: { on: day, values, ...(remarks.trim() && { remarks }) } },
          {
            onSuccess: ({ rows }) => {
              const check = rows.find(({ id }) => id === plan.id)?.checks.findLast((each) => each.on === day);
              void message.info(check ? t.zones[check.zone] : t.save);
              if (check && !check.passes) void go(paths.impact(check.verificationId));
              else onDone();
            },
          },
        );
      }}
    >
      <div className="thirds">
        <label className="field">
          <span className="needed">{t.on}</span>
          <DayInput value={on} onChange={setOn} />
        </label>
        <label className="field">
          <span className="needed">
            {t.values} {plan.unit} <small>（{t.valuesHint}）</small>
          </span>
          <Input.TextArea
            className="mono"
            autoSize={{ minRows: 1, maxRows: 8 }}
            status={values === null ? "error" : undefined}
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
          {values === null ? <span className="ink-bad small">{t.valuesWrong}</span> : null}
        </label>
        <label className="field">
          <span>{t.remarks}</span>
          <Input value={remarks} maxLength={300} onChange={({ target }) => setRemarks(target.value)} />
        </label>
      </div>
      {judged ? (
        <div role="status">
          {judged.arithmetic.map((line) => (
            <div key={line} className="mono">
              {line}
            </div>
          ))}
          <ToneTag tone={judged.zone === "in" ? "good" : judged.zone === "warning" ? "attention" : "bad"}>
            {judged.zone === "in" ? t.willPass : judged.zone === "warning" ? t.willWarn : t.willFail}
          </ToneTag>
        </div>
      ) : null}
      <Refusal error={record.error} />
      <div className="row end">
        <Button onClick={onDone}>{t.cancel}</Button>
        <Button
          type="primary"
          htmlType="submit"
          danger={judged?.passes === false}
          disabled={!day || !judged}
          loading={record.isPending}
        >
          {t.save}
        </Button>
      </div>
    </form>
  );
}

/** Figures apart from each other by anything but a digit; null where one is no figure. */
function readValues(text: string): string[] | null {
  const said = text
    .normalize("NFKC")
    .replaceAll("−", "-")
    .split(/[\s,;，；、]+/)
    .filter((part) => part !== "");
  return said.every((part) => /^-?\d{1,20}(\.\d{1,20})?$/.test(part)) ? said : null;
}
