import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { noticeCodes } from "../../server/kernel/notices.ts";
import { noticeText } from "../../server/kernel/text/notice-text.ts";
import type { MailView, NoticeView } from "../../server/notices/contract.ts";
import { holdersOf, notify, type ToTell } from "../../server/notices/notify.ts";
import { sendMail } from "../../server/notices/send-mail.ts";
import { eventually } from "../setup/bench.ts";
import { openLab, type Lab } from "../setup/lab.ts";
import { openMailServer, type MailServer } from "../setup/mail-server.ts";
import { told } from "../setup/story.ts";

let lab: Lab;
let server: MailServer;
let centre: string;
beforeAll(async () => {
  server = await openMailServer();
  lab = await openLab({ mail: { url: server.url, from: "检测中心 <lims@lab.example>" } });
  centre = (await lab.db.laboratory.findUniqueOrThrow({ where: { code: "622900" } })).id;
  told(await (await lab.as("demo-enterprise")).post("/api/me/email", { email: "ma@enterprise.example" }));
});
afterAll(async () => {
  await lab.close();
  await server.close();
});

const idOf = async (login: string) => (await lab.db.person.findUniqueOrThrow({ where: { login } })).id;

async function tell(login: string, more: Partial<ToTell> = {}): Promise<number> {
  const to = [await idOf(login)];
  return lab.change((ctx) =>
    notify(ctx, {
      to,
      code: "certificate-issued",
      params: { sample: "风干牛肉干", printedNumber: "示清检 7" },
      link: "/portal",
      laboratoryId: centre,
      mail: true,
      ...more,
    }),
  );
}

const outbox = async () =>
  told<{ rows: MailView[]; from: string | null; failed: number }>(await (await lab.as("demo-admin")).get("/api/mail"));
const noticesOf = async (login: string) =>
  told<{ rows: NoticeView[]; unread: number }>(await (await lab.as(login)).get("/api/notices"));

describe("a notice with a mail", () => {
  test("reaches the person's list and, in both languages, their mailbox, once", async () => {
    expect(await tell("demo-enterprise")).toBe(1);
    await eventually("the mail is sent", async () => (await outbox()).rows[0]?.state === "sent");
    expect(server.received).toHaveLength(1);
    expect(server.received[0]).toMatchObject({ from: "lims@lab.example", to: ["ma@enterprise.example"] });
    expect(server.received[0]?.subject).toBe("报告已出具：风干牛肉干（示范清真食品检测中心）");
    expect(server.received[0]?.text).toContain("报告 示清检 7 已签发，可以查看和下载。");
    expect(server.received[0]?.text).toContain("Certificate 示清检 7 was issued");
    expect(server.received[0]?.text).toContain(`${lab.url}/portal`);
    const [sent] = (await outbox()).rows;
    expect(server.received[0]?.raw).toContain(`Message-ID: <${sent?.id}@lab.example>`);
    expect(await noticesOf("demo-enterprise")).toMatchObject({
      unread: 1,
      rows: [{ code: "certificate-issued", link: "/portal", isRead: false }],
    });

    await sendMail(lab.house, sent?.id ?? ""); // the job again, as after a crash of the queue
    expect(server.received).toHaveLength(1);
    const again = await (await lab.as("demo-admin")).post(`/api/mail/${sent?.id}/again`);
    expect(again).toMatchObject({ status: 409, body: { code: "state-forbids" } });
  });

  test("is for that person alone: nobody else's list, bell or mailbox", async () => {
    expect(await noticesOf("demo-enterprise2")).toMatchObject({ unread: 0, rows: [] });
    const [own] = (await noticesOf("demo-enterprise")).rows;
    told(await (await lab.as("demo-enterprise2")).post("/api/notices/read", { ids: [own?.id] }));
    told(await (await lab.as("demo-enterprise2")).post("/api/notices/read"));
    expect((await noticesOf("demo-enterprise")).unread).toBe(1);
    told(await (await lab.as("demo-enterprise")).post("/api/notices/read", { ids: [own?.id] }));
    expect((await noticesOf("demo-enterprise")).unread).toBe(0);
  });

  test("rings the bell by a live event that only the person hears", async () => {
    const [hers, other] = [await idOf("demo-enterprise"), await idOf("demo-enterprise2")];
    const heard: string[] = [];
    const stop = lab.house.live.hear((event) => void (event.type === "notice" && heard.push(event.personId)));
    const stream = await openStream("demo-enterprise2");
    await tell("demo-enterprise", { mail: false });
    await tell("demo-enterprise2", { mail: false });
    const said = await stream.until(other);
    expect(said).not.toContain(hers);
    expect(heard).toEqual([hers, other]);
    stop();
  });

  test("under a key comes once, and not to who is shut out", async () => {
    expect(await tell("demo-enterprise", { mail: false, key: "due 1" })).toBe(1);
    expect(await tell("demo-enterprise", { mail: false, key: "due 1" })).toBe(0);
    expect(await tell("demo-enterprise", { mail: false, key: "due 2" })).toBe(1);
    await lab.db.person.update({ where: { login: "demo-keeper" }, data: { isActive: false } });
    expect(await tell("demo-keeper", { mail: false })).toBe(0);
  });

  test("is rolled back with the change that it tells of", async () => {
    const [mails, notices] = [await lab.db.mail.count(), await lab.db.notice.count()];
    const to = [await idOf("demo-enterprise")];
    const failed = lab.change(async (ctx) => {
      await notify(ctx, {
        to,
        code: "certificate-revoked",
        params: {},
        link: "/portal",
        laboratoryId: centre,
        mail: true,
      });
      throw new Error("the change was refused after all");
    });
    await expect(failed).rejects.toThrow("refused after all");
    expect([await lab.db.mail.count(), await lab.db.notice.count()]).toEqual([mails, notices]);
  });
});

describe("a mail server that refuses", () => {
  test("for now: the mail waits with what was said, is tried again by itself, and arrives once", async () => {
    const before = server.received.length;
    server.refuse(451);
    await tell("demo-enterprise");
    await eventually("the refusal is shown", async () => Boolean((await outbox()).rows[0]?.lastError));
    expect((await outbox()).rows[0]).toMatchObject({ state: "waiting", lastError: expect.stringContaining("451") });
    server.refuse(null);
    await eventually("it is sent", async () => (await outbox()).rows[0]?.state === "sent");
    expect(server.received).toHaveLength(before + 1);
  });

  test("for good: the mail has failed and is not tried by itself; the administrator tries it again", async () => {
    const before = server.received.length;
    server.refuse(550);
    await tell("demo-enterprise");
    await eventually("it has failed", async () => (await outbox()).failed === 1);
    const [row] = (await outbox()).rows;
    expect(row).toMatchObject({ state: "failed", tries: 1, lastError: expect.stringContaining("550") });
    server.refuse(null);
    told(await (await lab.as("demo-admin")).post(`/api/mail/${row?.id}/again`));
    await eventually("it is sent", async () => (await outbox()).rows[0]?.state === "sent");
    expect(server.received).toHaveLength(before + 1);
  });

  test("while one process sends it, another does not", async () => {
    const row = await lab.db.mail.create({
      data: { to: "a@b.example", subject: "s", text: "t", at: lab.clock.now(), claimedAt: lab.clock.now() },
    });
    await expect(sendMail(lab.house, row.id)).rejects.toThrow("being sent");
    lab.clock.advance(5); // that process died
    await sendMail(lab.house, row.id);
    expect(await lab.db.mail.findUniqueOrThrow({ where: { id: row.id } })).toMatchObject({ state: "sent" });
  });
});

test("the administrator tries the settings; another laboratory's administrator sees none of the outbox", async () => {
  const admin = await lab.as("demo-admin");
  told(await admin.post("/api/mail/test", { to: "admin@lab.example" }));
  await eventually("it arrives", () => server.received.some(({ to }) => to.includes("admin@lab.example")));
  expect((await admin.post("/api/mail/test", { to: "nobody" })).status).toBe(400);
  await lab.db.person.update({ where: { login: "demo-county" }, data: { roles: ["admin"] } });
  const county = await lab.as("demo-county");
  expect(told<{ rows: unknown[] }>(await county.get("/api/mail")).rows).toEqual([]);
  const [row] = (await outbox()).rows;
  expect((await county.post(`/api/mail/${row?.id}/again`)).status).toBe(404);
});

test("where no mail is configured, notices still come, no mail is written, and the page says so", async () => {
  const { settings } = lab.house as { settings: { mail?: unknown } };
  const { mail } = settings;
  settings.mail = undefined;
  const count = await lab.db.mail.count();
  expect(await tell("demo-enterprise")).toBe(1);
  expect(await lab.db.mail.count()).toBe(count);
  expect((await outbox()).from).toBeNull();
  expect((await (await lab.as("demo-admin")).post("/api/mail/test", { to: "a@b.example" })).body).toMatchObject({
    code: "mail-not-configured",
  });
  settings.mail = mail;
});

test("those who hold a right are found in their laboratory alone", async () => {
  const ids = await lab.change((ctx) => holdersOf(ctx, centre, "orders.register"));
  expect(ids).toEqual([await idOf("demo-reception")]);
});

test("every notice has its sentence in both languages, without a gap for what it names", () => {
  const any = new Proxy({} as Record<string, string>, { get: () => "※" });
  for (const code of noticeCodes)
    for (const language of ["zh", "en"] as const) {
      const { title, text } = noticeText(code, any, language);
      expect(title, code).not.toMatch(/undefined/);
      expect(text.length, code).toBeGreaterThan(8);
    }
});

async function openStream(login: string): Promise<{ until: (said: string) => Promise<string> }> {
  const answer = await lab.nobody.post("/api/sign-in", { login, password: "demo-lims-2026" });
  const cookie = answer.headers.get("set-cookie")?.split(";")[0] ?? "";
  const aborted = new AbortController();
  const stream = await fetch(`${lab.url}/api/live`, { headers: { cookie }, signal: aborted.signal });
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
  return {
    async until(said) {
      let heard = "";
      while (!heard.includes(said)) heard += (await reader?.read())?.value ?? "";
      aborted.abort();
      return heard;
    },
  };
}
