import { z } from "zod";
import { en } from "../kernel/text/en.ts";
import { zh } from "../kernel/text/zh.ts";
import { toDay } from "../kernel/time.ts";
import type { Context } from "../platform/context.ts";
import { fitnessOf } from "../metrology/fitness.ts";
import { concludeSample } from "../results/conclude-sample.ts";
import { DecisionRule } from "../orders/contract.ts";
import type { Review } from "../results/load-review.ts";
import { CertificateContent, type Signer } from "./content.ts";
import { signingKeys } from "./signing-keys.ts";
import { currentResult, resultLine } from "./result-line.ts";
import { firstPhoto, picturesInUse } from "./pictures-in-use.ts";
import { decisionRuleEnglish, decisionRuleText } from "./rules/decision-rule-text.ts";
import { unmarkedHeading } from "./rules/parts.ts";
import { approvedPicture, leadOf, reviewersOf, testersOf } from "./signed-pictures.ts";
import { concludeTogether, type Reviews } from "./samples-together.ts";

export type Naming = { printedNumber: string; systemNumber: string; checkCode: string; verifyUrl: string };

/** Everything a certificate says, frozen at approval: made from the submitted results and their explanations alone. */
export async function composeCertificate(
  ctx: Context,
  reviews: Reviews,
  naming: Naming,
  isUnmarked: boolean,
): Promise<CertificateContent> {
  const [review, ...further] = reviews;
  const laboratory = await ctx.db.laboratory.findUniqueOrThrow({ where: { id: review.laboratoryId } });
  const { order } = review;
  const language = order.certificateLanguage === "zh-en" ? "zh-en" : "zh";
  const conclusion = concludeTogether(reviews);
  const limits = reviews.flatMap(({ tasks }) =>
    tasks.flatMap((task) => currentResult(task).outcome.limits.filter((l) => l.counts)),
  );
  const rule = { decisionRule: DecisionRule.parse(order.decisionRule), guardFactor: order.guardFactor };
  const tested = testedDays(reviews);
  const people = lastDays(ctx, reviews);
  const signers = { tested: await testersOf(ctx, reviews), reviewed: await reviewersOf(ctx, reviews) };
  const hasPhoto = laboratory.hasSamplePhoto;
  const own = further.length === 0 ? null : concludeSample(review);
  const furtherSamples = [];
  for (const one of further) {
    const said = concludeSample(one);
    furtherSamples.push({
      ...(await sampleOf(ctx, one)),
      conclusion: said.text,
      conclusionEn: language === "zh-en" ? said.textEn : null,
      photo: hasPhoto ? await firstPhoto(ctx, one.id) : null,
    });
  }
  return CertificateContent.parse({
    ...naming,
    laboratory: {
      name: laboratory.name,
      nameEn: language === "zh" || laboratory.nameEn === laboratory.name ? null : laboratory.nameEn,
      catlNumber: laboratory.catlNumber,
      address: laboratory.address,
      phone: laboratory.phone,
      cmaNumber: laboratory.cmaNumber,
      code: laboratory.code,
      isDemo: laboratory.isDemo,
    },
    title: laboratory.certificateTitle,
    heading: isUnmarked ? unmarkedHeading : null,
    language,
    pictures: {
      ...(await picturesInUse(ctx, review, { hasPhoto, isUnmarked })),
      approved: await approvedPicture(ctx, reviews),
    },
    hasPagingSeal: laboratory.hasPagingSeal,
    source: zh.source[order.source],
    client: party(order.client),
    sampledEnterprise: order.sampledEnterprise && party(order.sampledEnterprise),
    sheetNumber: order.sheetNumber,
    ...(await sampleOf(ctx, review)),
    sampleConclusion: own && own.text,
    sampleConclusionEn: own && language === "zh-en" ? own.textEn : null,
    furtherSamples,
    testedFrom: tested.from,
    testedTo: tested.to,
    judgingBasis: conclusion.basis.slice(0, 12),
    conclusion: conclusion.text,
    conclusionEn: language === "zh-en" ? conclusion.textEn : null,
    decisionRule: conclusion.verdict === "not_judged" ? null : decisionRuleText(rule, limits),
    decisionRuleEn: conclusion.verdict === "not_judged" || language === "zh" ? null : decisionRuleEnglish(rule, limits),
    equipment: await equipmentOf(ctx, reviews),
    isThirdPartySigned: await hasOwnKey(ctx),
    people: {
      testedBy: { name: namesOf(signers.tested) || en.verdict.not_judged, at: people.testedAt.toISOString() },
      reviewedBy: { name: namesOf(signers.reviewed), at: people.reviewedAt.toISOString() },
      approvedBy: { name: ctx.actor.name, at: ctx.now().toISOString() },
    },
    signers,
    notes: z.array(z.string()).parse(laboratory.certificateNotes),
    notesEn: language === "zh-en" ? z.array(z.string()).parse(laboratory.certificateNotesEn) : [],
    issuedOn: toDay(ctx.now()),
    replaces: null,
  });
}

/** One sample as it was received, with its results. */
async function sampleOf(ctx: Context, review: Review): Promise<{ sample: unknown; results: unknown[] }> {
  const containers = await ctx.db.container.findMany({ where: { sampleId: review.id }, orderBy: { number: "asc" } });
  return {
    sample: {
      name: review.name,
      number: review.number,
      specification: review.specification,
      trademark: review.trademark,
      batchNumber: review.batchNumber,
      productionDate: review.productionDate,
      shelfLife: review.shelfLife,
      quantity: review.quantity,
      stateOnArrival: review.temperature ? `${review.stateOnArrival}，${review.temperature}` : review.stateOnArrival,
      producer: review.producer,
      receivedOn: review.order.receivedOn,
      sampledOn: review.sampledOn,
      samplingPlace: review.samplingPlace,
      samplers: review.samplers,
      storage: review.storage,
      sealNumbers: containers.flatMap((c) => (c.sealNumber ? [`${zh.container[c.kind]} ${c.sealNumber}`] : [])),
    },
    results: review.tasks.map((task, index) => resultLine(task, index + 1, review.order)),
  };
}

/** A person whose own key signs; where only the server's keys exist the certificate says so. */
async function hasOwnKey(ctx: Context): Promise<boolean> {
  const person = await ctx.db.person.findUnique({ where: { id: ctx.actor.id ?? "" } });
  if (!person) return false;
  const keys = await signingKeys(ctx.house).catch(() => null);
  return keys?.personal(person.login) != null;
}

function party(e: { name: string; address: string; contact: string; phone: string }) {
  return { name: e.name, address: e.address || null, contact: [e.contact, e.phone].filter(Boolean).join(" ") || null };
}

function testedDays(reviews: Reviews): { from: string; to: string } {
  const received = reviews.map(({ receivedAt }) => receivedAt);
  const made = reviews.flatMap(({ tasks }) =>
    tasks.flatMap((t) => t.results.filter((r) => r.isCurrent).map((r) => r.madeAt)),
  );
  const first = received.reduce((a, b) => (a < b ? a : b));
  return { from: toDay(first), to: toDay(made.reduce((a, b) => (a > b ? a : b), first)) };
}

const namesOf = (signers: readonly Signer[]): string => signers.map(({ name }) => name).join("、");

/** When the last of them was tested and reviewed. */
function lastDays(ctx: Context, reviews: Reviews): { testedAt: Date; reviewedAt: Date } {
  const last = (times: (Date | null)[]) =>
    times.reduce<Date | null>((a, b) => (a !== null && b !== null ? (a > b ? a : b) : (a ?? b)), null) ?? ctx.now();
  return {
    testedAt: last(reviews.map(({ tasks }) => leadOf(tasks)?.submittedAt ?? null)),
    reviewedAt: last(reviews.map(({ reviewedAt }) => reviewedAt)),
  };
}

/** The instruments behind the figures, each with the validity it had when it was used. */
async function equipmentOf(ctx: Context, reviews: Reviews): Promise<unknown[]> {
  const taskIds = reviews.flatMap(({ tasks }) => tasks.map((t) => t.id));
  const readings = await ctx.db.reading.findMany({
    where: { uses: { some: { undoneAt: null, determination: { taskId: { in: taskIds } } } } },
    include: { instrument: true },
    orderBy: { takenAt: "asc" },
  });
  const uses = await ctx.db.equipmentUse.findMany({
    where: { taskId: { in: taskIds } },
    include: { instrument: true },
    orderBy: { startedAt: "asc" },
  });
  const used = new Map<string, { instrument: { id: string; name: string; model: string; number: string }; at: Date }>();
  for (const r of readings) if (r.instrument) used.set(r.instrument.id, { instrument: r.instrument, at: r.takenAt });
  for (const u of uses) used.set(u.instrumentId, { instrument: u.instrument, at: u.startedAt });
  const lines: unknown[] = [];
  for (const { instrument, at } of used.values()) {
    const fitness = await fitnessOf(ctx, instrument.id, at);
    lines.push({
      name: `${instrument.name} ${instrument.model}`,
      number: instrument.number,
      validUntil: fitness.validUntil,
    });
  }
  return lines;
}
