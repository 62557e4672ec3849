import { randomUUID } from "node:crypto";
import { actorOf } from "../../server/people/session.ts";
import type { Context, House } from "../../server/platform/context.ts";
import { change } from "../../server/platform/transaction.ts";

export type Acting = <T>(act: (ctx: Context) => Promise<T>) => Promise<T>;

/** Makes changes as one of the demonstration's people. */
export async function actingFor(house: House, login: string): Promise<Acting> {
  const actor = actorOf(await house.db.person.findUniqueOrThrow({ where: { login } }), null);
  return (act) => change(house, { actor, requestId: randomUUID(), address: "-" }, "entry", act);
}
