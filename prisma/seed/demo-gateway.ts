import { Problem } from "../../server/kernel/problems.ts";
import { newGatewayKey } from "../../server/readings/gateway-keys.ts";
import { hashOf } from "../../server/people/session.ts";
import type { Context } from "../../server/platform/context.ts";
import type { PortSettings } from "../../server/readings/contract.ts";

export const demoGatewayName = "演示网关";
export const demoBalanceSerial = "SIM-0001";

/** Joins the demonstration's balance to its gateway on a port (where the simulator listens). */
export async function connectBalance(ctx: Context, port: PortSettings): Promise<{ number: string }> {
  const gateway = await ctx.db.gateway.findFirst({ where: { name: demoGatewayName } });
  if (!gateway) throw new Problem("demo-only");
  const balance = await ctx.db.instrument.findFirst({
    where: { serialNumber: demoBalanceSerial, laboratoryId: gateway.laboratoryId },
  });
  if (!balance) throw new Problem("demo-only");
  await ctx.db.instrument.update({
    where: { id: balance.id },
    data: { gatewayId: gateway.id, driver: "mt-sics", port },
  });
  await ctx.note("instrument.connected", `instrument ${balance.number}`, { gateway: gateway.name, port });
  return { number: balance.number };
}

/** A new key for the demonstration's gateway, which is started anew with the program; the key of before ends. */
export async function renewDemoGatewayKey(ctx: Context): Promise<{ key: string }> {
  const gateway = await ctx.db.gateway.findFirst({ where: { name: demoGatewayName } });
  if (!gateway) throw new Problem("demo-only");
  const key = newGatewayKey(ctx);
  await ctx.db.gateway.update({ where: { id: gateway.id }, data: { keyHash: hashOf(key), isActive: true } });
  await ctx.note("gateway.key-renewed", `gateway ${gateway.name}`);
  return { key };
}
