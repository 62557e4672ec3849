import type { InputOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { creditCodeFault, plainCode } from "../kernel/credit-code.ts";
import type { Context } from "../platform/context.ts";
import { literally } from "../platform/literally.ts";
import { refuseUnprintable } from "../platform/paper/refuse-unprintable.ts";
import type * as contract from "./contract.ts";
import type { EnterpriseView } from "./contract.ts";

/** Registers an enterprise by its unified social credit code (GB 32100-2015). */
export async function addEnterprise(
  ctx: Context,
  { body }: InputOf<typeof contract.addEnterprise>,
): Promise<EnterpriseView> {
  const creditCode = plainCode(body.creditCode);
  const { name, address, contact } = body;
  refuseUnprintable({ "enterprise.name": name, "enterprise.address": address, "enterprise.contact": contact });
  if (creditCodeFault(creditCode)) throw new Problem("credit-code-wrong", { code: body.creditCode });
  const before = await ctx.db.enterprise.findUnique({ where: { creditCode } });
  if (before) throw new Problem("already-exists", { what: `${before.name} ${creditCode}` });
  const enterprise = await ctx.db.enterprise.create({ data: { ...body, creditCode } });
  await ctx.note("enterprise.registered", `enterprise ${creditCode}`, { name: body.name });
  return enterprise;
}

/** Enterprises whose credit code or name holds what was typed. */
export async function findEnterprises(
  ctx: Context,
  { query }: InputOf<typeof contract.findEnterprises>,
): Promise<{ rows: EnterpriseView[] }> {
  const q = query.q?.trim();
  const where = q
    ? {
        OR: [
          { name: { contains: literally(q), mode: "insensitive" as const } },
          { creditCode: { startsWith: plainCode(q) } },
        ],
      }
    : {};
  return { rows: await ctx.db.enterprise.findMany({ where, orderBy: { name: "asc" }, take: 30 }) };
}
