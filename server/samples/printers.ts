import { connect } from "node:net";
import { z } from "zod";
import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { laboratoryOf } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import { Printer } from "./contract.ts";
import type * as contract from "./contract.ts";

const patience = 10_000;
const keyOf = (ctx: Context) => `printers-${laboratoryOf(ctx)}`;

/** The label printers of the laboratory. */
export async function listPrinters(ctx: Context): Promise<ReplyOf<typeof contract.listPrinters>> {
  const kept = await ctx.db.setting.findUnique({ where: { key: keyOf(ctx) } });
  return { rows: kept ? z.array(Printer).parse(kept.value) : [] };
}

/** Replaces the list of label printers. */
export async function setPrinters(
  ctx: Context,
  { body }: InputOf<typeof contract.setPrinters>,
): Promise<Record<string, never>> {
  const key = keyOf(ctx);
  await ctx.db.setting.upsert({ where: { key }, create: { key, value: body.rows }, update: { value: body.rows } });
  await ctx.note("printers.set", "printers", { rows: body.rows });
  return {};
}

/** A printer of the laboratory by its name. */
export async function printerNamed(ctx: Context, name: string): Promise<Printer> {
  const printer = (await listPrinters(ctx)).rows.find((one) => one.name === name);
  if (!printer) throw new Problem("not-found", { what: name });
  return printer;
}

/** Sends a job to a printer over TCP; refuses when it does not take all of it. */
export async function sendToPrinter({ host, port, name }: Printer, job: Buffer): Promise<void> {
  await new Promise<void>((done, failed) => {
    const socket = connect({ host, port });
    socket.setTimeout(patience, () => socket.destroy(new Error("it does not answer")));
    socket.on("error", failed);
    socket.on("connect", () => socket.end(job));
    socket.on("close", (hadError) => {
      if (!hadError) done();
    });
  }).catch((error: unknown) => {
    throw new Problem("printer-away", { printer: name, why: error instanceof Error ? error.message : String(error) });
  });
}
