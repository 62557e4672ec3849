import type { InputOf } from "../kernel/endpoint.ts";
import { shortForm } from "../kernel/numbers.ts";
import { Problem } from "../kernel/problems.ts";
import { zh } from "../kernel/text/zh.ts";
import type * as metrology from "../metrology/contract.ts";
import { fitnessOf } from "../metrology/fitness.ts";
import { labelLine, labelRolls } from "../metrology/rules/label-words.ts";
import { ownLaboratory } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import type { Prisma } from "../platform/db.ts";
import type { FileReply } from "../platform/serve.ts";
import type * as contract from "./contract.ts";
import { formOf } from "./label-form.ts";
import type { Label, LabelState } from "./label/label.ts";
import { renderLabelPdf } from "./label/render-label-pdf.ts";
import { renderLabelPng } from "./label/render-label-png.ts";

const include = {
  order: true,
  containers: { orderBy: { number: "asc" as const } },
  tasks: { where: { unitsAreContainers: true }, select: { id: true }, take: 1 },
};
type Found = Prisma.SampleGetPayload<{ include: typeof include }>;

/** Labels of an order, a sample or a single container, in scanning order: each sample first, then its containers. */
export async function labelsPdf(ctx: Context, { query }: InputOf<typeof contract.labelsPdf>): Promise<FileReply> {
  const labels = await labelsOf(ctx, query.of);
  return {
    bytes: await renderLabelPdf(labels, await formOf(ctx, query.design)),
    mediaType: "application/pdf",
    name: `labels-${query.of}.pdf`,
  };
}

/** One label as PNG at 203 dpi. */
export async function labelPng(ctx: Context, { params, query }: InputOf<typeof contract.labelPng>): Promise<FileReply> {
  const number = params.number.replace(/\D/g, "");
  const label = (await labelsOf(ctx, number)).find((l) => l.number === number);
  if (!label) throw new Problem("not-found", { what: params.number });
  return {
    bytes: renderLabelPng(label, await formOf(ctx, query.design)),
    mediaType: "image/png",
    name: `${number}.png`,
  };
}

/** The label of an instrument, with its number to scan. */
export async function instrumentLabel(
  ctx: Context,
  { params }: InputOf<typeof metrology.instrumentLabel>,
): Promise<FileReply> {
  const found = await ctx.db.instrument.findFirst({
    where: { number: params.number.replace(/\D/g, ""), ...ownLaboratory(ctx) },
  });
  if (!found) throw new Problem("not-found", { what: params.number });
  const instrument = found;
  const fitness = await fitnessOf(ctx, instrument.id, ctx.now());
  const { word, roll } = labelRolls[fitness.state];
  const said = labelLine(fitness, instrument.place);
  const label: Label = {
    number: instrument.number,
    short: instrument.model,
    name: instrument.name,
    kindText: word,
    storage: null,
    laboratoryName: await laboratoryName(ctx, instrument.laboratoryId),
    detail: instrument.keeper && fitness.state !== "restricted" ? `${said} · ${instrument.keeper}` : said,
  };
  return {
    bytes: await renderLabelPdf([label], "50x30"),
    mediaType: "application/pdf",
    name: `${instrument.number} ${word} ${roll}.pdf`,
  };
}

/** The labels of an order, a sample with its containers, or one container, in scanning order. */
export async function labelsOf(ctx: Context, of: string): Promise<Label[]> {
  const number = of.replace(/\D/g, "");
  const samples = await ctx.db.sample.findMany({
    where: { ...ownLaboratory(ctx), OR: [{ number }, { order: { number } }, { containers: { some: { number } } }] },
    include,
    orderBy: { number: "asc" },
  });
  const first = samples[0];
  if (!first) throw new Problem("not-found", { what: of });
  const laboratory = await laboratoryName(ctx, first.laboratoryId);
  const all = samples.flatMap((sample) => labelsOfSample(sample, laboratory));
  return number.startsWith("2") ? all.filter((l) => l.number === number) : all;
}

function labelsOfSample(sample: Found, laboratoryName: string): Label[] {
  const state: LabelState =
    sample.state === "registered" ? "waiting" : sample.state === "in_testing" ? "testing" : "tested";
  const more = {
    batch: sample.batchNumber,
    specification: sample.specification,
    quantity: sample.quantity,
    receivedOn: sample.order.receivedOn,
    dueOn: sample.order.dueOn,
  };
  const shared = { name: sample.name, laboratoryName, state, more };
  // the third test container is the third unit: see readings/rules/unit-containers.ts
  const units = sample.tasks.length > 0 ? sample.containers.filter(({ kind }) => kind === "test") : [];
  const unitOf = (number: string) => {
    const at = units.findIndex((unit) => unit.number === number);
    return at < 0 || units.length < 2 ? {} : { unit: { nth: at + 1, of: units.length } };
  };
  return [
    { ...shared, number: sample.number, short: shortForm(sample.number), kindText: "样品", storage: sample.storage },
    ...sample.containers.map((c) => ({
      ...shared,
      ...unitOf(c.number),
      number: c.number,
      short: shortForm(c.number),
      kindText: zh.container[c.kind],
      storage: c.storage,
      more: { ...more, quantity: c.quantity },
      state: c.kind === "reserve" ? ("retained" as const) : state,
    })),
  ];
}

async function laboratoryName(ctx: Context, id: string): Promise<string> {
  return (await ctx.db.laboratory.findUniqueOrThrow({ where: { id } })).name;
}
