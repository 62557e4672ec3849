import type { Actor } from "./context.ts";
import type { Db, Prisma } from "./db.ts";

export type TrailLine = {
  at: Date;
  actor: Actor;
  requestId: string;
  action: string;
  subject: string;
  detail: Record<string, unknown>;
};

/** Appends one entry to the trail, in the change it tells of. The hash chain is laid over it afterwards by a job. */
export async function writeTrail(db: Db, line: TrailLine): Promise<void> {
  await db.trailEntry.create({
    data: {
      at: line.at,
      actor: line.actor.name,
      actorId: line.actor.id,
      laboratoryId: line.actor.laboratoryId,
      action: line.action,
      subject: line.subject,
      detail: JSON.parse(JSON.stringify(line.detail)) as Prisma.InputJsonValue,
      requestId: line.requestId,
    },
  });
}
