import { Button, Input, Segmented, Select } from "antd";
import { useState } from "react";
import { grantSignatoryScope, type listSignatoryScopes } from "../../server/work/signatory-contract.ts";
import type { ReplyOf } from "../../server/kernel/endpoint.ts";
import { useChange } from "../api.ts";
import { DayInput } from "../ui/day-input.tsx";
import { readDay } from "../ui/read-day.ts";
import { Refusal } from "../ui/refusal.tsx";
import { useWords } from "../words.ts";
import { signatoryWords } from "./signatory-words.ts";

type Kind = "everything" | "methods" | "categories";
const kinds: readonly Kind[] = ["everything", "methods", "categories"];

/** Lets a signatory sign for all fields, for methods, or for product categories. */
export function SignatoryScopeForm({
  scopes,
  onDone,
}: {
  scopes: ReplyOf<typeof listSignatoryScopes>;
  onDone: () => void;
}) {
  const t = useWords(signatoryWords);
  const grant = useChange(grantSignatoryScope);
  const [personId, setPersonId] = useState<string>();
  const [kind, setKind] = useState<Kind>("methods");
  const [methodIds, setMethodIds] = useState<string[]>([]);
  const [categories, setCategories] = useState<string[]>([]);
  const [from, setFrom] = useState("");
  const [until, setUntil] = useState("");
  const [basis, setBasis] = useState("");
  const validFrom = readDay(from);
  const validUntil = until.trim() === "" ? null : readDay(until);
  const chosen = {
    isEverything: kind === "everything",
    methodIds: kind === "methods" ? methodIds : [],
    categories: kind === "categories" ? categories : [],
  };
  const isReady =
    personId !== undefined &&
    (chosen.isEverything || chosen.methodIds.length + chosen.categories.length > 0) &&
    validFrom !== null &&
    (until.trim() === "" || validUntil !== null) &&
    basis.trim().length > 1;
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady && personId && validFrom)
          grant.mutate({ body: { personId, ...chosen, validFrom, validUntil, basis } }, { onSuccess: onDone });
      }}
    >
      <div className="thirds">
        <label className="field">
          <span>{t.person}</span>
          <Select
            aria-label={t.person}
            value={personId}
            onChange={setPersonId}
            options={scopes.people.map((person) => ({ value: person.id, label: person.name }))}
          />
        </label>
        <label className="field">
          <span>{t.from}</span>
          <DayInput value={from} onChange={setFrom} label={t.from} />
        </label>
        <label className="field">
          <span>{t.until}</span>
          <DayInput value={until} onChange={setUntil} label={t.until} />
        </label>
      </div>
      <div className="field">
        <span>{t.field}</span>
        <Segmented<Kind>
          aria-label={t.field}
          value={kind}
          onChange={setKind}
          options={kinds.map((value) => ({ value, label: t.kinds[value] }))}
        />
      </div>
      {kind === "methods" ? (
        <label className="field">
          <span>{t.methods}</span>
          <Select
            mode="multiple"
            optionFilterProp="label"
            aria-label={t.methods}
            value={methodIds}
            onChange={setMethodIds}
            options={scopes.methods.map((m) => ({ value: m.id, label: `${m.item} ${m.method} ${m.clause}` }))}
          />
        </label>
      ) : null}
      {kind === "categories" ? (
        <label className="field">
          <span>{t.categories}</span>
          <Select
            mode="multiple"
            aria-label={t.categories}
            value={categories}
            onChange={setCategories}
            options={scopes.categories.map((text) => ({ value: text, label: text.replaceAll(">", " › ") }))}
          />
        </label>
      ) : null}
      <label className="field">
        <span>{t.basis}</span>
        <Input maxLength={200} value={basis} onChange={({ target }) => setBasis(target.value)} />
      </label>
      <Refusal error={grant.error} />
      <div className="row end">
        <Button onClick={onDone}>{t.cancel}</Button>
        <Button type="primary" htmlType="submit" disabled={!isReady} loading={grant.isPending}>
          {t.grant}
        </Button>
      </div>
    </form>
  );
}
