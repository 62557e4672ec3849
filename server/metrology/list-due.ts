import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { toDay, addDays } from "../kernel/time.ts";
import { laboratoryOf, ownLaboratory } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import { literally } from "../platform/literally.ts";
import type * as contract from "./plan-contract.ts";
import type { DueFilter, DueRow } from "./plan-contract.ts";
import { daysLeft, dueWarning } from "./rules.ts";

const onPage = 100;

type Asked = DueFilter & { from?: string | undefined; until?: string | undefined; after?: string | undefined };
type Found = Omit<DueRow, "daysLeft" | "warning">;

/** What is due between days, the most urgent first, page by page; sealed and scrapped equipment is not due. */
export async function listDue(
  ctx: Context,
  { query }: InputOf<typeof contract.listDue>,
): Promise<ReplyOf<typeof contract.listDue>> {
  const rows = await dueRows(ctx, scopeOf(ctx, query), query, onPage + 1);
  const shown = rows.slice(0, onPage);
  const last = rows.length > onPage ? shown.at(-1) : undefined;
  return { rows: shown, next: last ? `${last.validUntil ?? ""}~${last.number}` : null };
}

/** Whose instruments, by which keeper. */
export function scopeOf(ctx: Context, { mine }: DueFilter): { laboratoryId: string | null; keeper: string | null } {
  if (mine) return { laboratoryId: laboratoryOf(ctx), keeper: ctx.actor.name };
  return { laboratoryId: ownLaboratory(ctx).laboratoryId ?? null, keeper: null };
}

/**
 * The rows of the plan in one statement: the last day stands in the instrument's row (kept by the database whenever a certificate, an
 * extension or an event is written), so nothing is judged to know who comes first.
 */
export async function dueRows(
  ctx: Context,
  scope: { laboratoryId: string | null; keeper: string | null },
  asked: Asked,
  most: number,
): Promise<DueRow[]> {
  const today = toDay(ctx.now());
  const f = filterOf(scope, asked);
  const until = asked.until ?? addDays(today, 365);
  const [afterDay = "", afterNumber = ""] = (asked.after ?? "").split("~");
  const found = await ctx.db.$queryRaw<Found[]>`
    select i.number, i.name || ' ' || i.model as name, i.kind, l.name as laboratory, i.category::text as category, i.place, i.keeper,
      i."verifiedBy" as document, last.agency, i."dueOn" as "validUntil", round.name as round
    from "Instrument" i join "Laboratory" l on l.id = i."laboratoryId"
    left join lateral (select v.agency, v."on" from "Verification" v where v."instrumentId" = i.id and v.kind <> 'intermediate_check'
      order by v."on" desc, v."recordedAt" desc limit 1) last on true
    left join lateral (select r.name from "VerificationRound" r where r."laboratoryId" = i."laboratoryId" and r."backAt" is null
      and i.number = any(r.instruments) and coalesce(last."on", '') < r."on" order by r."on" limit 1) round on true
    where not i."isIdle" and (i."dueOn" is not null or i."periodMonths" is not null)
      and coalesce(i."dueOn", '') <= ${until} and (${asked.from ?? null}::text is null or i."dueOn" >= ${asked.from ?? null})
      and (coalesce(i."dueOn", ''), i.number) > (${afterDay}, ${afterNumber})
      and (${f.laboratoryId}::uuid is null or i."laboratoryId" = ${f.laboratoryId}::uuid)
      and (${f.keeper}::text is null or i.keeper = ${f.keeper}) and (${f.place}::text is null or i.place = ${f.place})
      and (${f.kind}::text is null or i.kind = ${f.kind}) and (${f.category}::text is null or i.category::text = ${f.category})
      and (${f.agency}::text is null or last.agency = ${f.agency})
      and (${f.part}::text is null or (i.name || ' ' || i.model || ' ' || i.number) ilike ${f.part})
    order by coalesce(i."dueOn", ''), i.number limit ${most}`;
  return found.map((row) => {
    const warning = row.validUntil === null ? null : dueWarning(row.validUntil, today);
    return {
      ...row,
      daysLeft: row.validUntil === null ? null : daysLeft(row.validUntil, today),
      warning: warning === null ? null : (String(warning) as DueRow["warning"]),
    };
  });
}

function filterOf(scope: { laboratoryId: string | null; keeper: string | null }, asked: DueFilter) {
  return {
    ...scope,
    place: asked.place ?? null,
    kind: asked.kind ?? null,
    category: asked.category ?? null,
    agency: asked.agency ?? null,
    part: asked.q ? `%${literally(asked.q)}%` : null,
  };
}

/** How many fall due on each day of a year, by month and agency, with what is overdue and what was never verified. */
export async function planLoad(
  ctx: Context,
  { query }: InputOf<typeof contract.planLoad>,
): Promise<ReplyOf<typeof contract.planLoad>> {
  const scope = scopeOf(ctx, query);
  const f = filterOf(scope, query);
  const [today, year] = [toDay(ctx.now()), String(query.year)];
  const groups = await ctx.db.$queryRaw<{ on: string | null; agency: string | null; count: number }[]>`
    select i."dueOn" as "on", last.agency, count(*)::int as count
    from "Instrument" i
    left join lateral (select v.agency from "Verification" v where v."instrumentId" = i.id and v.kind <> 'intermediate_check'
      order by v."on" desc, v."recordedAt" desc limit 1) last on true
    where not i."isIdle" and (i."dueOn" is not null or i."periodMonths" is not null)
      and (i."dueOn" is null or i."dueOn" < ${today} or left(i."dueOn", 4) = ${year})
      and (${f.laboratoryId}::uuid is null or i."laboratoryId" = ${f.laboratoryId}::uuid)
      and (${f.keeper}::text is null or i.keeper = ${f.keeper}) and (${f.place}::text is null or i.place = ${f.place})
      and (${f.kind}::text is null or i.kind = ${f.kind}) and (${f.category}::text is null or i.category::text = ${f.category})
      and (${f.agency}::text is null or last.agency = ${f.agency})
      and (${f.part}::text is null or (i.name || ' ' || i.model || ' ' || i.number) ilike ${f.part})
    group by 1, 2 order by 1, 2`;
  const days = new Map<string, number>();
  const agencies = new Map<string, { month: string; agency: string | null; count: number }>();
  let [overdue, neverVerified] = [0, 0];
  for (const { on, agency, count } of groups) {
    if (on === null) neverVerified += count;
    else if (on < today) overdue += count;
    if (on?.slice(0, 4) !== year) continue;
    days.set(on, (days.get(on) ?? 0) + count);
    const month = on.slice(0, 7);
    const known = agencies.get(`${month} ${agency}`) ?? { month, agency, count: 0 };
    agencies.set(`${month} ${agency}`, { ...known, count: known.count + count });
  }
  const places = await ctx.db.instrument.findMany({
    where: { isIdle: false, ...ownLaboratory(ctx) },
    distinct: ["place"],
    select: { place: true },
    orderBy: { place: "asc" },
    take: 500,
  });
  const known = await ctx.db.verification.findMany({
    where: { instrument: ownLaboratory(ctx), kind: { not: "intermediate_check" } },
    distinct: ["agency"],
    select: { agency: true },
    orderBy: { agency: "asc" },
    take: 200,
  });
  return {
    days: [...days].map(([on, count]) => ({ on, count })),
    agencies: [...agencies.values()],
    overdue,
    neverVerified,
    places: places.map(({ place }) => place),
    knownAgencies: known.map(({ agency }) => agency),
  };
}

/** Reminders of the last 60 days, of certificates and of intermediate checks, the newest first. */
export async function listReminders(ctx: Context): Promise<ReplyOf<typeof contract.listReminders>> {
  const since = new Date(ctx.now().getTime() - 60 * 86_400_000);
  const laboratoryId = ownLaboratory(ctx).laboratoryId ?? null;
  const rows = await ctx.db.$queryRaw<
    { number: string; name: string; check: string | null; validUntil: string; warning: string; at: Date }[]
  >`
    select i.number, i.name || ' ' || i.model as name, d."check", d."validUntil", d.warning, d.at
    from (select "instrumentId", null as "check", "validUntil", warning, at from "DueReminder" where at > ${since}
      union all select p."instrumentId", p.name, r."dueOn", r.warning, r.at
      from "CheckReminder" r join "CheckPlan" p on p.id = r."checkPlanId" where r.at > ${since}) d
    join "Instrument" i on i.id = d."instrumentId"
    where ${laboratoryId}::uuid is null or i."laboratoryId" = ${laboratoryId}::uuid
    order by d.at desc, i.number, d."check" nulls first limit 200`;
  return { rows: rows.map((row) => ({ ...row, at: row.at.toISOString() })) };
}
