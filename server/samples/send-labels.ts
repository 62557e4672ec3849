import type { House } from "../platform/context.ts";
import { actingAs, change } from "../platform/transaction.ts";
import { printerOf, sendToPrinter } from "./printers.ts";

/**
 * Sends a recorded print to its printer, once. Who takes the row sends it and nobody after: a label that is missing is seen and
 * printed again, one that came out twice is stuck on something else.
 */
export async function sendLabels(house: House, printId: string): Promise<void> {
  const { count } = await house.db.labelPrint.updateMany({
    where: { id: printId, sending: "waiting" },
    data: { sending: "sending" },
  });
  if (count === 0) return;
  const row = await house.db.labelPrint.findUniqueOrThrow({ where: { id: printId } });
  const error = await send(house, row).then(
    () => null,
    (refused: unknown) => reasonOf(refused),
  );
  await change(house, actingAs("send-labels"), "entry", async (ctx) => {
    await ctx.db.labelPrint.update({
      where: { id: printId },
      data: { sending: error === null ? "sent" : "failed", sendError: error?.slice(0, 300) ?? null },
    });
    await ctx.note(error === null ? "labels.sent" : "labels.not-sent", `labels ${row.of}`, {
      printer: row.printer,
      print: row.id,
      ...(error !== null && { error }),
    });
  });
}

async function send(
  house: House,
  row: { laboratoryId: string; printer: string | null; sha256: string },
): Promise<void> {
  const printer = await printerOf(house.db, row.laboratoryId, row.printer ?? "");
  await sendToPrinter(printer, await house.files.read(row.sha256));
}

function reasonOf(refused: unknown): string {
  return refused instanceof Error ? refused.message : String(refused);
}
