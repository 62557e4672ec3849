import writeExcelFile from "write-excel-file/node";
import { Problem } from "../kernel/problems.ts";
import { actorOf } from "../people/session.ts";
import type { House } from "../platform/context.ts";
import { question } from "../platform/transaction.ts";
import { cellText, csvLine } from "./list-cells.ts";
import { askedList } from "./lists.ts";
import { ListName, listColumns, mostRows } from "./lists-contract.ts";

/**
 * Makes the file of an export, page by page, with the rights that the person has now. A second run after a crash begins
 * anew; a cancelled one stops at the next page.
 */
export async function exportList(house: House, exportId: string): Promise<void> {
  const begun = await house.db.listExport.updateMany({
    where: { id: exportId, state: { in: ["waiting", "running"] } },
    data: { state: "running", done: 0 },
  });
  if (begun.count === 0) return;
  try {
    const sha256 = await makeFile(house, exportId);
    if (sha256) await end(house, exportId, { state: "done", sha256 });
  } catch (error) {
    if (!(error instanceof Problem)) throw error; // the queue tries again
    await end(house, exportId, { state: "failed", fault: error.code });
  }
}

/** The file's hash, or null where somebody cancelled it. */
async function makeFile(house: House, exportId: string): Promise<string | null> {
  const row = await house.db.listExport.findUniqueOrThrow({ where: { id: exportId } });
  const person = await house.db.person.findUnique({ where: { id: row.personId } });
  if (!person?.isActive) throw new Problem("not-allowed");
  const list = ListName.parse(row.list);
  const language = row.language === "en" ? "en" : "zh";
  const format = row.format === "csv" ? "csv" : "xlsx";
  const asked = askedList(list, row.query);
  const ctx = question(house, { actor: actorOf(person, null), requestId: exportId, address: "-" });
  if (!ctx.actor.rights.has(asked.right)) throw new Problem("not-allowed");
  const total = await asked.count(ctx);
  await house.db.listExport.update({ where: { id: exportId }, data: { total } });
  if (total > mostRows[format]) throw new Problem("too-many-rows", { most: mostRows[format], found: total });

  const columns = row.columns.flatMap((key) => listColumns[list].find((c) => c.key === key) ?? []);
  const lines: string[][] = [columns.map((c) => c[language])];
  for (let after: string | null = null; ;) {
    const page = await asked.read(ctx, after);
    for (const found of page.rows) lines.push(columns.map((c) => cellText(list, found, c.key, language)));
    const { count } = await house.db.listExport.updateMany({
      where: { id: exportId, state: "running" },
      data: { done: lines.length - 1 },
    });
    if (count === 0) return null;
    after = page.next;
    if (!after) break;
  }
  return house.files.keep(format === "csv" ? csvOf(lines) : await xlsxOf(lines));
}

/** With a byte order mark, so that spreadsheets read the Chinese as what it is. */
function csvOf(lines: readonly string[][]): Buffer {
  return Buffer.from(`\uFEFF${lines.map(csvLine).join("")}`, "utf8");
}

async function xlsxOf(lines: readonly string[][]): Promise<Buffer> {
  const data = lines.map((cells, line) =>
    cells.map((value) => ({ value, type: String, ...(line === 0 ? { fontWeight: "bold" as const } : {}) })),
  );
  const columns = (lines[0] ?? []).map((_, at) => ({
    width: Math.min(50, Math.max(10, ...lines.slice(0, 200).map((cells) => wideness(cells[at] ?? "") + 2))),
  }));
  return Buffer.from(await writeExcelFile(data, { columns, stickyRowsCount: 1 }).toBuffer());
}

function wideness(text: string): number {
  return [...text].reduce((width, letter) => width + (letter.charCodeAt(0) > 0x2e80 ? 2 : 1), 0);
}

async function end(
  house: House,
  id: string,
  data: { state: "done" | "failed"; sha256?: string; fault?: string },
): Promise<void> {
  await house.db.listExport.updateMany({
    where: { id, state: "running" },
    data: { ...data, endedAt: house.clock.now() },
  });
}
