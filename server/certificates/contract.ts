import { z } from "zod";
import { endpoint } from "../kernel/endpoint.ts";
import { dayRange, pageOf, pageQuery } from "../kernel/page.ts";
import { signature } from "../people/contract.ts";

export const CertificateState = z.enum(["issuing", "issued", "under_review", "replaced", "revoked", "voided"]);

export const CertificateRow = z.object({
  id: z.uuid(),
  number: z.string(),
  printedNumber: z.string(),
  state: CertificateState,
  sampleNumber: z.string(),
  sampleName: z.string(),
  client: z.string(),
  issuedAt: z.string().nullable(),
  approvedBy: z.string(),
});
export type CertificateRow = z.output<typeof CertificateRow>;

export const approveSample = endpoint({
  method: "POST",
  path: "/api/samples/:number/approve",
  right: "certificates.approve",
  summary: "Approve and issue the certificate; a signature / 批准签发",
  params: z.object({ number: z.string() }),
  body: z.object(signature),
  /** null: the certificate of several samples waits for the approval of the others. */
  reply: CertificateRow.nullable(),
});

/** How far a batch is: approved one by one by the server, then issued; a refusal stops no other. */
export const ApprovalBatch = z.object({
  id: z.uuid(),
  at: z.string(),
  all: z.number(),
  waiting: z.number(),
  approved: z.number(),
  /** Of the approved, those whose file is there. */
  issued: z.number(),
  cancelled: z.number(),
  isOver: z.boolean(),
  /** Begun within a day: older ones are nobody's concern any more. */
  isRecent: z.boolean(),
  refused: z.array(
    z.object({
      sampleNumber: z.string(),
      sampleName: z.string(),
      code: z.string(),
      details: z.record(z.string(), z.unknown()),
    }),
  ),
  /** Approved, and their file waits for something. */
  stuck: z.array(z.object({ number: z.string(), printedNumber: z.string(), why: z.string() })),
});
export type ApprovalBatch = z.output<typeof ApprovalBatch>;

export const mostInBatch = 500;

export const approveBatch = endpoint({
  method: "POST",
  path: "/api/approval-batches",
  right: "certificates.approve",
  summary: "Approve many samples with one signature; the server works through them / 批量批准签发",
  body: z.object({ ...signature, numbers: z.array(z.string().max(40)).min(1).max(mostInBatch) }),
  reply: ApprovalBatch,
});

export const showBatch = endpoint({
  method: "GET",
  path: "/api/approval-batches/last",
  right: "certificates.approve",
  summary: "My last batch and how far it is / 批量签发进度",
  reply: z.object({ batch: ApprovalBatch.nullable() }),
});

export const cancelBatch = endpoint({
  method: "POST",
  path: "/api/approval-batches/:batchId/cancel",
  right: "certificates.approve",
  summary: "Approve no more of my batch / 停止批量签发",
  params: z.object({ batchId: z.uuid() }),
  reply: ApprovalBatch,
});

export const listCertificates = endpoint({
  method: "GET",
  path: "/api/certificates",
  right: "certificates.read",
  summary: "Certificates, newest first / 检验报告",
  query: pageQuery.extend({ state: CertificateState.optional(), ...dayRange }),
  reply: pageOf(CertificateRow),
});

export const CertificateView = CertificateRow.extend({
  verdict: z.string(),
  conclusion: z.string(),
  sha256: z.string().nullable(),
  publicLink: z.string(),
  checkCode: z.string(),
  decisionRule: z.string().nullable(),
  results: z.array(
    z.object({
      /** Whose it is, where several samples stand on the certificate. */
      sample: z.string().nullable(),
      ordinal: z.number(),
      item: z.string(),
      resultText: z.string(),
      unit: z.string(),
      limitText: z.string().nullable(),
      verdict: z.string(),
      safetyVerdict: z.string().nullable(),
      declaredVerdict: z.string().nullable(),
      resultId: z.uuid().nullable(),
    }),
  ),
  signatures: z.array(z.object({ by: z.string(), meaning: z.string(), at: z.string() })),
  /** How much its signatures prove, and the keys that made them; null while it is being made. */
  signing: z
    .object({
      level: z.string(),
      keys: z.array(z.object({ subject: z.string(), serial: z.string(), validUntil: z.string() })),
    })
    .nullable(),
  downloads: z.array(z.object({ by: z.string(), at: z.string() })),
});
export type CertificateView = z.output<typeof CertificateView>;

export const showCertificate = endpoint({
  method: "GET",
  path: "/api/certificates/:number",
  right: "certificates.read",
  summary: "One certificate / 检验报告",
  params: z.object({ number: z.string() }),
  reply: CertificateView,
});

export const certificatePdf = endpoint({
  method: "GET",
  path: "/api/certificates/:number/certificate.pdf",
  right: "certificates.download",
  summary: "The signed PDF / 检验报告 PDF",
  params: z.object({ number: z.string() }),
  file: true,
});

/** The public answer: nothing without the check code, for numbers can be walked through. */
export const PublicAnswer = z.object({
  state: z.enum(["enter-code", "unknown", "valid", "replaced", "revoked", "under_review"]),
  printedNumber: z.string().nullable(),
  sampleName: z.string().nullable(),
  client: z.string().nullable(),
  laboratory: z.string().nullable(),
  issuedOn: z.string().nullable(),
  conclusion: z.string().nullable(),
  sha256: z.string().nullable(),
  replacedBy: z.string().nullable(),
});
export type PublicAnswer = z.output<typeof PublicAnswer>;

export const checkCertificate = endpoint({
  method: "POST",
  path: "/api/verify",
  right: "public",
  trail: "none",
  summary: "Is this certificate genuine? / 报告真伪查询",
  body: z.object({ number: z.string().trim().max(60), code: z.string().trim().max(40).optional() }),
  reply: PublicAnswer,
});

/** The form of the data inside every certificate, versioned; fields are added, never changed. */
export const certificateSchema = endpoint({
  method: "GET",
  path: "/api/certificate-data.schema.json",
  right: "public",
  summary: "JSON Schema of the data inside a certificate / 报告数据格式",
  file: true,
});

/** The root certificate that signatures can be checked against. */
export const rootCertificate = endpoint({
  method: "GET",
  path: "/api/verify/root.pem",
  right: "public",
  summary: "The root that signatures lead to / 根证书",
  file: true,
});
