import { InboxOutlined } from "@ant-design/icons";
import { Button, Select } from "antd";
import { Link, useNavigate } from "react-router";
import { listOrders, OrderSource, OrderState } from "../../server/orders/contract.ts";
import type { OrderRow } from "../../server/orders/contract.ts";
import { usePages } from "../api.ts";
import { DayRange, StateFilter } from "../desk/list-filters.tsx";
import { ListTools, useShownColumns } from "../desk/list-tools.tsx";
import { listWords } from "../desk/list-words.ts";
import { paths } from "../paths.ts";
import { useMay } from "../session.tsx";
import { DataTable } from "../ui/data-table.tsx";
import type { Column } from "../ui/data-table.tsx";
import { NumberText } from "../ui/number-text.tsx";
import { Page, Panel } from "../ui/page.tsx";
import { SearchBox, useFilter } from "../ui/search-box.tsx";
import { StateTag } from "../ui/state-tag.tsx";
import { useWords } from "../words.ts";
import { words } from "./words.ts";

const byDefault = ["number", "client", "source", "samples", "receivedOn", "dueOn", "state"];

/** Orders, newest first. */
export function OrdersPage() {
  const t = useWords(words);
  const go = useNavigate();
  const may = useMay();
  const [q] = useFilter("q");
  const [wanted] = useFilter("state");
  const [from] = useFilter("from");
  const [to] = useFilter("to");
  const [source] = useFilter("source");
  const query = {
    q,
    state: OrderState.safeParse(wanted).data,
    source: OrderSource.safeParse(source).data,
    from,
    to,
  };
  const pages = usePages(listOrders, query);
  const columns: Column<OrderRow>[] = [
    { key: "number", title: t.number, narrow: true, show: (row) => <NumberText>{row.number}</NumberText> },
    { key: "client", title: t.client, show: (row) => <Parties row={row} /> },
    {
      key: "sampledEnterprise",
      title: t.sampled,
      show: (row) => row.sampledEnterprise ?? <span className="quiet">–</span>,
    },
    { key: "source", title: t.source, narrow: true, show: (row) => t.sources[row.source] },
    { key: "samples", title: t.samples, align: "right", show: (row) => row.samples },
    { key: "receivedOn", title: t.receivedOn, narrow: true, show: (row) => row.receivedOn },
    { key: "dueOn", title: t.dueOn, narrow: true, show: (row) => row.dueOn },
    { key: "state", title: t.state, narrow: true, show: (row) => <StateTag of="order" state={row.state} /> },
  ];
  return (
    <Page
      title={t.orders}
      extra={
        may("orders.register") ? (
          <Link to={paths.newOrder()}>
            <Button type="primary" icon={<InboxOutlined />}>
              {t.newOrder}
            </Button>
          </Link>
        ) : null
      }
    >
      <div className="bar">
        <SearchBox label={t.searchOrders} />
        <SourceFilter />
        <StateFilter of="order" states={OrderState.options} />
        <DayRange />
        <ListTools list="orders" query={query} byDefault={byDefault} />
      </div>
      <Panel flush>
        <DataTable
          rows={pages.rows}
          columns={useShownColumns("orders", columns, byDefault)}
          keyOf={(row) => row.id}
          asked={pages}
          onMore={pages.more}
          isMoreComing={pages.isMoreComing}
          onOpen={(row) => void go(paths.order(row.number))}
          caption={t.orders}
        />
      </Panel>
    </Page>
  );
}

function SourceFilter() {
  const t = useWords(words);
  const { anySource } = useWords(listWords);
  const [source, want] = useFilter("source");
  return (
    <Select
      allowClear
      aria-label={anySource}
      className="filter"
      placeholder={anySource}
      value={OrderSource.safeParse(source).data}
      options={OrderSource.options.map((value) => ({ value, label: t.sources[value] }))}
      onChange={(value: string | undefined) => want(value)}
    />
  );
}

function Parties({ row }: { row: OrderRow }) {
  const t = useWords(words);
  return (
    <>
      {row.client}
      {row.sampledEnterprise ? (
        <div className="quiet small">
          {t.sampled}：{row.sampledEnterprise}
        </div>
      ) : null}
    </>
  );
}
