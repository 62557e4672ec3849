import type { MethodView } from "../../server/catalogue/contract.ts";
import { shortageOf, type Shortage } from "../../server/kernel/amounts.ts";
import { numeral } from "../../server/kernel/decimal.ts";
import { gtinFault } from "../../server/kernel/gtin.ts";
import { Fee, GuardFactor, type NewOrder, type NewSample } from "../../server/orders/contract.ts";
import { readDay } from "../ui/read-day.ts";
import type { ContainerDraft, OrderDraft, SampleDraft, TestDraft } from "./order-draft.ts";

export type Lack =
  | "client"
  | "sampled"
  | "sheetNumber"
  | "guardFactor"
  | "receivedOn"
  | "fee"
  | "copies"
  | "dueOn"
  | "name"
  | "category"
  | "categoryUnknown"
  | "refusalReason"
  | "refusalDetail"
  | "quantity"
  | "stateOnArrival"
  | "storage"
  | "tests"
  | "gtin"
  | "productionDate"
  | "sampledOn"
  | "testContainer"
  | "reserveContainer"
  | "sealNumber"
  | "sealIntact"
  | "sealBroken"
  | "sealPhoto"
  | "limitValue"
  | "limitSource"
  | "factor"
  | "factorSource";

/** What is still missing, and which field to jump to; `sample` is the line, null for the order itself. */
export type Missing = { lack: Lack; sample: number | null; field: string };

/** Fields that stand in the grid itself; all others are in the details of a line. */
export const gridFields = ["name", "category", "productionDate", "quantity"] as const;
const noCategories: ReadonlySet<string> = new Set();

/** Everything that keeps the order from being registered, in the order of the form. The server decides again. */
export function missingOf(order: OrderDraft, categories: ReadonlySet<string> = noCategories): Missing[] {
  const missing: Missing[] = [];
  const own = (lack: Lack) => missing.push({ lack, sample: null, field: lack });
  if (!order.client) own("client");
  if (order.source === "supervisory" && !order.sampled) own("sampled");
  if (order.source === "supervisory" && !order.sheetNumber.trim()) own("sheetNumber");
  if (order.decisionRule !== "simple" && !GuardFactor.safeParse(order.guardFactor.trim()).success) own("guardFactor");
  if (!isDayOrEmpty(order.receivedOn)) own("receivedOn");
  if (!isDayOrEmpty(order.dueOn)) own("dueOn");
  if (order.fee.trim() && !Fee.safeParse(order.fee.trim()).success) own("fee");
  if (!/^(1?\d|20)$/.test(order.copies.trim())) own("copies");
  order.samples.forEach((sample, index) => {
    for (const { lack, field } of missingOfSample(sample, order.source, categories))
      missing.push({ lack, sample: index, field: `${index}-${field}` });
  });
  return missing;
}

function missingOfSample(
  sample: SampleDraft,
  source: OrderDraft["source"],
  categories: ReadonlySet<string>,
): { lack: Lack; field: string }[] {
  const found: { lack: Lack; field: string }[] = [];
  const say = (lack: Lack, field: string = lack) => found.push({ lack, field });
  for (const needed of ["name", "category", "quantity", "stateOnArrival", "storage"] as const)
    if (!sample[needed].trim()) say(needed);
  if (sample.category && categories.size > 0 && !categories.has(sample.category)) say("categoryUnknown", "category");
  if (sample.gtin && gtinFault(sample.gtin) !== null) say("gtin");
  if (!isDayOrEmpty(sample.productionDate)) say("productionDate");
  if (!isDayOrEmpty(sample.sampledOn)) say("sampledOn");
  if (sample.refusal) {
    if (!sample.refusal.reason) say("refusalReason");
    if (sample.refusal.detail.trim().length < 2) say("refusalDetail");
    return found; // what else is wrong with it is why it is refused
  }
  const factor = sample.dehydrationFactor.trim();
  if (factor && !isNumeral(factor)) say("factor", "dehydrationFactor");
  if (factor && !sample.dehydrationSource.trim()) say("factorSource", "dehydrationSource");
  if (!sample.containers.some(({ kind }) => kind === "test")) say("testContainer");
  if (source === "supervisory" && !sample.containers.some(({ kind }) => kind === "reserve")) say("reserveContainer");
  sample.containers.forEach((container, i) => {
    if (container.isSealIntact === "no") say("sealBroken", `sealIntact-${i}`);
    if (source !== "supervisory") return;
    if (!container.sealNumber.trim()) say("sealNumber", `sealNumber-${i}`);
    if (!container.isSealIntact) say("sealIntact", `sealIntact-${i}`);
    if (!container.sealPhotoId) say("sealPhoto", `sealPhoto-${i}`);
  });
  if (sample.tests.length === 0) say("tests");
  sample.tests.forEach((test, i) => {
    if (!test.limitKind) return;
    if (!isNumeral(test.limitValue)) say("limitValue", `limitValue-${i}`);
    if (!test.limitSource.trim()) say("limitSource", `limitSource-${i}`);
  });
  return found;
}

/** The draft as it is told to the server; what was left empty is left out. Only for a draft that misses nothing. */
export function toNewOrder(order: OrderDraft): NewOrder {
  const isSupervisory = order.source === "supervisory";
  return {
    registrationId: filled(order.registrationId),
    commissionNumber: filled(order.commissionNumber),
    source: order.source,
    clientId: order.client?.id ?? "",
    sampledEnterpriseId: order.sampled?.id,
    sheetNumber: filled(order.sheetNumber),
    judgingBasis: order.judgingBasis.map((basis) => basis.trim()).filter(Boolean),
    decisionRule: order.decisionRule,
    guardFactor: order.decisionRule === "simple" ? "1" : order.guardFactor.trim(),
    certificateLanguage: order.certificateLanguage,
    isOutOfScopeAgreed: order.source === "commissioned" && order.isOutOfScopeAgreed,
    combinesSamples: !isSupervisory && order.samples.length > 1 && order.combinesSamples,
    receivedOn: readDay(order.receivedOn) ?? undefined,
    dueOn: readDay(order.dueOn) ?? undefined,
    fee: filled(order.fee),
    copies: Number(order.copies.trim()),
    leftover: order.leftover,
    delivery: order.delivery,
    remarks: filled(order.remarks),
    isBlind: order.isBlind,
    samples: order.samples.map((sample) => toNewSample(sample, isSupervisory)),
  };
}

function toNewSample(sample: SampleDraft, isSupervisory: boolean): NewSample {
  return {
    name: sample.name.trim(),
    category: sample.category,
    quantity: sample.quantity.trim(),
    stateOnArrival: sample.stateOnArrival.trim(),
    storage: sample.storage.trim(),
    specification: filled(sample.specification),
    trademark: filled(sample.trademark),
    gtin: filled(sample.gtin),
    batchNumber: filled(sample.batchNumber),
    productionDate: readDay(sample.productionDate) ?? undefined,
    shelfLife: filled(sample.shelfLife),
    producer: filled(sample.producer),
    temperature: filled(sample.temperature),
    sampledOn: readDay(sample.sampledOn) ?? undefined,
    samplingPlace: filled(sample.samplingPlace),
    samplers: filled(sample.samplers),
    dehydrationFactor: filled(sample.dehydrationFactor),
    dehydrationSource: filled(sample.dehydrationSource),
    containers: sample.containers.map((container) => toNewContainer(container, isSupervisory)),
    tests: sample.tests.map(toNewTest),
    photoIds: sample.photoIds,
    refusal: sample.refusal?.reason
      ? { ...sample.refusal, reason: sample.refusal.reason, detail: sample.refusal.detail.trim() }
      : undefined,
  };
}

/** Lines with too little sample for their tests and the reserve, by their place. */
export function shortagesOf(samples: readonly SampleDraft[], methods: readonly MethodView[]): Map<number, Shortage> {
  const needs = new Map(methods.map(({ id, sampleNeed }) => [id, sampleNeed]));
  return new Map(
    samples.flatMap((sample, row): [number, Shortage][] => {
      if (sample.refusal) return [];
      const shortage = shortageOf({
        quantity: sample.quantity,
        specification: sample.specification,
        needs: sample.tests.map(({ methodId }) => needs.get(methodId) ?? null),
        hasReserve: sample.containers.some(({ kind }) => kind === "reserve"),
      });
      return shortage ? [[row, shortage]] : [];
    }),
  );
}

function toNewContainer(container: ContainerDraft, isSupervisory: boolean): NewSample["containers"][number] {
  const sealNumber = filled(container.sealNumber);
  const hasSeal = isSupervisory || sealNumber !== undefined;
  return {
    kind: container.kind,
    quantity: filled(container.quantity),
    storage: filled(container.storage),
    place: filled(container.place),
    sealNumber,
    isSealIntact: hasSeal && container.isSealIntact ? container.isSealIntact === "yes" : undefined,
    sealPhotoId: hasSeal ? filled(container.sealPhotoId) : undefined,
  };
}

function toNewTest(test: TestDraft): NewSample["tests"][number] {
  if (!test.limitKind) return { methodId: test.methodId };
  return {
    methodId: test.methodId,
    declaredLimit: {
      kind: test.limitKind,
      value: test.limitValue.trim(),
      unit: test.limitUnit,
      source: test.limitSource.trim(),
    },
  };
}

function filled(text: string): string | undefined {
  return text.trim() || undefined;
}

function isNumeral(text: string): boolean {
  return numeral.safeParse(text.trim()).success;
}

function isDayOrEmpty(text: string): boolean {
  return text.trim() === "" || readDay(text) !== null;
}
