// What an enterprise sees of its own: orders by stage, certificates, and after a notified supervisory failure the way to a re-inspection.
import { z } from "zod";
import { CertificateState } from "../certificates/contract.ts";
import { endpoint } from "../kernel/endpoint.ts";
import { pageOf, pageQuery } from "../kernel/page.ts";
import { OrderSource } from "../orders/contract.ts";
import { reinspectionRefusals } from "./rules/reinspection.ts";

export const PortalStage = z.enum(["received", "in_testing", "in_review", "certified"]);
export type PortalStage = z.output<typeof PortalStage>;

export const PortalOrder = z.object({
  id: z.uuid(),
  number: z.string(),
  source: OrderSource,
  laboratory: z.string(),
  receivedOn: z.string(),
  dueOn: z.string(),
  samples: z.array(
    z.object({
      number: z.string(),
      name: z.string(),
      stage: PortalStage,
      /** Where it goes no further. */
      halted: z.enum(["on_hold", "rejected", "cancelled"]).nullable(),
      certificateNumber: z.string().nullable(),
    }),
  ),
});
export type PortalOrder = z.output<typeof PortalOrder>;

export const portalOrders = endpoint({
  method: "GET",
  path: "/api/portal/orders",
  right: "portal.read",
  summary: "My enterprise's orders by stage, never a result early / 我的委托",
  query: pageQuery,
  reply: pageOf(PortalOrder),
});

export const Reinspection = z.object({
  authority: z.object({ name: z.string(), address: z.string(), phone: z.string() }),
  notifiedOn: z.string(),
  lastDay: z.string(),
  daysLeft: z.int(),
  items: z.array(z.string()),
  microbiological: z.array(z.string()),
  /** Null where the words of the shelf life were not understood: a person looks. */
  shelfLifeEnds: z.string().nullable(),
  refusals: z.array(z.enum(reinspectionRefusals)),
});
export type Reinspection = z.output<typeof Reinspection>;

export const PortalCertificate = z.object({
  id: z.uuid(),
  number: z.string(),
  printedNumber: z.string(),
  sampleName: z.string(),
  source: OrderSource,
  laboratory: z.string(),
  state: CertificateState,
  issuedAt: z.string().nullable(),
  conclusion: z.string(),
  replacedBy: z.string().nullable(),
  mayObject: z.boolean(),
  objections: z.array(z.object({ text: z.string(), at: z.string(), answer: z.string().nullable() })),
  /** Only of supervisory work that the authority has notified. */
  reinspection: Reinspection.nullable(),
});
export type PortalCertificate = z.output<typeof PortalCertificate>;

export const portalCertificates = endpoint({
  method: "GET",
  path: "/api/portal/certificates",
  right: "portal.read",
  summary: "My enterprise's certificates / 我的报告",
  query: pageQuery,
  reply: pageOf(PortalCertificate),
});

/** All my certificates, or those named, as one ZIP. */
export const portalCertificatesZip = endpoint({
  method: "GET",
  path: "/api/portal/certificates.zip",
  right: "portal.read",
  summary: "Several signed PDFs at once / 批量下载报告",
  query: z.object({ numbers: z.string().max(4_000).optional(), q: z.string().max(80).optional() }),
  file: true,
});

const number = z.object({ number: z.string().max(40) });

export const portalCertificatePdf = endpoint({
  method: "GET",
  path: "/api/portal/certificates/:number/certificate.pdf",
  right: "portal.read",
  summary: "The signed PDF for the enterprise / 下载报告",
  params: number,
  file: true,
});

export const reinspectionForm = endpoint({
  method: "GET",
  path: "/api/portal/certificates/:number/reinspection.pdf",
  right: "portal.read",
  summary: "The application for re-inspection, filled with what is known / 复检申请书",
  params: number,
  file: true,
});
