import { stateWords } from "../../server/kernel/text/state-words.ts";
import type { Tone } from "../theme.ts";

export type StateOf = keyof typeof stateWords;
export type StateLook = { tone: Tone; zh: string; en: string };

/** One colour for each state of each thing; its word stands in the kernel, the icon follows the colour. */
const tones: { [O in StateOf]: Record<keyof (typeof stateWords)[O], Tone> } = {
  sample: {
    registered: "waiting",
    in_testing: "running",
    results_complete: "attention",
    under_review: "attention",
    approved: "running",
    certified: "good",
    rejected: "bad",
    on_hold: "attention",
    cancelled: "waiting",
  },
  task: {
    pending: "waiting",
    assigned: "waiting",
    in_progress: "running",
    completed: "attention",
    checked: "good",
    returned: "returned",
    retest: "returned",
  },
  container: {
    stored: "good",
    handed_out: "running",
    disposed: "waiting",
    transferred: "waiting",
  },
  certificate: {
    issuing: "running",
    issued: "good",
    under_review: "attention",
    replaced: "bad",
    revoked: "bad",
    voided: "bad",
  },
  instrument: {
    fit: "good",
    restricted: "attention",
    out_of_service: "bad",
    due_soon: "attention",
  },
  order: {
    open: "waiting",
    accepted: "running",
    completed: "good",
    cancelled: "waiting",
  },
  commission: {
    submitted: "running",
    accepted: "good",
    refused: "bad",
    withdrawn: "waiting",
  },
};

export const stateLooks = Object.fromEntries(
  Object.entries(stateWords).map(([of, words]) => [
    of,
    Object.fromEntries(
      Object.entries(words).map(([state, word]) => [
        state,
        { ...word, tone: (tones[of as StateOf] as Record<string, Tone>)[state] ?? "waiting" },
      ]),
    ),
  ]),
) as Record<StateOf, Record<string, StateLook>>;
