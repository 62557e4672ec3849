import { CertificateContent, CertificateResult } from "../../certificates/content.ts";
import { Outcome } from "../../results/contract.ts";
import { perSample } from "./size.ts";

/** Outcomes of each method in sixteen variants, the first a failure: what a result is explained by. */
export const outcomes = `create temp table said as
  select m.m, v, reported, unrounded, m.unit, verdict, jsonb_set(jsonb_set(explanation, '{unit}', to_jsonb(m.unit)), '{reported}', to_jsonb(reported)) as explanation
  from method m, (select v, verdict, '0.' || lpad((v * 17 + case when v = 0 then 620 else 40 end)::text, 3, '0') as reported, '0.' || lpad((v * 17 + 40)::text, 3, '0') || '38' as unrounded, explanation
    from generate_series(0, 15) v join (values (true, 'fail', '${outcome("fail")}'::jsonb), (false, 'pass', '${outcome("pass")}'::jsonb)) w (is_first, verdict, explanation) on is_first = (v = 0)) o`;

function outcome(verdict: "pass" | "fail"): string {
  const reported = verdict === "fail" ? "0.620" : "0.086";
  const said = Outcome.parse({
    isComplete: true,
    missing: [],
    parallels: [{ parallel: 1, value: reported, substituted: `${reported} × 1` }],
    formula: "content",
    difference: null,
    allowedDifference: null,
    needsRetest: false,
    unrounded: `${reported}38`,
    reported,
    qualifier: "=",
    unit: "mg/kg",
    rounding: "三位有效数字（GB/T 8170-2008）",
    resultKind: "quantity",
    units: [],
    components: [],
    pcr: null,
    curve: null,
    decidingDate: { on: "2026-01-05", because: "production" },
    limits: [
      {
        source: "standard",
        basis: "GB 2762-2025",
        limitText: "≤0.5",
        rowKey: null,
        verdict,
        because: verdict === "fail" ? "above-limit" : "within-limit",
        confidence: null,
        comparison: "full",
        compared: reported,
        rounded: reported,
        probability: null,
        steps: [{ step: "compare", figures: { value: reported, limit: "0.5" } }],
        decision: null,
        row: null,
        confirmedBy: null,
        factors: [],
        counts: true,
        chosenBecause: null,
        warnings: [],
      },
    ],
    verdict,
    safetyVerdict: verdict,
    declaredVerdict: null,
    grounds: [],
    equipment: [],
    about: null,
  });
  return JSON.stringify(said);
}

const line = CertificateResult.parse({
  ordinal: 1,
  item: "铅（以Pb计）",
  unit: "mg/kg",
  methodCode: "GB 5009.12-2023 第一法 石墨炉原子吸收光谱法",
  limitText: "≤0.5",
  resultText: "0.086",
  verdict: "pass",
  basis: "GB 2762-2025",
  lod: null,
  note: null,
  deviation: null,
  subcontract: null,
  itemEn: "Lead",
  components: [],
  uncertainty: null,
  requirements: [{ source: "standard", basis: "GB 2762-2025", limitText: "≤0.5", verdict: "pass" }],
  safetyVerdict: "pass",
  declaredVerdict: null,
  resultId: null,
});

const content = CertificateContent.parse({
  laboratory: {
    name: "示范清真食品检测中心",
    address: "甘肃省临夏回族自治州示范路 1 号",
    phone: "0930-0000000",
    nameEn: null,
    cmaNumber: "000000000000",
    catlNumber: null,
    code: "622900",
    isDemo: true,
  },
  printedNumber: "示清检（2026）第 000001 号",
  systemNumber: "4622900260000013",
  checkCode: "7K3M9QWX2HTD",
  verifyUrl: "http://127.0.0.1:8080/verify?n=4622900260000013&c=7K3M9QWX2HTD",
  title: "检验检测报告",
  language: "zh",
  pictures: { seal: null, logo: null, cma: null, catl: null, photo: null, reviewed: null, approved: null },
  hasPagingSeal: false,
  heading: null,
  source: "委托检验",
  client: {
    name: "临夏示范牛羊肉制品有限公司",
    address: "甘肃省临夏市示范工业园 6 号",
    contact: "马守信　0930-0000011",
  },
  sampledEnterprise: null,
  sheetNumber: null,
  sample: {
    name: "风干牛肉干",
    number: "1622900260001236",
    specification: "250 g/袋",
    trademark: "河州",
    batchNumber: "20261102A",
    productionDate: "2026-01-02",
    shelfLife: "9 个月",
    quantity: "3 袋",
    stateOnArrival: "包装完好",
    producer: "临夏示范牛羊肉制品有限公司",
    receivedOn: "2026-01-20",
    sampledOn: null,
    samplingPlace: null,
    samplers: null,
    storage: "常温、避光、干燥",
    sealNumbers: [],
  },
  testedFrom: "2026-01-21",
  testedTo: "2026-01-30",
  judgingBasis: [
    "GB 2762-2025《食品安全国家标准 食品中污染物限量》",
    "GB 2760-2024《食品安全国家标准 食品添加剂使用标准》",
  ],
  results: Array.from({ length: perSample }, (_, at) => ({
    ...line,
    ordinal: at + 1,
    resultText: `0.${131 + at * 29}`,
  })),
  sampleConclusion: null,
  sampleConclusionEn: null,
  furtherSamples: [],
  conclusion: "经检验，来样所检项目符合 GB 2762-2025《食品安全国家标准 食品中污染物限量》的要求。",
  conclusionEn: null,
  decisionRule: "按 GB/T 8170-2008 全数值比较法，以测定值与限量直接比较（简单接受），不计测量不确定度。",
  decisionRuleEn: null,
  equipment: [
    { name: "电子天平", number: "5622900260000015", validUntil: "2027-03-05" },
    { name: "原子吸收分光光度计", number: "5622900260000031", validUntil: "2027-08-14" },
  ],
  isThirdPartySigned: false,
  people: {
    testedBy: { name: "马晓燕", at: "2026-01-30T03:12:00.000Z" },
    reviewedBy: { name: "王淑芬", at: "2026-02-01T06:40:00.000Z" },
    approvedBy: { name: "马文华", at: "2026-02-01T08:05:00.000Z" },
  },
  notes: ["检验结果仅对来样负责。", "未经本机构批准，不得复制（全文复制除外）本报告。"],
  notesEn: [],
  issuedOn: "2026-02-01",
  replaces: null,
});

/** What a certificate says, in ten lines of results: its own number, code and sample in the same words otherwise. */
export const contentTable = `create temp table content as select '${JSON.stringify(content)}'::jsonb as said`;
export const contentOf = `content.said || jsonb_build_object('printedNumber', '示清检（' || to_char(m.at, 'YYYY') || '）第 Y' || m.n || ' 号', 'systemNumber', m.number, 'checkCode', m.code,
  'verifyUrl', 'http://127.0.0.1:8080/verify?n=' || m.number || '&c=' || m.code,
  'sample', content.said -> 'sample' || jsonb_build_object('name', s.name, 'number', s.number, 'batchNumber', s."batchNumber"))`;
