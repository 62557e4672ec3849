import type { NoticeCode, NoticeParams } from "../kernel/notices.ts";
import { noticeText } from "../kernel/text/notice-text.ts";
import { roleRights, roles, type Right } from "../people/roles.ts";
import type { Context } from "../platform/context.ts";

export type ToTell = {
  /** Ids of people; who is shut out is left out. */
  to: readonly string[];
  code: NoticeCode;
  params: NoticeParams;
  /** The page it is about, from "/" on. */
  link: string;
  /** The laboratory it comes from: its administrator sees what became of the mail. */
  laboratoryId: string | null;
  /** By mail too, to whom has an address and where mail is configured. */
  mail: boolean;
  /** A person is told only once under a key: `due 5622900260000013 2026-12-01`. Without one, every time. */
  key?: string;
};

/**
 * Tells people something, in the change that it is about: a notice in the application (its bell rings when the change is
 * committed), and a mail in the outbox. A new kind of notice: one code in kernel/notices.ts, one sentence each in
 * kernel/text/notices-zh.ts and notices-en.ts. Answers how many were told.
 */
export async function notify(ctx: Context, said: ToTell): Promise<number> {
  const people = await ctx.db.person.findMany({
    where: {
      id: { in: [...new Set(said.to)] },
      isActive: true,
      ...(said.key === undefined ? {} : { notices: { none: { key: said.key } } }),
    },
    select: { id: true, email: true },
  });
  if (people.length === 0) return 0;
  const { code, params, link, laboratoryId, key = null } = said;
  await ctx.db.notice.createMany({
    data: people.map(({ id }) => ({ personId: id, laboratoryId, code, params, link, key, at: ctx.now() })),
  });
  for (const { id } of people) await ctx.tell({ type: "notice", personId: id });
  if (said.mail)
    for (const to of new Set(people.flatMap(({ email }) => email ?? [])))
      await writeMail(ctx, { to, code, params, link, laboratoryId });
  return people.length;
}

/** Puts one mail into the outbox, in both languages; none where no mail server is configured. */
export async function writeMail(
  ctx: Context,
  said: Pick<ToTell, "code" | "params" | "link" | "laboratoryId"> & { to: string },
): Promise<void> {
  if (!ctx.house.settings.mail) return;
  const [zh, en] = [noticeText(said.code, said.params, "zh"), noticeText(said.code, said.params, "en")];
  const { name } = (said.laboratoryId &&
    (await ctx.db.laboratory.findUnique({ where: { id: said.laboratoryId } }))) || { name: "检验检测 LIMS" };
  const { id } = await ctx.db.mail.create({
    data: {
      to: said.to,
      subject: `${zh.title}（${name}）`,
      text: [
        zh.text,
        en.text,
        `${ctx.house.settings.publicUrl}${said.link}`,
        `${name}　本邮件由系统自动发出，请勿回复。 / Sent automatically, please do not reply.`,
      ].join("\n\n"),
      laboratoryId: said.laboratoryId,
      at: ctx.now(),
    },
  });
  await ctx.enqueue("send-mail", { mailId: id });
}

/** The people of an enterprise who may sign in. */
export async function peopleOf(ctx: Context, enterpriseId: string): Promise<string[]> {
  const people = await ctx.db.person.findMany({ where: { enterpriseId, isActive: true }, select: { id: true } });
  return people.map(({ id }) => id);
}

/** Who of a laboratory holds a right: those whom something concerns. */
export async function holdersOf(ctx: Context, laboratoryId: string, right: Right): Promise<string[]> {
  const people = await ctx.db.person.findMany({
    where: {
      laboratoryId,
      isActive: true,
      roles: { hasSome: roles.filter((role) => roleRights[role].includes(right)) },
    },
    select: { id: true },
  });
  return people.map(({ id }) => id);
}
