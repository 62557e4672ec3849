import { Problem } from "../kernel/problems.ts";
import type { Context } from "../platform/context.ts";
import type { Me } from "./contract.ts";
import { rightsOf } from "./roles.ts";

/** A signed-in person as their screen needs them. */
export async function showMe(ctx: Context, personId: string, csrf: string): Promise<Me> {
  const person = await ctx.db.person.findUnique({
    where: { id: personId },
    include: { laboratory: true, enterprise: true },
  });
  if (!person) throw new Problem("sign-in-needed");
  return {
    id: person.id,
    login: person.login,
    name: person.name,
    email: person.email,
    roles: person.roles,
    rights: [...rightsOf(person.roles)],
    laboratory: person.laboratory && {
      id: person.laboratory.id,
      code: person.laboratory.code,
      name: person.laboratory.name,
      isDemo: person.laboratory.isDemo,
    },
    enterprise: person.enterprise && { id: person.enterprise.id, name: person.enterprise.name },
    mustChangePassword: person.mustChangePassword,
    csrf,
    demoMinutes: Math.round(ctx.house.clock.aheadMinutes()),
  };
}

/** Who I am, by my session. */
export async function me(ctx: Context): Promise<Me> {
  const session = await ctx.db.session.findUnique({ where: { tokenHash: ctx.actor.session ?? "" } });
  if (!session) throw new Problem("sign-in-needed");
  return showMe(ctx, session.personId, session.csrf);
}
