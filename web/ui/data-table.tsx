import type { KeyboardEvent, MouseEvent, ReactNode } from "react";
import { Button } from "antd";
import { useWords } from "../words.ts";
import { Refusal } from "./refusal.tsx";
import { words } from "./words.ts";

export type Column<R> = {
  key: string;
  title: ReactNode;
  show: (row: R, index: number) => ReactNode;
  width?: number | string;
  align?: "left" | "right" | "center";
  /** Kept on one line. */
  narrow?: boolean;
};

type Asked = { isPending?: boolean; error?: unknown };

/**
 * Rows under heads. While the first answer is on its way the outline stands there; a row opens by click or Enter; on the
 * last line `onMore` brings the next page.
 */
export function DataTable<R>(props: {
  rows: readonly R[] | undefined;
  columns: readonly Column<R>[];
  keyOf: (row: R) => string;
  onOpen?: (row: R) => void;
  onMore?: (() => void) | null;
  isMoreComing?: boolean;
  asked?: Asked;
  empty?: ReactNode;
  toneOf?: (row: R) => string | undefined;
  caption?: string;
}) {
  const t = useWords(words);
  const { rows, columns, keyOf, onOpen, asked } = props;
  if (asked?.error && !rows) return <Refusal error={asked.error} />;
  const onKey = (row: R) => (event: KeyboardEvent<HTMLTableRowElement>) => {
    if (event.key === "Enter" && event.target === event.currentTarget) onOpen?.(row);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") stepRow(event);
  };
  return (
    <div className="table-wrap">
      <table className="table">
        {props.caption ? <caption className="unseen">{props.caption}</caption> : null}
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                style={{ width: column.width, textAlign: column.align }}
                onClick={tickInside}
              >
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody aria-busy={!rows}>
          {rows ? null : <Bones columns={columns.length} />}
          {rows?.map((row, index) => (
            <tr
              key={keyOf(row)}
              className={`${onOpen ? "row-opens" : ""} ${props.toneOf?.(row) ?? ""}`}
              tabIndex={onOpen ? 0 : undefined}
              onClick={onOpen ? () => onOpen(row) : undefined}
              onKeyDown={onOpen ? onKey(row) : undefined}
            >
              {columns.map((column) => (
                <td
                  key={column.key}
                  className={column.narrow ? "narrow" : undefined}
                  style={{ textAlign: column.align }}
                  onClick={tickInside}
                >
                  {column.show(row, index)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows?.length === 0 ? <div className="table-empty">{props.empty ?? t.nothing}</div> : null}
      {props.onMore ? (
        <div className="table-more">
          <Button onClick={props.onMore} loading={props.isMoreComing}>
            {t.more}
          </Button>
        </div>
      ) : null}
      {asked?.error && rows ? <Refusal error={asked.error} /> : null}
    </div>
  );
}

/** Gloves: the whole cell around a tick is the tick. */
function tickInside({ target, currentTarget }: MouseEvent<HTMLTableCellElement>): void {
  if (target === currentTarget) currentTarget.querySelector<HTMLInputElement>("input.tick:not(:disabled)")?.click();
}

function Bones({ columns }: { columns: number }) {
  return [0, 1, 2, 3].map((row) => (
    <tr key={row}>
      {Array.from({ length: columns }, (_, column) => (
        <td key={column}>
          <div className="bone" />
        </td>
      ))}
    </tr>
  ));
}

function stepRow(event: KeyboardEvent<HTMLTableRowElement>): void {
  if (event.target !== event.currentTarget) return;
  const next =
    event.key === "ArrowDown" ? event.currentTarget.nextElementSibling : event.currentTarget.previousElementSibling;
  if (next instanceof HTMLElement) {
    event.preventDefault();
    next.focus();
  }
}
