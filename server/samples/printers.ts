import { connect } from "node:net";
import { z } from "zod";
import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { laboratoryOf } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import type { Db } from "../platform/db.ts";
import { Printer } from "./contract.ts";
import type * as contract from "./contract.ts";

const patience = 10_000;
const keyOf = (laboratoryId: string) => `printers-${laboratoryId}`;

/** The label printers of the laboratory. */
export async function listPrinters(ctx: Context): Promise<ReplyOf<typeof contract.listPrinters>> {
  const kept = await ctx.db.setting.findUnique({ where: { key: keyOf(laboratoryOf(ctx)) } });
  return { rows: kept ? z.array(Printer).parse(kept.value) : [] };
}

/** Replaces the list of label printers. */
export async function setPrinters(
  ctx: Context,
  { body }: InputOf<typeof contract.setPrinters>,
): Promise<Record<string, never>> {
  const key = keyOf(laboratoryOf(ctx));
  await ctx.db.setting.upsert({ where: { key }, create: { key, value: body.rows }, update: { value: body.rows } });
  await ctx.note("printers.set", "printers", { rows: body.rows });
  return {};
}

/** A printer of the laboratory by its name. */
export async function printerNamed(ctx: Context, name: string): Promise<Printer> {
  return printerOf(ctx.db, laboratoryOf(ctx), name);
}

/** The same outside a request. */
export async function printerOf(db: Db, laboratoryId: string, name: string): Promise<Printer> {
  const kept = await db.setting.findUnique({ where: { key: keyOf(laboratoryId) } });
  const printer = z
    .array(Printer)
    .parse(kept?.value ?? [])
    .find((one) => one.name === name);
  if (!printer) throw new Problem("not-found", { what: name });
  return printer;
}

/** Sends a job to a printer over TCP; an error when it does not take all of it. */
export async function sendToPrinter({ host, port }: Printer, job: Buffer): Promise<void> {
  await new Promise<void>((done, failed) => {
    const socket = connect({ host, port });
    socket.setTimeout(patience, () => socket.destroy(new Error("it does not answer")));
    socket.on("error", failed);
    socket.on("connect", () => socket.end(job));
    socket.on("close", (hadError) => {
      if (!hadError) done();
    });
  });
}
