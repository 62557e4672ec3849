import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { pageSize, toPage } from "../kernel/page.ts";
import { Problem } from "../kernel/problems.ts";
import { laboratoryOf, ownLaboratory } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import type * as contract from "./contract.ts";
import { writeMail } from "./notify.ts";

/** The outbox of the laboratory, newest first: what was sent, what waits, and what the mail server said. */
export async function listMail(
  ctx: Context,
  { query }: InputOf<typeof contract.listMail>,
): Promise<ReplyOf<typeof contract.listMail>> {
  const own = ownLaboratory(ctx);
  const rows = await ctx.db.mail.findMany({
    where: { ...own, ...(query.after ? { id: { lt: query.after } } : {}) },
    orderBy: { id: "desc" },
    take: pageSize + 1,
  });
  const page = toPage(rows);
  return {
    from: ctx.house.settings.mail?.from ?? null,
    waiting: await ctx.db.mail.count({ where: { ...own, state: "waiting" } }),
    failed: await ctx.db.mail.count({ where: { ...own, state: "failed" } }),
    next: page.next,
    rows: page.rows.map(({ id, to, subject, state, tries, lastError, at, sentAt }) => ({
      id,
      to,
      subject,
      state,
      tries,
      lastError,
      at: at.toISOString(),
      sentAt: sentAt?.toISOString() ?? null,
    })),
  };
}

/** Tries a mail again now: one that failed, or one that waits for its next try. What was sent is not sent twice. */
export async function sendMailAgain(
  ctx: Context,
  { params }: InputOf<typeof contract.sendMailAgain>,
): Promise<Record<string, never>> {
  refuseWithoutMail(ctx);
  const row = await ctx.db.mail.findFirst({ where: { id: params.mailId, ...ownLaboratory(ctx) } });
  if (!row) throw new Problem("not-found", { what: "mail" });
  if (row.state === "sent") throw new Problem("state-forbids", { state: "sent" });
  await ctx.db.mail.update({ where: { id: row.id }, data: { state: "waiting" } });
  await ctx.enqueue("send-mail", { mailId: row.id });
  await ctx.note("mail.tried-again", `mail ${row.id}`);
  return {};
}

/** A mail to try the settings with. */
export async function sendTestMail(
  ctx: Context,
  { body }: InputOf<typeof contract.sendTestMail>,
): Promise<Record<string, never>> {
  refuseWithoutMail(ctx);
  const laboratoryId = laboratoryOf(ctx);
  await writeMail(ctx, { to: body.to, code: "mail-test", params: { by: ctx.actor.name }, link: "/", laboratoryId });
  await ctx.note("mail.tested", "mail", { to: body.to });
  return {};
}

function refuseWithoutMail(ctx: Context): void {
  if (!ctx.house.settings.mail) throw new Problem("mail-not-configured");
}
