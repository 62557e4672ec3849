import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { groupNumber } from "../kernel/numbers.ts";
import { toMinute, zone } from "../kernel/time.ts";
import type { Context } from "../platform/context.ts";
import type { FileReply } from "../platform/serve.ts";
import { workbook, cell } from "../platform/paper/workbook.ts";
import { toFitness, type InstrumentRows } from "./fitness.ts";
import { findInstrument } from "./list-instruments.ts";
import type * as contract from "./usage-contract.ts";
import type { UsageRow } from "./usage-contract.ts";

const onPage = 50;
const mostExported = 10_000;

/** Every use of an instrument as the system itself wrote it down, the newest first; page by page. */
export async function showUsage(
  ctx: Context,
  { params, query }: InputOf<typeof contract.showUsage>,
): Promise<ReplyOf<typeof contract.showUsage>> {
  const instrument = await findInstrument(ctx, params.number);
  const rows = await usageOf(ctx, instrument, { ...query, most: onPage + 1 });
  const shown = rows.slice(0, onPage);
  return { rows: shown, next: rows.length > onPage ? pageAfter(shown, query.after) : null };
}

/** Several uses may begin at one instant, so the key counts how many of that instant were shown. */
function pageAfter(shown: readonly UsageRow[], before: string | undefined): string | null {
  const last = shown.at(-1);
  if (!last) return null;
  const count = shown.filter(({ from }) => from === last.from).length;
  const { at, skip } = readKey(before);
  return `${last.from}~${count + (at?.toISOString() === last.from ? skip : 0)}`;
}

function readKey(key: string | undefined): { at: Date | null; skip: number } {
  const [at, skip] = (key ?? "").split("~");
  return { at: at ? new Date(at) : null, skip: Number(skip ?? 0) };
}

const whatText = { reading: "测定", equipment: "设备使用", control: "质量控制", unclaimed: "未关联读数" } as const;

/** The same as a workbook, one line for each sample and item. */
export async function usageXlsx(
  ctx: Context,
  { params, query }: InputOf<typeof contract.usageXlsx>,
): Promise<FileReply> {
  const instrument = await findInstrument(ctx, params.number);
  const rows = await usageOf(ctx, instrument, { ...query, most: mostExported });
  const lines = rows.flatMap((row) =>
    (row.contents.length > 0 ? row.contents : [null]).map((content) => [
      cell(toMinute(new Date(row.from))),
      cell(row.until ? toMinute(new Date(row.until)) : "使用中"),
      cell(row.by ?? "—"),
      cell(whatText[row.what]),
      cell(content?.sampleNumber ? groupNumber(content.sampleNumber) : "—"),
      cell(content?.name ?? "—"),
      cell(content?.item ?? "—"),
      cell(row.readings),
      cell(row.settings ?? ""),
      cell(row.isFit ? "合格" : "停用"),
      cell(row.recordedAt ? toMinute(new Date(row.recordedAt)) : ""),
    ]),
  );
  return workbook(`使用记录 ${instrument.name} ${instrument.number}.xlsx`, [
    {
      sheet: "使用记录",
      head: ["开始", "结束", "使用人", "用途", "样品编号", "样品", "项目", "读数", "设定", "当时状态", "补记时间"],
      rows: lines,
      widths: [18, 18, 12, 12, 26, 24, 20, 8, 30, 10, 18],
    },
  ]);
}

type Asked = { from?: string | undefined; to?: string | undefined; after?: string | undefined; most: number };
type Found = {
  what: UsageRow["what"];
  from: Date;
  until: Date | null;
  by: string | null;
  tasks: string[];
  label: string | null;
  readings: number;
  settings: string | null;
  recordedAt: Date | null;
};

async function usageOf(ctx: Context, instrument: InstrumentRows, asked: Asked): Promise<UsageRow[]> {
  const { id } = instrument;
  const since = asked.from ? new Date(`${asked.from}T00:00:00+08:00`) : new Date(0);
  const until = asked.to ? new Date(Date.parse(`${asked.to}T00:00:00+08:00`) + 86_400_000) : new Date("2200-01-01");
  const { at, skip } = readKey(asked.after);
  const before = at ?? until;
  const end = new Date(Math.min(until.getTime(), endOfDay(before).getTime()));
  // the newest sittings lie in the newest days: years are not gone through for one page
  let found: Found[] = [];
  let first = end;
  for (let events = 4 * asked.most; first > since && found.length < asked.most; events *= 8) {
    first = await dayOfEvent(ctx, id, { since, end, events });
    found = await sittings(ctx, id, { first, end, before, most: asked.most, skip });
  }
  return rowsOf(ctx, instrument, found);
}

const dayLength = 86_400_000;
const aheadOfUtc = 8 * 3_600_000; // the laboratory's days are Shanghai's

function endOfDay(at: Date): Date {
  return new Date((Math.floor((at.getTime() + aheadOfUtc) / dayLength) + 1) * dayLength - aheadOfUtc);
}

/** The beginning of the day of so many readings or uses back; of the whole span where there are fewer. */
async function dayOfEvent(
  ctx: Context,
  id: string,
  { since, end, events }: { since: Date; end: Date; events: number },
): Promise<Date> {
  const [found] = await ctx.db.$queryRaw<{ at: Date | null }[]>`select greatest(
    (select "takenAt" from "Reading" where "instrumentId" = ${id}::uuid and "takenAt" >= ${since} and "takenAt" < ${end}
      order by "takenAt" desc offset ${events} limit 1),
    (select "startedAt" from "EquipmentUse" where "instrumentId" = ${id}::uuid and "startedAt" >= ${since} and "startedAt" < ${end}
      order by "startedAt" desc offset ${events} limit 1)) as at`;
  return found?.at ? new Date(Math.max(since.getTime(), endOfDay(found.at).getTime() - dayLength)) : since;
}

type Span = { first: Date; end: Date; before: Date; most: number; skip: number };

async function sittings(ctx: Context, id: string, { first, end, before, most, skip }: Span): Promise<Found[]> {
  // A sitting is a person, a task and a day: its claims and its readings together, undone ones too, for the instrument was used.
  return ctx.db.$queryRaw<Found[]>`
    with taken as (
      select u."claimedBy" as by, d."taskId" as task, r."takenAt" as began, r."takenAt" as ended, r.id as reading
        from "Reading" r join "ReadingUse" u on u."readingId" = r.id join "Determination" d on d.id = u."determinationId"
        where r."instrumentId" = ${id}::uuid and r."takenAt" >= ${first} and r."takenAt" < ${end}
      union all
      select c."personName", c."taskId", c."openedAt", coalesce(c."closedAt", c."lastAt"), null
        from "Claim" c where c."instrumentId" = ${id}::uuid and c."openedAt" >= ${first} and c."openedAt" < ${end}
    ), uses as (
      select 'reading' as what, min(began) as "from", max(ended) as until, by, array[task] as tasks, null as label,
          count(distinct reading)::int as readings, null as settings, null::timestamptz as "recordedAt", null::uuid as run
        from taken group by by, task, (began at time zone ${zone})::date
      union all
      select 'equipment', e."startedAt", max(e."endedAt"), e."startedBy", array_agg(e."taskId" order by e.id), null, 0,
          min(e.settings ->> 'said'), max(e."recordedAt"), e."runId"
        from "EquipmentUse" e where e."instrumentId" = ${id}::uuid and e."startedAt" >= ${first} and e."startedAt" < ${end}
        group by e."runId", e."startedAt", e."startedBy"
      union all
      select 'control', min(p.at), max(p.at), p.by, '{}', s.name || ' ' || s.lot, count(*)::int, null, null, null
        from "ControlPoint" p join "ControlSeries" s on s.id = p."seriesId"
        where s."instrumentId" = ${id}::uuid and p.at >= ${first} and p.at < ${end}
        group by s.id, p.by, (p.at at time zone ${zone})::date
      union all
      select 'unclaimed', min(r."takenAt"), max(r."takenAt"), null, '{}', null, count(*)::int, null, null, null
        from "Reading" r where r."instrumentId" = ${id}::uuid and r."takenAt" >= ${first} and r."takenAt" < ${end}
          and r.status = 'reading' and not exists (select 1 from "ReadingUse" u where u."readingId" = r.id)
        group by (r."takenAt" at time zone ${zone})::date
    )
    select * from uses where "from" <= ${before} order by "from" desc, what, by, tasks, label, run limit ${most} offset ${skip}`;
}

async function rowsOf(ctx: Context, instrument: InstrumentRows, found: readonly Found[]): Promise<UsageRow[]> {
  const tasks = await ctx.db.task.findMany({
    where: { id: { in: [...new Set(found.flatMap((row) => row.tasks))] } },
    select: { id: true, sample: { select: { number: true, name: true } }, method: { select: { item: true } } },
  });
  const known = new Map(tasks.map((task) => [task.id, task]));
  const now = ctx.now();
  return found.map((row) => ({
    what: row.what,
    from: row.from.toISOString(),
    until: row.until?.toISOString() ?? null,
    by: row.by,
    contents: [
      ...(row.label === null ? [] : [{ sampleNumber: null, name: row.label, item: "" }]),
      ...row.tasks.flatMap((taskId) => {
        const task = known.get(taskId);
        return task ? [{ sampleNumber: task.sample.number, name: task.sample.name, item: task.method.item.name }] : [];
      }),
    ],
    readings: row.readings,
    settings: row.settings,
    recordedAt: row.recordedAt?.toISOString() ?? null,
    isFit: [row.from, row.until ?? now].every((at) => toFitness(instrument, at).state !== "out_of_service"),
  }));
}
