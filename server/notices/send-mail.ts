import { createTransport, type SendMailOptions } from "nodemailer";
import type { House } from "../platform/context.ts";
import { actingAs, change } from "../platform/transaction.ts";

const claimMs = 240_000; // shorter than the job's life, so that a job begun again may claim

/**
 * Hands one mail of the outbox to the mail server. What the server refused for good (no such recipient) has failed; everything
 * else is tried again by the job. Its Message-ID stays the same, so that a mail handed over twice because we died in between
 * is known as one.
 */
export async function sendMail(house: House, mailId: string): Promise<void> {
  const { mail } = house.settings;
  if (!mail) return; // waits in the outbox until a server is configured again; the page offers to send it
  const now = house.clock.now();
  const { count } = await house.db.mail.updateMany({
    where: {
      id: mailId,
      state: "waiting",
      OR: [{ claimedAt: null }, { claimedAt: { lt: new Date(now.getTime() - claimMs) } }],
    },
    data: { claimedAt: now, tries: { increment: 1 } },
  });
  const row = await house.db.mail.findUnique({ where: { id: mailId } });
  if (!row || row.state !== "waiting") return;
  if (count === 0) throw new Error(`The mail ${mailId} is being sent by another.`);
  const error = await handOver(mail, {
    to: row.to,
    from: mail.from,
    subject: row.subject,
    text: row.text,
    date: row.at,
    messageId: `<${row.id}@${domainOf(mail.from)}>`,
    headers: { "auto-submitted": "auto-generated" },
  });
  const isOver = error === null || isForGood(error);
  await change(house, actingAs("send-mail"), "entry", async (ctx) => {
    await ctx.db.mail.update({
      where: { id: mailId },
      data: {
        state: error === null ? "sent" : isOver ? "failed" : "waiting",
        sentAt: error === null ? ctx.now() : null,
        lastError: error && String(error.message).slice(0, 500),
        claimedAt: null,
      },
    });
    await ctx.note(error ? "mail.not-sent" : "mail.sent", `mail ${mailId}`, error ? { error: error.message } : {});
    await ctx.tell({ type: "changed", topics: ["mail"], laboratoryId: row.laboratoryId });
  });
  if (!isOver) throw error;
}

type Refused = Error & { code?: string; responseCode?: number };

async function handOver(mail: { url: string }, letter: SendMailOptions): Promise<Refused | null> {
  const { protocol, username, hostname } = new URL(mail.url);
  const isHere = /^(localhost|127\.|\[?::1)/.test(hostname);
  const transport = createTransport({
    url: mail.url,
    // a password never travels in the clear
    requireTLS: protocol === "smtp:" && username !== "" && !isHere,
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.sendMail(letter);
    return null;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  } finally {
    transport.close();
  }
}

/** 5xx on the recipient or the letter stays so; on signing in it is a setting that somebody mends. */
function isForGood({ code, responseCode }: Refused): boolean {
  return (code === "EENVELOPE" || code === "EMESSAGE") && responseCode !== undefined && responseCode >= 500;
}

function domainOf(from: string): string {
  return /@([\w.-]+)/.exec(from)?.[1] ?? "lims";
}
