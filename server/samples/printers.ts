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
/** No job takes longer: a print that has been on its way for twice as long is on its way no more. */
export const mostSending = 60_000;
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

/** `nothing`: the printer was not reached. `uncertain`: it was, and did not take all of it, or went silent. */
export type Delivery = { came: "whole" } | { came: "nothing" | "uncertain"; why: string };

/** Sends a job to a printer over TCP, once. */
export async function sendToPrinter({ host, port }: Printer, job: Buffer): Promise<Delivery> {
  return new Promise<Delivery>((done) => {
    const socket = connect({ host, port });
    let isReached = false;
    let isGone = false;
    let why = "it closed before it had taken all";
    const giveUp = setTimeout(() => socket.destroy(new Error("it takes too long")), mostSending);
    socket.setTimeout(patience, () => socket.destroy(new Error("it does not answer")));
    socket.on("error", (error) => (why = error.message));
    socket.on("connect", () => {
      isReached = true;
      socket.end(job, () => (isGone = true));
    });
    socket.on("close", (hadError) => {
      clearTimeout(giveUp);
      if (isGone && !hadError) done({ came: "whole" });
      else done({ came: isReached ? "uncertain" : "nothing", why });
    });
  });
}
