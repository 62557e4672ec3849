import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { toDay } from "../kernel/time.ts";
import { laboratoryOf, ownLaboratory } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import type { Prisma } from "../platform/db.ts";
import { refuseUnprintable } from "../platform/paper/refuse-unprintable.ts";
import type { FileReply } from "../platform/serve.ts";
import {
  coversDay,
  maySubcontract,
  outsidePartnerScope,
  samplesGivenAway,
  stageOf,
  subcontractAllows,
  type subcontractMay,
} from "./rules/subcontract.ts";
import type * as contract from "./subcontract-contract.ts";
import type { SubcontractTask, SubcontractView } from "./subcontract-contract.ts";

const taskInclude = {
  sample: true,
  method: { include: { item: true } },
  results: { where: { isCurrent: true } },
} satisfies Prisma.TaskInclude;
const include = {
  tasks: { include: taskInclude, orderBy: [{ sampleId: "asc" }, { ordinal: "asc" }] },
  partner: { include: { scopes: true } },
} satisfies Prisma.SubcontractInclude;
type Found = Prisma.SubcontractGetPayload<{ include: typeof include }>;
type FoundTask = Found["tasks"][number];
type Done = Promise<Record<string, never>>;

/** What of an order other laboratories test, and what may still be given to one. */
export async function listSubcontracts(
  ctx: Context,
  { params }: InputOf<typeof contract.listSubcontracts>,
): Promise<ReplyOf<typeof contract.listSubcontracts>> {
  const order = await findOrder(ctx, params.number);
  const rows = await ctx.db.subcontract.findMany({ where: { orderId: order.id }, include, orderBy: { id: "asc" } });
  const tasks = await ctx.db.task.findMany({
    where: { sample: { orderId: order.id }, subcontractId: null, state: { in: ["pending", "assigned"] } },
    include: taskInclude,
    orderBy: [{ sampleId: "asc" }, { ordinal: "asc" }],
  });
  const containers = await ctx.db.container.findMany({
    where: { sample: { orderId: order.id }, kind: "test", state: "stored" },
    include: { sample: true },
    orderBy: { number: "asc" },
  });
  return {
    refusal: maySubcontract(order.source) ? null : "subcontract-forbidden",
    rows: rows.map(viewOf),
    open: tasks.map(taskOf),
    containers: containers.map(({ number, quantity, sample }) => ({ number, quantity, sampleName: sample.name })),
  };
}

/** 分包登记: the client agreed to these items at this laboratory, whose own scope covers them today. They never come to our bench. */
export async function agreeSubcontract(
  ctx: Context,
  { params, body }: InputOf<typeof contract.agreeSubcontract>,
): Promise<SubcontractView> {
  const order = await findOrder(ctx, params.number);
  if (!maySubcontract(order.source)) throw new Problem("subcontract-forbidden");
  const today = toDay(ctx.now());
  if (body.consentOn > today) throw new Problem("date-in-future", { on: body.consentOn });
  const partner = await ctx.db.partnerLaboratory.findFirst({
    where: { id: body.partnerId, laboratoryId: order.laboratoryId },
    include: { scopes: { orderBy: { validFrom: "desc" } } },
  });
  if (!partner) throw new Problem("not-found", { what: "partner" });
  const all = await ctx.db.task.findMany({ where: { sample: { orderId: order.id } }, include: taskInclude });
  const chosen = new Set(body.taskIds);
  const tasks = all.filter(({ id }) => chosen.has(id));
  if (tasks.length < chosen.size) throw new Problem("not-found", { what: "task" });
  for (const task of tasks)
    if (task.subcontractId !== null || (task.state !== "pending" && task.state !== "assigned"))
      throw new Problem("state-forbids", { state: task.state });
  const given = samplesGivenAway(all, chosen);
  if (given.length > 0)
    throw new Problem("subcontract-whole-sample", {
      samples: tasks.flatMap(({ sample }) => (given.includes(sample.id) ? [sample.number] : [])),
    });
  const { name: toName, cmaNumber: toCmaNumber, cmaValidUntil: toCmaValidUntil } = partner;
  refuseOutsideScope({ toName, toCmaValidUntil, partner, tasks }, today);
  const { taskIds, ...agreed } = body;
  const evidence = partner.scopes.filter(({ methodId }) => tasks.some((task) => task.methodId === methodId));
  const scopeEvidence = [...new Set(evidence.map((row) => row.evidence))].join("；");
  const said = { ...agreed, toName, toCmaNumber, toCmaValidUntil, scopeEvidence };
  const row = await ctx.db.subcontract.create({
    data: {
      ...said,
      laboratoryId: order.laboratoryId,
      orderId: order.id,
      recordedById: ctx.actor.id ?? "",
      recordedBy: ctx.actor.name,
      recordedAt: ctx.now(),
    },
  });
  await ctx.db.task.updateMany({
    where: { id: { in: taskIds } },
    data: { subcontractId: row.id, state: "in_progress", analystId: null, analystName: null, isLead: false },
  });
  await ctx.note("subcontract.agreed", `order ${order.number}`, {
    ...said,
    items: tasks.map((task) => `${task.sample.number} ${task.method.item.name}`),
  });
  await tell(ctx, order.laboratoryId);
  return show(ctx, row.id);
}

/** Given up before anything left the house: the items are ours again. */
export async function endSubcontract(ctx: Context, { params, body }: InputOf<typeof contract.endSubcontract>): Done {
  const row = await find(ctx, params.subcontractId, "end");
  await ctx.db.task.updateMany({ where: { subcontractId: row.id }, data: { subcontractId: null, state: "pending" } });
  await ctx.db.subcontract.update({
    where: { id: row.id },
    data: { endedAt: ctx.now(), endedBy: ctx.actor.name, endReason: body.reason },
  });
  await ctx.note("subcontract.ended", `subcontract ${row.id}`, { to: row.toName, reason: body.reason });
  await tell(ctx, row.laboratoryId);
  return {};
}

/** 发出: which containers went there and how; custody shows who has them. */
export async function sendSubcontract(
  ctx: Context,
  { params, body }: InputOf<typeof contract.sendSubcontract>,
): Promise<Record<string, never>> {
  const row = await find(ctx, params.subcontractId, "send");
  refuseOutsideScope(row, toDay(ctx.now()));
  const numbers = [...new Set(body.containers.map((number) => number.replace(/\D/g, "")))];
  const containers = await ctx.db.container.findMany({
    where: { number: { in: numbers }, kind: "test", sample: { tasks: { some: { subcontractId: row.id } } } },
  });
  const missing = numbers.filter((number) => !containers.some((c) => c.number === number));
  if (missing.length > 0) throw new Problem("not-found", { what: missing.join("、") });
  for (const container of containers) {
    if (container.state !== "stored") throw new Problem("state-forbids", { state: container.state });
    await ctx.db.container.update({
      where: { id: container.id },
      data: {
        state: "transferred",
        place: row.toName,
        moves: {
          create: {
            action: "sent-out",
            personId: ctx.actor.id ?? "",
            personName: ctx.actor.name,
            place: `${row.toName}（${body.how}）`,
            at: ctx.now(),
          },
        },
      },
    });
  }
  await ctx.db.sample.updateMany({
    where: { state: "registered", tasks: { some: { subcontractId: row.id } } },
    data: { state: "in_testing" },
  });
  await ctx.db.subcontract.update({
    where: { id: row.id },
    data: { containers: numbers, sentHow: body.how, sentBy: ctx.actor.name, sentAt: ctx.now() },
  });
  await ctx.note("subcontract.sent", `subcontract ${row.id}`, { to: row.toName, containers: numbers, how: body.how });
  await tell(ctx, row.laboratoryId);
  return {};
}

/** The other laboratory's report, kept by the hash of its bytes; results are taken from it alone. */
export async function attachReport(
  ctx: Context,
  { params, query, body }: InputOf<typeof contract.attachReport>,
): Promise<ReplyOf<typeof contract.attachReport>> {
  const row = await find(ctx, params.subcontractId, "report");
  const taken = row.tasks.find(({ state }) => state === "completed" || state === "checked");
  if (taken) throw new Problem("state-forbids", { state: taken.state }); // what was taken from it is sent back first
  const { bytes, mediaType } = body as unknown as { bytes: Buffer; mediaType: string };
  if (bytes.subarray(0, 5).toString("latin1") !== "%PDF-") throw new Problem("wrong-media-type", { types: ["PDF"] });
  const today = toDay(ctx.now());
  if (query.on > today) throw new Problem("date-in-future", { on: query.on });
  refuseOutsideScope(row, query.on);
  refuseUnprintable({ reportNumber: query.number });
  const sha256 = await ctx.house.files.keep(bytes);
  const name = `${query.number}.pdf`;
  await ctx.db.storedFile.create({
    data: {
      sha256,
      mediaType,
      size: bytes.length,
      name,
      laboratoryId: row.laboratoryId,
      createdById: ctx.actor.id,
      createdAt: ctx.now(),
    },
  });
  const report = { reportNumber: query.number, reportOn: query.on, reportSha256: sha256, reportName: name };
  await ctx.db.subcontract.update({
    where: { id: row.id },
    data: { ...report, reportBy: ctx.actor.name, reportAt: ctx.now() },
  });
  await ctx.note("subcontract.reported", `subcontract ${row.id}`, {
    to: row.toName,
    before: row.reportSha256,
    ...report,
  });
  await tell(ctx, row.laboratoryId);
  return { sha256 };
}

/** The report as it came. */
export async function subcontractReport(
  ctx: Context,
  { params }: InputOf<typeof contract.subcontractReport>,
): Promise<FileReply> {
  const row = await ctx.db.subcontract.findFirst({ where: { id: params.subcontractId, ...ownLaboratory(ctx) } });
  if (!row?.reportSha256) throw new Problem("not-found", { what: "report" });
  return {
    bytes: await ctx.house.files.read(row.reportSha256),
    mediaType: "application/pdf",
    name: row.reportName ?? "report.pdf",
  };
}

/** 能力附表: its own accreditation must cover item and method on the day, else what it reports is worth nothing here. */
function refuseOutsideScope(row: Pick<Found, "toName" | "toCmaValidUntil" | "partner" | "tasks">, on: string): void {
  const until = row.partner?.cmaValidUntil ?? row.toCmaValidUntil;
  if (!coversDay(until, on)) throw new Problem("subcontract-out-of-scope", { laboratory: row.toName, until, on });
  if (row.partner === null) return; // agreed before there was a register
  const items = outsidePartnerScope(row.tasks, row.partner.scopes, on);
  if (items.length > 0) throw new Problem("subcontract-items-out-of-scope", { laboratory: row.toName, items, on });
}

async function findOrder(ctx: Context, number: string) {
  const order = await ctx.db.order.findFirst({ where: { number: number.replace(/\D/g, ""), ...ownLaboratory(ctx) } });
  if (!order) throw new Problem("not-found", { what: number });
  return order;
}

async function find(ctx: Context, id: string, act: keyof typeof subcontractMay): Promise<Found> {
  const row = await ctx.db.subcontract.findFirst({ where: { id, laboratoryId: laboratoryOf(ctx) }, include });
  if (!row) throw new Problem("not-found", { what: "subcontract" });
  const stage = stageOf(row);
  if (!subcontractAllows(act, stage)) throw new Problem("state-forbids", { state: stage });
  return row;
}

async function show(ctx: Context, id: string): Promise<SubcontractView> {
  return viewOf(await ctx.db.subcontract.findUniqueOrThrow({ where: { id }, include }));
}

async function tell(ctx: Context, laboratoryId: string): Promise<void> {
  await ctx.tell({ type: "changed", topics: ["orders", "samples", "tasks"], laboratoryId });
}

function viewOf(row: Found): SubcontractView {
  return {
    id: row.id,
    stage: stageOf(row),
    toName: row.toName,
    toCmaNumber: row.toCmaNumber,
    toCmaValidUntil: row.toCmaValidUntil,
    scopeEvidence: row.scopeEvidence,
    consentBy: row.consentBy,
    consentOn: row.consentOn,
    consentPaper: row.consentPaper,
    recordedBy: row.recordedBy,
    recordedAt: row.recordedAt.toISOString(),
    containers: row.containers,
    sentHow: row.sentHow,
    sentBy: row.sentBy,
    sentAt: row.sentAt?.toISOString() ?? null,
    reportNumber: row.reportNumber,
    reportOn: row.reportOn,
    reportSha256: row.reportSha256,
    reportBy: row.reportBy,
    endReason: row.endReason,
    tasks: row.tasks.map(taskOf),
  };
}

function taskOf({ id, methodId, sample, method, state, results }: FoundTask): SubcontractTask {
  return {
    id,
    methodId,
    sampleNumber: sample.number,
    sampleName: sample.name,
    item: method.item.name,
    method: `${method.code} ${method.clause}`,
    unit: method.unit === "1" ? "" : method.unit,
    resultKind: method.resultKind,
    choices: method.choices,
    lod: method.lod,
    state,
    reported: results[0]?.reported ?? null,
  };
}
