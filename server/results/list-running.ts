import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { pageSize, toPage } from "../kernel/page.ts";
import { ownLaboratory } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import { literally } from "../platform/literally.ts";
import type * as contract from "./equipment-contract.ts";
import { inRun, runView } from "./run-view.ts";

type Asked = InputOf<typeof contract.listRunning>["query"];

/** What is in which equipment, page by page, the one that is due out first at the top. */
export async function listRunning(
  ctx: Context,
  { query }: { query: Asked },
): Promise<ReplyOf<typeof contract.listRunning>> {
  const size = query.size ?? pageSize;
  const { keys, total } = await runsAsked(ctx, query, size + 1);
  const page = toPage(
    keys.map((id) => ({ id })),
    size,
  );
  const uses = await ctx.db.equipmentUse.findMany({
    where: { runId: { in: page.rows.map(({ id }) => id) }, endedAt: null },
    select: inRun,
    orderBy: { id: "asc" },
  });
  const inside = await ctx.db.equipmentUse.findMany({
    where: { endedAt: null, task: { analystId: ctx.actor.id ?? "" } },
    select: { taskId: true },
  });
  return {
    rows: page.rows.map(({ id }) => runView(uses.filter(({ runId }) => runId === id))),
    next: page.next,
    total,
    inside: inside.map(({ taskId }) => taskId),
  };
}

/**
 * Runs have no row of their own: they are gathered from the uses that have not ended, which an index holds apart from those of all the
 * years. What has no time to come out stands last.
 */
async function runsAsked(ctx: Context, query: Asked, most: number): Promise<{ keys: string[]; total: number }> {
  const laboratoryId = ownLaboratory(ctx).laboratoryId ?? null;
  const me = ctx.actor.id ?? null;
  const last = query.after
    ? await ctx.db.equipmentUse.findFirst({
        where: { runId: query.after, instrument: ownLaboratory(ctx) },
        select: { runId: true, dueAt: true },
      })
    : null;
  const q = query.q?.trim() ?? "";
  const part = q ? `%${literally(q)}%` : null;
  const digits = q.replace(/[\s-]/g, "");
  const number = /^\d{3,}$/.test(digits) ? `%${digits}%` : null;
  const found = await ctx.db.$queryRaw<{ total: number; runId: string | null }[]>`
    with running as (
      select e."runId", coalesce(min(e."dueAt"), 'infinity') as due
      from "EquipmentUse" e join "Instrument" i on i.id = e."instrumentId" join "Task" t on t.id = e."taskId"
        join "Sample" s on s.id = t."sampleId"
      where e."endedAt" is null and (${laboratoryId}::uuid is null or i."laboratoryId" = ${laboratoryId}::uuid)
        and (${query.instrument ?? null}::text is null or i.number = ${query.instrument ?? null})
      group by e."runId"
      having (${query.whose ?? null}::text is null or coalesce(bool_or(t."analystId" = ${me}::uuid), false) = (${query.whose ?? null} = 'mine'))
        and (${part}::text is null
          or bool_or(i.name || ' ' || i.model || ' ' || i.place ilike ${part} or i.number like ${number} or s.number like ${number}))
    )
    select counted.total, page."runId" from (select count(*)::int as total from running) counted
    left join lateral (
      select "runId", due from running
      where ${last?.runId ?? null}::uuid is null or (due, "runId") > (coalesce(${last?.dueAt ?? null}::timestamptz, 'infinity'), ${last?.runId ?? null}::uuid)
      order by due, "runId" limit ${most}
    ) page on true
    order by page.due, page."runId"`;
  return { keys: found.flatMap(({ runId }) => runId ?? []), total: found[0]?.total ?? 0 };
}
