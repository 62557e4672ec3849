import { CertificateContent, CertificateResult } from "../../server/certificates/content.ts";

const lead = CertificateResult.parse({
  ordinal: 1,
  item: "铅（以Pb计）",
  unit: "mg/kg",
  methodCode: "GB 5009.12-2023 第一法",
  limitText: "≤0.3",
  resultText: "0.086",
  verdict: "pass",
  basis: "GB 2762-2025",
  lod: null,
  note: null,
});

const moisture = CertificateResult.parse({
  ordinal: 2,
  item: "水分",
  unit: "g/100 g",
  methodCode: "GB 5009.3-2016 第一法",
  limitText: "≤20",
  resultText: "16.4",
  verdict: "pass",
  basis: "产品明示标准 Q/LXQZ 0001S-2025",
  lod: null,
  note: null,
});

/** A certificate of the invented demonstration laboratory; only what matters to a test is said. */
export function aCertificate(changes: Partial<CertificateContent> = {}): CertificateContent {
  return CertificateContent.parse({ ...plain, ...changes });
}

/** As many results as asked for, of all verdicts and of very different lengths. */
export function manyResults(count: number): CertificateResult[] {
  return Array.from({ length: count }, (_, i) => ({ ...(sorts[i % sorts.length] ?? lead), ordinal: i + 1 }));
}

export const oneResult = [lead];

const sorts: CertificateResult[] = [
  lead,
  moisture,
  {
    ...lead,
    item: "菌落总数",
    unit: "CFU/g",
    methodCode: "GB 4789.2-2022",
    limitText: "n=5，c=2，m=10⁴，M=10⁵",
    resultText: "＜10，15，10，＜10，390",
    basis: "GB 2726-2016",
  },
  {
    ...lead,
    item: "克伦特罗",
    unit: "μg/kg",
    methodCode: "GB/T 22286-2008",
    limitText: "不得检出",
    resultText: "未检出",
    lod: "0.5 μg/kg",
    basis: "农业农村部公告 第250号",
  },
  {
    ...lead,
    item: "亚硝酸盐（以NaNO₂计）",
    limitText: "≤30",
    resultText: "42",
    methodCode: "GB 5009.33-2016 第二法",
    verdict: "fail",
    basis: "GB 2760-2024",
  },
  {
    ...lead,
    item: "猪源性成分",
    unit: "—",
    methodCode: "GB/T 38164-2019",
    limitText: null,
    resultText: "未检出",
    verdict: "not_judged",
    lod: "0.1 %（w/w）",
    basis: null,
  },
  {
    ...lead,
    item: "总硬度（以CaCO₃计）",
    unit: "mg·L⁻¹",
    methodCode: "GB/T 5750.4-2023",
    limitText: "≤450",
    resultText: "238",
    basis: "GB 5749-2022",
  },
  {
    ...lead,
    item: "镉（以Cd计）",
    methodCode: "GB 5009.15-2023",
    limitText: "≤0.1",
    resultText: "0.13",
    verdict: "undetermined",
    basis: "GB 2762-2022",
    note: "鲜重限量，未提供脱水率",
  },
];

const plain = {
  laboratory: {
    name: "临夏州清真食品示范检测中心",
    address: "甘肃省临夏市示范路 1 号",
    phone: "0930-0000000",
    cmaNumber: "000000000000",
    code: "622900",
    isDemo: true,
  },
  printedNumber: "临清检（2026）第 000001 号",
  systemNumber: "4622900260000013",
  checkCode: "7K3M-9QWX-2HTD",
  verifyUrl: "http://127.0.0.1:8080/verify?n=4622900260000013&c=7K3M9QWX2HTD",
  source: "委托检验",
  client: {
    name: "临夏市河州牛羊肉制品有限责任公司",
    address: "甘肃省临夏市折桥镇工业园区 8 号",
    contact: "马䶮　0930-1111111",
  },
  sampledEnterprise: null,
  sample: {
    name: "风干牛肉（原味）",
    number: "1622900260001236",
    specification: "250 g/袋",
    trademark: "河州",
    batchNumber: "20261102A",
    productionDate: "2026-11-02",
    shelfLife: "12 个月",
    quantity: "4 袋（1 kg）",
    stateOnArrival: "包装完好，无破损、无胀袋，18.5 ℃",
    producer: "临夏市河州牛羊肉制品有限责任公司",
    receivedOn: "2026-11-20",
    sampledOn: null,
    samplingPlace: null,
    samplers: null,
    storage: "常温、避光、干燥",
    sealNumbers: [],
  },
  testedFrom: "2026-11-21",
  testedTo: "2026-11-23",
  judgingBasis: ["GB 2762-2025 食品安全国家标准 食品中污染物限量", "产品明示标准 Q/LXQZ 0001S-2025"],
  results: [lead, moisture],
  conclusion:
    "经检验，来样所检项目符合 GB 2762-2025《食品安全国家标准 食品中污染物限量》和产品明示标准 Q/LXQZ 0001S-2025 的要求。",
  decisionRule: "按 GB/T 8170-2008 全数值比较法，以测定值与限量直接比较（简单接受），不计测量不确定度。",
  equipment: [
    { name: "电子天平", number: "5622900260000010", validUntil: "2027-03-05" },
    { name: "电热鼓风干燥箱", number: "5622900260000029", validUntil: "2027-06-30" },
    { name: "原子吸收分光光度计", number: "5622900260000037", validUntil: "2027-08-14" },
  ],
  people: {
    testedBy: { name: "马晓燕", at: "2026-11-23T03:12:00.000Z" },
    reviewedBy: { name: "王建国", at: "2026-11-23T06:40:00.000Z" },
    approvedBy: { name: "马丽娜", at: "2026-11-23T08:05:00.000Z" },
  },
  notes: ["检验结果仅对来样负责。", "未经本机构批准，不得复制（全文复制除外）本报告。"],
  issuedOn: "2026-11-23",
  replaces: null,
};
