import { z } from "zod";
import { endpoint } from "../kernel/endpoint.ts";
import { dayRange, pageOf, pageQuery } from "../kernel/page.ts";
import { day } from "../kernel/time.ts";
import { numeral } from "../kernel/decimal.ts";
import { EnterpriseView } from "../people/contract.ts";

/** 已送达: the authority has told the sampled enterprise; from then on it sees its supervisory certificate. */
export const markNotified = endpoint({
  method: "POST",
  path: "/api/orders/:number/notified",
  right: "orders.notify",
  summary: "The authority has notified the sampled enterprise / 登记已送达",
  params: z.object({ number: z.string().max(40) }),
  body: z.object({ on: day }),
});

export { isJudgedByStandards } from "./rules.ts";

export const OrderSource = z.enum(["commissioned", "supervisory", "risk_monitoring", "reinspection"]);
export const OrderState = z.enum(["open", "accepted", "completed", "cancelled"]);

/** ILAC-G8:09/2019 4.2: simple acceptance, binary with a guard band, non-binary with conditional verdicts. */
export const DecisionRule = z.enum(["simple", "guard_band", "non_binary"]);
export type DecisionRule = z.output<typeof DecisionRule>;

/** r in w = r × U. */
export const GuardFactor = numeral.refine((text) => /^(?!0+(\.0+)?$)\d(\.\d{1,3})?$/.test(text), { error: "numeral" });

/** The languages of the certificates of an order. */
export const CertificateLanguage = z.enum(["zh", "zh-en"]);

/** 余样处理: what becomes of what is left of the samples. */
export const Leftover = z.enum(["laboratory", "returned"]);
/** 报告领取 */
export const Delivery = z.enum(["collected", "posted", "electronic"]);
/** 检验费 in yuan. */
export const Fee = numeral.refine((text) => /^\d{1,8}(\.\d{1,2})?$/.test(text), { error: "numeral" });

const words = z.string().trim().min(1).max(200);
const optional = z.string().trim().max(200).optional();

/** 产品明示标准: a limit the order names for one item. */
export const DeclaredLimit = z.object({ kind: z.enum(["max", "min"]), value: numeral, unit: words, source: words });
export type DeclaredLimit = z.output<typeof DeclaredLimit>;

export const NewContainer = z.object({
  kind: z.enum(["test", "reserve"]),
  quantity: optional,
  storage: optional,
  place: optional,
  sealNumber: optional,
  isSealIntact: z.boolean().optional(),
  sealPhotoId: z.uuid().optional(),
});

/** 拒收原因. */
export const RefusalReason = z.enum([
  "seal-broken",
  "too-little",
  "expired",
  "damaged",
  "temperature",
  "papers-differ",
  "not-testable",
  "other",
]);
export type RefusalReason = z.output<typeof RefusalReason>;

/** A sample that is not taken on: why, in words that the client will read, and what proves it. */
export const NewRefusal = z.object({
  reason: RefusalReason,
  detail: z.string().trim().min(2).max(500),
  photoIds: z.array(z.uuid()).max(10).default([]),
});
export type NewRefusal = z.output<typeof NewRefusal>;

export const NewSample = z
  .object({
    name: words,
    category: words,
    specification: optional,
    trademark: optional,
    gtin: z.string().trim().max(20).optional(),
    batchNumber: optional,
    productionDate: day.optional(),
    shelfLife: optional,
    producer: optional,
    quantity: words,
    stateOnArrival: words,
    temperature: optional,
    storage: words,
    sampledOn: day.optional(),
    samplingPlace: optional,
    samplers: optional,
    dehydrationFactor: numeral.optional(),
    dehydrationSource: optional,
    /** For limits on dry matter, fat or alcohol, where the client or a label says so; else our own results are taken. */
    moisturePercent: numeral.optional(),
    fatPercent: numeral.optional(),
    alcoholPercent: numeral.optional(),
    basisSource: optional,
    containers: z.array(NewContainer).max(20),
    tests: z.array(z.object({ methodId: z.uuid(), declaredLimit: DeclaredLimit.optional() })).max(100),
    photoIds: z.array(z.uuid()).max(10).default([]),
    /** Refused on arrival: it is registered, so that there is a letter, and goes no further. */
    refusal: NewRefusal.optional(),
  })
  .superRefine((sample, issues) => {
    if (sample.refusal) return;
    for (const needed of ["containers", "tests"] as const)
      if (sample[needed].length === 0) issues.addIssue({ code: "custom", path: [needed], message: "needed" });
  });
export type NewSample = z.output<typeof NewSample>;

export const NewOrder = z.object({
  /** Which form this is: the same sent again is answered with the order that it became. */
  registrationId: z.uuid().optional(),
  /** 网上委托: what the enterprise asked for online and this order is. */
  commissionNumber: z.string().trim().max(40).optional(),
  source: OrderSource,
  clientId: z.uuid(),
  sampledEnterpriseId: z.uuid().optional(),
  sheetNumber: z.string().trim().max(60).optional(),
  judgingBasis: z.array(words).max(20).default([]),
  decisionRule: DecisionRule.default("simple"),
  guardFactor: GuardFactor.default("1"),
  certificateLanguage: CertificateLanguage.default("zh"),
  /** All samples on one certificate, issued when the last of them is approved. */
  combinesSamples: z.boolean().default(false),
  /** The client knows that items outside the scope are reported apart, without any mark. */
  isOutOfScopeAgreed: z.boolean().default(false),
  receivedOn: day.optional(),
  dueOn: day.optional(),
  fee: Fee.optional(),
  copies: z.int().min(0).max(20).default(1),
  leftover: Leftover.default("laboratory"),
  delivery: Delivery.default("collected"),
  remarks: z.string().trim().max(1000).optional(),
  /** 盲样: also where the laboratory does not test blind throughout. */
  isBlind: z.boolean().default(false),
  samples: z.array(NewSample).min(1).max(100),
});
export type NewOrder = z.output<typeof NewOrder>;

export const OrderRow = z.object({
  id: z.uuid(),
  number: z.string(),
  source: OrderSource,
  state: OrderState,
  client: z.string(),
  sampledEnterprise: z.string().nullable(),
  samples: z.number(),
  receivedOn: z.string(),
  dueOn: z.string(),
});
export type OrderRow = z.output<typeof OrderRow>;

export const OrderView = OrderRow.extend({
  clientDetails: EnterpriseView,
  sampledDetails: EnterpriseView.nullable(),
  sheetNumber: z.string().nullable(),
  judgingBasis: z.array(z.string()),
  decisionRule: DecisionRule,
  guardFactor: z.string(),
  certificateLanguage: CertificateLanguage,
  fee: z.string().nullable(),
  isBlind: z.boolean(),
  copies: z.int(),
  leftover: Leftover,
  delivery: Delivery,
  combinesSamples: z.boolean(),
  remarks: z.string().nullable(),
  /** Day on which the authority notified the sampled enterprise; null before, and where nobody is to be notified. */
  notifiedOn: z.string().nullable(),
  sampleRows: z.array(
    z.object({
      id: z.uuid(),
      number: z.string(),
      name: z.string(),
      state: z.string(),
      containers: z.array(z.object({ number: z.string(), kind: z.enum(["test", "reserve"]) })),
    }),
  ),
});
export type OrderView = z.output<typeof OrderView>;

export const registerOrder = endpoint({
  method: "POST",
  path: "/api/orders",
  right: "orders.register",
  summary: "Register an order with its samples and containers / 登记委托及样品",
  body: NewOrder,
  reply: OrderView,
});

export const listOrders = endpoint({
  method: "GET",
  path: "/api/orders",
  right: "orders.read",
  summary: "Orders, newest first / 委托单",
  query: pageQuery.extend({ state: OrderState.optional(), source: OrderSource.optional(), ...dayRange }),
  reply: pageOf(OrderRow),
});

export const showOrder = endpoint({
  method: "GET",
  path: "/api/orders/:number",
  right: "orders.read",
  summary: "One order / 委托单",
  params: z.object({ number: z.string() }),
  reply: OrderView,
});
