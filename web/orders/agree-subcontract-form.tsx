import { Button, Checkbox, Input, Select } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { listPartners } from "../../server/work/partner-contract.ts";
import { agreeSubcontract } from "../../server/work/subcontract-contract.ts";
import type { SubcontractView } from "../../server/work/subcontract-contract.ts";
import { useAsk, useChange } from "../api.ts";
import { paths } from "../paths.ts";
import { DayInput } from "../ui/day-input.tsx";
import { readDay } from "../ui/read-day.ts";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { subcontractWords } from "./subcontract-words.ts";

const empty = { consentBy: "", consentPaper: "" };

/** The client's consent to items at a laboratory of the register; items outside its scope cannot be chosen, and say so. */
export function AgreeForm({
  number,
  open,
  onDone,
}: {
  number: string;
  open: SubcontractView["tasks"];
  onDone: () => void;
}) {
  const t = useWords(subcontractWords);
  const agree = useChange(agreeSubcontract);
  const partners = useAsk(listPartners);
  const [partnerId, setPartner] = useState<string>();
  const [taskIds, setTasks] = useState<string[]>([]);
  const [said, setSaid] = useState(empty);
  const [consentOn, setConsentOn] = useState("");
  const on = readDay(consentOn);
  const rows = partners.data?.rows ?? [];
  const partner = rows.find(({ id }) => id === partnerId);
  const scope = new Set(
    partner?.scopes.flatMap(({ methodId, state }) => (state === "valid" || state === "soon" ? [methodId] : [])),
  );
  const chosen = taskIds.filter((id) => open.some((task) => task.id === id && scope.has(task.methodId)));
  const isReady =
    partner !== undefined &&
    chosen.length > 0 &&
    on !== null &&
    Object.values(said).every((text) => text.trim().length >= 2);
  const field = (name: keyof typeof empty) => (
    <label className="field">
      <span className="needed">{t[name]}</span>
      <Input
        value={said[name]}
        placeholder={t.hints[name]}
        maxLength={200}
        data-scan="text"
        onChange={({ target }) => setSaid({ ...said, [name]: target.value })}
      />
    </label>
  );
  return (
    <form
      className="inset stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady)
          agree.mutate(
            { params: { number }, body: { ...said, partnerId: partner.id, taskIds: chosen, consentOn: on } },
            { onSuccess: onDone },
          );
      }}
    >
      <label className="field">
        <span className="needed">{t.toName}</span>
        <Select
          aria-label={t.toName}
          placeholder={t.choosePartner}
          value={partnerId}
          onChange={setPartner}
          options={rows.map((row) => ({
            value: row.id,
            label: `${row.name} · CMA ${row.cmaNumber} · ${t.until} ${row.cmaValidUntil}`,
            disabled: !row.isValid,
          }))}
        />
        {partners.data && rows.length === 0 ? <span className="small ink-attention">{t.noPartners}</span> : null}
        <span className="small quiet">
          <Link to={paths.partners()}>{t.register}</Link>
        </span>
      </label>
      <div className="field">
        <span className="needed">{t.items}</span>
        <Checkbox.Group
          className="batch"
          value={chosen}
          options={open.map((task) => ({
            value: task.id,
            label: `${task.item} · ${task.method}（${task.sampleName}）${
              partner && !scope.has(task.methodId) ? ` ${t.outOfScope}` : ""
            }`,
            disabled: !scope.has(task.methodId),
          }))}
          onChange={(ids) => setTasks(ids.map(String))}
        />
        <span className="small quiet">{t.notAll}</span>
      </div>
      <div className="thirds">
        {field("consentBy")}
        <label className="field">
          <span className="needed">{t.consentOn}</span>
          <DayInput value={consentOn} onChange={setConsentOn} label={t.consentOn} />
        </label>
        {field("consentPaper")}
      </div>
      <Refusal error={agree.error ?? partners.error} />
      <div className="row end">
        <Button onClick={onDone}>{t.cancel}</Button>
        <Button type="primary" htmlType="submit" disabled={!isReady} loading={agree.isPending}>
          {t.agree}
        </Button>
      </div>
    </form>
  );
}
