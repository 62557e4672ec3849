import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { categoryNamed, looseKey } from "../kernel/category-named.ts";
import { Problem } from "../kernel/problems.ts";
import { rowProblem, type RowProblem } from "../kernel/row-problems.ts";
import { toDay } from "../kernel/time.ts";
import { listCategories } from "../catalogue/list-categories.ts";
import { laboratoryOf } from "../people/laboratory.ts";
import { sign } from "../people/sign.ts";
import type { Context } from "../platform/context.ts";
import type { Prisma } from "../platform/db.ts";
import { readSheet } from "../platform/read-sheets.ts";
import type * as contract from "./sampling-contract.ts";
import { RuleRow, type RulesView } from "./sampling-contract.ts";

type Kept = Prisma.SamplingRulesGetPayload<object>;
type Heading = keyof typeof headings;

const headings = {
  food: ["食品细类", "食品细类（四级）", "食品分类", "食品类别"],
  category: ["产品分类", "限量分类"],
  item: ["检验项目", "抽检项目", "检测项目"],
  method: ["检验方法", "检测方法", "检验依据"],
  basis: ["判定依据", "依据法律法规或标准", "评价依据"],
} as const;
const needed = ["food", "item", "method", "basis"] as const;

/** All versions, the newest year and version first. */
export async function listRules(ctx: Context): Promise<ReplyOf<typeof contract.listRules>> {
  const rows = await ctx.db.samplingRules.findMany({
    where: { laboratoryId: laboratoryOf(ctx) },
    orderBy: [{ year: "desc" }, { version: "desc" }],
    take: 50,
  });
  return { rows: rows.map((row) => rulesView(ctx, row)) };
}

/** What a spreadsheet says, row by row with its problems; nothing is written. */
export async function previewRules(
  ctx: Context,
  { body }: InputOf<typeof contract.previewRules>,
): Promise<ReplyOf<typeof contract.previewRules>> {
  return { rows: await readRules(ctx, body) };
}

/** Keeps the rows without problems as the next version of the year; it is used only after a second person confirmed it. */
export async function draftRules(ctx: Context, { body }: InputOf<typeof contract.draftRules>): Promise<RulesView> {
  if (body.inForceUntil !== undefined && body.inForceUntil < body.inForceFrom)
    throw new Problem("bad-request", { fields: ["inForceUntil"] });
  const good = (await readRules(ctx, body)).filter(({ problems }) => problems.length === 0);
  if (good.length === 0) throw new Problem("file-without-rows", { file: body.name });
  const laboratoryId = laboratoryOf(ctx);
  const last = await ctx.db.samplingRules.findFirst({
    where: { laboratoryId, year: body.year },
    orderBy: { version: "desc" },
  });
  const row = await ctx.db.samplingRules.create({
    data: {
      laboratoryId,
      year: body.year,
      version: (last?.version ?? 0) + 1,
      title: body.title,
      inForceFrom: body.inForceFrom,
      inForceUntil: body.inForceUntil ?? null,
      rows: good,
      draftedById: ctx.actor.id ?? "",
      draftedBy: ctx.actor.name,
      draftedAt: ctx.now(),
    },
  });
  await ctx.note("sampling-rules.drafted", `sampling-rules ${row.year}-${row.version}`, {
    title: row.title,
    rows: good.length,
    file: body.name,
  });
  return rulesView(ctx, row);
}

/** A second person compared the version with the authority's paper and puts it into use, or withdraws it. */
export async function decideRules(
  ctx: Context,
  { params, body }: InputOf<typeof contract.decideRules>,
): Promise<RulesView> {
  const row = await ctx.db.samplingRules.findFirst({ where: { id: params.id, laboratoryId: laboratoryOf(ctx) } });
  if (!row) throw new Problem("not-found", { what: params.id });
  const isConfirmed = body.decision === "confirm";
  if (row.state === "withdrawn" || (isConfirmed && row.state !== "draft"))
    throw new Problem("state-forbids", { state: row.state });
  if (isConfirmed && row.draftedById === ctx.actor.id) throw new Problem("drafter-may-not-publish");
  const signed = await sign(ctx, "confirm_rules", "sampling-rules", row.id, body.password);
  const decided = await ctx.db.samplingRules.update({
    where: { id: row.id },
    data: {
      state: isConfirmed ? "confirmed" : "withdrawn",
      decidedById: ctx.actor.id,
      decidedBy: ctx.actor.name,
      decidedAt: ctx.now(),
    },
  });
  await ctx.note(
    isConfirmed ? "sampling-rules.confirmed" : "sampling-rules.withdrawn",
    `sampling-rules ${row.year}-${row.version}`,
    {
      draftedBy: row.draftedBy,
      signature: signed.id,
    },
  );
  return rulesView(ctx, decided);
}

/** The confirmed rules: for a food on a day, the rows of the newest version then in force, by the narrowest food it names. */
export async function rulesInForce(ctx: Context): Promise<{
  find: (foods: readonly string[], on: string) => { title: string; rows: RuleRow[] } | null;
}> {
  const versions = (
    await ctx.db.samplingRules.findMany({
      where: { laboratoryId: laboratoryOf(ctx), state: "confirmed" },
      orderBy: [{ year: "desc" }, { version: "desc" }],
    })
  ).map((row) => ({ ...row, rows: RuleRow.array().parse(row.rows) }));
  return {
    find(foods, on) {
      const version = versions.find(
        ({ inForceFrom, inForceUntil }) => inForceFrom <= on && (inForceUntil === null || on <= inForceUntil),
      );
      for (const food of foods) {
        const rows = version?.rows.filter((row) => looseKey(row.food) === looseKey(food)) ?? [];
        if (version && rows.length > 0)
          return { title: `${version.title}（${version.year}-${version.version}）`, rows };
      }
      return null;
    },
  };
}

async function readRules(ctx: Context, file: { name: string; bytes: string }): Promise<RuleRow[]> {
  const indexOf = (head: readonly string[], field: Heading) =>
    head.findIndex((cell) => headings[field].some((name) => name === cell));
  const { head, rows } = readSheet(file, (cells) => needed.every((field) => indexOf(cells, field) >= 0));
  const categories = (await listCategories(ctx)).rows;
  const methods = await ctx.db.method.findMany({ include: { item: true } });
  const today = toDay(ctx.now());
  let food = "";
  return rows.map(({ line, cells }) => {
    const cell = (field: Heading) => (cells[indexOf(head, field)] ?? "").normalize("NFKC").trim().slice(0, 200);
    food = cell("food") || food; // merged cells: the name stands in the first row only
    const problems: RowProblem[] = [];
    const named = cell("category") || food;
    const category = categoryNamed(named, categories) ?? "";
    if (cell("category") !== "" && category === "")
      problems.push(rowProblem("category-unknown", { cell: cell("category") }));
    const ofItem = methods.filter((method) => looseKey(method.item.name) === looseKey(cell("item")));
    const code = looseKey(cell("method"));
    const found = ofItem.filter((method) => code !== "" && code.includes(looseKey(method.code)));
    const [method] = found;
    if (food === "") problems.push(rowProblem("missing", { column: "食品分类" }));
    if (ofItem.length === 0) problems.push(rowProblem("item-unknown", { cell: cell("item") }));
    else if (!method) problems.push(rowProblem("method-not-of-item", { item: cell("item"), cell: cell("method") }));
    else if (method.inForceUntil !== null && method.inForceUntil < today)
      problems.push(rowProblem("method-ended", { method: method.code, by: method.supersededBy ?? "" }));
    if (cell("basis") === "") problems.push(rowProblem("missing", { column: "判定依据" }));
    return {
      line,
      food,
      category,
      item: cell("item"),
      method: cell("method"),
      basis: cell("basis"),
      methodId: method?.id ?? null,
      problems,
    };
  });
}

function rulesView(ctx: Context, row: Kept): RulesView {
  return {
    id: row.id,
    year: row.year,
    version: row.version,
    title: row.title,
    inForceFrom: row.inForceFrom,
    inForceUntil: row.inForceUntil,
    state: row.state,
    rows: RuleRow.array().parse(row.rows),
    draftedBy: row.draftedBy,
    draftedAt: row.draftedAt.toISOString(),
    decidedBy: row.decidedBy,
    mayConfirm: row.state === "draft" && row.draftedById !== ctx.actor.id,
  };
}
