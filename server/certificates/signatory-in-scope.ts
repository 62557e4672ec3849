import { toDay } from "../kernel/time.ts";
import type { Context } from "../platform/context.ts";
import type { Review } from "../results/load-review.ts";
import { coversField } from "../work/rules/signatory-scope.ts";

/**
 * The items of a sample that whoever approves may not sign for today. To somebody who does not approve it answers by the signatory of
 * the laboratory who may sign for most of them; another laboratory signed for what it tested.
 */
export async function outsideSignatory(ctx: Context, review: Review): Promise<string[]> {
  const tasks = review.tasks.filter(({ subcontract }) => subcontract === null);
  const today = toDay(ctx.now());
  const people = ctx.actor.rights.has("certificates.approve")
    ? [ctx.actor.id ?? ""]
    : (
        await ctx.db.person.findMany({
          where: { laboratoryId: review.laboratoryId, isActive: true, roles: { has: "signatory" } },
          select: { id: true },
        })
      ).map(({ id }) => id);
  const rows = await ctx.db.signatoryScope.findMany({ where: { personId: { in: people } } });
  const outside = (personId: string | null) => {
    const own = rows.filter((row) => row.personId === personId);
    return tasks
      .filter((task) => !own.some((row) => coversField(row, task.methodId, review.category, today)))
      .map(({ method }) => `${method.item.name} ${method.code}`);
  };
  return people.map(outside).reduce((fewest, own) => (own.length < fewest.length ? own : fewest), outside(null));
}
