import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { pageSize, toPage } from "../kernel/page.ts";
import { groupNumber } from "../kernel/numbers.ts";
import { Problem } from "../kernel/problems.ts";
import { zh } from "../kernel/text/zh.ts";
import { toDay, toMinute } from "../kernel/time.ts";
import { laboratoryOf, ownLaboratory } from "../people/laboratory.ts";
import { sign } from "../people/sign.ts";
import type { Context } from "../platform/context.ts";
import type { Prisma } from "../platform/db.ts";
import { takeSequence } from "../platform/numbers.ts";
import { renderRecordPaper } from "../platform/paper/record-paper.ts";
import type { FileReply } from "../platform/serve.ts";
import { heldInclude, holdOf } from "./held.ts";
import { findContainer, moveContainer } from "./keep-custody.ts";
import { disposalRefusal } from "./rules/retention.ts";
import type * as contract from "./retention-contract.ts";
import type { DisposalRow } from "./retention-contract.ts";

const include = {
  items: {
    include: { container: { include: { sample: { include: heldInclude } } } },
    orderBy: { container: { number: "asc" } },
  },
} satisfies Prisma.DisposalInclude;
type Found = Prisma.DisposalGetPayload<{ include: typeof include }>;

/** The first of two signatures: the list of what goes, each due and none held. Nothing is disposed of yet. */
export async function prepareDisposal(
  ctx: Context,
  { body }: InputOf<typeof contract.prepareDisposal>,
): Promise<DisposalRow> {
  const laboratoryId = laboratoryOf(ctx);
  const today = toDay(ctx.now());
  const year = today.slice(0, 4);
  const label = `${year}-${String(await takeSequence(ctx, `disposal-${laboratoryId}-${year}`)).padStart(3, "0")}`;
  const items = [];
  for (const number of new Set(body.containers.map((n) => n.replace(/\D/g, "")))) {
    const { id } = await findContainer(ctx, number);
    const container = await ctx.db.container.findUniqueOrThrow({
      where: { id },
      include: { sample: { include: heldInclude } },
    });
    refuseTooEarly(container, today);
    const listed = await ctx.db.disposalItem.count({ where: { containerId: id, disposal: { state: "prepared" } } });
    if (listed > 0) throw new Problem("already-exists", { what: groupNumber(number) });
    items.push({ containerId: id, ground: groundOf(container) });
  }
  const disposal = await ctx.db.disposal.create({
    data: {
      laboratoryId,
      label,
      state: "prepared",
      way: body.way,
      preparedById: ctx.actor.id ?? "",
      preparedBy: ctx.actor.name,
      preparedAt: ctx.now(),
      items: { create: items },
    },
    include,
  });
  await sign(ctx, "dispose", "disposal", disposal.id, body.password);
  await ctx.note("disposal.prepared", `disposal ${label}`, { containers: items.length, way: body.way });
  await ctx.tell({ type: "changed", topics: ["samples"], laboratoryId });
  return rowOf(ctx, disposal);
}

/** The second signature, of another person: everything is looked at once more, and then it is gone. */
export async function witnessDisposal(
  ctx: Context,
  { params, body }: InputOf<typeof contract.witnessDisposal>,
): Promise<DisposalRow> {
  const disposal = await find(ctx, params.disposalId);
  if (disposal.state !== "prepared") throw new Problem("state-forbids", { state: disposal.state });
  if (disposal.preparedById === ctx.actor.id) throw new Problem("second-person-needed");
  const today = toDay(ctx.now());
  for (const { container } of disposal.items) refuseTooEarly(container, today);
  await sign(ctx, "witness", "disposal", disposal.id, body.password);
  for (const { container } of disposal.items)
    await moveContainer(ctx, container, {
      action: "disposed",
      state: "disposed",
      place: null,
      remark: `${disposal.label} ${disposal.way}（${disposal.preparedBy}、${ctx.actor.name}）`,
    });
  const done = await ctx.db.disposal.update({
    where: { id: disposal.id },
    data: { state: "done", witnessedById: ctx.actor.id, witnessedBy: ctx.actor.name, witnessedAt: ctx.now() },
    include,
  });
  await ctx.note("disposal.done", `disposal ${disposal.label}`, { prepared: disposal.preparedBy });
  return rowOf(ctx, done);
}

/** A list that was wrong is taken back before its second signature; its number stays used. */
export async function withdrawDisposal(
  ctx: Context,
  { params, body }: InputOf<typeof contract.withdrawDisposal>,
): Promise<DisposalRow> {
  const disposal = await find(ctx, params.disposalId);
  if (disposal.state !== "prepared") throw new Problem("state-forbids", { state: disposal.state });
  const withdrawn = await ctx.db.disposal.update({
    where: { id: disposal.id },
    data: { state: "withdrawn", withdrawnBy: ctx.actor.name, withdrawnReason: body.reason },
    include,
  });
  await ctx.note("disposal.withdrawn", `disposal ${disposal.label}`, { reason: body.reason });
  await ctx.tell({ type: "changed", topics: ["samples"], laboratoryId: disposal.laboratoryId });
  return rowOf(ctx, withdrawn);
}

/** Disposals of the laboratory: those that wait for their second signature first, with all that goes; then the others, newest first. */
export async function listDisposals(
  ctx: Context,
  { query }: { query: { after?: string | undefined } },
): Promise<ReplyOf<typeof contract.listDisposals>> {
  const open = query.after ? [] : await waitingDisposals(ctx);
  const closed = await ctx.db.disposal.findMany({
    where: { ...ownLaboratory(ctx), state: { not: "prepared" }, ...(query.after ? { id: { lt: query.after } } : {}) },
    orderBy: { id: "desc" },
    take: pageSize + 1,
  });
  const page = toPage(closed);
  const counted = await ctx.db.disposalItem.groupBy({
    by: ["disposalId"],
    where: { disposalId: { in: page.rows.map(({ id }) => id) } },
    _count: true,
  });
  const itemsOf = new Map(counted.map(({ disposalId, _count }) => [disposalId, _count]));
  return {
    rows: [...open, ...page.rows.map((d) => rowOf(ctx, { ...d, items: [] }, itemsOf.get(d.id) ?? 0))],
    next: page.next,
  };
}

/** Disposals that lack their second signature. */
export async function waitingDisposals(ctx: Context): Promise<DisposalRow[]> {
  const rows = await ctx.db.disposal.findMany({
    where: { ...ownLaboratory(ctx), state: "prepared" },
    include,
    orderBy: { id: "desc" },
    take: pageSize,
  });
  return rows.map((d) => rowOf(ctx, d));
}

/** 留样处置记录: what was disposed of, why it might be, how, and the two who signed. */
export async function disposalPdf(ctx: Context, { params }: InputOf<typeof contract.disposalPdf>): Promise<FileReply> {
  const d = await find(ctx, params.disposalId);
  const laboratory = await ctx.db.laboratory.findUniqueOrThrow({ where: { id: d.laboratoryId } });
  const signed = (name: string | null, at: Date | null) => (name && at ? `${name} ${toMinute(at)}（电子签名）` : "");
  const bytes = await renderRecordPaper({
    laboratory: laboratory.name,
    title: "留样处置记录",
    facts: [
      ["记录编号", d.label],
      ["状态", zh.disposalState[d.state]],
      ["处置方式", d.way],
      ["处置时间", d.witnessedAt ? toMinute(d.witnessedAt) : ""],
    ],
    columns: [
      { title: "序号", width: 28 },
      { title: "容器编号", width: 122 },
      { title: "样品名称", width: 130 },
      { title: "类别", width: 36 },
      { title: "数量", width: 50 },
      { title: "处置依据", width: 150 },
    ],
    rows: d.items.map(({ container, ground }, i) => [
      String(i + 1),
      groupNumber(container.number),
      container.sample.name,
      zh.container[container.kind],
      container.quantity ?? "",
      ground,
    ]),
    notes: [
      `共 ${d.items.length} 件。合格样品自检验结论作出之日起保存 3 个月，不合格样品 6 个月，均不超过保质期；有复检、异议或案件的不得处置。`,
      ...(d.withdrawnReason ? [`已撤销（${d.withdrawnBy ?? ""}）：${d.withdrawnReason}`] : []),
    ],
    signatures: [
      ["样品管理员", signed(d.preparedBy, d.preparedAt)],
      ["监督处置人", signed(d.witnessedBy, d.witnessedAt)],
    ],
    foot: `${laboratory.name} · 留样处置记录 ${d.label}`,
    at: d.witnessedAt ?? d.preparedAt,
  });
  return { bytes, mediaType: "application/pdf", name: `留样处置记录 ${d.label}.pdf` };
}

async function find(ctx: Context, id: string): Promise<Found> {
  const found = await ctx.db.disposal.findFirst({ where: { id, ...ownLaboratory(ctx) }, include });
  if (!found) throw new Problem("not-found", { what: "disposal" });
  return found;
}

type Kept = Found["items"][number]["container"];

function refuseTooEarly(container: Kept, today: string): void {
  const held = holdOf(container.sample);
  const refusal = disposalRefusal({ ...container, sampleState: container.sample.state, isHeld: held !== null }, today);
  if (refusal === null) return;
  throw new Problem(refusal, {
    number: groupNumber(container.number),
    until: container.retainUntil,
    reason: held,
    state: container.state,
  });
}

function groundOf({ sample, retainUntil, retainRule }: Kept): string {
  if (sample.state === "rejected" || sample.state === "cancelled") return zh.retentionRule.none;
  const rule = retainRule === "fail" || retainRule === "shelf-life" ? retainRule : "pass";
  return `${zh.retentionRule[rule]}，留样至 ${retainUntil ?? ""}`;
}

function rowOf(ctx: Context, d: Found, items = d.items.length): DisposalRow {
  return {
    id: d.id,
    label: d.label,
    state: d.state,
    way: d.way,
    items,
    preparedBy: d.preparedBy,
    preparedAt: d.preparedAt.toISOString(),
    witnessedBy: d.witnessedBy,
    witnessedAt: d.witnessedAt?.toISOString() ?? null,
    withdrawnReason: d.withdrawnReason,
    waitsForMe: d.state === "prepared" && d.preparedById !== ctx.actor.id && ctx.actor.rights.has("retention.dispose"),
    containers: d.items.map(({ container, ground }) => ({
      number: container.number,
      sampleName: container.sample.name,
      ground,
    })),
  };
}
