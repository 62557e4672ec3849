import { zh } from "../kernel/text/zh.ts";
import type { Prisma } from "../platform/db.ts";
import { HoldKind } from "./retention-contract.ts";

/** What stands against disposing of a sample: holds that were placed, and objections that nobody has answered. */
export const heldInclude = {
  holds: { where: { releasedAt: null } },
  onCertificates: {
    select: { certificate: { select: { objections: { where: { answeredAt: null }, select: { id: true } } } } },
  },
} satisfies Prisma.SampleInclude;

/** The rows of samples that nothing holds, for a query. */
export const notHeld = {
  holds: { none: { releasedAt: null } },
  onCertificates: { none: { certificate: { objections: { some: { answeredAt: null } } } } },
} satisfies Prisma.SampleWhereInput;

export const isHeldNow = {
  OR: [
    { holds: { some: { releasedAt: null } } },
    { onCertificates: { some: { certificate: { objections: { some: { answeredAt: null } } } } } },
  ],
} satisfies Prisma.SampleWhereInput;

type Held = { holds: { kind: string; reason: string }[]; onCertificates: { certificate: { objections: unknown[] } }[] };

/** Why a sample is held, in words; null where nothing holds it. */
export function holdOf(sample: Held): string | null {
  const said = sample.holds.map(({ kind, reason }) => `${zh.holdKind[HoldKind.parse(kind)]}：${reason}`);
  if (sample.onCertificates.some(({ certificate }) => certificate.objections.length > 0))
    said.push(`${zh.holdKind.objection}：企业异议尚未答复`);
  return said.length > 0 ? said.join("；") : null;
}
