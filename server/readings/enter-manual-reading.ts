import type { MethodStep } from "../catalogue/contract.ts";
import type { InputOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import type { Context } from "../platform/context.ts";
import type { Prisma } from "../platform/db.ts";
import { beginWork, refuseForeignWork } from "./begin-work.ts";
import { findInstrument, refuseUnfit } from "./claim-reading.ts";
import type * as contract from "./contract.ts";
import { loadWorkOf, type Work } from "./load-work.ts";
import { stepState } from "./rules.ts";
import { choiceOf, isReadByPeople, readTyped, typedKindOf, type TypedQualifier } from "../kernel/typed-reading.ts";

/** A result typed by hand is a reading too: marked manual, with its reason and its instrument. */
export async function enterManualReading(
  ctx: Context,
  { params, body }: InputOf<typeof contract.enterManualReading>,
): Promise<Record<string, never>> {
  const work = await loadWorkOf(ctx, params.determinationId);
  const { task, steps, parallels } = work;
  await refuseForeignWork(ctx, task);
  const step = steps.find((s) => s.key === body.step);
  const parallel = parallels.find((p) => p.id === params.determinationId);
  if (!step || !parallel) throw new Problem("step-unknown", { step: body.step });
  if (step.kind !== "value" && parallel.vessel === null)
    throw new Problem("vessel-needed", { parallel: parallel.parallel });
  if (stepState(steps, step, parallel.readings).isDone) throw new Problem("no-open-step");
  const said = saidOf(work, step, body);
  const instrument = await instrumentOf(ctx, work, step, body.instrumentNumber, said);
  const reason = reasonOf(work, body.reason);
  await keepTyped(ctx, work, {
    determinationId: parallel.id,
    step,
    said,
    instrumentId: instrument?.id ?? null,
    reason,
  });
  await beginWork(ctx, task);
  await ctx.note("reading.typed", `task ${task.id}`, {
    step: step.key,
    parallel: parallel.parallel,
    text: body.text ?? said.qualifier,
    ...(said.qualifier !== "=" && { qualifier: said.qualifier }),
    instrument: instrument?.number ?? null,
    reason,
  });
  await ctx.tell({ type: "changed", topics: ["bench"], laboratoryId: task.laboratoryId });
  return {};
}

export type TypedCell = {
  determinationId: string;
  step: MethodStep;
  said: Said;
  instrumentId: string | null;
  reason: string;
  /** What it was reckoned from: plates, tubes, stages. */
  details?: Record<string, unknown>;
  /** The place it takes over. */
  replacesId?: string | null;
};

/** A typed figure as a reading in its step; gives the id of its place. */
export async function keepTyped(ctx: Context, { task }: Work, typed: TypedCell): Promise<string> {
  const { said, step, reason } = typed;
  const now = ctx.now();
  const reading = await ctx.db.reading.create({
    data: {
      laboratoryId: task.laboratoryId,
      instrumentId: typed.instrumentId,
      kind: step.kind === "value" ? "result" : "weight",
      status: "reading",
      text: said.text,
      value: said.qualifier !== "text" && said.text !== "" ? said.text : null,
      qualifier: said.qualifier,
      unit: step.unit,
      takenAt: now,
      receivedAt: now,
      isManual: true,
      manualReason: reason,
      enteredById: ctx.actor.id,
      ...(typed.details && { details: typed.details as Prisma.InputJsonObject }),
    },
  });
  const use = await ctx.db.readingUse.create({
    data: {
      readingId: reading.id,
      determinationId: typed.determinationId,
      step: step.key,
      claimedById: ctx.actor.id ?? "",
      claimedBy: ctx.actor.name,
      at: now,
      reason,
      replacesId: typed.replacesId ?? null,
    },
  });
  return use.id;
}

export type Said = { qualifier: TypedQualifier | "text"; text: string };
type Body = Pick<InputOf<typeof contract.enterManualReading>["body"], "text" | "qualifier">;

/** What was typed, as the step understands it; refused where it could mean something else. */
export function saidOf({ task, kind, components }: Work, step: MethodStep, body: Body): Said {
  if (kind === "qualitative" && step.kind === "value") {
    const choice = choiceOf(body.text ?? "", task.method.choices);
    if (choice === null)
      throw new Problem("word-not-of-method", { text: body.text ?? "", choices: task.method.choices });
    return { qualifier: "text", text: choice };
  }
  const typed = readTyped(typedText(body), typedKindOf(kind, step));
  if (!typed.isRead) throw new Problem("reading-not-understood", { text: body.text ?? "", because: typed.because });
  const lod = step.kind === "value" ? (components.find((c) => c.key === step.key)?.lod ?? task.method.lod) : null;
  if (typed.qualifier === "<LOD" && lod === null) throw new Problem("lod-unknown", { method: task.method.code });
  return { qualifier: typed.qualifier, text: typed.figure ?? "" };
}

/** A qualifier that was said apart stands before the figure, as it would be typed. */
function typedText({ text, qualifier }: Body): string {
  switch (qualifier) {
    case undefined:
    case "=":
      return text ?? "";
    case "<":
    case ">":
      return `${qualifier}${text ?? ""}`;
    case "<LOD":
    case "not_detected":
      return "ND";
    case "detected":
      return "D";
  }
}

/** The instrument it was read from: of a kind the method asks for, and fit. What people see and count needs none. */
export async function instrumentOf(
  ctx: Context,
  { task, kind }: Work,
  step: MethodStep,
  number: string | undefined,
  said: Said | null = null,
) {
  const { equipmentKinds } = task.method;
  if (number === undefined) {
    if (step.kind === "value" && (isReadByPeople(kind) || equipmentKinds.length === 0)) return null;
    throw new Problem("bad-request", { fields: ["instrumentNumber"] });
  }
  const instrument = await findInstrument(ctx, number);
  const isRightKind = step.kind === "value" ? equipmentKinds.includes(instrument.kind) : instrument.kind === "balance"; // an oven weighs nothing
  if (!isRightKind) throw new Problem("instrument-kind-wrong", { instrument: instrument.name });
  const value = said?.qualifier === "=" ? said.text : null;
  await refuseUnfit(ctx, instrument, ctx.now(), { methodId: task.methodId, value, unit: step.unit });
  return instrument;
}

/** Nobody is asked why they counted colonies by eye. */
export function reasonOf({ kind }: Work, reason: string | undefined): string {
  if (reason !== undefined) return reason;
  if (!isReadByPeople(kind)) throw new Problem("bad-request", { fields: ["reason"] });
  return kind === "plan" ? "人工计数" : "人工判读";
}

/** Binds a dish by its engraved number to a parallel; a dish in use elsewhere is refused. */
export async function bindVessel(
  ctx: Context,
  { params, body }: InputOf<typeof contract.bindVessel>,
): Promise<Record<string, never>> {
  const { task, parallels } = await loadWorkOf(ctx, params.determinationId);
  await refuseForeignWork(ctx, task);
  const parallel = parallels.find((p) => p.id === params.determinationId);
  if (!parallel) throw new Problem("state-forbids", { state: task.state });
  if (parallel.vessel !== null && parallel.vessel !== body.vessel && parallel.readings.length > 0)
    throw new Problem("vessel-bound", { parallel: parallel.parallel, vessel: parallel.vessel });
  const elsewhere = await ctx.db.determination.findFirst({
    where: {
      vessel: body.vessel,
      // a dish of an earlier round of the same task is empty again
      NOT: [{ id: parallel.id }, { taskId: task.id, round: { lt: task.round } }],
      task: { laboratoryId: task.laboratoryId, state: { in: ["assigned", "in_progress", "returned", "retest"] } },
    },
    include: { task: { include: { sample: true } } },
  });
  if (elsewhere)
    throw new Problem("vessel-taken", {
      vessel: body.vessel,
      sample: elsewhere.task.sample.name,
      parallel: elsewhere.parallel,
    });
  await ctx.db.determination.update({ where: { id: parallel.id }, data: { vessel: body.vessel } });
  await ctx.note("vessel.bound", `task ${task.id}`, { parallel: parallel.parallel, vessel: body.vessel });
  await ctx.tell({ type: "changed", topics: ["bench"], laboratoryId: task.laboratoryId });
  return {};
}
