// Who is printed as 主检, 审核 and 批准, and whose signature picture appears: only of who signed for everything of theirs that stands on
// this certificate, and the picture that was in use at the moment of signing. Everybody else stands there as a name.
import type { Context } from "../platform/context.ts";
import type { Review } from "../results/load-review.ts";
import type { Picture, Signer } from "./content.ts";
import type { Reviews } from "./samples-together.ts";

type Act = { subjectId: string; personId: string; signedAt: Date };
type Work = { person: { id: string; name: string }; subjectIds: string[] };

const mostNames = 12; // more are not drawn: then only who leads is named

/** Whose work leads a sample's (主检). */
export function leadOf(tasks: Review["tasks"]): Review["tasks"][number] | null {
  return tasks.find((task) => task.isLead) ?? tasks.find((task) => task.analystName !== null) ?? null;
}

/** 主检: who leads, signed or not, then every other analyst who signed the original records of what they submitted. */
export async function testersOf(ctx: Context, reviews: Reviews): Promise<Signer[]> {
  const work = new Map<string, Work>();
  const leads = reviews.map(({ tasks }) => leadOf(tasks));
  for (const lead of leads)
    if (lead?.analystId && lead.analystName)
      work.set(lead.analystId, { person: { id: lead.analystId, name: lead.analystName }, subjectIds: [] });
  const leading = new Set(work.keys());
  for (const { subcontractId, results } of reviews.flatMap(({ tasks }) => tasks))
    for (const { id, isCurrent, madeById, madeBy } of results) {
      if (!isCurrent || subcontractId !== null) continue;
      const known = work.get(madeById) ?? { person: { id: madeById, name: madeBy }, subjectIds: [] };
      work.set(madeById, { ...known, subjectIds: [...known.subjectIds, id] });
    }
  const signers = await signersOf(ctx, "submit", "result", [...work.values()]);
  const printed = signers.filter(({ id, signer }) => leading.has(id) || signer.signedAt !== null);
  return (printed.length > mostNames ? printed.filter(({ id }) => leading.has(id)) : printed).map((p) => p.signer);
}

/** 审核: each reviewer once. */
export async function reviewersOf(ctx: Context, reviews: Reviews): Promise<Signer[]> {
  const ids = [...new Set(reviews.flatMap(({ reviewedById }) => reviewedById ?? []))];
  const people = await ctx.db.person.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  const work = ids.flatMap((id) => {
    const person = people.find((one) => one.id === id);
    const reviewed = reviews.filter(({ reviewedById }) => reviewedById === id);
    return person ? [{ person, subjectIds: reviewed.map((review) => review.id) }] : [];
  });
  return (await signersOf(ctx, "review", "sample", work)).map(({ signer }) => signer);
}

/** 批准: the signature of who approves now. */
export async function approvedPicture(ctx: Context, reviews: Reviews): Promise<Picture | null> {
  const act = await ctx.db.signature.findFirst({
    where: {
      subject: "sample",
      subjectId: { in: reviews.map(({ id }) => id) },
      personId: ctx.actor.id ?? "",
      meaning: { in: ["approve", "amend"] },
    },
    orderBy: { signedAt: "desc" },
  });
  return act && pictureAt(ctx, act);
}

async function signersOf(
  ctx: Context,
  meaning: "submit" | "review",
  subject: "result" | "sample",
  work: readonly Work[],
): Promise<{ id: string; signer: Signer }[]> {
  const acts: Act[] = await ctx.db.signature.findMany({
    where: { meaning, subject, subjectId: { in: work.flatMap(({ subjectIds }) => subjectIds) } },
    orderBy: { signedAt: "desc" },
  });
  const signers: { id: string; signer: Signer }[] = [];
  for (const { person, subjectIds } of work) {
    const own = acts.filter((act) => act.personId === person.id && subjectIds.includes(act.subjectId));
    const isEachSigned = subjectIds.every((id) => own.some(({ subjectId }) => subjectId === id));
    const act = isEachSigned ? own[0] : undefined;
    signers.push({
      id: person.id,
      signer: {
        name: person.name,
        signedAt: act?.signedAt.toISOString() ?? null,
        picture: act ? await pictureAt(ctx, act) : null,
      },
    });
  }
  return signers;
}

/** The picture of a person's signature that was in use when they signed. */
export async function pictureAt(ctx: Context, act: { personId: string; signedAt: Date }): Promise<Picture | null> {
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
