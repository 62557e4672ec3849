import { Problem } from "../kernel/problems.ts";
import type { zh } from "../kernel/text/zh.ts";
import type { Context } from "../platform/context.ts";
import { countGuess, refuseWhileBlocked } from "./guessing.ts";
import { isPassword } from "./password.ts";

/** What a signature says; the sentence was shown beside the button. */
export type Meaning = keyof typeof zh.meaning;

/** A person's signature: their password again, bound to what it is about and to its meaning. */
export async function sign(
  ctx: Context,
  meaning: Meaning,
  subject: string,
  subjectId: string,
  password: string,
): Promise<{ id: string }> {
  const person = await personBehind(ctx, password);
  return ctx.db.signature.create({
    data: { personId: person.id, personName: person.name, meaning, subject, subjectId, signedAt: ctx.now() },
    select: { id: true },
  });
}

/** Several things, each shown, signed with one password: a signature for each of them, by what it is about. */
export async function signEach(
  ctx: Context,
  meaning: Meaning,
  subject: string,
  subjectIds: readonly string[],
  password: string,
): Promise<Map<string, string>> {
  const person = await personBehind(ctx, password);
  const kept = await ctx.db.signature.createManyAndReturn({
    data: subjectIds.map((subjectId) => ({
      personId: person.id,
      personName: person.name,
      meaning,
      subject,
      subjectId,
      signedAt: ctx.now(),
    })),
    select: { id: true, subjectId: true },
  });
  return new Map(kept.map(({ id, subjectId }) => [subjectId, id]));
}

async function personBehind(ctx: Context, password: string): Promise<{ id: string; name: string }> {
  const person = await ctx.db.person.findUniqueOrThrow({ where: { id: ctx.actor.id ?? "" } });
  const key = `signature ${person.login}`;
  await refuseWhileBlocked(ctx, key);
  if (!(await isPassword(person.passwordHash, password))) {
    ctx.whenRefused((own) => countGuess(own, [key]));
    throw new Problem("signature-refused");
  }
  return person;
}

/**
 * The same act of signing, bound to one of the things it was about: many were shown together and signed for once. Only the signer's
 * own signature of that meaning carries it, and no longer than half a day.
 */
export async function signUnder(
  ctx: Context,
  meaning: Meaning,
  subject: string,
  subjectId: string,
  signatureId: string,
): Promise<{ id: string }> {
  const act = await ctx.db.signature.findUnique({ where: { id: signatureId } });
  const isTheirs = act?.personId === ctx.actor.id && act.meaning === meaning;
  if (!act || !isTheirs || ctx.now().getTime() - act.signedAt.getTime() > longestAct)
    throw new Problem("signature-refused");
  const { personId, personName, signedAt } = act;
  return ctx.db.signature.create({
    data: { personId, personName, meaning, subject, subjectId, signedAt },
    select: { id: true },
  });
}

const longestAct = 12 * 3_600_000;
