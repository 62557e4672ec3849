import { createHash } from "node:crypto";
import type { InputOf } from "../kernel/endpoint.ts";
import { gtinFault } from "../kernel/gtin.ts";
import { groupNumber } from "../kernel/numbers.ts";
import { Problem } from "../kernel/problems.ts";
import { toDay } from "../kernel/time.ts";
import type { Context } from "../platform/context.ts";
import { takeNumber } from "../platform/numbers.ts";
import { refuseUnprintable } from "../platform/paper/refuse-unprintable.ts";
import { laboratoryOf } from "../people/laboratory.ts";
import { refuseOutdated } from "../catalogue/rules/method-edition.ts";
import { listCategories } from "../catalogue/list-categories.ts";
import { decidingDate } from "../catalogue/rules.ts";
import { loadHolidays } from "../platform/holidays.ts";
import type * as contract from "./contract.ts";
import type { NewOrder, NewSample, OrderView } from "./contract.ts";
import { keepSamples, type Methods } from "./keep-samples.ts";
import { refuseUnfitOrder, refuseUnfitSample, refuseWithoutUncertainty } from "./refuse-unfit.ts";
import { receiveExpected } from "./expect-sheets.ts";
import { refuseUnableMethods } from "./plan-tests.ts";
import { orderDueOn, readerOf } from "./rules.ts";
import { showOrder } from "./show-order.ts";
import { takeOverCommission } from "./submit-commission.ts";
import { refuseTellingName } from "./veil.ts";
import { tellReceived } from "./tell-received.ts";

/** Registers an order with its samples, containers and tasks, and accepts it: scope and editions are checked here. */
export async function registerOrder(
  ctx: Context,
  { body }: InputOf<typeof contract.registerOrder>,
): Promise<OrderView> {
  const laboratory = await ctx.db.laboratory.findUniqueOrThrow({ where: { id: laboratoryOf(ctx) } });
  const before = await registeredBefore(ctx, laboratory.id, body);
  if (before) return showOrder(ctx, { params: { number: before } });
  const today = toDay(ctx.now());
  const receivedOn = body.receivedOn ?? today;
  refuseUnfitOrder(body, receivedOn, today);
  refuseUnprintableWords(body);
  await refuseUnknownParties(ctx, body);
  const categories = new Set((await listCategories(ctx)).rows);
  const methods = await methodsOf(ctx, laboratory.id, body, today);
  refuseWithoutUncertainty(body.decisionRule, methods.values());
  for (const sample of body.samples) {
    if (sample.refusal) continue; // what is wrong with it is why it is refused
    refuseUnfitSample(sample, body.source, receivedOn);
    if (!categories.has(sample.category)) throw new Problem("category-unknown", { category: sample.category });
    if (sample.gtin && gtinFault(sample.gtin)) throw new Problem("gtin-wrong", { gtin: sample.gtin });
    refuseUnfitTests(sample, methods, today, body.source === "commissioned" && body.isOutOfScopeAgreed);
  }
  const isBlind = laboratory.isBlind || body.isBlind;
  if (isBlind) await refuseTellingNames(ctx, body);
  await refuseForeignFiles(ctx, laboratory.id, body);
  if (body.source === "supervisory")
    await refuseUnableMethods(
      ctx,
      body.samples.filter(({ refusal }) => !refusal).map((s) => planned(s, receivedOn)),
    );

  const dueOn = orderDueOn(receivedOn, body.dueOn, await loadHolidays(ctx));
  const { number } = await takeNumber(ctx, "order", laboratory.code);
  const order = await ctx.db.order.create({
    data: {
      number,
      laboratoryId: laboratory.id,
      source: body.source,
      state: body.samples.every(({ refusal }) => refusal) ? "cancelled" : "accepted",
      clientId: body.clientId,
      sampledEnterpriseId: body.sampledEnterpriseId ?? null,
      readerId: readerOf({ ...body, notifiedAt: null }),
      sheetNumber: body.sheetNumber ? body.sheetNumber : null,
      judgingBasis: body.judgingBasis,
      decisionRule: body.decisionRule,
      guardFactor: body.decisionRule === "simple" ? "1" : body.guardFactor,
      certificateLanguage: body.certificateLanguage,
      combinesSamples: body.combinesSamples && body.samples.length > 1,
      receivedOn,
      dueOn,
      fee: body.fee ?? null,
      copies: body.copies,
      leftover: body.leftover,
      delivery: body.delivery,
      remarks: body.remarks ?? null,
      isBlind,
      createdById: ctx.actor.id ?? "",
      createdAt: ctx.now(),
      registrationId: body.registrationId ?? null,
      registrationSha256: body.registrationId ? fingerprintOf(body) : null,
    },
  });
  if (order.sheetNumber !== null) await receiveExpected(ctx, order.sheetNumber, number);
  const samples = await keepSamples(
    ctx,
    laboratory,
    { id: order.id, dueOn },
    body.samples,
    methods,
    body.source === "supervisory",
  );
  const taken = body.samples.filter(({ refusal }) => !refusal);
  if (body.commissionNumber) await takeOverCommission(ctx, body, order);
  else if (taken.length > 0) await tellReceived(ctx, order, taken);
  const refused = samples.filter((_, i) => body.samples[i]?.refusal);
  await ctx.note("order.registered", `order ${number}`, {
    source: body.source,
    samples,
    ...(refused.length > 0 && { refused }),
  });
  await ctx.tell({ type: "changed", topics: ["orders", "samples", "tasks"], laboratoryId: laboratory.id });
  return showOrder(ctx, { params: { number } });
}

/** The answer was lost and the form sent again: the number it has. Another content under the same form is not passed over in silence. */
async function registeredBefore(ctx: Context, laboratoryId: string, body: NewOrder): Promise<string | null> {
  if (!body.registrationId) return null;
  const order = await ctx.db.order.findFirst({ where: { registrationId: body.registrationId, laboratoryId } });
  if (!order) return null;
  if (order.registrationSha256 !== fingerprintOf(body))
    throw new Problem("order-registered-before", { order: groupNumber(order.number) });
  await ctx.note("order.sent-again", `order ${order.number}`);
  return order.number;
}

function fingerprintOf(said: NewOrder): string {
  return createHash("sha256")
    .update(JSON.stringify({ ...said, registrationId: undefined }))
    .digest("hex");
}

/** A name that no font can print is told now, with its place, and not on the day of signing. */
function refuseUnprintableWords({ samples, judgingBasis, sheetNumber }: NewOrder): void {
  refuseUnprintable({ sheetNumber, judgingBasis: judgingBasis.join("") });
  for (const [index, { containers, ...sample }] of samples.entries())
    refuseUnprintable({
      ...Object.fromEntries(Object.entries(sample).map(([field, said]) => [`samples.${index}.${field}`, said])),
      [`samples.${index}.sealNumber`]: containers.map(({ sealNumber }) => sealNumber ?? "").join(""),
    });
}

async function refuseTellingNames(ctx: Context, body: NewOrder): Promise<void> {
  const parties = await ctx.db.enterprise.findMany({
    where: { id: { in: [body.clientId, ...(body.sampledEnterpriseId ? [body.sampledEnterpriseId] : [])] } },
    select: { name: true },
  });
  for (const sample of body.samples) {
    const telling = [sample.trademark, sample.producer, sample.gtin, ...parties.map((party) => party.name)];
    for (const text of readAtTheBench(sample)) refuseTellingName(text, telling);
  }
}

/** What labels, worksheets and the bench show of a sample, in words that reception typed. */
function readAtTheBench(sample: NewOrder["samples"][number]): string[] {
  const { name, specification, batchNumber, quantity, stateOnArrival, storage, basisSource, dehydrationSource } =
    sample;
  return [
    ...[name, specification, batchNumber, quantity, stateOnArrival, storage, basisSource, dehydrationSource],
    ...sample.containers.flatMap((c) => [c.quantity, c.storage, c.sealNumber]),
    ...sample.tests.map(({ declaredLimit }) => declaredLimit?.source),
  ].flatMap((text) => text ?? []);
}

async function refuseUnknownParties(ctx: Context, body: NewOrder): Promise<void> {
  const wanted = [body.clientId, ...(body.sampledEnterpriseId ? [body.sampledEnterpriseId] : [])];
  const found = await ctx.db.enterprise.findMany({ where: { id: { in: wanted } }, select: { id: true } });
  for (const id of wanted) if (!found.some((e) => e.id === id)) throw new Problem("not-found", { what: id });
  if (!body.sheetNumber) return;
  const before = await ctx.db.order.findUnique({ where: { sheetNumber: body.sheetNumber } });
  if (before)
    throw new Problem("sheet-number-taken", {
      sheetNumber: body.sheetNumber,
      order: before.laboratoryId === ctx.actor.laboratoryId ? before.number : "—",
    });
}

async function methodsOf(ctx: Context, laboratoryId: string, body: NewOrder, on: string): Promise<Methods> {
  const ids = [...new Set(body.samples.flatMap((s) => s.tests.map((t) => t.methodId)))];
  const rows = await ctx.db.method.findMany({
    where: { id: { in: ids } },
    include: { item: true, scopes: { where: { laboratoryId } } },
  });
  const isOpen = (scope: { validFrom: string; validUntil: string | null }) =>
    scope.validFrom <= on && (scope.validUntil === null || on <= scope.validUntil);
  return new Map(rows.map((m) => [m.id, { ...m, itemName: m.item.name, isInScope: m.scopes.some(isOpen) }]));
}

/** A sample's tests as they are planned: by the day that decides. */
function planned(sample: NewSample, receivedOn: string): { category: string; on: string; methodIds: string[] } {
  const { on } = decidingDate({ ...sample, receivedOn });
  return { category: sample.category, on, methodIds: sample.tests.map((test) => test.methodId) };
}

function refuseUnfitTests(sample: NewSample, methods: Methods, on: string, mayBeOutside: boolean): void {
  const outside: string[] = [];
  for (const test of sample.tests) {
    const method = methods.get(test.methodId);
    if (!method) throw new Problem("not-found", { what: test.methodId });
    refuseOutdated(method, on);
    const declared = test.declaredLimit;
    if (declared && unitOf(declared.unit) !== unitOf(method.unit))
      throw new Problem("declared-unit-differs", { unit: declared.unit, expected: method.unit });
    if (!method.isInScope) outside.push(`${method.itemName}（${method.code}）`);
  }
  const twice = sample.tests.find(
    (t, index) => sample.tests.findIndex((other) => other.methodId === t.methodId) < index,
  );
  if (twice) throw new Problem("already-exists", { what: `${sample.name} ${methods.get(twice.methodId)?.code ?? ""}` });
  if (outside.length > 0 && !mayBeOutside) throw new Problem("out-of-scope", { items: outside });
}

const unitOf = (unit: string) => unit.replace(/\s/g, "");

async function refuseForeignFiles(ctx: Context, laboratoryId: string, body: NewOrder): Promise<void> {
  const ids = body.samples.flatMap((s) => [
    ...s.photoIds,
    ...(s.refusal?.photoIds ?? []),
    ...s.containers.flatMap((c) => (c.sealPhotoId ? [c.sealPhotoId] : [])),
  ]);
  const found = await ctx.db.storedFile.count({ where: { id: { in: ids }, laboratoryId } });
  if (found < new Set(ids).size) throw new Problem("not-found", { what: "photo" });
}
