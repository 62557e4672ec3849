import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import type { Context } from "../platform/context.ts";
import type { Prisma } from "../platform/db.ts";
import type * as contract from "./contract.ts";

/** Keeps what a person is typing, so that a reload, a power cut or another machine loses nothing. */
export async function saveDraft(
  ctx: Context,
  { params, body }: InputOf<typeof contract.saveDraft>,
): Promise<ReplyOf<typeof contract.saveDraft>> {
  const where = { personId_key: { personId: ctx.actor.id ?? "", key: params.key } };
  const kept = { body: (body.body ?? {}) as Prisma.InputJsonValue, savedAt: ctx.now() };
  await ctx.db.draft.upsert({
    where,
    create: { personId: ctx.actor.id ?? "", key: params.key, ...kept },
    update: kept,
  });
  return { savedAt: kept.savedAt.toISOString() };
}

/** What they were typing. */
export async function readDraft(
  ctx: Context,
  { params }: InputOf<typeof contract.readDraft>,
): Promise<ReplyOf<typeof contract.readDraft>> {
  const draft = await ctx.db.draft.findUnique({
    where: { personId_key: { personId: ctx.actor.id ?? "", key: params.key } },
  });
  return {
    body: (draft?.body ?? null) as ReplyOf<typeof contract.readDraft>["body"],
    savedAt: draft?.savedAt.toISOString() ?? null,
  };
}

/** Forgets a draft once it has been said. */
export async function dropDraft(
  ctx: Context,
  { params }: InputOf<typeof contract.dropDraft>,
): Promise<Record<string, never>> {
  await ctx.db.draft.deleteMany({ where: { personId: ctx.actor.id ?? "", key: params.key } });
  return {};
}
