import { AutoComplete, Select } from "antd";
import { useState } from "react";
import { findLimits, listCategories, listMethods } from "../../server/catalogue/contract.ts";
import { useAsk } from "../api.ts";
import { DayInput } from "../ui/day-input.tsx";
import { Panel } from "../ui/page.tsx";
import { readDay } from "../ui/read-day.ts";
import { useLater } from "../ui/later.ts";
import { useWords } from "../words.ts";
import { LimitTable } from "./limit-table.tsx";
import { words } from "./words.ts";

/** Which limit decides for a category and an item on a day. */
export function LimitLookup() {
  const t = useWords(words);
  const [category, setCategory] = useState("");
  const [item, setItem] = useState("");
  const [typedDay, setTypedDay] = useState("");
  const on = readDay(typedDay);
  const categories = useAsk(listCategories, {}, { staleTime: 600_000 }).data?.rows ?? [];
  const items = [
    ...new Set((useAsk(listMethods, {}, { staleTime: 600_000 }).data?.rows ?? []).map((method) => method.item)),
  ];
  const wanted = useLater(item.trim(), 250);
  const isReady = category !== "" && wanted !== "" && on !== null;
  const asked = useAsk(findLimits, { query: { category, item: wanted, on: on ?? "2000-01-01" } }, { enabled: isReady });
  return (
    <Panel title={t.lookup}>
      <p className="quiet small under">{t.lookupWhy}</p>
      <div className="lookup">
        <label className="field">
          <span>{t.category}</span>
          <Select
            showSearch
            aria-label={t.category}
            value={category || undefined}
            placeholder={t.chooseCategory}
            popupMatchSelectWidth={480}
            options={categories.map((one) => ({ value: one, label: one }))}
            onChange={(value: string) => setCategory(value)}
          />
        </label>
        <label className="field">
          <span>{t.item}</span>
          <AutoComplete
            aria-label={t.item}
            value={item}
            placeholder={t.chooseItem}
            options={items.filter((one) => one.includes(item)).map((one) => ({ value: one, label: one }))}
            onChange={(value: string) => setItem(value)}
          />
        </label>
        <label className="field">
          <span>{t.day}</span>
          <DayInput label={t.day} value={typedDay} onChange={setTypedDay} />
        </label>
      </div>
      {isReady ? <LimitTable rows={asked.data?.rows} asked={asked} empty={t.noLimit} /> : null}
    </Panel>
  );
}
