import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { findInstrument } from "../metrology/list-instruments.ts";
import { ownLaboratory } from "../people/laboratory.ts";
import { noJson } from "../platform/db.ts";
import type { Context } from "../platform/context.ts";
import { PortSettings } from "./contract.ts";
import type * as contract from "./gateway-contract.ts";
import { driverFault } from "./try-drivers.ts";

const watchFor = 60_000;

/** How an instrument is connected, as it was saved. */
export async function showConnection(
  ctx: Context,
  { params }: InputOf<typeof contract.showConnection>,
): Promise<ReplyOf<typeof contract.showConnection>> {
  const { id } = await findInstrument(ctx, params.number);
  const row = await ctx.db.instrument.findUniqueOrThrow({ where: { id } });
  const port = PortSettings.safeParse(row.port);
  if (row.driver === null || !port.success) return { connection: null };
  return {
    connection: {
      gatewayId: row.gatewayId,
      driver: row.driver,
      port: port.data,
      mode: row.mode === "stream" ? "stream" : "listen",
      isLive: row.isLive,
      ...(row.profile === null ? {} : { profile: row.profile as never }),
    },
  };
}

/** Says which gateway reads an instrument, where and how; null takes it off. The gateway follows within seconds. */
export async function connectInstrument(
  ctx: Context,
  { params, body }: InputOf<typeof contract.connectInstrument>,
): Promise<Record<string, never>> {
  const { id, number } = await findInstrument(ctx, params.number);
  const { connection } = body;
  if (connection === null) {
    await ctx.db.instrument.update({
      where: { id },
      data: { gatewayId: null, driver: null, port: noJson, profile: noJson },
    });
    await ctx.note("instrument.disconnected", `instrument ${number}`);
    return {};
  }
  const fault = driverFault(connection.driver, connection.profile);
  if (fault) throw fault;
  const gateway = await ctx.db.gateway.findFirst({
    where: { id: connection.gatewayId ?? "", ...ownLaboratory(ctx), isActive: true },
  });
  if (!gateway) throw new Problem("not-found", { what: connection.gatewayId ?? "" });
  const { driver, port, mode, isLive, profile } = connection;
  await ctx.db.instrument.update({
    where: { id },
    data: {
      gatewayId: gateway.id,
      driver,
      port,
      mode,
      isLive,
      profile: profile === undefined || profile === null ? noJson : profile,
    },
  });
  await ctx.note("instrument.connected", `instrument ${number}`, {
    gateway: gateway.name,
    driver,
    port,
    mode,
    profile: profile ?? null,
  });
  return {};
}

/** Asks the gateway for the bytes themselves; a screen that looks on asks again every half minute. */
export async function watchInstrument(
  ctx: Context,
  { params }: InputOf<typeof contract.watchInstrument>,
): Promise<Record<string, never>> {
  const { id } = await findInstrument(ctx, params.number);
  await ctx.db.instrument.update({ where: { id }, data: { watchUntil: new Date(ctx.now().getTime() + watchFor) } });
  return {};
}
