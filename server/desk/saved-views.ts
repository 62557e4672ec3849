import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import type { Context } from "../platform/context.ts";
import type * as contract from "./lists-contract.ts";

const shape = { id: true, name: true, search: true } as const;

/** My views of a list, by name. */
export async function listViews(
  ctx: Context,
  { query }: InputOf<typeof contract.listViews>,
): Promise<ReplyOf<typeof contract.listViews>> {
  const rows = await ctx.db.savedView.findMany({
    where: { personId: me(ctx), list: query.list },
    orderBy: { name: "asc" },
    select: shape,
  });
  return { rows };
}

/** Keeps the filters and columns of a list under a name. */
export async function saveView(ctx: Context, { body }: InputOf<typeof contract.saveView>): Promise<contract.SavedView> {
  const { list, name, search } = body;
  return ctx.db.savedView.upsert({
    where: { personId_list_name: { personId: me(ctx), list, name } },
    create: { personId: me(ctx), list, name, search, createdAt: ctx.now() },
    update: { search },
    select: shape,
  });
}

/** Forgets a view of mine. */
export async function dropView(
  ctx: Context,
  { params }: InputOf<typeof contract.dropView>,
): Promise<Record<string, never>> {
  const { count } = await ctx.db.savedView.deleteMany({ where: { id: params.viewId, personId: me(ctx) } });
  if (count === 0) throw new Problem("not-found", { what: params.viewId });
  return {};
}

function me(ctx: Context): string {
  if (!ctx.actor.id) throw new Problem("not-allowed");
  return ctx.actor.id;
}
