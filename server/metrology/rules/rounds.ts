// A round to the institute: planned until it is sent, sent until it is back. Only what was planned can be changed or given up.

export type RoundTimes = { sentAt: Date | null; backAt: Date | null };
export type RoundState = "planned" | "sent" | "back";
export type RoundAct = "change" | "send" | "back" | "withdraw";

export function stateOf({ sentAt, backAt }: RoundTimes): RoundState {
  return backAt ? "back" : sentAt ? "sent" : "planned";
}

export const roundMay = {
  planned: ["change", "send", "withdraw"],
  sent: ["back"],
  back: [],
} as const satisfies Record<RoundState, readonly RoundAct[]>;

export function mayRound(state: RoundState, act: RoundAct): boolean {
  const acts: readonly RoundAct[] = roundMay[state];
  return acts.includes(act);
}
