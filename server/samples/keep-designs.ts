import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { laboratoryOf } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import { buildNumber } from "../kernel/numbers.ts";
import type * as contract from "./label-contract.ts";
import { LabelDesign, type DesignView } from "./label-contract.ts";
import { isBuiltIn } from "./label-form.ts";
import type { Label } from "./label/label.ts";
import { renderLabelPng } from "./label/render-label-png.ts";
import { labelsOf } from "./print-labels.ts";

/** The laboratory's own label designs by name. */
export async function listDesigns(ctx: Context): Promise<ReplyOf<typeof contract.listDesigns>> {
  const rows = await ctx.db.labelDesign.findMany({
    where: { laboratoryId: laboratoryOf(ctx) },
    orderBy: { name: "asc" },
    take: 100,
  });
  return { rows: rows.map(designView) };
}

/** Keeps a design that can be printed and scanned; prints made by an earlier one of that name stay as they were. */
export async function saveDesign(
  ctx: Context,
  { body: said }: InputOf<typeof contract.saveDesign>,
): Promise<DesignView> {
  const { name, ...body } = said;
  if (isBuiltIn(name)) throw new Problem("already-exists", { what: name });
  renderLabelPng(await anyLabel(ctx), body); // refuses what does not fit
  const kept = { body, savedBy: ctx.actor.name, savedAt: ctx.now() };
  const key = { laboratoryId: laboratoryOf(ctx), name };
  const row = await ctx.db.labelDesign.upsert({
    where: { laboratoryId_name: key },
    create: { ...key, ...kept },
    update: kept,
  });
  await ctx.note("label-design.saved", `label-design ${name}`, body);
  return designView(row);
}

export async function removeDesign(
  ctx: Context,
  { body }: InputOf<typeof contract.removeDesign>,
): Promise<Record<string, never>> {
  const key = { laboratoryId: laboratoryOf(ctx), name: body.name };
  const row = await ctx.db.labelDesign.findUnique({ where: { laboratoryId_name: key } });
  if (!row) throw new Problem("not-found", { what: body.name });
  await ctx.db.labelDesign.delete({ where: { id: row.id } });
  await ctx.note("label-design.removed", `label-design ${row.name}`, { body: row.body });
  return {};
}

/** The design with the laboratory's last sample on it, as a printer would print it. */
export async function previewDesign(
  ctx: Context,
  { body }: InputOf<typeof contract.previewDesign>,
): Promise<ReplyOf<typeof contract.previewDesign>> {
  return { picture: renderLabelPng(await anyLabel(ctx), body).toString("base64") };
}

/** The container with the longest number there can be, when the laboratory has no sample yet. */
async function anyLabel(ctx: Context): Promise<Label> {
  const laboratory = await ctx.db.laboratory.findUniqueOrThrow({ where: { id: laboratoryOf(ctx) } });
  const last = await ctx.db.container.findFirst({ where: { laboratoryId: laboratory.id }, orderBy: { id: "desc" } });
  const [label] = last ? await labelsOf(ctx, last.number) : [];
  const example: Label = {
    number: buildNumber("container", laboratory.code, "26", 123, 1),
    short: "123-01",
    name: "风干牛肉干（原味）",
    kindText: "检样",
    storage: "常温、避光、干燥",
    laboratoryName: laboratory.name,
    state: "waiting",
    more: {
      batch: "20261010A",
      specification: "250 g/袋",
      quantity: "2 袋",
      receivedOn: "2026-12-01",
      dueOn: "2026-12-29",
    },
  };
  return label ?? example;
}

function designView(row: { name: string; body: unknown; savedBy: string; savedAt: Date }): DesignView {
  return { ...LabelDesign.parse(row.body), name: row.name, savedBy: row.savedBy, savedAt: row.savedAt.toISOString() };
}
