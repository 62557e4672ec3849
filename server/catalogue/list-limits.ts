import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { pageSize, toPage } from "../kernel/page.ts";
import type { Context } from "../platform/context.ts";
import type * as contract from "./contract.ts";
import { limitView, ofEdition } from "./limit-view.ts";

/** Limits of all editions, by standard, edition and category; every word of a search must be found somewhere in a row. */
export async function listLimits(
  ctx: Context,
  { query }: InputOf<typeof contract.listLimits>,
): Promise<ReplyOf<typeof contract.listLimits>> {
  const words = (query.q ?? "")
    .normalize("NFKC")
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  const standards = await ctx.db.standard.findMany({ select: { number: true }, orderBy: { number: "asc" } });
  const after = /^[0-9a-f-]{36}$/.test(query.after ?? "") ? (query.after ?? null) : null;
  const found = await ctx.db.$queryRaw<{ id: string; total: number }[]>`
    with shown as (
      select l.id, s.number, e.version, l.category, l."rowKey"
      from "Limit" l join "Edition" e on e.id = l."editionId" join "Standard" s on s.id = e."standardId"
      where (${query.standard ?? null}::text is null or s.number = ${query.standard ?? null}::text)
        and (${query.on ?? null}::text is null or (l."inForceFrom" <= ${query.on ?? null}::text and (l."inForceUntil" is null or l."inForceUntil" >= ${query.on ?? null}::text)))
        and not exists (
          select 1 from unnest(${words}::text[]) word
          where position(word in lower(normalize(l.item || ' ' || l."itemEn" || ' ' || l.category || ' ' || s.number || '-' || e.version || ' ' || e.title, NFKC))) = 0
        )
    )
    select id, (select count(*)::int from shown) as total from shown
    where (${after}::uuid is null or (number, version, category, "rowKey") > (
      select s.number, e.version, l.category, l."rowKey"
      from "Limit" l join "Edition" e on e.id = l."editionId" join "Standard" s on s.id = e."standardId" where l.id = ${after}::uuid
    ))
    order by number, version, category, "rowKey"
    limit ${pageSize + 1}`;
  const limits = await ctx.db.limit.findMany({ where: { id: { in: found.map(({ id }) => id) } }, include: ofEdition });
  const rows = found.flatMap(({ id }) => limits.filter((limit) => limit.id === id).map((limit) => limitView(limit)));
  return { ...toPage(rows), total: found[0]?.total ?? 0, standards: standards.map(({ number }) => number) };
}
