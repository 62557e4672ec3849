import { ACK, ENQ, EOT, NAK, astmFrame } from "../framing/astm-units.ts";

// The sender of E1381 6.3 to 6.5: enquiry, frames one at a time, six tries, contention in which the instrument wins.

const longestText = 240; // what every receiver takes
const second = 1_000;

export type AstmSender = {
  queue(message: string): void;
  /** A control character came that is meant for a sender; false when it is not ours. */
  hear(control: number, now: number, say: (bytes: Uint8Array) => void): boolean;
  tick(now: number, isLineFree: boolean, say: (bytes: Uint8Array) => void): void;
  nextAt(): number | null;
  readonly waiting: number;
};

/** The pace is the standard's; a simulated analyser in a test is less patient. */
export function astmSender({
  answerWithin = 15 * second,
  pauseAfterFailure = 10 * second,
  pauseAfterMessage = second,
} = {}): AstmSender {
  const messages: string[] = [];
  let state: "idle" | "enquired" | "sending" = "idle";
  let frames: Uint8Array[] = [];
  let at = 0;
  let tries = 0;
  let due: number | null = null; // idle: when to enquire; else: until when an answer is waited for

  return {
    queue(message) {
      messages.push(message);
      due ??= 0;
    },
    hear,
    tick(now, isLineFree, say) {
      if (due === null || now < due) return;
      if (state !== "idle") return abort(now, say, pauseAfterFailure);
      if (!isLineFree || messages.length === 0) return;
      state = "enquired";
      due = now + answerWithin;
      say(Buffer.from([ENQ]));
    },
    nextAt: () => (messages.length === 0 && state === "idle" ? null : due),
    get waiting() {
      return messages.length;
    },
  };

  function hear(control: number, now: number, say: (bytes: Uint8Array) => void): boolean {
    if (state === "idle") return false;
    if (state === "enquired") {
      if (control === ENQ) rest(now + 20 * second); // contention: the instrument goes first, and enquires again
      else if (control === ACK) begin(now, say);
      else rest(now + pauseAfterFailure);
      return true;
    }
    if (control === ACK || control === EOT) {
      at += 1;
      tries = 0;
      if (at >= frames.length) {
        messages.shift();
        finish(now, say, pauseAfterMessage);
      } else if (control === EOT) finish(now, say, 15 * second); // please stop: the message is repeated whole later
      else sendFrame(now, say);
      return true;
    }
    tries += 1;
    if (tries >= 6) abort(now, say, 60 * second);
    else sendFrame(now, say);
    return true;
  }

  function begin(now: number, say: (bytes: Uint8Array) => void): void {
    const records = (messages[0] ?? "").split("\r").filter((record) => record !== "");
    const parts = records.flatMap((record) => partsOf(`${record}\r`));
    frames = parts.map(({ text, last }, index) => astmFrame(index + 1, text, last));
    state = "sending";
    at = 0;
    tries = 0;
    sendFrame(now, say);
  }

  function sendFrame(now: number, say: (bytes: Uint8Array) => void): void {
    const frame = frames[at];
    if (!frame) return finish(now, say, second);
    due = now + answerWithin;
    say(frame);
  }

  function abort(now: number, say: (bytes: Uint8Array) => void, pause: number): void {
    finish(now, say, pause);
  }

  function finish(now: number, say: (bytes: Uint8Array) => void, pause: number): void {
    say(Buffer.from([EOT]));
    rest(now + pause);
  }

  function rest(until: number): void {
    state = "idle";
    due = until;
  }
}

/** Is it a character that answers a sender? */
export function answersSender(control: number): boolean {
  return control === ACK || control === NAK || control === EOT || control === ENQ;
}

function partsOf(record: string): { text: string; last: boolean }[] {
  const parts: { text: string; last: boolean }[] = [];
  for (let from = 0; from < record.length; from += longestText)
    parts.push({ text: record.slice(from, from + longestText), last: from + longestText >= record.length });
  return parts;
}
