import { shortForm } from "../kernel/numbers.ts";
import { notify } from "../notices/notify.ts";
import type { Context, House } from "../platform/context.ts";
import type { Prisma } from "../platform/db.ts";
import { actingAs, change } from "../platform/transaction.ts";
import { mostSending, printerOf, sendToPrinter, type Delivery } from "./printers.ts";

type Print = Prisma.LabelPrintGetPayload<object>;

/**
 * Sends a recorded print to its printer, once. Who takes the row sends it and nobody after: a label that is missing is seen and
 * printed again, one that came out twice is stuck on something else.
 */
export async function sendLabels(house: House, printId: string): Promise<void> {
  const { count } = await house.db.labelPrint.updateMany({
    where: { id: printId, sending: "waiting" },
    data: { sending: "sending", sendingAt: house.clock.now() },
  });
  if (count === 0) return;
  const row = await house.db.labelPrint.findUniqueOrThrow({ where: { id: printId } });
  const delivery = await send(house, row);
  await change(house, actingAs("send-labels"), "entry", async (ctx) => {
    if (delivery.came === "uncertain") return becomeUncertain(ctx, row, delivery.why);
    const error = delivery.came === "whole" ? null : delivery.why;
    // over `uncertain` too: whoever sent it knows better than the watch, unless somebody has looked
    await ctx.db.labelPrint.updateMany({
      where: { id: printId, settledAs: null },
      data: { sending: error === null ? "sent" : "failed", sendError: error?.slice(0, 300) ?? null },
    });
    await ctx.note(error === null ? "labels.sent" : "labels.not-sent", `labels ${row.of}`, {
      printer: row.printer,
      print: row.id,
      ...(error !== null && { error }),
    });
  });
}

/** Prints that nobody sends any more, because the process that did was killed: whether they came out is for people to say. */
export async function watchLabels(house: House): Promise<void> {
  const before = new Date(house.clock.now().getTime() - 2 * mostSending);
  const stuck = await house.db.labelPrint.findMany({
    where: { sending: "sending", OR: [{ sendingAt: null, printedAt: { lt: before } }, { sendingAt: { lt: before } }] },
    take: 100,
  });
  for (const row of stuck)
    await change(house, actingAs("watch-labels"), "none", (ctx) => becomeUncertain(ctx, row, "the server stopped"));
}

async function send(house: House, row: Print): Promise<Delivery> {
  try {
    const printer = await printerOf(house.db, row.laboratoryId, row.printer ?? "");
    return await sendToPrinter(printer, await house.files.read(row.sha256));
  } catch (refused) {
    return { came: "nothing", why: refused instanceof Error ? refused.message : String(refused) };
  }
}

async function becomeUncertain(ctx: Context, row: Print, why: string): Promise<void> {
  const { count } = await ctx.db.labelPrint.updateMany({
    where: { id: row.id, sending: "sending" },
    data: { sending: "uncertain", sendError: why.slice(0, 300) },
  });
  if (count === 0) return;
  await ctx.note("labels.uncertain", `labels ${row.of}`, { printer: row.printer, print: row.id, error: why });
  await ctx.tell({ type: "changed", topics: ["labels"], laboratoryId: row.laboratoryId });
  if (row.printedById === null) return;
  await notify(ctx, {
    to: [row.printedById],
    code: "labels-uncertain",
    params: { of: shortForm(row.of), printer: row.printer ?? "", labels: String(row.numbers.length) },
    link: pageOf(row.of),
    laboratoryId: row.laboratoryId,
    mail: false,
    key: `labels ${row.id}`,
  });
}

function pageOf(of: string): string {
  return `/${of.startsWith("3") ? "orders" : of.startsWith("1") ? "samples" : "containers"}/${of}`;
}
