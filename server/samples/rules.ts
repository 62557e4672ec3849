// The stages of a sample and of its containers. What stands in no table does not happen.

export const sampleStates = [
  "registered",
  "in_testing",
  "results_complete",
  "under_review",
  "approved",
  "certified",
  "rejected",
  "on_hold",
  "cancelled",
] as const;
export type SampleState = (typeof sampleStates)[number];

/** Where a sample may go. From a hold it returns to the stage it was held in, nowhere else: see mayResume. */
export const sampleMoves = {
  registered: ["in_testing", "rejected", "on_hold", "cancelled"],
  in_testing: ["results_complete", "on_hold", "cancelled"],
  results_complete: ["under_review", "on_hold", "cancelled"],
  under_review: ["approved", "in_testing", "on_hold", "cancelled"], // sent back by the reviewer
  approved: ["certified", "in_testing", "on_hold", "cancelled"], // sent back by the signatory
  certified: [],
  rejected: [],
  on_hold: ["cancelled"],
  cancelled: [],
} as const satisfies Record<SampleState, readonly SampleState[]>;

export function sampleMayMove(from: SampleState, to: SampleState): boolean {
  return allows(sampleMoves[from], to);
}

/** A hold ends where it began. */
export function mayResume(heldIn: SampleState, to: SampleState): boolean {
  return heldIn === to && allows(sampleMoves[heldIn], "on_hold");
}

/** What may be done with a sample at which stage. */
export const sampleMay = {
  reject: ["registered"],
  split: ["registered", "in_testing"],
  assign: ["registered", "in_testing"],
  test: ["in_testing"],
  check: ["in_testing"],
  review: ["results_complete", "under_review"],
  approve: ["under_review", "approved"],
  "send-back": ["under_review", "approved"],
} as const satisfies Record<string, readonly SampleState[]>;
export type SampleAct = keyof typeof sampleMay;

export function sampleAllows(act: SampleAct, state: SampleState): boolean {
  return allows(sampleMay[act], state);
}

export const containerStates = ["stored", "handed_out", "disposed", "transferred"] as const;
export type ContainerState = (typeof containerStates)[number];

export const containerMoves = {
  stored: ["handed_out", "disposed", "transferred"],
  handed_out: ["stored", "disposed"], // disposed: used up in testing
  disposed: [],
  transferred: ["stored"], // received at the other laboratory, or recalled on the way
} as const satisfies Record<ContainerState, readonly ContainerState[]>;

export function containerMayMove(from: ContainerState, to: ContainerState): boolean {
  return allows(containerMoves[from], to);
}

/** The laboratory never opens a 备样: it lies sealed until it is handed over for re-inspection or its time is up. */
export function containerMoveRefusal(
  container: { kind: "test" | "reserve"; state: ContainerState },
  to: ContainerState,
): "reserve-never-opened" | "state" | null {
  if (container.kind === "reserve" && to === "handed_out") return "reserve-never-opened";
  return containerMayMove(container.state, to) ? null : "state";
}

function allows<S extends string>(list: readonly S[], state: S): boolean {
  return list.includes(state);
}
