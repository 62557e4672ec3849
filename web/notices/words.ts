const zh = {
  notices: "消息",
  readAll: "全部标为已读",
  none: "还没有消息。样品收到、报告出具等事情发生时，会在这里提醒。",
  unread: "未读",
  mail: "邮件",
  mailBelow: (from: string) => `以 ${from} 的名义发出。失败的邮件会自动重试。`,
  mailOff: "没有配置邮件服务器，消息只在系统内显示，不写邮件，也不会丢失消息。",
  mailHow:
    "需要发邮件时，请在服务器的设置里填写 LIMS_SMTP_URL（邮件服务器）和 LIMS_MAIL_FROM（发件人），然后重新启动。",
  noMail: "还没有发过邮件。",
  to: "收件人",
  subject: "主题",
  at: "时间",
  state: "状态",
  states: { waiting: "待发", sent: "已发出", failed: "未送达" },
  tries: (n: number) => `已试 ${n} 次`,
  again: "重新发送",
  counts: (waiting: number, failed: number) => `待发 ${waiting}　未送达 ${failed}`,
  test: "发送测试邮件",
  testTo: "收件邮箱",
  testSent: "已放入发件箱，结果见下方。",
};

const en: typeof zh = {
  notices: "Notices",
  readAll: "Mark all as read",
  none: "No notices yet. You are told here when samples arrive, certificates are issued, and the like.",
  unread: "unread",
  mail: "Mail",
  mailBelow: (from) => `Sent as ${from}. What fails is tried again by itself.`,
  mailOff: "No mail server is configured: notices stay in the application, no mail is written, and nothing is lost.",
  mailHow:
    "For mail, set LIMS_SMTP_URL (the mail server) and LIMS_MAIL_FROM (the sender) on the server and start it again.",
  noMail: "No mail was written yet.",
  to: "To",
  subject: "Subject",
  at: "Time",
  state: "State",
  states: { waiting: "waiting", sent: "sent", failed: "not delivered" },
  tries: (n) => (n === 1 ? "tried once" : `tried ${n} times`),
  again: "Try again",
  counts: (waiting, failed) => `${waiting} waiting, ${failed} not delivered`,
  test: "Send a test mail",
  testTo: "To which address",
  testSent: "It is in the outbox; see below what became of it.",
};

export const words = { zh, en };
