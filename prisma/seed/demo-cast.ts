import type { Role } from "../../server/people/roles.ts";

// Everybody and everything here is invented. The credit codes are well-formed and belong to nobody (their subject codes
// run from 000000019); the barcodes begin with 952, which GS1 keeps for examples.

export const demoLaboratories = {
  centre: {
    code: "622900",
    name: "示范清真食品检测中心",
    nameEn: "Model Halal Food Testing Centre (demonstration)",
    address: "甘肃省临夏回族自治州示范路 1 号",
    phone: "0930-0000000",
    cmaNumber: "000000000000",
    isDemo: true,
    checkerMayReview: false,
    certificatePattern: "示清检（{year}）第{sequence}号",
  },
  county: {
    code: "622921",
    name: "示范县检测中心",
    nameEn: "Model County Testing Centre (demonstration)",
    address: "甘肃省临夏回族自治州示范县中心街 8 号",
    phone: "0930-0000001",
    cmaNumber: "000000000001",
    isDemo: true,
    checkerMayReview: true,
    certificatePattern: "示县检（{year}）第{sequence}号",
  },
};

export const demoNotes = [
  "未经本机构书面批准，不得复制（全文复制除外）本报告。",
  "委托检验的检验结果仅对来样负责。",
  "对本报告有异议的，请于收到报告之日起十五日内向本机构提出。",
];
export const demoNotesEn = [
  "Not to be copied, except in full, without the laboratory's written approval.",
  "Of commissioned tests the results answer only for the sample received.",
  "Objections to this report are to be raised with the laboratory within fifteen days of its receipt.",
];

export const demoEnterprises = {
  client: {
    creditCode: "91622901000000019N",
    name: "临夏示范牛羊肉制品有限公司",
    address: "甘肃省临夏市示范工业园 6 号",
    contact: "马守信",
    phone: "0930-0000011",
  },
  other: {
    creditCode: "91622924000000035N",
    name: "广河示范清真乳品有限公司",
    address: "甘肃省广河县示范开发区 2 号",
    contact: "马文海",
    phone: "0930-0000012",
  },
  sampled: {
    creditCode: "91622926000000043E",
    name: "东乡示范食品加工厂",
    address: "甘肃省东乡族自治县示范镇 15 号",
    contact: "汪学明",
    phone: "0930-0000013",
  },
  authority: {
    creditCode: "1162290000000006XK",
    name: "示范州市场监督管理局",
    address: "甘肃省临夏市示范大道 10 号",
    contact: "王建国",
    phone: "0930-0000014",
  },
} as const;

export type DemoPerson = {
  login: string;
  name: string;
  roles: Role[];
  at: "centre" | "county" | { enterprise: keyof typeof demoEnterprises };
  seesAll?: boolean;
  /** Items by whose methods the person may work; "all": every method of the seed that is worked at a bench. */
  mayTest?: readonly string[] | "all";
};

export const demoPeople: readonly DemoPerson[] = [
  { login: "demo-reception", name: "马丽娜", roles: ["receptionist"], at: "centre" },
  { login: "demo-keeper", name: "赵永福", roles: ["sample_keeper"], at: "centre" },
  { login: "demo-supervisor", name: "马晓东", roles: ["supervisor"], at: "centre" },
  { login: "demo-analyst", name: "马晓燕", roles: ["analyst"], at: "centre", mayTest: "all" },
  { login: "demo-analyst2", name: "祁海霞", roles: ["analyst"], at: "centre", mayTest: ["水分"] },
  { login: "demo-checker", name: "妥明辉", roles: ["checker"], at: "centre" },
  { login: "demo-reviewer", name: "王淑芬", roles: ["reviewer"], at: "centre" },
  { login: "demo-signatory", name: "马文华", roles: ["signatory"], at: "centre" },
  { login: "demo-metrologist", name: "陈志强", roles: ["metrologist"], at: "centre" },
  { login: "demo-manager", name: "张守诚", roles: ["technical_manager"], at: "centre" },
  { login: "demo-quality", name: "马秀兰", roles: ["quality_manager"], at: "centre", seesAll: true },
  { login: "demo-admin", name: "李国栋", roles: ["admin"], at: "centre" },
  { login: "demo-enterprise", name: "马守信", roles: ["enterprise", "enterprise_admin"], at: { enterprise: "client" } },
  { login: "demo-enterprise2", name: "马文海", roles: ["enterprise", "enterprise_admin"], at: { enterprise: "other" } },
  {
    login: "demo-county",
    name: "唐玉梅",
    roles: ["receptionist", "sample_keeper", "supervisor", "analyst", "metrologist"],
    at: "county",
    mayTest: ["水分"],
  },
];

export const demoProducts = [
  {
    name: "风干牛肉干（原味）",
    gtin: "9521234500018",
    category: "肉及肉制品>熟肉制品>熟肉干制品（牛肉干等）",
    specification: "250 g/袋",
    producer: demoEnterprises.client.name,
    storage: "常温、避光、干燥",
  },
  {
    name: "酱牛肉",
    gtin: "9521234500025",
    category: "肉及肉制品>酱卤肉制品类",
    specification: "500 g/袋",
    producer: demoEnterprises.client.name,
    storage: "0 ℃～4 ℃冷藏",
  },
  {
    name: "冷鲜羊肉",
    gtin: null,
    category: "肉及肉制品>鲜（冻）畜、禽产品（牛肉、羊肉等）",
    specification: "散装",
    producer: demoEnterprises.sampled.name,
    storage: "0 ℃～4 ℃冷藏",
  },
  {
    name: "风味发酵乳（原味）",
    gtin: "9521234500049",
    category: "乳及乳制品>风味发酵乳",
    specification: "180 g/杯",
    producer: demoEnterprises.other.name,
    storage: "2 ℃～6 ℃冷藏",
  },
  {
    name: "核桃酥饼",
    gtin: null,
    category: "焙烤食品>糕点（同时使用两种以上防腐剂）",
    specification: "300 g/盒",
    producer: demoEnterprises.sampled.name,
    storage: "常温、干燥",
  },
  {
    name: "粉条",
    gtin: "9521234500056",
    category: "淀粉及淀粉制品>粉丝、粉条",
    specification: "400 g/袋",
    producer: demoEnterprises.sampled.name,
    storage: "常温、干燥",
  },
];
