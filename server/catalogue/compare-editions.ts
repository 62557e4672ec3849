import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import type { Context } from "../platform/context.ts";
import type * as contract from "./editions-contract.ts";
import { loadLimits } from "./load-limits.ts";
import { indexLimits, limitText } from "./rules.ts";
import { compareEditions as pairRows } from "./rules/compare-editions.ts";
import type { LimitRow } from "./rules/limit-row.ts";

type Reply = ReplyOf<typeof contract.compareEditions>;

/** Two editions of a standard, row beside row, and what became of each. */
export async function compareEditions(
  ctx: Context,
  { query }: InputOf<typeof contract.compareEditions>,
): Promise<Reply> {
  const known = await loadLimits(ctx);
  const of = (version: string) => known.filter((row) => row.standard === query.standard && row.version === version);
  const [from, to] = [of(query.from), of(query.to)];
  if (from.length === 0) throw new Problem("not-found", { what: `${query.standard}-${query.from}` });
  if (to.length === 0) throw new Problem("not-found", { what: `${query.standard}-${query.to}` });
  const compared = pairRows(from, to, indexLimits(known).tree);
  return {
    rows: compared.map(({ from: was, to: is, change, direction, elsewhere }) => ({
      from: shown(was),
      to: shown(is),
      change,
      direction,
      elsewhere: shown(elsewhere),
    })),
  };
}

function shown(row: LimitRow | null): Reply["rows"][number]["from"] {
  return (
    row && {
      rowKey: row.id,
      category: row.productCategory,
      item: row.item,
      text: limitText(row),
      unit: row.unit,
      basis: row.basis,
    }
  );
}
