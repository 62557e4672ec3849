import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { noticeCodes, type NoticeCode } from "../kernel/notices.ts";
import { pageSize, toPage } from "../kernel/page.ts";
import type { Context } from "../platform/context.ts";
import * as contract from "./contract.ts";

/** What I was told, newest first, and how much of it I have not read. */
export async function listNotices(
  ctx: Context,
  { query }: InputOf<typeof contract.listNotices>,
): Promise<ReplyOf<typeof contract.listNotices>> {
  const personId = ctx.actor.id ?? "";
  // a code that an older or newer program wrote is left out rather than refused
  const mine = { personId, code: { in: [...noticeCodes] } };
  const rows = await ctx.db.notice.findMany({
    where: { ...mine, ...(query.after ? { id: { lt: query.after } } : {}) },
    orderBy: { id: "desc" },
    take: pageSize + 1,
  });
  const page = toPage(rows);
  return {
    next: page.next,
    unread: await ctx.db.notice.count({ where: { ...mine, readAt: null } }),
    rows: page.rows.map((n) => ({
      id: n.id,
      code: n.code as NoticeCode,
      params: contract.NoticeParamsField.parse(n.params),
      link: n.link,
      at: n.at.toISOString(),
      isRead: n.readAt !== null,
    })),
  };
}

/** Marks my notices as read: those named, or all. */
export async function readNotices(
  ctx: Context,
  { body }: InputOf<typeof contract.readNotices>,
): Promise<Record<string, never>> {
  await ctx.db.notice.updateMany({
    where: { personId: ctx.actor.id ?? "", readAt: null, ...(body.ids ? { id: { in: body.ids } } : {}) },
    data: { readAt: ctx.now() },
  });
  return {};
}
