import { z } from "zod";
import { MethodStep } from "../catalogue/contract.ts";
import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { shortForm } from "../kernel/numbers.ts";
import { Problem } from "../kernel/problems.ts";
import { toDay } from "../kernel/time.ts";
import { laboratoryOf } from "../people/laboratory.ts";
import { sign } from "../people/sign.ts";
import type { Context } from "../platform/context.ts";
import type { ShiftNote } from "../platform/db.ts";
import type * as contract from "./people-contract.ts";
import { ShiftContent, type ShiftNoteView } from "./people-contract.ts";

/** What stands in ovens and incubators at this moment and when it is due, the open work, and the notes of past shifts. */
export async function listShiftNotes(ctx: Context): Promise<ReplyOf<typeof contract.listShiftNotes>> {
  const rows = await ctx.db.shiftNote.findMany({
    where: { laboratoryId: laboratoryOf(ctx) },
    orderBy: { writtenAt: "desc" },
    take: 30,
  });
  return { now: await contentNow(ctx), rows: rows.map((row) => view(ctx, row)) };
}

/** The note of a shift, with everything as it stands at this moment. */
export async function writeShiftNote(
  ctx: Context,
  { body }: InputOf<typeof contract.writeShiftNote>,
): Promise<ShiftNoteView> {
  const laboratoryId = laboratoryOf(ctx);
  const content = await contentNow(ctx);
  const note = await ctx.db.shiftNote.create({
    data: {
      laboratoryId,
      writtenById: ctx.actor.id ?? "",
      writtenBy: ctx.actor.name,
      writtenAt: ctx.now(),
      content,
      text: body.text,
    },
  });
  await ctx.note("shift.written", `shift ${note.id}`, { equipment: content.equipment.length, text: body.text });
  await ctx.tell({ type: "changed", topics: ["work"], laboratoryId });
  return view(ctx, note);
}

/** 接班: another person has gone through it all, and signs. */
export async function takeShift(
  ctx: Context,
  { params, body }: InputOf<typeof contract.takeShift>,
): Promise<ShiftNoteView> {
  const note = await ctx.db.shiftNote.findFirst({ where: { id: params.noteId, laboratoryId: laboratoryOf(ctx) } });
  if (!note) throw new Problem("not-found", { what: "shift note" });
  if (note.takenAt !== null) throw new Problem("state-forbids", { state: "taken" });
  if (note.writtenById === ctx.actor.id) throw new Problem("second-person-needed");
  await sign(ctx, "take_over", "shift", note.id, body.password);
  const taken = await ctx.db.shiftNote.update({
    where: { id: note.id },
    data: { takenById: ctx.actor.id, takenBy: ctx.actor.name, takenAt: ctx.now(), remark: body.remark ?? null },
  });
  await ctx.note("shift.taken", `shift ${note.id}`, { from: note.writtenBy });
  await ctx.tell({ type: "changed", topics: ["work"], laboratoryId: note.laboratoryId });
  return view(ctx, taken);
}

/** More than a laboratory has ovens for; a note that left something out would be worse than a long one. */
const mostInside = 5_000;

async function contentNow(ctx: Context): Promise<ShiftContent> {
  const laboratoryId = laboratoryOf(ctx);
  const today = toDay(ctx.now());
  const uses = await ctx.db.equipmentUse.findMany({
    where: { endedAt: null, task: { laboratoryId } },
    select: {
      runId: true,
      settings: true,
      startedAt: true,
      startedBy: true,
      dueAt: true,
      instrument: { select: { name: true, model: true, number: true, place: true } },
      task: { select: { sample: { select: { number: true } } } },
    },
    orderBy: [{ dueAt: { sort: "asc", nulls: "last" } }, { startedAt: "asc" }],
    take: mostInside,
  });
  const cultures = await ctx.db.cultureStage.findMany({
    where: { endedAt: null, determination: { task: { laboratoryId } } },
    include: {
      determination: {
        include: {
          task: { include: { sample: { select: { number: true } }, method: { select: { steps: true } } } },
        },
      },
    },
    orderBy: { startedAt: "asc" },
    take: 500,
  });
  const incubators = await ctx.db.instrument.findMany({
    where: { id: { in: cultures.flatMap((c) => c.instrumentId ?? []) } },
  });
  const runsById = new Map<string, typeof uses>();
  for (const use of uses) runsById.set(use.runId, [...(runsById.get(use.runId) ?? []), use]);
  const runs = [...runsById.values()].flatMap((run) => {
    const [one] = run;
    if (!one) return [];
    const samples = [...new Set(run.map((use) => shortForm(use.task.sample.number)))];
    return [
      {
        name: `${one.instrument.name} ${one.instrument.model}`,
        number: one.instrument.number,
        place: one.instrument.place,
        settings: String((one.settings as { said?: unknown }).said ?? ""),
        samples,
        startedAt: one.startedAt.toISOString(),
        startedBy: one.startedBy,
        dueAt: one.dueAt?.toISOString() ?? null,
      },
    ];
  });
  const stages = cultures.map((c) => {
    const stage = stageOf(c.determination.task.method.steps, c.stage);
    const name = stage?.name ?? c.stage;
    const within = incubators.find(({ id }) => id === c.instrumentId);
    return {
      name: within ? `${within.name} ${within.model}` : `${name} ${c.medium}`,
      number: within?.number ?? "",
      place: within?.place ?? "",
      settings: `${name} ${c.medium} ${c.settings}`.trim(),
      samples: [shortForm(c.determination.task.sample.number)],
      startedAt: c.startedAt.toISOString(),
      startedBy: c.startedBy,
      dueAt: stage ? new Date(c.startedAt.getTime() + stage.leastHours * hour).toISOString() : null,
    };
  });
  return { equipment: [...runs, ...stages].sort(byDueTime), open: await openWork(ctx, laboratoryId, today) };
}

/** How much each analyst has in hand; counted in the database, where it is thousands of rows. */
async function openWork(ctx: Context, laboratoryId: string, today: string): Promise<ShiftContent["open"]> {
  const counted = await ctx.db.task.groupBy({
    by: ["analystId", "state", "dueOn"],
    where: { laboratoryId, isOff: false, state: { in: ["assigned", "in_progress", "returned", "retest"] } },
    _count: true,
  });
  const people = await ctx.db.person.findMany({
    where: { id: { in: [...new Set(counted.flatMap(({ analystId }) => analystId ?? []))] } },
    select: { id: true, name: true },
  });
  const nameOf = new Map(people.map(({ id, name }) => [id, name]));
  const open = new Map<string, ShiftContent["open"][number]>();
  for (const { analystId, state, dueOn, _count } of counted) {
    const analyst = nameOf.get(analystId ?? "") ?? "—";
    const of = open.get(analyst) ?? { analyst, inProgress: 0, assigned: 0, overdue: 0 };
    of[state === "in_progress" ? "inProgress" : "assigned"] += _count;
    if (dueOn < today) of.overdue += _count;
    open.set(analyst, of);
  }
  return [...open.values()].sort((a, b) => (a.analyst < b.analyst ? -1 : 1));
}

const hour = 3_600_000;

/** A stage of the method's culture; from its start and its least duration follows when it is to be read. */
function stageOf(steps: unknown, key: string) {
  const cultures = z
    .array(MethodStep)
    .parse(steps)
    .flatMap((step) => step.culture ?? []);
  return cultures.find((stage) => stage.key === key);
}

/** What is due first stands first, what has no due time last. */
function byDueTime(a: { dueAt: string | null }, b: { dueAt: string | null }): number {
  return (a.dueAt ?? "9").localeCompare(b.dueAt ?? "9");
}

function view(ctx: Context, row: ShiftNote): ShiftNoteView {
  return {
    id: row.id,
    writtenBy: row.writtenBy,
    writtenAt: row.writtenAt.toISOString(),
    text: row.text,
    content: ShiftContent.parse(row.content),
    takenBy: row.takenBy,
    takenAt: row.takenAt?.toISOString() ?? null,
    remark: row.remark,
    mayTake: row.takenAt === null && row.writtenById !== ctx.actor.id,
  };
}
