// What may still come onto a batch and what may leave it; nothing here knows a screen.
import { z } from "zod";
import { shortForm } from "../../server/kernel/numbers.ts";
import type { SheetRow, SheetView } from "../../server/sheets/contract.ts";
import type { Candidate } from "../../server/sheets/positions-contract.ts";

export const numeral = /^\d{1,12}(\.\d{1,12})?$/;

const Spike = z.object({ taskId: z.string(), added: z.string(), lot: z.string() });

/** What somebody means to add; kept as it is typed. */
export const Additions = z.object({
  taskIds: z.array(z.string()),
  blanks: z.number(),
  blankLot: z.string(),
  duplicates: z.array(z.string()),
  spikes: z.array(Spike),
  seriesIds: z.array(z.string()),
});
export type Additions = z.output<typeof Additions>;
export const noAdditions: Additions = {
  taskIds: [],
  blanks: 0,
  blankLot: "",
  duplicates: [],
  spikes: [],
  seriesIds: [],
};

/** Candidates whose number, in any form, or whose name holds what was typed. */
export function matching(typed: string, rows: readonly Candidate[]): Candidate[] {
  const said = typed.normalize("NFKC").trim().toLowerCase();
  const digits = said.replace(/[\s-]/g, "");
  if (said === "") return [...rows];
  return rows.filter(
    ({ sampleNumber, sampleName }) =>
      (/^\d+$/.test(digits) && (sampleNumber.includes(digits) || shortForm(sampleNumber) === said)) ||
      sampleName.toLowerCase().includes(said),
  );
}

/** What is sent; null while something that was begun is not finished, or nothing was chosen. */
export function additionsToSend(draft: Additions, candidates: readonly Candidate[], view: Pick<SheetView, "rows">) {
  const taskIds = draft.taskIds.filter((id) => candidates.some(({ taskId }) => taskId === id));
  const there = new Set([...taskIds, ...view.rows.flatMap(({ taskId }) => (taskId ? [taskId] : []))]);
  const spikes = draft.spikes.filter(({ taskId, added, lot }) => taskId !== "" || added !== "" || lot !== "");
  const isFinished = spikes.every(({ taskId, added }) => there.has(taskId) && isAmount(added));
  const duplicates = draft.duplicates.filter((id) => there.has(id));
  const count = taskIds.length + draft.blanks + duplicates.length + spikes.length + draft.seriesIds.length;
  if (!isFinished || count === 0) return null;
  return {
    count,
    body: {
      taskIds,
      blanks: draft.blanks,
      ...(draft.blanks > 0 && draft.blankLot.trim() && { blankLot: draft.blankLot.trim() }),
      duplicates,
      spikes: spikes.map(({ taskId, added, lot }) => ({
        taskId,
        added: added.normalize("NFKC").trim(),
        ...(lot.trim() && { lot: lot.trim() }),
      })),
      seriesIds: draft.seriesIds,
    },
  };
}

/** An amount that was added is a figure above nothing. */
export function isAmount(typed: string): boolean {
  const text = typed.normalize("NFKC").trim();
  return numeral.test(text) && /[1-9]/.test(text);
}

/** Positions that may leave: without a figure, and of a sample that no control beside it rests on. */
export function mayLeave(rows: readonly SheetRow[]): SheetRow[] {
  return rows.filter(
    (row) =>
      row.parallels.every(({ cells }) => cells.every(({ state }) => state === "empty")) &&
      !rows.some(({ of }) => of !== null && of === row.taskId),
  );
}
