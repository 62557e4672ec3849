// The stages of a task: one item by one method on one sample.

export const taskStates = ["pending", "assigned", "in_progress", "completed", "checked", "returned", "retest"] as const;
export type TaskState = (typeof taskStates)[number];

export const taskMoves = {
  pending: ["assigned"],
  assigned: ["in_progress", "pending"], // pending again: taken from somebody who cannot do it
  in_progress: ["completed", "retest"], // parallels disagree: repeated as a pair
  completed: ["checked", "returned", "retest"],
  checked: ["returned"], // by the reviewer or the signatory
  returned: ["in_progress"],
  retest: ["in_progress"],
} as const satisfies Record<TaskState, readonly TaskState[]>;

export function taskMayMove(from: TaskState, to: TaskState): boolean {
  return allows(taskMoves[from], to);
}

/** What may be done with a task at which stage. */
export const taskMay = {
  assign: ["pending", "assigned"],
  work: ["assigned", "in_progress", "returned", "retest"], // the first reading makes it in_progress
  submit: ["in_progress"],
  repeat: ["in_progress"],
  check: ["completed"],
  "send-back": ["completed", "checked"],
} as const satisfies Record<string, readonly TaskState[]>;
export type TaskAct = keyof typeof taskMay;

export function taskAllows(act: TaskAct, state: TaskState): boolean {
  return allows(taskMay[act], state);
}

/** A sample's results are complete when every one of its tasks is checked. */
export function areAllChecked(tasks: readonly { state: TaskState }[]): boolean {
  return tasks.length > 0 && tasks.every((task) => task.state === "checked");
}

function allows<S extends string>(list: readonly S[], state: S): boolean {
  return list.includes(state);
}
