import type { InputOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { ownLaboratory } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import { findCertificate, moved } from "./change-state.ts";
import type * as contract from "./life-contract.ts";

/** 发放: a copy of a valid certificate leaves the house. */
export async function recordDispatch(
  ctx: Context,
  { params, body }: InputOf<typeof contract.recordDispatch>,
): Promise<Record<string, never>> {
  const row = await findCertificate(ctx, params.number);
  if (row.state !== "issued") throw new Problem("state-forbids", { state: row.state });
  if (body.reissueReason && (await ctx.db.dispatch.count({ where: { certificateId: row.id } })) === 0)
    throw new Problem("nothing-to-reissue");
  await ctx.db.dispatch.create({
    data: {
      ...body,
      courierNumber: body.courierNumber ?? null,
      reissueReason: body.reissueReason ?? null,
      certificateId: row.id,
      at: ctx.now(),
      by: ctx.actor.name,
    },
  });
  await ctx.note(body.reissueReason ? "certificate.reissued" : "certificate.dispatched", `certificate ${row.number}`, {
    ...body,
    sha256: row.sha256,
    ...(body.reissueReason && { reason: body.reissueReason }),
  });
  await moved(ctx, row);
  return {};
}

/** 收回: the paper of a certificate that counts no more came back, or is known to be gone. */
export async function recordReturn(
  ctx: Context,
  { params, body }: InputOf<typeof contract.recordReturn>,
): Promise<Record<string, never>> {
  const found = await ctx.db.dispatch.findFirst({
    where: { id: params.dispatchId, certificate: ownLaboratory(ctx) },
    include: { certificate: true },
  });
  if (!found) throw new Problem("not-found", { what: "dispatch" });
  if (found.returnedAt !== null) throw new Problem("state-forbids", { state: "returned" });
  await ctx.db.dispatch.update({ where: { id: found.id }, data: { returnedAt: ctx.now(), returnedNote: body.note } });
  await ctx.note("certificate.returned", `certificate ${found.certificate.number}`, {
    to: found.to,
    copies: found.copies,
    reason: body.note,
  });
  await moved(ctx, found.certificate);
  return {};
}
