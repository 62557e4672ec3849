// A drafted edition becomes rows of the catalogue; nothing that was not said is made up: it is taken from the row it was
// copied from, or left empty.
import { Problem } from "../../kernel/problems.ts";
import { addDays } from "../../kernel/time.ts";
import type { DraftRow, EditionDraft } from "../editions-contract.ts";
import { limitText } from "../rules.ts";
import { keyOf } from "./category-wording.ts";
import type { LimitRow } from "./limit-row.ts";
import { readLimitText } from "./limit-wording.ts";

type Head = Omit<EditionDraft, "rows">;

/** The rows of a draft as the catalogue keeps them; the first row that cannot be read is named. */
export function composeEdition(draft: EditionDraft, known: readonly LimitRow[]): LimitRow[] {
  const rows = draft.rows.map((row, i) => composeRow(draft, row, i, known));
  const seen = new Map<string, number>();
  for (const [i, row] of rows.entries()) {
    const key = `${keyOf(row.productCategory)} ${keyOf(row.item)}`;
    const before = seen.get(key);
    if (before !== undefined) throw new Problem("edition-row-twice", { row: i + 1, before: before + 1 });
    seen.set(key, i);
  }
  return rows;
}

function composeRow(draft: Head, row: DraftRow, i: number, known: readonly LimitRow[]): LimitRow {
  const like = row.like === undefined ? undefined : known.find((one) => one.id === row.like);
  const said = like && limitText(like) === row.limit ? like : readLimitText(row.limit);
  if (said === null) throw new Problem("edition-row-wrong", { row: i + 1, limit: row.limit, item: row.item });
  const { kind, value, low, high, inclusive, n, c, m, M, classes, expected } = said;
  const named = like ?? known.find((one) => one.item === row.item);
  const figures = { value, low, high, inclusive, n, c, m, M, classes, expected };
  return {
    id: `${draft.standard.replace(/[\s/]/g, "")}-${draft.version}-${String(i + 1).padStart(3, "0")}`,
    standard: draft.standard,
    title: draft.title,
    version: draft.version,
    effectiveFrom: draft.inForceFrom,
    effectiveTo: null,
    supersedes: draft.supersedes ? `${draft.standard}-${draft.supersedes}` : null,
    supersededBy: null,
    productCategory: row.category,
    item: row.item,
    itemEn: named?.itemEn ?? row.item,
    cas: named?.cas ?? null,
    unit: row.unit,
    kind,
    ...Object.fromEntries(Object.entries(figures).filter(([, figure]) => figure !== undefined)),
    ...(like?.threshold !== undefined && kind === "not_detected" ? { threshold: like.threshold } : {}),
    ...(like?.aggregate !== undefined ? { aggregate: like.aggregate } : {}),
    ...(like?.components !== undefined ? { components: like.components } : {}),
    basis: row.basis === "" ? null : row.basis,
    comparison: like?.comparison ?? null,
    methods: like?.methods ?? [],
    note: row.note === "" ? null : row.note,
    source: draft.source,
    verified: "stored",
    confidence: "high",
  };
}

/** The replaced edition's rows with their last day; everything else of them stays. */
export function endRows(draft: Head, old: readonly LimitRow[]): LimitRow[] {
  const last = draft.supersededUntil ?? addDays(draft.inForceFrom, -1);
  return old.map((row) =>
    row.effectiveTo !== null && row.effectiveTo <= last
      ? row
      : { ...row, effectiveTo: last, supersededBy: `${draft.standard}-${draft.version}` },
  );
}

/** The whole catalogue as it would be. */
export function catalogueWith(draft: EditionDraft, known: readonly LimitRow[]): LimitRow[] {
  const old = known.filter((row) => isReplaced(draft, row));
  const kept = known.filter((row) => !isReplaced(draft, row));
  return [...kept, ...endRows(draft, old), ...composeEdition(draft, known)];
}

export function isReplaced(draft: Head, row: LimitRow): boolean {
  return row.standard === draft.standard && row.version === draft.supersedes;
}

export type ComparedRow = {
  category: string;
  item: string;
  unit: string;
  before: string | null;
  after: string | null;
  change: "same" | "changed" | "added" | "dropped";
};

/** New rows beside the old, by wording and item; what changed comes first. */
export function compareRows(old: readonly LimitRow[], rows: readonly LimitRow[]): ComparedRow[] {
  const keyOfRow = (row: LimitRow) => `${keyOf(row.productCategory)} ${keyOf(row.item)}`;
  const before = new Map(old.map((row) => [keyOfRow(row), row]));
  const after = new Set(rows.map(keyOfRow));
  const line = (row: LimitRow) => ({ category: row.productCategory, item: row.item, unit: row.unit });
  const said = (row: LimitRow) => [limitText(row), row.unit, row.basis ?? ""].join(" ");
  const compared: ComparedRow[] = rows.map((row) => {
    const was = before.get(keyOfRow(row));
    if (!was) return { ...line(row), before: null, after: limitText(row), change: "added" };
    const change = said(was) === said(row) ? "same" : "changed";
    return { ...line(row), before: limitText(was), after: limitText(row), change };
  });
  const dropped: ComparedRow[] = old
    .filter((row) => !after.has(keyOfRow(row)))
    .map((row) => ({ ...line(row), before: limitText(row), after: null, change: "dropped" }));
  const order = ["changed", "added", "dropped", "same"];
  return [...compared, ...dropped].sort((a, b) => order.indexOf(a.change) - order.indexOf(b.change));
}
