import type { ReplyOf } from "../kernel/endpoint.ts";
import type { Context } from "../platform/context.ts";
import type * as contract from "./contract.ts";

export const demoPassword = "demo-lims-2026";

/** The demonstration's accounts, so that a newcomer can walk in; none outside the demonstration. */
export async function demoAccounts(ctx: Context): Promise<ReplyOf<typeof contract.demoAccounts>> {
  if (!ctx.house.settings.isDemo) return { isDemo: false, password: "", accounts: [] };
  const accounts = await ctx.db.person.findMany({
    where: { login: { startsWith: "demo-" }, isActive: true },
    select: { login: true, name: true, roles: true },
    orderBy: { createdAt: "asc" },
  });
  return { isDemo: true, password: demoPassword, accounts };
}
