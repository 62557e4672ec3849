// What a certificate says, frozen at the moment of approval: the PDF is made from this and from nothing else, so that
// it can be made again, byte for byte, years later. Texts are bounded so that no row of a table outgrows a page.
import { z } from "zod";
import { day, instant } from "../kernel/time.ts";

const word = z.string().trim().min(1).max(120);
const line = z.string().trim().min(1).max(300);
const paragraph = z.string().trim().min(1).max(1200);

/** A single verdict (单项判定). `undetermined`: judged, but no verdict possible (不判定); `not_judged`: no basis was agreed. */
export const CertificateVerdict = z.enum([
  "pass",
  "conditional_pass",
  "undetermined",
  "conditional_fail",
  "fail",
  "not_judged",
]);
export type CertificateVerdict = z.output<typeof CertificateVerdict>;

export const CertificateResult = z.object({
  ordinal: z.int().min(1).max(9999),
  item: line,
  unit: z.string().trim().max(60),
  /** Method with edition, as printed: GB 5009.3-2016 第一法. */
  methodCode: line,
  /** The requirement as printed: ≤0.3; null where nothing is required. */
  limitText: line.nullable(),
  resultText: line,
  verdict: CertificateVerdict,
  /** Where the requirement stands: a standard with its edition, or 产品明示标准. */
  basis: line.nullable(),
  /** Limit of detection with its unit, printed with every 未检出. */
  lod: word.nullable().default(null),
  note: line.nullable().default(null),
  /** 方法偏离: what was done otherwise than the method says, as agreed with the client. */
  deviation: line.nullable().default(null),
  /** 分包: another laboratory tested it, with the client's consent; never signed as ours. */
  subcontract: z.object({ laboratory: line, cmaNumber: word, reportNumber: word }).nullable().default(null),
  itemEn: line.nullable().default(null),
  /** Members of a sum, or the two stages, one line each: 总汞 0.62 mg/kg. */
  components: z.array(line).max(20).default([]),
  /** The result with its expanded uncertainty, where the decision rule weighs it: （0.305±0.061）mg/kg，k=2. */
  uncertainty: line.nullable().default(null),
  /** Each requirement with its own verdict: what is law, and 产品明示标准 apart. Certificates from before are without. */
  requirements: z
    .array(
      z.object({
        source: z.enum(["standard", "declared"]),
        basis: line,
        limitText: line,
        verdict: CertificateVerdict,
      }),
    )
    .max(20)
    .default([]),
  safetyVerdict: CertificateVerdict.nullable().default(null),
  declaredVerdict: CertificateVerdict.nullable().default(null),
  /** Leads staff from the line to its explanation; not printed. */
  resultId: z.uuid().nullable().default(null),
});
export type CertificateResult = z.output<typeof CertificateResult>;

const Party = z.object({ name: line, address: line.nullable(), contact: line.nullable() });
/** A picture by the hash of its bytes: they stand in the file store, not here. */
const Picture = z.object({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  mediaType: z.enum(["image/png", "image/jpeg"]),
});
export type Picture = z.output<typeof Picture>;
const picture = Picture.nullable().default(null);
const Signed = z.object({ name: word, at: instant });
/** Who is printed for a meaning; when they signed, if they did, and the picture of their signature that was in use then. */
const Signer = z.object({ name: word, signedAt: instant.nullable(), picture });
export type Signer = z.output<typeof Signer>;
const signers = z.array(Signer).max(99).default([]);

const CertificateSample = z.object({
  name: line,
  number: z.string().regex(/^\d{16}$/),
  specification: line.nullable(),
  trademark: line.nullable(),
  batchNumber: line.nullable(),
  productionDate: word.nullable(),
  shelfLife: word.nullable(),
  quantity: line,
  stateOnArrival: line,
  producer: line.nullable(),
  receivedOn: day,
  sampledOn: day.nullable(),
  samplingPlace: line.nullable(),
  samplers: line.nullable(),
  storage: line,
  sealNumbers: z.array(word).max(20).default([]),
});
const results = z.array(CertificateResult).min(1).max(600);

/** Another sample on the same certificate, with its own results and its own conclusion. */
const FurtherSample = z.object({
  sample: CertificateSample,
  results,
  conclusion: paragraph,
  conclusionEn: paragraph.nullable().default(null),
  photo: picture,
});
export type FurtherSample = z.output<typeof FurtherSample>;

export const CertificateContent = z.object({
  laboratory: z.object({
    name: line,
    address: line,
    phone: word,
    nameEn: line.nullable().default(null),
    cmaNumber: word.nullable(),
    /** 农产品质量安全检测机构考核合格证书编号. */
    catlNumber: word.nullable().default(null),
    code: z.string().regex(/^\d{6}$/),
    isDemo: z.boolean(),
  }),
  printedNumber: z.string().trim().min(1).max(60),
  systemNumber: z.string().regex(/^\d{16}$/),
  checkCode: z.string().trim().min(4).max(40),
  /** Address of the public check of this certificate, written into the QR code. */
  verifyUrl: z.url().max(300),
  title: word.default("检验检测报告"),
  /** Chinese alone, or each label and sentence of the form in English beside it. */
  language: z.enum(["zh", "zh-en"]).default("zh"),
  /** The laboratory's own pictures, each put into use under two names, and the sample's photo. */
  pictures: z
    .object({
      seal: picture,
      logo: picture,
      cma: picture,
      catl: picture,
      photo: picture,
      /** Of certificates from before `signers`: the one reviewer's signature. */
      reviewed: picture,
      /** The signature of who approved, as it was in use when that person signed. */
      approved: picture,
    })
    .default({ seal: null, logo: null, cma: null, catl: null, photo: null, reviewed: null, approved: null }),
  /** 骑缝章: a slice of the seal on the edge of every page. */
  hasPagingSeal: z.boolean().default(false),
  /** Printed above the title; for items out of scope: 不具有对社会的证明作用，仅供委托方内部参考. */
  heading: line.nullable().default(null),
  /** 检验类别: 委托检验, 监督抽检 … */
  source: word,
  client: Party,
  sampledEnterprise: Party.nullable(),
  /** 抽样单编号 of a supervisory order. */
  sheetNumber: word.nullable().default(null),
  sample: CertificateSample,
  testedFrom: day,
  testedTo: day,
  /** 判定依据; empty: 仅提供实测数据，不作判定. */
  judgingBasis: z.array(line).max(12),
  results,
  /** Where several samples stand on it: the first sample's own conclusion; `conclusion` is then that of all of them. */
  sampleConclusion: paragraph.nullable().default(null),
  sampleConclusionEn: paragraph.nullable().default(null),
  furtherSamples: z.array(FurtherSample).max(99).default([]),
  conclusion: paragraph,
  conclusionEn: paragraph.nullable().default(null),
  decisionRule: paragraph.nullable(),
  decisionRuleEn: paragraph.nullable().default(null),
  equipment: z
    .array(z.object({ name: line, number: word, validUntil: day.nullable() }))
    .max(80)
    .default([]),
  /** Who vouches for the signatures: a certification authority for the signatory, or only the server's own keys. */
  isThirdPartySigned: z.boolean().default(false),
  people: z.object({ testedBy: Signed, reviewedBy: Signed, approvedBy: Signed }),
  /** 主检 and 审核 one by one: several on a certificate of several samples, or where several analysts signed. */
  signers: z.object({ tested: signers, reviewed: signers }).default({ tested: [], reviewed: [] }),
  notes: z.array(paragraph).max(20),
  /** The same notes in English, by their place; an empty one stays Chinese. */
  notesEn: z.array(z.string().trim().max(1200)).max(20).default([]),
  issuedOn: day,
  replaces: z
    .object({
      printedNumber: z.string().trim().min(1).max(60),
      reason: paragraph,
      /** What is said otherwise than there; certificates from before are without. */
      changes: z.array(line).max(12).default([]),
    })
    .nullable(),
});
export type CertificateContent = z.output<typeof CertificateContent>;

/** The sample's name; of several the first one's and how many there are. */
export function sampleNames({ sample, furtherSamples }: CertificateContent): string {
  return furtherSamples.length === 0 ? sample.name : `${sample.name} 等 ${furtherSamples.length + 1} 个样品`;
}
