import type { Context } from "../platform/context.ts";
import type { Picture } from "./content.ts";
import type { Reviews } from "./samples-together.ts";

/**
 * The signature pictures a certificate carries: each only where that person signed these samples in that meaning, and the one that was
 * in use at the moment of signing. 主检 submits without signing: no picture. Several reviewers stand in text.
 */
export async function signedPictures(
  ctx: Context,
  reviews: Reviews,
): Promise<{ reviewed: Picture | null; approved: Picture | null }> {
  const sampleIds = reviews.map(({ id }) => id);
  const [reviewer, ...others] = new Set(reviews.map(({ reviewedById }) => reviewedById));
  const acts = await ctx.db.signature.findMany({
    where: { subject: "sample", subjectId: { in: sampleIds }, meaning: { in: ["review", "approve", "amend"] } },
    orderBy: { signedAt: "desc" },
  });
  const reviewed = acts.filter(({ meaning, personId }) => meaning === "review" && personId === reviewer);
  const isEachSigned = sampleIds.every((id) => reviewed.some(({ subjectId }) => subjectId === id));
  const approved = acts.find(({ meaning, personId }) => meaning !== "review" && personId === ctx.actor.id);
  return {
    reviewed: others.length === 0 && isEachSigned ? await pictureAt(ctx, reviewed[0]) : null,
    approved: await pictureAt(ctx, approved),
  };
}

async function pictureAt(ctx: Context, act?: { personId: string; signedAt: Date }): Promise<Picture | null> {
  if (!act) return null;
  const row = await ctx.db.certificatePicture.findFirst({
    where: {
      personId: act.personId,
      kind: "signature",
      confirmedAt: { lte: act.signedAt },
      OR: [{ endedAt: null }, { endedAt: { gt: act.signedAt } }],
    },
    orderBy: [{ confirmedAt: "desc" }, { id: "desc" }],
  });
  return row && { sha256: row.sha256, mediaType: row.mediaType === "image/png" ? "image/png" : "image/jpeg" };
}
