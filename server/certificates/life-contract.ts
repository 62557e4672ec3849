// What happens to a certificate after it was issued; it is never edited.
import { z } from "zod";
import { endpoint } from "../kernel/endpoint.ts";
import { instant } from "../kernel/time.ts";
import { signature } from "../people/contract.ts";
import { CertificateRow } from "./contract.ts";

const number = z.object({ number: z.string().max(40) });
const reason = z.string().trim().min(2).max(500);

/** A condition of issue, and who can mend it. */
export const GateCondition = z.object({
  code: z.enum([
    "results-checked",
    "results-reviewed",
    "equipment-fit",
    "materials-valid",
    "environment-within",
    "controls-passed",
    "analysts-qualified",
    "in-scope",
    "signatory-in-scope",
    "subcontracts-sound",
    "limits-confirmed",
    "text-printable",
    "signing-key",
  ]),
  isMet: z.boolean(),
  details: z.array(z.string()),
  mend: z.string(),
});
export type GateCondition = z.output<typeof GateCondition>;

export const showGate = endpoint({
  method: "GET",
  path: "/api/samples/:number/gate",
  right: "results.read",
  summary: "What must hold before the certificate is issued / 签发条件",
  params: number,
  reply: z.object({
    conditions: z.array(GateCondition),
    /** One certificate for all samples of the order: these are to be approved before it is issued. */
    combinesSamples: z.boolean(),
    waitsFor: z.array(z.object({ number: z.string(), name: z.string(), state: z.string() })),
  }),
});

/** 原始记录 of one task, to be printed. */
export const rawRecord = endpoint({
  method: "GET",
  path: "/api/tasks/:taskId/raw-record.pdf",
  right: "results.read",
  summary: "The raw record of a task as PDF / 原始记录",
  params: z.object({ taskId: z.uuid() }),
  file: true,
});

export const questionCertificate = endpoint({
  method: "POST",
  path: "/api/certificates/:number/question",
  right: "certificates.question",
  summary: "Put a certificate under review; the public page says so at once / 报告转入核查",
  params: number,
  body: z.object({ reason }),
});

export const restoreCertificate = endpoint({
  method: "POST",
  path: "/api/certificates/:number/restore",
  right: "certificates.question",
  summary: "The review found nothing: the certificate is valid again / 恢复有效",
  params: number,
  body: z.object({ reason }),
});

export const revokeCertificate = endpoint({
  method: "POST",
  path: "/api/certificates/:number/revoke",
  right: "certificates.approve",
  summary: "Revoke a certificate under review; a signature / 撤销报告",
  params: number,
  body: z.object({ reason, ...signature }),
});

/** Words about the sample that no result depends on. What a limit is chosen by is corrected by testing anew. */
export const SampleCorrection = z
  .object({
    name: z.string().trim().min(1).max(200),
    specification: z.string().trim().max(200),
    trademark: z.string().trim().max(200),
    batchNumber: z.string().trim().max(100),
    shelfLife: z.string().trim().max(100),
    producer: z.string().trim().max(200),
    quantity: z.string().trim().min(1).max(100),
  })
  .partial();
export type SampleCorrection = z.output<typeof SampleCorrection>;

export const amendCertificate = endpoint({
  method: "POST",
  path: "/api/certificates/:number/amend",
  right: "certificates.approve",
  summary: "Issue an amended certificate in the place of this one; a signature / 更正报告",
  params: number,
  /** Of a certificate of several samples: whose words are corrected; else the first one's. */
  body: z.object({
    reason,
    sampleNumber: z.string().max(40).optional(),
    corrections: SampleCorrection.default({}),
    ...signature,
  }),
  reply: CertificateRow,
});

export const voidCertificate = endpoint({
  method: "POST",
  path: "/api/certificates/:number/void",
  right: "certificates.approve",
  summary: "Give up a certificate that could not be issued; its number stays used / 作废编号",
  params: number,
  body: z.object({ reason }),
});

export const recordDispatch = endpoint({
  method: "POST",
  path: "/api/certificates/:number/dispatches",
  right: "certificates.dispatch",
  summary: "A copy leaves the house: to whom, how / 发放登记",
  params: number,
  body: z
    .object({
      copy: z.enum(["original", "duplicate"]),
      copies: z.int().min(1).max(50),
      way: z.enum(["collected", "courier", "electronic"]),
      to: z.string().trim().min(1).max(100),
      courierNumber: z.string().trim().max(60).optional(),
      /** 补发: an earlier copy was lost; why. The same file leaves the house once more. */
      reissueReason: reason.optional(),
    })
    .refine((said) => said.way !== "courier" || Boolean(said.courierNumber), { path: ["courierNumber"] }),
});

export const recordReturn = endpoint({
  method: "POST",
  path: "/api/dispatches/:dispatchId/return",
  right: "certificates.dispatch",
  summary: "An old paper came back / 收回登记",
  params: z.object({ dispatchId: z.uuid() }),
  body: z.object({ note: reason }),
});

const ObjectionView = z.object({
  id: z.uuid(),
  text: z.string(),
  by: z.string(),
  at: instant,
  answer: z.string().nullable(),
  answeredBy: z.string().nullable(),
});

export const raiseObjection = endpoint({
  method: "POST",
  path: "/api/portal/certificates/:number/objections",
  right: "portal.read",
  summary: "Object to a certificate that one commissioned / 提出异议",
  params: number,
  body: z.object({ text: z.string().trim().min(5).max(2_000) }),
});

export const answerObjection = endpoint({
  method: "POST",
  path: "/api/objections/:objectionId/answer",
  right: "certificates.question",
  summary: "Answer an objection / 答复异议",
  params: z.object({ objectionId: z.uuid() }),
  body: z.object({ answer: z.string().trim().min(5).max(2_000) }),
});

const related = z.object({ number: z.string(), printedNumber: z.string(), state: z.string() });

export const showLife = endpoint({
  method: "GET",
  path: "/api/certificates/:number/life",
  right: "certificates.read",
  summary: "What happened to a certificate since / 报告经历",
  params: number,
  reply: z.object({
    stateReason: z.string().nullable(),
    replaces: related.nullable(),
    replacedBy: related.nullable(),
    differences: z.array(z.object({ field: z.string(), before: z.string(), after: z.string() })),
    dispatches: z.array(
      z.object({
        id: z.uuid(),
        copy: z.string(),
        copies: z.int(),
        way: z.string(),
        to: z.string(),
        courierNumber: z.string().nullable(),
        reissueReason: z.string().nullable(),
        at: instant,
        by: z.string(),
        returnedAt: instant.nullable(),
        returnedNote: z.string().nullable(),
      }),
    ),
    objections: z.array(ObjectionView),
    /** Paper of a certificate that counts no more and has not come back. */
    toCallBack: z.int(),
    /** What may be corrected, as it stands. */
    correctable: z.record(z.string(), z.string()),
    /** All samples on it in their order, each with what may be corrected. */
    samples: z.array(z.object({ number: z.string(), name: z.string(), correctable: z.record(z.string(), z.string()) })),
    history: z.array(z.object({ at: instant, actor: z.string(), action: z.string(), reason: z.string().nullable() })),
    may: z.array(
      z.object({
        act: z.enum(["question", "restore", "revoke", "amend", "void", "dispatch"]),
        refusal: z.string().nullable(),
      }),
    ),
  }),
});

export const ArchiveReport = z.object({
  last: z
    .object({
      beganAt: instant,
      endedAt: instant,
      checked: z.int(),
      faults: z.array(z.object({ number: z.string(), why: z.string() })),
    })
    .nullable(),
});

export const showArchive = endpoint({
  method: "GET",
  path: "/api/certificate-archive",
  right: "certificates.read",
  summary: "What the last check of the archive found / 归档复核",
  reply: ArchiveReport,
});

/** Who holds the file holds what is printed on it; the answer names neither client nor sample. */
export const checkFile = endpoint({
  method: "POST",
  path: "/api/verify-file",
  right: "public",
  trail: "none",
  summary: "Is this file a certificate of ours, by its SHA-256? / 按文件查询真伪",
  body: z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
  reply: z.object({
    state: z.enum(["unknown", "valid", "replaced", "revoked", "under_review"]),
    printedNumber: z.string().nullable(),
    laboratory: z.string().nullable(),
    issuedOn: z.string().nullable(),
    replacedBy: z.string().nullable(),
  }),
});
