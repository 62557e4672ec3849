import { limitsInForce, type LimitInForce } from "../catalogue/find-limits.ts";
import { limitText } from "../catalogue/rules.ts";
import { standingOf } from "../catalogue/rules/method-edition.ts";
import { isLoqAboveLimit, neededFigure, type BasisFigures } from "../catalogue/rules/method-fits-limit.ts";
import { plannedUnits } from "../catalogue/rules/planned-units.ts";
import { isSameUnit } from "../catalogue/rules/same-unit.ts";
import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { toDay } from "../kernel/time.ts";
import type { Context } from "../platform/context.ts";
import type { Prisma } from "../platform/db.ts";
import type { PlanNote } from "./plan-contract.ts";
import type * as contract from "./plan-contract.ts";

type Method = Prisma.MethodGetPayload<{ include: { item: true } }>;

/** By which limits tests will be judged, and everything that stands in the way of a verdict. */
export async function planTests(
  ctx: Context,
  { body }: InputOf<typeof contract.planTests>,
): Promise<ReplyOf<typeof contract.planTests>> {
  const found = await ctx.db.method.findMany({ where: { id: { in: body.methodIds } }, include: { item: true } });
  const tests = [];
  for (const methodId of body.methodIds) {
    const method = found.find(({ id }) => id === methodId);
    if (!method) throw new Problem("not-found", { what: methodId });
    const limits = await limitsInForce(ctx, { category: body.category, item: method.item.name, on: body.on });
    tests.push({
      methodId,
      limits: limits.map(({ row }) => ({
        standard: `${row.standard}-${row.version}`,
        text: limitText(row),
        unit: row.unit,
        basis: row.basis,
      })),
      units:
        method.resultKind === "plan"
          ? plannedUnits(
              limits.map(({ row }) => row),
              method.parallels,
            )
          : null,
      notes: [...notesOnMethod(method, toDay(ctx.now())), ...notesOnLimits(method, limits, body)],
    });
  }
  return { tests };
}

function notesOnMethod(method: Method, today: string): PlanNote[] {
  const successor = method.supersededBy ? ` → ${method.supersededBy}` : "";
  switch (standingOf(method, today)) {
    case "ending":
      return [{ code: "method-ending", detail: `${method.code} ${method.inForceUntil ?? ""}${successor}` }];
    case "coming":
    case "ended":
      return [{ code: "method-not-in-force", detail: `${method.code}${successor}` }];
    case "in-force":
      return [];
  }
}

function notesOnLimits(method: Method, limits: LimitInForce[], given: BasisFigures): PlanNote[] {
  if (limits.length === 0) return [{ code: "no-limit", detail: method.item.name }];
  return limits.flatMap(({ row, isConfirmed }): PlanNote[] => {
    const said = `${row.standard}-${row.version} ${limitText(row)} ${row.unit}`;
    const needed = neededFigure(row, method, given);
    return [
      ...(isLoqAboveLimit(row, method)
        ? [{ code: "loq-above-limit" as const, detail: `LOQ ${method.loq ?? ""} ${method.unit}，${said}` }]
        : []),
      ...(isSameUnit(row.unit, method.unit) ? [] : [{ code: "unit-differs" as const, detail: said }]),
      ...(needed === null ? [] : [{ code: "basis-needed" as const, detail: needed }]),
      ...(isConfirmed ? [] : [{ code: "limit-unconfirmed" as const, detail: said }]),
    ];
  });
}

/** An authority's sample is not taken on for tests that cannot give a verdict. */
export async function refuseUnableMethods(
  ctx: Context,
  tests: readonly { category: string; on: string; methodIds: string[] }[],
): Promise<void> {
  const items: string[] = [];
  for (const test of tests) {
    const planned = await planTests(ctx, { body: test, params: {}, query: {} });
    for (const { notes } of planned.tests)
      items.push(...notes.flatMap((note) => (note.code === "loq-above-limit" ? [note.detail] : [])));
  }
  if (items.length > 0) throw new Problem("method-cannot-judge", { items });
}
