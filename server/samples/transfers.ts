import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { laboratoryOf } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import { takeNumber } from "../platform/numbers.ts";
import { findContainer, moveContainer } from "./keep-custody.ts";
import { containerMoveRefusal } from "./rules.ts";
import { findTransfer, transferView } from "./show-transfers.ts";
import type * as contract from "./transfer-contract.ts";
import type { TransferView } from "./transfer-contract.ts";

/** 移交: containers leave with a manifest. Where they go is told to the other laboratory at once; until scanned there, they are under way. */
export async function sendTransfer(
  ctx: Context,
  { body }: InputOf<typeof contract.sendTransfer>,
): Promise<TransferView> {
  const own = await ctx.db.laboratory.findUniqueOrThrow({ where: { id: laboratoryOf(ctx) } });
  const to = body.toLaboratoryId
    ? await ctx.db.laboratory.findUnique({ where: { id: body.toLaboratoryId } })
    : body.toName
      ? { id: null, name: body.toName }
      : null;
  if (!to || to.id === own.id) throw new Problem("transfer-nowhere");
  const { number } = await takeNumber(ctx, "transfer", own.code);
  const transfer = await ctx.db.transfer.create({
    data: {
      number,
      fromLaboratoryId: own.id,
      toLaboratoryId: to.id,
      toName: to.name,
      purpose: body.purpose,
      courier: body.courier ?? null,
      temperature: body.temperature ?? null,
      state: "sent",
      sentById: ctx.actor.id ?? "",
      sentBy: ctx.actor.name,
      sentAt: ctx.now(),
    },
  });
  for (const asked of new Set(body.containers.map((n) => n.replace(/\D/g, "")))) {
    const container = await findContainer(ctx, asked);
    const refusal = containerMoveRefusal(container, "transferred");
    if (refusal !== null)
      throw new Problem("container-elsewhere", { number: container.number, state: container.state });
    if (container.kind === "reserve" && body.purpose === "testing")
      throw new Problem("reserve-sealed", { number: container.number });
    await ctx.db.transferItem.create({ data: { transferId: transfer.id, containerId: container.id } });
    await moveContainer(ctx, container, {
      action: "sent",
      state: "transferred",
      place: null,
      remark: `${to.name}（${number}）`,
    });
  }
  await ctx.note("transfer.sent", `transfer ${number}`, { to: to.name, containers: body.containers.length });
  if (to.id) await ctx.tell({ type: "changed", topics: ["samples"], laboratoryId: to.id });
  return transferView(ctx, await findTransfer(ctx, number));
}

/** A container scanned on arrival: from now on it lies in the receiving laboratory; twice the same scan is one. */
export async function receiveContainer(
  ctx: Context,
  { params, body }: InputOf<typeof contract.receiveContainer>,
): Promise<TransferView> {
  const transfer = await findTransfer(ctx, params.number);
  const laboratoryId = laboratoryOf(ctx);
  if (transfer.toLaboratoryId !== laboratoryId) throw new Problem("not-allowed");
  const number = body.container.replace(/\D/g, "");
  const item = transfer.items.find((i) => i.container.number === number);
  if (!item) throw new Problem("not-on-manifest", { number: body.container, transfer: transfer.number });
  if (item.receivedAt === null) {
    if (transfer.state === "recalled") throw new Problem("state-forbids", { state: transfer.state });
    await ctx.db.transferItem.update({
      where: { transferId_containerId: { transferId: transfer.id, containerId: item.containerId } },
      data: { receivedAt: ctx.now(), receivedBy: ctx.actor.name, condition: body.condition },
    });
    await moveContainer(ctx, item.container, {
      action: "received",
      state: "stored",
      place: null,
      laboratoryId,
      remark: body.condition,
    });
    // one that was given up for missing and turned up after all
    const isLast = transfer.state === "incomplete" && transfer.items.every((i) => i === item || i.receivedAt !== null);
    if (isLast) await ctx.db.transfer.update({ where: { id: transfer.id }, data: { state: "received" } });
    await ctx.tell({ type: "changed", topics: ["samples"], laboratoryId: transfer.fromLaboratoryId });
  }
  await ctx.note("transfer.item-received", `transfer ${transfer.number}`, { number, condition: body.condition });
  return transferView(ctx, await findTransfer(ctx, transfer.number));
}

/**
 * 接收完毕: what was not scanned is missing, named to both sides, and stays under way. A laboratory outside the system signs the
 * manifest on paper; the sender then confirms it here.
 */
export async function closeTransfer(
  ctx: Context,
  { params, body }: InputOf<typeof contract.closeTransfer>,
): Promise<TransferView> {
  const transfer = await findTransfer(ctx, params.number);
  const isOutside = transfer.toLaboratoryId === null;
  const receiver = isOutside ? transfer.fromLaboratoryId : transfer.toLaboratoryId;
  if (receiver !== ctx.actor.laboratoryId) throw new Problem("not-allowed");
  if (transfer.state !== "sent") throw new Problem("state-forbids", { state: transfer.state });
  if (isOutside)
    await ctx.db.transferItem.updateMany({
      where: { transferId: transfer.id },
      data: { receivedAt: ctx.now(), receivedBy: transfer.toName, condition: body.note ?? null },
    });
  const missing = isOutside ? [] : transfer.items.filter((i) => i.receivedAt === null);
  await ctx.db.transfer.update({
    where: { id: transfer.id },
    data: {
      state: missing.length > 0 ? "incomplete" : "received",
      closedBy: ctx.actor.name,
      closedAt: ctx.now(),
      closeNote: body.note ?? null,
    },
  });
  await ctx.note("transfer.closed", `transfer ${transfer.number}`, {
    missing: missing.map((i) => i.container.number),
    ...(body.note && { note: body.note }),
  });
  for (const laboratoryId of [transfer.fromLaboratoryId, transfer.toLaboratoryId])
    if (laboratoryId) await ctx.tell({ type: "changed", topics: ["samples"], laboratoryId });
  return transferView(ctx, await findTransfer(ctx, transfer.number));
}

/** 撤回: what was never received is back in the store of the sender. */
export async function recallTransfer(
  ctx: Context,
  { params, body }: InputOf<typeof contract.recallTransfer>,
): Promise<TransferView> {
  const transfer = await findTransfer(ctx, params.number);
  if (transfer.fromLaboratoryId !== laboratoryOf(ctx)) throw new Problem("not-allowed");
  const back = transfer.items.filter((i) => i.receivedAt === null);
  if ((transfer.state !== "sent" && transfer.state !== "incomplete") || back.length === 0)
    throw new Problem("state-forbids", { state: transfer.state });
  for (const { container } of back)
    await moveContainer(ctx, container, { action: "recalled", state: "stored", place: null, remark: body.reason });
  await ctx.db.transfer.update({
    where: { id: transfer.id },
    data: {
      state: back.length === transfer.items.length ? "recalled" : "received",
      closedBy: transfer.closedBy ?? ctx.actor.name,
      closedAt: transfer.closedAt ?? ctx.now(),
      closeNote: [transfer.closeNote, body.reason].filter(Boolean).join("；"),
    },
  });
  await ctx.db.transferItem.deleteMany({
    where: { transferId: transfer.id, receivedAt: null, transfer: { state: "received" } },
  });
  await ctx.note("transfer.recalled", `transfer ${transfer.number}`, {
    reason: body.reason,
    containers: back.map(({ container }) => container.number),
  });
  if (transfer.toLaboratoryId)
    await ctx.tell({ type: "changed", topics: ["samples"], laboratoryId: transfer.toLaboratoryId });
  return transferView(ctx, await findTransfer(ctx, transfer.number));
}

/** The other laboratories of the system. */
export async function transferTargets(ctx: Context): Promise<ReplyOf<typeof contract.transferTargets>> {
  const rows = await ctx.db.laboratory.findMany({
    where: { id: { not: laboratoryOf(ctx) } },
    orderBy: { code: "asc" },
    select: { id: true, name: true },
  });
  return { rows };
}
