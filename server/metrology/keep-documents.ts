import { z } from "zod";
import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import type { Context } from "../platform/context.ts";
import { UsualDocument } from "./plan-contract.ts";
import type * as contract from "./plan-contract.ts";
import { usualDocuments } from "./usual-documents.ts";

const key = "verification-documents";

/** The laboratory's table of documents and periods; before it has one, the usual ones. */
export async function listDocuments(ctx: Context): Promise<ReplyOf<typeof contract.listDocuments>> {
  const kept = await ctx.db.setting.findUnique({ where: { key } });
  return { rows: kept ? z.array(UsualDocument).parse(kept.value) : [...usualDocuments] };
}

/** Replaces the table; certificates and periods of instruments that stand stay as they are. */
export async function setDocuments(
  ctx: Context,
  { body }: InputOf<typeof contract.setDocuments>,
): Promise<Record<string, never>> {
  await ctx.db.setting.upsert({ where: { key }, create: { key, value: body.rows }, update: { value: body.rows } });
  await ctx.note("verification-documents.set", "verification documents", { rows: body.rows.length });
  return {};
}
