import { toDay } from "../kernel/time.ts";
import type { Context } from "../platform/context.ts";
import { takeNumber, takeSequence } from "../platform/numbers.ts";
import type { Conclusion } from "../results/conclude-sample.ts";
import { composeCertificate } from "./compose-certificate.ts";
import { CertificateContent, sampleNames } from "./content.ts";
import type { CertificateRow } from "./contract.ts";
import { changesText } from "./rules/changes-text.ts";
import { differencesOf, type Difference } from "./rules/differences.ts";
import { concludeTogether, type Reviews } from "./samples-together.ts";

const alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"; // no 0 O 1 I L: read aloud and typed from paper

export type Replacing = { id: string; printedNumber: string; content: unknown; reason: string };
export type Begun = { row: CertificateRow; conclusion: Conclusion; differences: Difference[] };

/**
 * Takes the numbers of a certificate, freezes its words and leaves a job that makes the file: a certificate of its own, or one in
 * the place of another.
 */
export async function beginIssue(
  ctx: Context,
  { reviews, isUnmarked }: { reviews: Reviews; isUnmarked: boolean },
  replacing: Replacing | null,
): Promise<Begun> {
  const [review, ...further] = reviews;
  const laboratory = await ctx.db.laboratory.findUniqueOrThrow({ where: { id: review.laboratoryId } });
  const { number } = await takeNumber(ctx, "certificate", laboratory.code);
  const year = toDay(ctx.now()).slice(0, 4);
  const sequence = await takeSequence(ctx, `printed-${laboratory.code}-${year}`);
  const printedNumber = laboratory.certificatePattern
    .replace("{year}", year)
    .replace("{sequence}", String(sequence).padStart(5, "0"));
  const checkCode = makeCheckCode(ctx.house.random);
  const verifyUrl = `${ctx.house.settings.publicUrl}/verify?n=${number}&c=${checkCode}`;
  const conclusion = concludeTogether(reviews);
  const naming = { printedNumber, systemNumber: number, checkCode, verifyUrl };
  const composed = await composeCertificate(ctx, reviews, naming, isUnmarked);
  const differences = replacing ? differencesOf(CertificateContent.parse(replacing.content), composed) : [];
  const replaces = replacing && {
    ...{ printedNumber: replacing.printedNumber, reason: replacing.reason },
    changes: changesText(differences),
  };
  const content = CertificateContent.parse({ ...composed, replaces });
  const row = await ctx.db.certificate.create({
    data: {
      number,
      printedNumber,
      checkCode,
      laboratoryId: laboratory.id,
      sampleId: review.id, // a trigger enters it as the first of the samples
      samples: { create: further.map(({ id }, index) => ({ sampleId: id, ordinal: index + 2 })) },
      readerId: review.order.readerId,
      state: "issuing",
      isUnmarked,
      content,
      sampleNames: sampleNames(content),
      approvedBy: content.people.approvedBy.name,
      conclusion: content.conclusion,
      approvedById: ctx.actor.id ?? "",
      approvedAt: ctx.now(),
      ...(replacing && { replacesId: replacing.id, differences }),
    },
  });
  await ctx.enqueue("issue-certificate", { certificateId: row.id });
  return {
    conclusion,
    differences,
    row: {
      id: row.id,
      number,
      printedNumber,
      state: "issuing",
      sampleNumber: review.number,
      sampleName: sampleNames(content),
      client: review.order.client.name,
      issuedAt: null,
      approvedBy: ctx.actor.name,
    },
  };
}

/** Twelve characters nobody can derive from the number: about 59 bits. */
function makeCheckCode(random: (bytes: number) => Buffer): string {
  let code = "";
  while (code.length < 12)
    for (const byte of random(24)) if (byte < 248 && code.length < 12) code += alphabet[byte % 31] ?? "";
  return code;
}
