import type { SheetRow, SheetView } from "../../server/sheets/contract.ts";
import type { Client, Lab } from "./lab.ts";
import { aSampleAtTheBench, told } from "./story.ts";

/** The first, or the nth, row of a kind. */
export function rowOf(sheet: Pick<SheetView, "rows">, kind: string, nth = 0): SheetRow {
  const row = sheet.rows.filter((r) => r.kind === kind)[nth];
  if (!row) throw new Error(`no ${kind}`);
  return row;
}

/** Every empty cell of a row with one text each, based on what is seen. */
export function cells(row: SheetRow, texts: (string | null)[]) {
  return row.parallels
    .flatMap((p) => p.cells.map((cell) => ({ determinationId: p.determinationId, cell })))
    .map(({ determinationId, cell }, i) => ({
      positionId: row.id,
      determinationId,
      step: cell.step,
      text: texts[i] ?? null,
      basedOn: cell.version,
    }))
    .slice(0, texts.length);
}

/** An analyst's batches of lead, typed by hand from one spectrometer. */
export async function leadBatches(lab: Lab, analyst: Client) {
  const { number } = await lab.db.instrument.findFirstOrThrow({ where: { kind: "aas" } });
  const run = () => ({ instrumentNumber: number, reason: "工作站未联网" });

  /** Lead in so many samples of one analyst. */
  async function leadTasks(count: number): Promise<{ task: string; sampleNumber: string }[]> {
    const found = [];
    for (let i = 0; i < count; i += 1) {
      const { tasks, sampleNumber } = await aSampleAtTheBench(lab, { items: ["铅"] });
      found.push({ task: tasks["铅"] ?? "", sampleNumber });
    }
    return found;
  }

  async function aBatch(count: number, controls: Record<string, unknown> = {}) {
    const tasks = (await leadTasks(count)).map(({ task }) => task);
    return { tasks, sheet: told<SheetView>(await analyst.post("/api/sheets", { taskIds: tasks, ...controls })) };
  }

  return {
    run,
    leadTasks,
    aBatch,
    again: async (sheet: SheetView) => told<SheetView>(await analyst.get(`/api/sheets/${sheet.id}`)),
    save: (sheet: SheetView, asked: object[], who = analyst) =>
      who.post(`/api/sheets/${sheet.id}/cells`, { cells: asked, ...run() }),
  };
}
