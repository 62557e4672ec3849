// 网上委托: an enterprise says online what it wants tested and brings the code with its samples; reception takes it over by scanning.
import { z } from "zod";
import { endpoint } from "../kernel/endpoint.ts";
import { pageQuery } from "../kernel/page.ts";
import { day, instant } from "../kernel/time.ts";
import { EnterpriseView } from "../people/contract.ts";
import { CertificateLanguage, Delivery } from "./contract.ts";

const words = z.string().trim().min(1).max(200);
const optional = z.string().trim().max(200).optional();

export const CommissionState = z.enum(["submitted", "accepted", "refused", "withdrawn"]);
export type CommissionState = z.output<typeof CommissionState>;

export const CommissionSample = z.object({
  name: words,
  category: words,
  specification: optional,
  trademark: optional,
  batchNumber: optional,
  productionDate: day.optional(),
  shelfLife: optional,
  producer: optional,
  quantity: words,
  storage: optional,
  methodIds: z.array(z.uuid()).min(1).max(100),
});
export type CommissionSample = z.output<typeof CommissionSample>;

export const NewCommission = z.object({
  /** Made in the browser: the same submission repeated is known by it. */
  id: z.uuid(),
  laboratoryId: z.uuid(),
  contact: words,
  phone: words,
  judgingBasis: z.array(words).max(20).default([]),
  certificateLanguage: CertificateLanguage.default("zh"),
  copies: z.int().min(1).max(20).default(1),
  delivery: Delivery.default("electronic"),
  remarks: z.string().trim().max(800).optional(),
  samples: z.array(CommissionSample).min(1).max(50),
});
export type NewCommission = z.output<typeof NewCommission>;

export const CommissionRow = z.object({
  id: z.uuid(),
  number: z.string(),
  state: CommissionState,
  enterprise: z.string(),
  laboratory: z.string(),
  samples: z.array(z.string()),
  submittedAt: instant,
});
export type CommissionRow = z.output<typeof CommissionRow>;

export const CommissionTest = z.object({ methodId: z.uuid(), item: z.string(), method: z.string(), unit: z.string() });

export const CommissionView = z.object({
  number: z.string(),
  state: CommissionState,
  laboratory: z.object({ id: z.uuid(), name: z.string(), address: z.string(), phone: z.string() }),
  enterprise: EnterpriseView,
  body: NewCommission,
  /** The tests of all samples, by the id of their method. */
  tests: z.array(CommissionTest),
  submittedBy: z.string(),
  submittedAt: instant,
  decidedBy: z.string().nullable(),
  decidedAt: instant.nullable(),
  reason: z.string().nullable(),
  orderNumber: z.string().nullable(),
  /** The number as a QR code, rows of 1 (dark) and 0, to be scanned from a screen. */
  code: z.array(z.string()),
});
export type CommissionView = z.output<typeof CommissionView>;

const number = z.object({ number: z.string().max(40) });
const page = z.object({ rows: z.array(CommissionRow), next: z.string().nullable() });

/** What may be asked for, and where. */
export const portalLaboratories = endpoint({
  method: "GET",
  path: "/api/portal/laboratories",
  right: "portal.commission",
  summary: "Laboratories that take orders / 可委托的实验室",
  reply: z.object({
    rows: z.array(z.object({ id: z.uuid(), name: z.string(), address: z.string(), phone: z.string() })),
  }),
});

export const portalCategories = endpoint({
  method: "GET",
  path: "/api/portal/categories",
  right: "portal.commission",
  summary: "Product categories to choose from / 产品分类",
  reply: z.object({ rows: z.array(z.string()) }),
});

export const OfferedTest = CommissionTest.extend({
  /** The standards with a limit for this item in the category asked about, newest editions in force. */
  standards: z.array(z.string()),
});
export type OfferedTest = z.output<typeof OfferedTest>;

export const portalOffer = endpoint({
  method: "GET",
  path: "/api/portal/offer",
  right: "portal.commission",
  summary: "Items a laboratory tests within its scope; first those with a limit for the product / 可检项目",
  query: z.object({ laboratoryId: z.uuid(), category: z.string().max(200).optional() }),
  reply: z.object({ tests: z.array(OfferedTest) }),
});

export const submitCommission = endpoint({
  method: "POST",
  path: "/api/portal/commissions",
  right: "portal.commission",
  summary: "Commission an order online / 提交网上委托",
  body: NewCommission,
  reply: CommissionView,
});

export const myCommissions = endpoint({
  method: "GET",
  path: "/api/portal/commissions",
  right: "portal.commission",
  summary: "What my enterprise commissioned online / 我的网上委托",
  query: z.object({ after: z.string().max(40).optional() }),
  reply: page,
});

export const myCommission = endpoint({
  method: "GET",
  path: "/api/portal/commissions/:number",
  right: "portal.commission",
  summary: "One of them, with its code / 网上委托",
  params: number,
  reply: CommissionView,
});

export const withdrawCommission = endpoint({
  method: "POST",
  path: "/api/portal/commissions/:number/withdraw",
  right: "portal.commission",
  summary: "Take it back before the samples arrive / 撤回网上委托",
  params: number,
  reply: CommissionView,
});

export const commissionSheet = endpoint({
  method: "GET",
  path: "/api/portal/commissions/:number/sheet.pdf",
  right: "portal.commission",
  summary: "The sheet with the code, to come with the samples / 委托单",
  params: number,
  file: true,
});

export const listCommissions = endpoint({
  method: "GET",
  path: "/api/commissions",
  right: "orders.register",
  summary: "Commissions addressed to the laboratory / 网上委托",
  query: pageQuery.omit({ after: true }).extend({
    after: z.string().max(40).optional(),
    state: CommissionState.optional(),
  }),
  reply: page,
});

export const showCommission = endpoint({
  method: "GET",
  path: "/api/commissions/:number",
  right: "orders.register",
  summary: "One commission, as reception takes it over / 网上委托",
  params: number,
  reply: CommissionView,
});

export const refuseCommission = endpoint({
  method: "POST",
  path: "/api/commissions/:number/refuse",
  right: "orders.register",
  summary: "Refuse a commission with the reason / 不予受理",
  params: number,
  body: z.object({ reason: z.string().trim().min(2).max(300) }),
  reply: CommissionView,
});
