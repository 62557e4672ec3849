import type { Context, House } from "../platform/context.ts";
import type { OpenKey } from "./key-places.ts";
import { signingKeys } from "./signing-keys.ts";

/** Keeps which key signed, by its certificate: after a change of keys old certificates are still told apart and checked. */
export async function keepKey(ctx: Context, { certificate, chainPem, rootPem }: OpenKey): Promise<string> {
  const fingerprint = certificate.fingerprint256.replaceAll(":", "").toLowerCase();
  const known = await ctx.db.signingKey.findUnique({ where: { fingerprint }, select: { id: true } });
  if (known) return known.id;
  const kept = await ctx.db.signingKey.create({
    data: {
      fingerprint,
      subject: certificate.subject.replaceAll("\n", ", "),
      serial: certificate.serialNumber,
      validFrom: new Date(certificate.validFrom),
      validUntil: new Date(certificate.validTo),
      chainPem,
      rootPem,
      firstUsedAt: ctx.now(),
    },
    select: { id: true },
  });
  await ctx.note("signing-key.first-used", `signing key ${certificate.serialNumber}`, { fingerprint });
  return kept.id;
}

/** Whom a check of any certificate of this house trusts: the roots of today's keys first, then those of keys that signed before. */
export async function everyRoot(house: House): Promise<string[]> {
  const now = await signingKeys(house).then(
    ({ roots }) => roots,
    () => [], // a key that cannot be used today takes nothing from what was signed before
  );
  const before = await house.db.signingKey.findMany({ orderBy: { id: "desc" }, select: { rootPem: true } });
  return [...new Set([...now, ...before.map(({ rootPem }) => rootPem)].map((pem) => `${pem.trim()}\n`))];
}
