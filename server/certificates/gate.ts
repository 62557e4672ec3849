import { environmentText } from "../catalogue/rules/environment.ts";
import { unconfirmedOf } from "../catalogue/confirm-limit.ts";
import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { toDay, toMinute } from "../kernel/time.ts";
import { printedField } from "../kernel/text/printed-fields.ts";
import { zh } from "../kernel/text/zh.ts";
import { en } from "../kernel/text/en.ts";
import type { Context } from "../platform/context.ts";
import { loadFonts } from "../platform/paper/fonts.ts";
import { loadWorks, type Work } from "../readings/load-work.ts";
import type { ConditionsView } from "../readings/conditions-contract.ts";
import { conditionsOf } from "../readings/show-conditions.ts";
import { Outcome } from "../results/contract.ts";
import { fitnessOfWorks, missingEquipment } from "../results/fitness-of-work.ts";
import { openRejections } from "../results/keep-controls.ts";
import { instrumentsOf } from "../results/submit-result.ts";
import { loadReview, type Review } from "../results/load-review.ts";
import { coversDay, outsidePartnerScope } from "../work/rules/subcontract.ts";
import { isQualified } from "../work/qualify-person.ts";
import { composeCertificate } from "./compose-certificate.ts";
import type { GateCondition } from "./life-contract.ts";
import type * as contract from "./life-contract.ts";
import { readPictures } from "./pictures-in-use.ts";
import { outsideSignatory } from "./signatory-in-scope.ts";
import { certificateParts } from "./rules/parts.ts";
import { renderCertificate } from "./pdf/render-certificate.ts";
import { daysLeft, keyWarnings } from "./rules/key-warnings.ts";
import { gatherSamples } from "./samples-together.ts";
import { refusalOfValidity, validityOf } from "./key-validity.ts";
import { signingKeys } from "./signing-keys.ts";

/** Every condition before issue, in one list; what is not met is for the person named to mend. */
export async function showGate(
  ctx: Context,
  { params }: InputOf<typeof contract.showGate>,
): Promise<ReplyOf<typeof contract.showGate>> {
  const review = await loadReview(ctx, params.number);
  const { combinesSamples } = review.order;
  return {
    conditions: await gateOf(ctx, review),
    combinesSamples,
    waitsFor: combinesSamples ? (await gatherSamples(ctx, review)).waitsFor : [],
  };
}

/** The same for a sample already loaded. */
export async function gateOf(ctx: Context, review: Review): Promise<GateCondition[]> {
  const own = { ...review, tasks: review.tasks.filter(({ subcontract }) => subcontract === null) };
  const ids = own.tasks.map(({ id }) => id);
  const conditions = await conditionsOf(ctx, ids);
  const works = await loadWorks(ctx, ids);
  const unchecked = review.tasks.filter(({ state }) => state !== "checked").map((t) => t.method.item.name);
  return [
    condition("results-checked", unchecked, "checker"),
    condition("results-reviewed", review.reviewedAt === null ? [review.number] : [], "reviewer"),
    condition("equipment-fit", await unfitEquipment(ctx, works), "metrologist"),
    condition("materials-valid", spoiltMaterials(own, conditions), "analyst"),
    condition("environment-within", wrongRooms(own, conditions), "analyst"),
    condition("controls-passed", await rejectedControls(ctx, works), "supervisor"),
    condition("analysts-qualified", await unqualified(ctx, own), "supervisor"),
    condition("in-scope", await outOfScope(ctx, own), "quality_manager"),
    condition("signatory-in-scope", await outsideSignatory(ctx, review), "technical_manager"),
    condition("subcontracts-sound", await unsoundSubcontracts(ctx, review), "receptionist"),
    condition("limits-confirmed", await unconfirmed(ctx, review), "technical_manager"),
    condition(
      "text-printable",
      unchecked.length === 0 && review.reviewedAt !== null ? await unprintable(ctx, review) : [],
      "receptionist",
    ),
    await signingKey(ctx),
  ];
}

/** Refuses as a whole, with every reason, where a condition is not met. */
export async function refuseUnmet(ctx: Context, review: Review): Promise<void> {
  const unmet = (await gateOf(ctx, review)).filter(({ isMet }) => !isMet);
  if (unmet.length === 0) return;
  const said = (words: Readonly<Record<string, string>>) =>
    unmet.map(({ code, details }) => `${words[code] ?? code}${details.length > 0 ? `（${details.join("、")}）` : ""}`);
  throw new Problem("gate-unmet", {
    codes: unmet.map(({ code }) => code),
    conditions: said(zh.gate),
    conditionsEn: said(en.gate),
  });
}

function condition(code: GateCondition["code"], unmet: readonly string[], mend: string): GateCondition {
  return { code, isMet: unmet.length === 0, details: [...new Set(unmet)], mend };
}

/** Fitness is judged once more at approval: a failure entered meanwhile stops the certificate. */
async function unfitEquipment(ctx: Context, works: readonly Work[]): Promise<string[]> {
  const fitness = await fitnessOfWorks(ctx, works);
  return works.flatMap((work) => missingEquipment(work, fitness).map(({ detail }) => detail));
}

/** The register may say today what it did not say at the bench: an expiry that was corrected, an opening on a later day. */
function spoiltMaterials({ tasks }: Review, { materials }: ConditionsView): string[] {
  return materials.flatMap(({ taskId, material, usedAt, fault, withdrawn }) => {
    if (fault === null || withdrawn !== null) return [];
    const [on, item] = [toDay(new Date(usedAt)), tasks.find(({ id }) => id === taskId)?.method.item.name ?? ""];
    const why = fault === "before-opening" ? `< ${material.openedOn ?? "—"}` : `> ${material.expiresOn}`;
    return [`${item} ${material.name} ${material.lot} ${on} ${why}`];
  });
}

/** Where a method says in which room it is worked, that room is recorded, and every record is within. */
function wrongRooms({ tasks }: Review, { rooms, asked }: ConditionsView): string[] {
  return asked
    .filter(({ taskId }) => tasks.some(({ id }) => id === taskId))
    .flatMap(({ taskId, item, environment }) => {
      const own = rooms.filter((use) => use.taskId === taskId && use.withdrawn === null);
      if (own.length === 0) return [`${item} —（${environmentText(environment)}）`];
      return own.flatMap(({ reading, outside }) =>
        outside.map((what) => `${item} ${reading.room} ${toMinute(new Date(reading.at))} ${what}`),
      );
    });
}

/** A control that was rejected meanwhile stops the certificate too. */
async function rejectedControls(ctx: Context, works: readonly Work[]): Promise<string[]> {
  const found: string[] = [];
  for (const work of works)
    found.push(...(await openRejections(ctx, { ...work.task, instrumentIds: instrumentsOf(work) })));
  return found;
}

/** Whoever took readings was authorised for the method on the day of the first of them. */
async function unqualified(ctx: Context, review: Review): Promise<string[]> {
  const found: string[] = [];
  for (const task of review.tasks) {
    const uses = await ctx.db.readingUse.findMany({
      where: { undoneAt: null, determination: { taskId: task.id } },
      select: { claimedById: true, claimedBy: true, reading: { select: { takenAt: true } } },
    });
    const days = new Map(uses.map((u) => [`${u.claimedById} ${toDay(u.reading.takenAt)}`, u]));
    for (const { claimedById, claimedBy, reading } of days.values())
      if (!(await isQualified(ctx, claimedById, task.methodId, toDay(reading.takenAt))))
        found.push(`${claimedBy} ${task.method.code}`);
  }
  return found;
}

/** Checked at acceptance, and again on the day of issue: a scope may have been narrowed. */
async function outOfScope(ctx: Context, review: Review): Promise<string[]> {
  const today = toDay(ctx.now());
  const open = await ctx.db.scope.findMany({
    where: {
      laboratoryId: review.laboratoryId,
      methodId: { in: review.tasks.map(({ methodId }) => methodId) },
      validFrom: { lte: today },
      OR: [{ validUntil: null }, { validUntil: { gte: today } }],
    },
  });
  const covered = new Set(open.map(({ methodId }) => methodId));
  return review.tasks
    .filter((t) => !t.isOutOfScope && !covered.has(t.methodId))
    .map((t) => `${t.method.item.name} ${t.method.code}`);
}

/**
 * 分包: the report is here, and on its day the other laboratory was accredited for item and method, as its scope is on record now. The
 * client's consent is part of every one.
 */
async function unsoundSubcontracts(ctx: Context, { tasks }: Review): Promise<string[]> {
  const partners = await ctx.db.partnerLaboratory.findMany({
    where: { id: { in: tasks.flatMap(({ subcontract }) => subcontract?.partnerId ?? []) } },
    include: { scopes: true },
  });
  return tasks.flatMap((task) => {
    const { subcontract, method } = task;
    if (subcontract === null) return [];
    const { partnerId, reportOn, reportSha256, toName, toCmaValidUntil } = subcontract;
    const partner = partners.find(({ id }) => id === partnerId);
    const isSound =
      reportSha256 !== null &&
      reportOn !== null &&
      coversDay(partner?.cmaValidUntil ?? toCmaValidUntil, reportOn) &&
      (partner === undefined || outsidePartnerScope([task], partner.scopes, reportOn).length === 0);
    return isSound ? [] : [`${method.item.name} ${toName}`];
  });
}

/** A figure that nobody has held against the printed standard is no ground for a verdict that leaves the house. */
async function unconfirmed(ctx: Context, review: Review): Promise<string[]> {
  const outcomes = review.tasks.flatMap((task) =>
    task.results.filter((r) => r.isCurrent).map((r) => Outcome.parse(r.explanation)),
  );
  return unconfirmedOf(
    ctx,
    outcomes.flatMap((outcome) => outcome.limits.flatMap((limit) => (limit.rowKey ? [limit.rowKey] : []))),
  );
}

/** Draws the certificate as it would be: a character that no font has is named with its field. */
async function unprintable(ctx: Context, review: Review): Promise<string[]> {
  const naming = {
    printedNumber: "0",
    systemNumber: "0".repeat(16),
    checkCode: "0000",
    verifyUrl: `${ctx.house.settings.publicUrl}/verify`,
  };
  try {
    for (const part of certificateParts([review])) {
      const content = await composeCertificate(ctx, part.reviews, naming, part.isUnmarked);
      const pictures = await readPictures(ctx.house, content);
      await renderCertificate(content, loadFonts(), { at: ctx.now(), pictures });
    }
    return [];
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== "character-not-printable") throw error;
    return [`${printedField(error.details["field"], "zh")} ${String(error.details["character"] ?? "")}`.trim()];
  }
}

/** Refused from the moment a key's certificate or one above it ends: the laboratory's, and the signatory's own where there is one. Told before. */
async function signingKey(ctx: Context): Promise<GateCondition> {
  try {
    const { laboratory, personal } = await signingKeys(ctx.house);
    const person = await ctx.db.person.findUnique({ where: { id: ctx.actor.id ?? "" } });
    const keys = [laboratory, person && personal(person.login)].flatMap((key) => (key ? [key] : []));
    const why = keys.flatMap((key) => refusalOfValidity(key, ctx.now(), toDay) ?? []);
    const ends = keys.map((key) => validityOf(key).until);
    const end = ends.reduce((a, b) => (a < b ? a : b));
    return {
      code: "signing-key",
      isMet: why.length === 0,
      details: why.length > 0 ? why : daysLeft(end, ctx.now()) <= keyWarnings[0] ? [toDay(end)] : [],
      mend: "admin",
    };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { code: "signing-key", isMet: false, details: [String(error.details["why"] ?? "")], mend: "admin" };
  }
}
