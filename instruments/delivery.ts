import { takeReadings } from "../server/readings/contract.ts";
import { backOff } from "./back-off.ts";
import type { Log } from "./log.ts";
import type { Outbox } from "./outbox/outbox.ts";
import { reasonOf } from "./server-link.ts";
import type { ServerLink } from "./server-link.ts";

export type Delivery = {
  /** There is something new, or the server is back: try at once. */
  nudge(): void;
  /** Takes the server's mark as the configuration told it; nothing is delivered before that. */
  agree(upTo: number): Promise<void>;
  state(): { trouble: string | null };
  stop(): Promise<void>;
};

const most = 500;
const mostBytes = 90_000; // stays under the 100 kB that web servers take without being asked

/** Brings readings to the server in order, one batch at a time, as often as it takes. */
export function startDelivery(asked: {
  outbox: Outbox;
  link: ServerLink;
  log: Log;
  now?: () => Date;
  pace?: { first: number; longest: number };
}): Delivery {
  const { outbox, link, log, now = () => new Date(), pace = { first: 500, longest: 10_000 } } = asked;
  const wait = backOff(pace.first, pace.longest);
  let trouble: string | null = null;
  let batchOf = most;
  let hasAgreed = false;
  let isOver = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | null = null;
  let again = false;

  outbox.onKept(() => {
    if (!timer) nudge(); // while the server is away the next try has its time
  });
  return {
    nudge,
    async agree(upTo) {
      if (hasAgreed) return; // from then on the answers to deliveries tell the mark, and newer
      settle(await outbox.agree(upTo), upTo);
      nudge();
    },
    state: () => ({ trouble }),
    async stop() {
      isOver = true;
      clearTimeout(timer);
      await running;
    },
  };

  function nudge(): void {
    clearTimeout(timer);
    timer = undefined;
    again = true;
    running ??= run().finally(() => {
      running = null;
    });
  }

  async function run(): Promise<void> {
    while (again && !isOver) {
      again = false;
      try {
        while (!isOver && hasAgreed && (await deliver()));
      } catch (error) {
        failed(reasonOf(error));
      }
    }
  }

  /** One batch; true when another may follow at once. */
  async function deliver(): Promise<boolean> {
    const readings = await outbox.next(batchOf, mostBytes);
    const before = readings[0]?.sequence;
    if (before === undefined) return false;
    const answer = await link.call(takeReadings, { body: { readings, gatewayNow: now().toISOString() } });
    if (!answer.ok) {
      // one reading that the server will not take must not hide behind the others, and is never dropped
      if ([400, 413, 422].includes(answer.status)) batchOf = Math.max(1, Math.floor(readings.length / 2));
      // a hole: the server lost its newest; where it stands now comes with the next configuration
      if (answer.status === 409) hasAgreed = false;
      failed(`refused with ${answer.status}: ${answer.why}`);
      return false;
    }
    batchOf = most;
    const { upTo } = answer.reply;
    settle(await outbox.agree(upTo), upTo);
    if (!hasAgreed) return false;
    if (upTo < before) {
      failed("the server took none of the readings");
      return false;
    }
    if (trouble) log.info("readings are delivered again");
    trouble = null;
    wait.reset();
    return true;
  }

  /** Numbers that cannot be brought together need a person: going on would lose readings or double them. */
  function settle(agreement: Awaited<ReturnType<Outbox["agree"]>>, upTo: number): void {
    hasAgreed = agreement === "agreed";
    if (hasAgreed) return;
    const sentence =
      agreement === "server-ahead"
        ? "the server knows readings of this gateway that are not on this disk; was an old copy of the folder put back, or is the key used twice?"
        : "the server asks for readings that are no longer on this disk; was the server's database put back too far?";
    if (trouble !== sentence) log.error({ upTo }, sentence);
    trouble = sentence;
  }

  function failed(why: string): void {
    if (isOver) return;
    if (trouble !== why) log.warn({ why, waiting: outbox.state().waiting }, "readings are not delivered, trying on");
    trouble = why;
    again = false;
    clearTimeout(timer);
    timer = setTimeout(nudge, wait.next());
  }
}
