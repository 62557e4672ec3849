import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { toDay } from "../kernel/time.ts";
import { laboratoryOf } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import type { Prisma } from "../platform/db.ts";
import type * as contract from "./reception-contract.ts";
import { TemplateBody, type TemplateTest, type TemplateView } from "./reception-contract.ts";

type Kept = Prisma.SampleTemplateGetPayload<object>;

/** The templates of the laboratory by name, each with the tests that may be ordered today. */
export async function listTemplates(ctx: Context): Promise<ReplyOf<typeof contract.listTemplates>> {
  const kept = await ctx.db.sampleTemplate.findMany({
    where: { laboratoryId: laboratoryOf(ctx) },
    orderBy: { name: "asc" },
    take: 1000,
  });
  const bodies = kept.map((row) => ({ row, body: TemplateBody.parse(row.body) }));
  const usable = await usableTests(
    ctx,
    bodies.flatMap(({ body }) => body.tests),
  );
  return { rows: bodies.map(({ row, body }) => viewOf(row, body, usable)) };
}

/** Keeps what is usually filled in for a product; a template of the same name is replaced. */
export async function saveTemplate(
  ctx: Context,
  { body: said }: InputOf<typeof contract.saveTemplate>,
): Promise<TemplateView> {
  const { name, ...body } = said;
  const usable = await usableTests(ctx, body.tests);
  const unknown = body.tests.find(({ methodId }) => !usable.names.has(methodId));
  if (unknown) throw new Problem("not-found", { what: unknown.methodId });
  const kept = { body, savedBy: ctx.actor.name, savedAt: ctx.now() };
  const key = { laboratoryId: laboratoryOf(ctx), name };
  const row = await ctx.db.sampleTemplate.upsert({
    where: { laboratoryId_name: key },
    create: { ...key, ...kept },
    update: kept,
  });
  await ctx.note("template.saved", `template ${name}`, { tests: body.tests.length });
  return viewOf(row, body, usable);
}

export async function removeTemplate(
  ctx: Context,
  { params }: InputOf<typeof contract.removeTemplate>,
): Promise<Record<string, never>> {
  const row = await ctx.db.sampleTemplate.findFirst({ where: { id: params.id, laboratoryId: laboratoryOf(ctx) } });
  if (!row) throw new Problem("not-found", { what: params.id });
  await ctx.db.sampleTemplate.delete({ where: { id: row.id } });
  await ctx.note("template.removed", `template ${row.name}`, { body: row.body });
  return {};
}

/** Which methods may be ordered today, and the name of every method there is. */
export async function usableTests(
  ctx: Context,
  tests: readonly { methodId: string }[],
): Promise<{ ids: Set<string>; names: Map<string, string> }> {
  const today = toDay(ctx.now());
  const methods = await ctx.db.method.findMany({
    where: { id: { in: [...new Set(tests.map(({ methodId }) => methodId))] } },
    include: { item: true, scopes: { where: { laboratoryId: laboratoryOf(ctx) } } },
  });
  const isOpen = (dates: { from: string; until: string | null }) =>
    dates.from <= today && (dates.until === null || today <= dates.until);
  const usable = methods.filter(
    (m) =>
      isOpen({ from: m.inForceFrom, until: m.inForceUntil }) &&
      m.scopes.some((scope) => isOpen({ from: scope.validFrom, until: scope.validUntil })),
  );
  return {
    ids: new Set(usable.map(({ id }) => id)),
    names: new Map(methods.map((m) => [m.id, `${m.item.name}（${m.code}）`])),
  };
}

/** The tests of a template that may be ordered today. */
export function stillUsable(tests: readonly TemplateTest[], usable: { ids: ReadonlySet<string> }): TemplateTest[] {
  return tests.filter(({ methodId }) => usable.ids.has(methodId));
}

function viewOf(
  row: Kept,
  body: TemplateBody,
  usable: { ids: ReadonlySet<string>; names: ReadonlyMap<string, string> },
): TemplateView {
  const isEnded = ({ methodId }: TemplateTest) => !usable.ids.has(methodId);
  return {
    ...body,
    tests: stillUsable(body.tests, usable),
    ended: body.tests.filter(isEnded).map(({ methodId }) => usable.names.get(methodId) ?? methodId),
    id: row.id,
    name: row.name,
    savedBy: row.savedBy,
    savedAt: row.savedAt.toISOString(),
  };
}
