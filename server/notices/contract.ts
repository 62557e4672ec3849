import { z } from "zod";
import { endpoint } from "../kernel/endpoint.ts";
import { noticeCodes } from "../kernel/notices.ts";
import { pageOf } from "../kernel/page.ts";
import { instant } from "../kernel/time.ts";

export const NoticeParamsField = z.record(z.string(), z.string());

export const NoticeView = z.object({
  id: z.uuid(),
  code: z.enum(noticeCodes),
  params: NoticeParamsField,
  link: z.string(),
  at: instant,
  isRead: z.boolean(),
});
export type NoticeView = z.output<typeof NoticeView>;

export const listNotices = endpoint({
  method: "GET",
  path: "/api/notices",
  right: "signed-in",
  summary: "What I was told, newest first / 我的消息",
  query: z.object({ after: z.uuid().optional() }),
  reply: pageOf(NoticeView).extend({ unread: z.int() }),
});

export const readNotices = endpoint({
  method: "POST",
  path: "/api/notices/read",
  right: "signed-in",
  trail: "none",
  summary: "I have read these notices; all, where none is named / 标为已读",
  body: z.object({ ids: z.array(z.uuid()).max(200).optional() }),
});

export const MailView = z.object({
  id: z.uuid(),
  to: z.string(),
  subject: z.string(),
  state: z.enum(["waiting", "sent", "failed"]),
  tries: z.int(),
  lastError: z.string().nullable(),
  at: instant,
  sentAt: instant.nullable(),
});
export type MailView = z.output<typeof MailView>;

export const listMail = endpoint({
  method: "GET",
  path: "/api/mail",
  right: "people.manage",
  summary: "The outbox: what was sent, what waits and why / 发件箱",
  query: z.object({ after: z.uuid().optional() }),
  reply: pageOf(MailView).extend({
    /** Null where no mail server is configured: then none is written. */
    from: z.string().nullable(),
    waiting: z.int(),
    failed: z.int(),
  }),
});

export const sendMailAgain = endpoint({
  method: "POST",
  path: "/api/mail/:mailId/again",
  right: "people.manage",
  summary: "Try a mail again now / 重新发送",
  params: z.object({ mailId: z.uuid() }),
});

export const sendTestMail = endpoint({
  method: "POST",
  path: "/api/mail/test",
  right: "people.manage",
  summary: "Send a mail to try the settings / 发送测试邮件",
  body: z.object({ to: z.email().max(200) }),
});
