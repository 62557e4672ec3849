import { Problem } from "../kernel/problems.ts";
import { laboratoryOf, ownLaboratory } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import type { Prisma } from "../platform/db.ts";
import { controlInclude } from "../results/judge-sheet.ts";

export const sheetInclude = {
  method: { include: { item: true } },
  positions: {
    ...controlInclude.positions,
    include: {
      ...controlInclude.positions.include,
      remarks: { orderBy: { at: "asc" } },
      task: { select: { state: true } },
    },
  },
} satisfies Prisma.SheetInclude;

export type SheetFound = Prisma.SheetGetPayload<{ include: typeof sheetInclude }>;
export type PositionFound = SheetFound["positions"][number];

/** A batch of a laboratory that the reader sees. */
export async function loadSheet(ctx: Context, sheetId: string): Promise<SheetFound> {
  const sheet = await ctx.db.sheet.findFirst({ where: { id: sheetId, ...ownLaboratory(ctx) }, include: sheetInclude });
  if (!sheet) throw new Problem("not-found", { what: "sheet" });
  return sheet;
}

/** A batch that is still worked on, of one's own laboratory. */
export async function loadOpenSheet(ctx: Context, sheetId: string): Promise<SheetFound> {
  const sheet = await loadSheet(ctx, sheetId);
  if (sheet.laboratoryId !== laboratoryOf(ctx)) throw new Problem("not-found", { what: "sheet" });
  if (sheet.withdrawnAt !== null) throw new Problem("state-forbids", { state: "withdrawn" });
  return sheet;
}

/** The same by one of its positions. */
export async function loadSheetOf(
  ctx: Context,
  positionId: string,
): Promise<{ sheet: SheetFound; position: PositionFound }> {
  const found = await ctx.db.sheetPosition.findFirst({
    where: { id: positionId, removedAt: null, sheet: ownLaboratory(ctx) },
    select: { sheetId: true },
  });
  if (!found) throw new Problem("not-found", { what: "position" });
  const sheet = await loadOpenSheet(ctx, found.sheetId);
  const position = sheet.positions.find(({ id }) => id === positionId);
  if (!position) throw new Problem("not-found", { what: "position" });
  return { sheet, position };
}

/** Tells every screen that shows this batch which rows to ask again. */
export async function tellSheet(
  ctx: Context,
  sheet: { id: string; laboratoryId: string },
  positionIds: string[],
): Promise<void> {
  await ctx.tell({
    type: "sheet",
    laboratoryId: sheet.laboratoryId,
    sheetId: sheet.id,
    positionIds: positionIds.slice(0, 50),
  });
}
