import type { Decoded } from "./drivers/decode.ts";
import type { Driver, Identity, Question } from "./drivers/driver.ts";

/** A statement and when it came. */
export type Heard = Decoded & { readonly at: Date; readonly journal?: { from: number; bytes: number } };

export type Pace = {
  readonly quietFirst: number; // after opening: a balance may be in the middle of a line
  readonly askEvery: number;
  readonly answerWithin: number;
  readonly restAfterSilence: number; // it does not answer (printer mode): listen, and ask again much later
};
export const usualPace: Pace = { quietFirst: 200, askEvery: 250, answerWithin: 3_000, restAfterSilence: 30_000 };

export type Dialogue = {
  /** Takes a statement; answers to our own questions stay here, what came unasked is handed on. */
  hear(heard: Heard): void;
  stop(): void;
};

/**
 * What the gateway says to an instrument on one open port: first who are you, then, for a live display, what do you show.
 * One question at a time. A print key sends the same line as the answer to a question, so it is told apart by counting:
 * one answer to each question, and whatever comes beyond that was the key.
 */
export function startDialogue(asked: {
  driver: Driver;
  mode: "listen" | "stream";
  live: boolean;
  pace: Pace;
  say(text: string): Promise<void>;
  identified(identity: Identity): void;
  shown(heard: Heard): void;
  unasked(heard: Heard): void;
}): Dialogue {
  const { driver, mode, live, pace } = asked;
  const asks = driver.asks;
  let opening = [...(asks?.identity ?? [])];
  let open: Question | null = null;
  let lastAnswer: Heard | null = null;
  let hasAnswered = false;
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;

  later(pace.quietFirst, goOn);
  return {
    hear,
    stop() {
      isOver = true;
      clearTimeout(timer);
    },
  };

  function hear(heard: Heard): void {
    const { said } = heard;
    if (said.kind === "identity") asked.identified(said);
    if (open?.isAnswer(said)) {
      open = null;
      hasAnswered = true;
      lastAnswer = driver.isShown(said) ? heard : null;
      if (lastAnswer) asked.shown(heard);
      later(opening.length > 0 ? 0 : pace.askEvery, goOn);
      return;
    }
    if (mode === "stream" && !open && opening.length === 0) {
      // told its serial number unasked: it was switched off and on, and forgot that it should stream
      later(
        said.kind === "identity" ? pace.quietFirst : pace.restAfterSilence,
        said.kind === "identity" ? goOn : startOver,
      );
    }
    if (said.kind !== "reading" && said.kind !== "rejected") return;
    const isShown = driver.isShown(said);
    asked.unasked(isShown ? keyOf(heard) : heard);
    if (isShown) asked.shown(heard);
  }

  /** Two lines after one question: a key sends only what stands still, so the one at rest is the key's. */
  function keyOf(heard: Heard): Heard {
    const answer = lastAnswer;
    lastAnswer = null;
    return answer && isAtRest(answer) && !isAtRest(heard) ? answer : heard;
  }

  function goOn(): void {
    const next = opening.shift();
    if (next) {
      ask(next);
    } else if (asks?.stream && mode === "stream") {
      later(pace.restAfterSilence, startOver);
      say(asks.stream.start);
    } else if (asks && live) {
      ask(asks.now);
    }
  }

  function startOver(): void {
    opening = [...(asks?.identity ?? [])];
    hasAnswered = false;
    goOn();
  }

  function ask(question: Question): void {
    open = question;
    lastAnswer = null;
    later(pace.answerWithin, () => {
      open = null;
      if (hasAnswered && opening.length > 0) return goOn(); // it speaks, and does not know this question
      if (mode === "listen") return live ? later(pace.restAfterSilence, startOver) : undefined;
      opening = [];
      goOn();
    });
    say(question.say);
  }

  function say(text: string): void {
    asked.say(text).catch(() => undefined); // a port that takes no bytes gives no answer: the same end
  }

  function later(milliseconds: number, next: () => void): void {
    clearTimeout(timer);
    if (!isOver) timer = setTimeout(next, Math.max(0, milliseconds));
  }
}

function isAtRest({ said }: Heard): boolean {
  return said.kind === "reading" && said.stable !== false;
}
