import { zh } from "../kernel/text/zh.ts";
import type { Prisma } from "../platform/db.ts";
import type { Context } from "../platform/context.ts";
import { HoldKind } from "./retention-contract.ts";

/** What stands against disposing of a sample: holds that were placed, and objections that nobody has answered. */
export const heldInclude = {
  holds: { where: { releasedAt: null } },
  onCertificates: {
    select: { certificate: { select: { objections: { where: { answeredAt: null }, select: { id: true } } } } },
  },
} satisfies Prisma.SampleInclude;

/** The samples that something holds now: found from the holds, which are few, not from the samples, which are many. */
export async function heldSamples(ctx: Context): Promise<string[]> {
  const holds = await ctx.db.retentionHold.findMany({ where: { releasedAt: null }, select: { sampleId: true } });
  const objections = await ctx.db.objection.findMany({
    where: { answeredAt: null },
    select: { certificate: { select: { samples: { select: { sampleId: true } } } } },
  });
  const disputed = objections.flatMap(({ certificate }) => certificate.samples);
  return [...new Set([...holds, ...disputed].map(({ sampleId }) => sampleId))];
}

type Held = { holds: { kind: string; reason: string }[]; onCertificates: { certificate: { objections: unknown[] } }[] };

/** Why a sample is held, in words; null where nothing holds it. */
export function holdOf(sample: Held): string | null {
  const said = sample.holds.map(({ kind, reason }) => `${zh.holdKind[HoldKind.parse(kind)]}：${reason}`);
  if (sample.onCertificates.some(({ certificate }) => certificate.objections.length > 0))
    said.push(`${zh.holdKind.objection}：企业异议尚未答复`);
  return said.length > 0 ? said.join("；") : null;
}
