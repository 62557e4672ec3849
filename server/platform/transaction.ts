import { randomUUID } from "node:crypto";
import { Problem } from "../kernel/problems.ts";
import type { LiveEvent } from "../kernel/live-event.ts";
import { system, type Actor, type Context, type House } from "./context.ts";
import { asProblem, isCollision } from "./db-errors.ts";
import type { Db } from "./db.ts";
import { liveChannel } from "./live.ts";
import { writeTrail } from "./trail.ts";

type Kept = { entries: number; told: LiveEvent[]; whenRefused: ((own: Context) => Promise<void>)[] };
export type Asked = { actor: Actor; requestId: string; address: string };

const mostTries = 20;

/**
 * One change: one serializable transaction, tried again on a collision, rolled back as a bug when it left no trail entry
 * (unless it says on purpose that it leaves none). The use case must be safe to run again.
 */
export async function change<T>(
  house: House,
  asked: Asked,
  trail: "entry" | "none",
  act: (ctx: Context) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const kept: Kept = { entries: 0, told: [], whenRefused: [] };
    try {
      return await house.db.$transaction(
        async (db) => {
          const answer = await act(contextOf(house, asked, db, kept));
          if (trail === "entry" && kept.entries === 0) throw new Error("A change left no trail entry.");
          await tellAll(db, kept.told);
          return answer;
        },
        { isolationLevel: "Serializable", maxWait: 20_000, timeout: 60_000 },
      );
    } catch (error) {
      if (!isCollision(error)) {
        // after the rollback, not within: a change inside a change takes two connections, and many at once would wait for each other
        for (const own of kept.whenRefused) await change(house, asked, "none", own);
        throw asProblem(error);
      }
      if (attempt >= mostTries) throw new Problem("changed-meanwhile");
      house.log.debug({ attempt }, "change collided");
      // full jitter, so that those who collided do not meet again
      await new Promise((go) =>
        setTimeout(go, (house.random(2).readUInt16BE() / 65_536) * Math.min(400, 8 * 2 ** attempt)),
      );
    }
  }
}

/** A question: no transaction, nothing noted. */
export function question(house: House, asked: Asked): Context {
  const never = () => Promise.reject(new Error("A question changes nothing."));
  return {
    ...contextOf(house, asked, house.db, { entries: 0, told: [], whenRefused: [] }),
    note: never,
    tell: never,
    enqueue: never,
  };
}

/** Live events leave with the commit, all in one statement. */
async function tellAll(db: Db, told: readonly LiveEvent[]): Promise<void> {
  if (told.length === 0) return;
  const events = told.map((event) => JSON.stringify(event));
  await db.$executeRaw`select pg_notify(${liveChannel}, event) from unnest(${events}::text[]) as event`;
}

/** What jobs and the command line act as. */
export function actingAs(name: string): Asked {
  return { actor: { ...system, name }, requestId: randomUUID(), address: "-" };
}

function contextOf(house: House, asked: Asked, db: Db, kept: Kept): Context {
  return {
    db,
    now: () => house.clock.now(),
    actor: asked.actor,
    house,
    requestId: asked.requestId,
    address: asked.address,
    cookie: { set: undefined },
    note: async (action, subject, detail = {}) => {
      kept.entries++;
      await writeTrail(db, {
        at: house.clock.now(),
        actor: asked.actor,
        requestId: asked.requestId,
        action,
        subject,
        detail,
      });
    },
    tell: (event) => {
      kept.told.push(event);
      return Promise.resolve();
    },
    enqueue: (name, data) => house.jobs.enqueue(db, name, data),
    whenRefused: (own) => kept.whenRefused.push(own),
  };
}
