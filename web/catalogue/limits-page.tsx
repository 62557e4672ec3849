import { Button, Select } from "antd";
import { useState } from "react";
import { listLimits } from "../../server/catalogue/contract.ts";
import { Link } from "react-router";
import { usePages } from "../api.ts";
import { paths } from "../paths.ts";
import { DayInput } from "../ui/day-input.tsx";
import { Page, Panel } from "../ui/page.tsx";
import { readDay } from "../ui/read-day.ts";
import { SearchBox, useFilter } from "../ui/search-box.tsx";
import { useWords } from "../words.ts";
import { LimitLookup } from "./limit-lookup.tsx";
import { LimitTable } from "./limit-table.tsx";
import { words } from "./words.ts";

/** The limits of all editions, searched, and the one that decides on a day. */
export function LimitsPage() {
  const t = useWords(words);
  const [q] = useFilter("q");
  const [standard, setStandard] = useFilter("standard");
  const [on, setOn] = useFilter("on");
  const [typedDay, setTypedDay] = useState(on ?? "");
  const [isLookingUp, setLookingUp] = useState(false);
  const pages = usePages(listLimits, { q, standard, on });
  return (
    <Page
      title={t.limits}
      below={pages.first ? t.limitsBelow(pages.first.total) : undefined}
      extra={
        <>
          <Link to={paths.compare()}>{t.compare}</Link>
          <Button type={isLookingUp ? "primary" : "default"} onClick={() => setLookingUp(!isLookingUp)}>
            {t.lookup}
          </Button>
        </>
      }
    >
      {isLookingUp ? <LimitLookup /> : null}
      <div className="bar">
        <SearchBox label={t.search} />
        <Select
          allowClear
          showSearch
          aria-label={t.standard}
          className="filter"
          placeholder={t.anyStandard}
          value={standard}
          options={(pages.first?.standards ?? []).map((one) => ({ value: one, label: one }))}
          onChange={(value: string | undefined) => setStandard(value)}
        />
        <label className="row" title={t.onHint}>
          <span className="quiet">{t.on}</span>
          <span className="filter-day">
            <DayInput
              label={t.on}
              value={typedDay}
              onChange={(value) => {
                setTypedDay(value);
                setOn(readDay(value) ?? undefined);
              }}
            />
          </span>
        </label>
      </div>
      <Panel flush>
        <LimitTable rows={pages.rows} asked={pages} onMore={pages.more} isMoreComing={pages.isMoreComing} />
      </Panel>
    </Page>
  );
}
