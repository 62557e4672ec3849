import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

export type Received = { from: string; to: string[]; raw: string; subject: string; text: string };
export type MailServer = {
  url: string;
  received: Received[];
  /** Refuses recipients with this code until told otherwise. */
  refuse: (code: number | null) => void;
  close: () => Promise<void>;
};

/** A real SMTP server on a loopback port, which keeps what it is given. */
export async function openMailServer(): Promise<MailServer> {
  const received: Received[] = [];
  let refused: number | null = null;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onRcptTo: (_address, _session, done) =>
      done(refused === null ? null : Object.assign(new Error("refused by the test"), { responseCode: refused })),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const raw = Buffer.concat(chunks).toString("utf8");
        const { mailFrom, rcptTo } = session.envelope;
        received.push({
          raw,
          from: mailFrom === false ? "" : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          ...readLetter(raw),
        });
        done();
      });
    },
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    refuse: (code) => {
      refused = code;
    },
    close: () => new Promise((done) => server.close(() => done())),
  };
}

/** Subject and text of a plain letter, whatever encoding it chose. */
function readLetter(raw: string): { subject: string; text: string } {
  const [head = "", ...rest] = raw.split("\r\n\r\n");
  const body = rest.join("\r\n\r\n");
  const unfolded = head.replaceAll(/\r\n[ \t]+/g, " ");
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, "im").exec(unfolded)?.[1] ?? "";
  const isBase64 = /base64/i.test(field("Content-Transfer-Encoding"));
  const text = isBase64 ? Buffer.from(body, "base64").toString("utf8") : fromQuoted(body.replaceAll("=\r\n", ""));
  const subject = field("Subject")
    .replaceAll(/\?=\s+=\?/g, "?==?")
    .replaceAll(/=\?UTF-8\?([BQ])\?(.*?)\?=/gi, (_, kind: string, said: string) =>
      kind.toUpperCase() === "B" ? Buffer.from(said, "base64").toString("utf8") : fromQuoted(said.replaceAll("_", " ")),
    );
  return { subject, text };
}

function fromQuoted(text: string): string {
  const bytes = text.replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}
