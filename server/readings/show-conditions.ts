import { MethodEnvironment, outsideOf } from "../catalogue/rules/environment.ts";
import type { InputOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { toDay } from "../kernel/time.ts";
import { materialFault } from "../metrology/rules/material.ts";
import { ownLaboratory } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import type { ConditionsView, RoomView } from "./conditions-contract.ts";
import type * as contract from "./conditions-contract.ts";

/** What tasks of the actor's laboratory were done with, and in which room. */
export async function showConditions(
  ctx: Context,
  { query }: InputOf<typeof contract.showConditions>,
): Promise<ConditionsView> {
  const taskIds = [...new Set(query.tasks)];
  const known = await ctx.db.task.count({ where: { id: { in: taskIds }, ...ownLaboratory(ctx) } });
  if (known < taskIds.length) throw new Problem("not-found", { what: "task" });
  return conditionsOf(ctx, taskIds);
}

/** The same for tasks already found; withdrawn uses stay in the list, marked. */
export async function conditionsOf(ctx: Context, taskIds: readonly string[]): Promise<ConditionsView> {
  const where = { taskId: { in: [...taskIds] } };
  const tasks = await ctx.db.task.findMany({
    where: { id: { in: [...taskIds] } },
    include: { method: { include: { item: true } } },
    orderBy: { id: "asc" },
  });
  const materials = await ctx.db.materialUse.findMany({
    where,
    include: { material: true },
    orderBy: [{ usedAt: "asc" }, { id: "asc" }],
  });
  const rooms = await ctx.db.roomUse.findMany({ where, include: { reading: true }, orderBy: { id: "asc" } });
  const asked = tasks.flatMap(({ id, method }) =>
    method.environment === null
      ? []
      : [{ taskId: id, item: method.item.name, environment: MethodEnvironment.parse(method.environment) }],
  );
  const askedOf = new Map(asked.map(({ taskId, environment }) => [taskId, environment]));
  return {
    materials: materials.map((use) => {
      const { id, name, lot, certificateNumber, assigned, expiresOn, openedOn } = use.material;
      return {
        ...used(use),
        material: { id, name, lot, certificateNumber, assigned, expiresOn, openedOn },
        usedAt: use.usedAt.toISOString(),
        fault: materialFault(use.material, toDay(use.usedAt)),
      };
    }),
    rooms: rooms.map((use) => {
      const environment = askedOf.get(use.taskId);
      return {
        ...used(use),
        reading: roomView(use.reading),
        outside: environment ? outsideOf(environment, use.reading) : [],
      };
    }),
    asked,
  };
}

/** A reading as it is shown. */
export function roomView(row: {
  id: string;
  room: string;
  temperature: string;
  humidity: string;
  at: Date;
  by: string;
}): RoomView {
  const { id, room, temperature, humidity, at, by } = row;
  return { id, room, temperature, humidity, at: at.toISOString(), by };
}

type Use = {
  id: string;
  taskId: string;
  by: string;
  recordedAt: Date;
  withdrawnAt: Date | null;
  withdrawnBy: string | null;
  withdrawnWhy: string | null;
};

function used({ id, taskId, by, recordedAt, withdrawnAt, withdrawnBy, withdrawnWhy }: Use) {
  return {
    id,
    taskId,
    by,
    recordedAt: recordedAt.toISOString(),
    withdrawn: withdrawnAt && {
      by: withdrawnBy ?? "",
      at: withdrawnAt.toISOString(),
      reason: withdrawnWhy ?? "",
    },
  };
}
