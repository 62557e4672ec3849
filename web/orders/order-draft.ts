import { z } from "zod";
import { EnterpriseView } from "../../server/people/contract.ts";
import {
  CertificateLanguage,
  DecisionRule,
  Delivery,
  Leftover,
  OrderSource,
  RefusalReason,
} from "../../server/orders/contract.ts";

// What stands in the reception form while it is being typed: everything as text, nothing required. It is kept as a draft,
// so its shape is parsed again when it is read back.

const text = z.string();

export const ContainerDraft = z.object({
  kind: z.enum(["test", "reserve"]),
  quantity: text,
  storage: text,
  place: text,
  sealNumber: text,
  isSealIntact: z.enum(["", "yes", "no"]),
  sealPhotoId: text,
});
export type ContainerDraft = z.output<typeof ContainerDraft>;

export const TestDraft = z.object({
  methodId: z.string(),
  limitKind: z.enum(["", "max", "min"]),
  limitValue: text,
  limitUnit: text,
  limitSource: text,
});
export type TestDraft = z.output<typeof TestDraft>;

/** 拒收: why a sample on the counter is not taken on. */
export const RefusalDraft = z.object({
  reason: z.union([RefusalReason, z.literal("")]),
  detail: text,
  photoIds: z.array(z.string()),
});
export type RefusalDraft = z.output<typeof RefusalDraft>;

export const SampleDraft = z.object({
  name: text,
  category: text,
  specification: text,
  trademark: text,
  gtin: text,
  batchNumber: text,
  productionDate: text,
  shelfLife: text,
  producer: text,
  quantity: text,
  stateOnArrival: text,
  temperature: text,
  storage: text,
  sampledOn: text,
  samplingPlace: text,
  samplers: text,
  dehydrationFactor: text,
  dehydrationSource: text,
  containers: z.array(ContainerDraft),
  tests: z.array(TestDraft),
  photoIds: z.array(z.string()),
  refusal: RefusalDraft.nullable().default(null),
});
export type SampleDraft = z.output<typeof SampleDraft>;

export const OrderDraft = z.object({
  /** Which form this is, from its first change on; empty until then. */
  registrationId: text.default(""),
  /** 网上委托 that this order takes over; empty for none. */
  commissionNumber: text.default(""),
  source: OrderSource,
  client: EnterpriseView.nullable(),
  sampled: EnterpriseView.nullable(),
  sheetNumber: text,
  judgingBasis: z.array(text),
  decisionRule: DecisionRule.default("simple"), // drafts from before are without
  guardFactor: text.default("1"),
  certificateLanguage: CertificateLanguage.default("zh"),
  isOutOfScopeAgreed: z.boolean().default(false),
  combinesSamples: z.boolean().default(false),
  receivedOn: text,
  dueOn: text,
  fee: text.default(""),
  copies: text.default("1"),
  leftover: Leftover.default("laboratory"),
  delivery: Delivery.default("collected"),
  remarks: text,
  isBlind: z.boolean().default(false),
  samples: z.array(SampleDraft),
});
export type OrderDraft = z.output<typeof OrderDraft>;

/** A container nobody has said anything about yet. */
export function newContainer(kind: "test" | "reserve"): ContainerDraft {
  return { kind, quantity: "", storage: "", place: "", sealNumber: "", isSealIntact: "", sealPhotoId: "" };
}

/** An empty line of the grid; one container, because there is always one. */
export function newSample(source: OrderDraft["source"]): SampleDraft {
  return {
    name: "",
    category: "",
    specification: "",
    trademark: "",
    gtin: "",
    batchNumber: "",
    productionDate: "",
    shelfLife: "",
    producer: "",
    quantity: "",
    stateOnArrival: "完好",
    temperature: "",
    storage: "",
    sampledOn: "",
    samplingPlace: "",
    samplers: "",
    dehydrationFactor: "",
    dehydrationSource: "",
    containers: containersFor(source),
    tests: [],
    photoIds: [],
    refusal: null,
  };
}

/** Supervisory samples arrive as a sealed pair; commissioned ones are split by the laboratory. */
export function containersFor(source: OrderDraft["source"]): ContainerDraft[] {
  return source === "supervisory" ? [newContainer("test"), newContainer("reserve")] : [newContainer("test")];
}

/** 重复上一行: the same product again; what is one container's own (seal, photos) is not repeated. */
export function repeatSample(sample: SampleDraft): SampleDraft {
  return {
    ...sample,
    photoIds: [],
    refusal: null,
    containers: sample.containers.map((container) => ({
      ...container,
      sealNumber: "",
      isSealIntact: "" as const,
      sealPhotoId: "",
    })),
  };
}

export const emptyOrder: OrderDraft = {
  registrationId: "",
  commissionNumber: "",
  source: "commissioned",
  client: null,
  sampled: null,
  sheetNumber: "",
  judgingBasis: [],
  decisionRule: "simple",
  guardFactor: "1",
  certificateLanguage: "zh",
  isOutOfScopeAgreed: false,
  combinesSamples: false,
  receivedOn: "",
  dueOn: "",
  fee: "",
  copies: "1",
  leftover: "laboratory",
  delivery: "collected",
  remarks: "",
  isBlind: false,
  samples: [newSample("commissioned")],
};

/** Only a client may agree on another rule than simple acceptance; what an authority asks for is compared directly. */
export function mayAgreeOnRule(source: OrderDraft["source"]): boolean {
  return source === "commissioned";
}

/** The order under another source: containers nobody described yet follow it. */
export function withSource(order: OrderDraft, source: OrderDraft["source"]): OrderDraft {
  const isUntouched = ({ quantity, storage, place, sealNumber, sealPhotoId }: ContainerDraft) =>
    !quantity && !storage && !place && !sealNumber && !sealPhotoId;
  const samples = order.samples.map((sample) =>
    sample.containers.every(isUntouched) ? { ...sample, containers: containersFor(source) } : sample,
  );
  const decisionRule = mayAgreeOnRule(source) ? order.decisionRule : "simple";
  return { ...order, source, samples, decisionRule };
}
