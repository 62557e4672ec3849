import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { groupNumber } from "../kernel/numbers.ts";
import { pageSize, toPage } from "../kernel/page.ts";
import { Problem } from "../kernel/problems.ts";
import { zh } from "../kernel/text/zh.ts";
import { toMinute } from "../kernel/time.ts";
import type { Context } from "../platform/context.ts";
import type { Prisma } from "../platform/db.ts";
import { literally } from "../platform/literally.ts";
import { renderRecordPaper } from "../platform/paper/record-paper.ts";
import type { FileReply } from "../platform/serve.ts";
import type * as contract from "./transfer-contract.ts";
import { TransferPurpose, type TransferRow, type TransferView } from "./transfer-contract.ts";

const include = {
  items: {
    include: { container: { include: { sample: { select: { name: true } } } } },
    orderBy: { container: { number: "asc" } },
  },
} satisfies Prisma.TransferInclude;
type Found = Prisma.TransferGetPayload<{ include: typeof include }>;

/** Both laboratories of a manifest see it, nobody else does. */
function mine(ctx: Context): Prisma.TransferWhereInput {
  if (ctx.actor.seesAllLaboratories) return {};
  const own = ctx.actor.laboratoryId ?? "";
  return { OR: [{ fromLaboratoryId: own }, { toLaboratoryId: own }] };
}

/** A manifest that one's laboratory sent or is sent, by its number in any grouping. */
export async function findTransfer(ctx: Context, number: string): Promise<Found> {
  const found = await ctx.db.transfer.findFirst({
    where: { number: number.replace(/\D/g, ""), ...mine(ctx) },
    include,
  });
  if (!found) throw new Problem("not-found", { what: number });
  return found;
}

type Asked = InputOf<typeof contract.listTransfers>["query"];

/** Manifests of the laboratory, newest first and page by page: those that are not done, or all. */
export async function listTransfers(
  ctx: Context,
  { query }: { query: Asked },
): Promise<ReplyOf<typeof contract.listTransfers>> {
  const names = await laboratoryNames(ctx);
  const size = query.size ?? pageSize;
  const sought = soughtTransfers(ctx, query, names);
  const open = { AND: [sought, { state: { in: ["sent", "incomplete"] } }] } satisfies Prisma.TransferWhereInput;
  const rows = await ctx.db.transfer.findMany({
    where: { AND: [query.show === "open" ? open : sought, query.after ? { id: { lt: query.after } } : {}] },
    include: { items: { select: { receivedAt: true } } },
    orderBy: { id: "desc" },
    take: size + 1,
  });
  const page = toPage(rows, size);
  return {
    counts: query.after
      ? null
      : { open: await ctx.db.transfer.count({ where: open }), all: await ctx.db.transfer.count({ where: sought }) },
    rows: page.rows.map((t) => rowOf(ctx, t, names)),
    next: page.next,
  };
}

/** By the manifest's number or that of a container on it, or by a laboratory's name. */
function soughtTransfers(
  ctx: Context,
  { q: typed, direction }: Asked,
  names: ReadonlyMap<string, string>,
): Prisma.TransferWhereInput {
  const own = ctx.actor.laboratoryId ?? "";
  // as the row says it: what was not sent by us came in
  const way =
    direction === "out" ? { fromLaboratoryId: own } : direction === "in" ? { NOT: { fromLaboratoryId: own } } : {};
  const q = typed?.trim() ?? "";
  if (q === "") return { AND: [mine(ctx), way] };
  const digits = q.replace(/[\s-]/g, "");
  const like = { contains: literally(q), mode: "insensitive" as const };
  const laboratories = [...names].filter(([, name]) => name.toLowerCase().includes(q.toLowerCase())).map(([id]) => id);
  const hits: Prisma.TransferWhereInput[] = [
    { toName: like },
    { sentBy: like },
    { fromLaboratoryId: { in: laboratories } },
    ...(/^\d{3,}$/.test(digits) ? [{ number: { contains: digits } }] : []),
    ...(/^\d{18}$/.test(digits) ? [{ items: { some: { container: { number: digits } } } }] : []),
  ];
  return { AND: [mine(ctx), way, { OR: hits }] };
}

/** One manifest with its lines. */
export async function showTransfer(
  ctx: Context,
  { params }: InputOf<typeof contract.showTransfer>,
): Promise<TransferView> {
  return transferView(ctx, await findTransfer(ctx, params.number));
}

/** A manifest as screens show it. */
export async function transferView(ctx: Context, t: Found): Promise<TransferView> {
  const isSender = t.fromLaboratoryId === ctx.actor.laboratoryId;
  const isReceiver = t.toLaboratoryId === ctx.actor.laboratoryId;
  const missing = t.items.some((i) => i.receivedAt === null);
  const may: TransferView["may"] = [];
  if (isReceiver && missing && (t.state === "sent" || t.state === "incomplete")) may.push("receive");
  if (isReceiver && t.state === "sent") may.push("close");
  if (isSender && t.toLaboratoryId === null && t.state === "sent") may.push("confirm");
  if (isSender && missing && (t.state === "sent" || t.state === "incomplete")) may.push("recall");
  return {
    ...rowOf(ctx, t, await laboratoryNames(ctx)),
    isOutside: t.toLaboratoryId === null,
    courier: t.courier,
    temperature: t.temperature,
    closedBy: t.closedBy,
    closedAt: t.closedAt?.toISOString() ?? null,
    closeNote: t.closeNote,
    lines: t.items.map(({ container, ...item }) => ({
      number: container.number,
      sampleName: container.sample.name,
      kind: container.kind,
      quantity: container.quantity,
      storage: container.storage,
      sealNumber: container.sealNumber,
      receivedAt: item.receivedAt?.toISOString() ?? null,
      receivedBy: item.receivedBy,
      condition: item.condition,
    })),
    may,
  };
}

/** The manifest on paper: it travels with the containers and is signed by both sides. */
export async function manifestPdf(ctx: Context, { params }: InputOf<typeof contract.manifestPdf>): Promise<FileReply> {
  const view = await showTransfer(ctx, { params, query: {}, body: {} });
  const bytes = await renderRecordPaper({
    laboratory: view.from,
    title: "样品移交单",
    scan: { number: view.number, shown: groupNumber(view.number) },
    facts: [
      ["移交方", view.from],
      ["接收方", view.to],
      ["移交目的", zh.transferPurpose[view.purpose]],
      ["移交时间", toMinute(new Date(view.sentAt))],
      ["运送人", view.courier ?? ""],
      ["运输温度", view.temperature ?? ""],
    ],
    columns: [
      { title: "序号", width: 28 },
      { title: "容器编号", width: 118 }, // a number stands on one line
      { title: "样品名称", width: 96 },
      { title: "类别", width: 30 },
      { title: "数量", width: 42 },
      { title: "贮存条件", width: 70 },
      { title: "封条", width: 52 },
      { title: "接收状况", width: 69 },
    ],
    rows: view.lines.map((line, i) => [
      String(i + 1),
      groupNumber(line.number),
      line.sampleName,
      zh.container[line.kind],
      line.quantity ?? "",
      line.storage,
      line.sealNumber ?? "",
      line.receivedAt ? `${line.condition ?? ""} ${toMinute(new Date(line.receivedAt))}` : " ",
    ]),
    notes: [
      `共 ${view.items} 件。接收方逐件扫描核对；缺少或破损的，请在“接收状况”栏注明并当日告知移交方。`,
      ...(view.closeNote ? [`接收说明：${view.closeNote}`] : []),
    ],
    signatures: [
      ["移交人", `${view.sentBy} ${toMinute(new Date(view.sentAt))}`],
      ["运送人", view.courier ?? ""],
      ["接收人", view.closedBy && view.closedAt ? `${view.closedBy} ${toMinute(new Date(view.closedAt))}` : ""],
      ["接收日期", view.closedAt ? toMinute(new Date(view.closedAt)).slice(0, 10) : ""],
    ],
    foot: `${view.from} · 样品移交单 ${groupNumber(view.number)}`,
    at: new Date(view.sentAt),
  });
  return { bytes, mediaType: "application/pdf", name: `样品移交单 ${view.number}.pdf` };
}

type Rowed = Omit<Found, "items"> & { items: { receivedAt: Date | null }[] };

function rowOf(ctx: Context, t: Rowed, names: ReadonlyMap<string, string>): TransferRow {
  return {
    id: t.id,
    number: t.number,
    from: names.get(t.fromLaboratoryId) ?? "",
    to: t.toName,
    direction: t.fromLaboratoryId === ctx.actor.laboratoryId ? "out" : "in",
    purpose: TransferPurpose.parse(t.purpose),
    state: t.state,
    sentBy: t.sentBy,
    sentAt: t.sentAt.toISOString(),
    items: t.items.length,
    received: t.items.filter((i) => i.receivedAt !== null).length,
  };
}

async function laboratoryNames(ctx: Context): Promise<Map<string, string>> {
  const rows = await ctx.db.laboratory.findMany({ select: { id: true, name: true } });
  return new Map(rows.map((r) => [r.id, r.name]));
}
