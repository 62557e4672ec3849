import { BookOutlined, DeleteOutlined, DownloadOutlined, TableOutlined } from "@ant-design/icons";
import { Button, Checkbox, Dropdown, Input, Popover } from "antd";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { beginExport, dropView, listColumns, listViews, saveView } from "../../server/desk/lists-contract.ts";
import type { ListName } from "../../server/desk/lists-contract.ts";
import { useAsk, useChange } from "../api.ts";
import { usePreferences } from "../preferences.ts";
import type { Column } from "../ui/data-table.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { useFilter } from "../ui/search-box.tsx";
import { useWords } from "../words.ts";
import { ExportProgress } from "./export-progress.tsx";
import { listWords } from "./list-words.ts";

/** The columns of a list that its reader wants, from the address; those shown by default where nothing was chosen. */
export function useShownColumns<R>(
  list: ListName,
  columns: readonly Column<R>[],
  byDefault: readonly string[],
): Column<R>[] {
  const keys = useShownKeys(list, byDefault);
  return columns.filter((column) => keys.includes(column.key));
}

function useShownKeys(list: ListName, byDefault: readonly string[]): string[] {
  const [chosen] = useFilter("cols");
  const known = listColumns[list].map((c) => c.key);
  const wanted = chosen?.split(".").filter((key) => known.includes(key)) ?? [];
  return wanted.length > 0 ? wanted : [...byDefault];
}

/** Saved views, columns and export of a list; everything it shows stands in the address. */
export function ListTools({
  list,
  query,
  byDefault,
}: {
  list: ListName;
  query: Readonly<Record<string, string | undefined>>;
  byDefault: readonly string[];
}) {
  const t = useWords(listWords);
  const { language } = usePreferences();
  const shown = useShownKeys(list, byDefault);
  const begin = useChange(beginExport);
  const startWith = (format: "xlsx" | "csv") => {
    const asked = Object.fromEntries(Object.entries(query).filter((pair): pair is [string, string] => !!pair[1]));
    begin.mutate({ body: { list, query: asked, columns: shown, format, language } });
  };
  return (
    <>
      <span className="list-tools">
        <Popover trigger="click" placement="bottomRight" content={<Views list={list} />}>
          <Button icon={<BookOutlined />}>{t.views}</Button>
        </Popover>
        <Popover trigger="click" placement="bottomRight" content={<Columns list={list} shown={shown} />}>
          <Button icon={<TableOutlined />}>{t.columns}</Button>
        </Popover>
        <Dropdown
          trigger={["click"]}
          menu={{
            items: [
              { key: "xlsx", label: t.asXlsx },
              { key: "csv", label: t.asCsv },
            ],
            onClick: ({ key }) => startWith(key === "csv" ? "csv" : "xlsx"),
          }}
        >
          <Button icon={<DownloadOutlined />} loading={begin.isPending}>
            {t.export}
          </Button>
        </Dropdown>
      </span>
      <Refusal error={begin.error} />
      <ExportProgress list={list} />
    </>
  );
}

function Columns({ list, shown }: { list: ListName; shown: readonly string[] }) {
  const { language } = usePreferences();
  const [, choose] = useFilter("cols");
  const set = (key: string, isOn: boolean) => {
    const order = listColumns[list].map((c) => c.key);
    const next = order.filter((k) => (k === key ? isOn : shown.includes(k)));
    if (next.length > 0) choose(next.join("."));
  };
  return (
    <div className="list-columns">
      {listColumns[list].map((column) => (
        <Checkbox
          key={column.key}
          checked={shown.includes(column.key)}
          disabled={shown.length === 1 && shown.includes(column.key)}
          onChange={({ target }) => set(column.key, target.checked)}
        >
          {column[language]}
        </Checkbox>
      ))}
    </div>
  );
}

function Views({ list }: { list: ListName }) {
  const t = useWords(listWords);
  const [search, setSearch] = useSearchParams();
  const [name, setName] = useState("");
  const views = useAsk(listViews, { query: { list } });
  const save = useChange(saveView);
  const drop = useChange(dropView);
  const keep = () => save.mutate({ body: { list, name, search: search.toString() } }, { onSuccess: () => setName("") });
  return (
    <div className="list-views">
      {views.data?.rows.length === 0 ? <p className="quiet">{t.noViews}</p> : null}
      {views.data?.rows.map((view) => (
        <div key={view.id} className="list-view">
          <Button type="text" onClick={() => setSearch(new URLSearchParams(view.search), { replace: true })}>
            {view.name}
          </Button>
          <Button
            type="text"
            aria-label={t.drop(view.name)}
            icon={<DeleteOutlined />}
            onClick={() => drop.mutate({ params: { viewId: view.id } })}
          />
        </div>
      ))}
      <Input
        aria-label={t.viewName}
        placeholder={t.viewName}
        maxLength={30}
        value={name}
        onChange={({ target }) => setName(target.value)}
        onPressEnter={() => name.trim() && keep()}
      />
      <Button type="primary" disabled={!name.trim()} loading={save.isPending} onClick={keep}>
        {t.keep}
      </Button>
      <Refusal error={save.error ?? drop.error ?? views.error} />
    </div>
  );
}
