// What a field of a certificate or of reception is called by who has to mend it: `samples.2.producer` is the producer of the third sample.

const names: Readonly<Record<string, { zh: string; en: string }>> = {
  name: { zh: "名称", en: "name" },
  nameEn: { zh: "英文名称", en: "English name" },
  address: { zh: "地址", en: "address" },
  contact: { zh: "联系人", en: "contact" },
  specification: { zh: "规格型号", en: "specification" },
  trademark: { zh: "商标", en: "trademark" },
  batchNumber: { zh: "批号", en: "batch number" },
  shelfLife: { zh: "保质期", en: "shelf life" },
  producer: { zh: "生产单位", en: "producer" },
  quantity: { zh: "数量", en: "quantity" },
  stateOnArrival: { zh: "到样状态", en: "state on arrival" },
  temperature: { zh: "到样温度", en: "temperature" },
  storage: { zh: "储存条件", en: "storage" },
  samplingPlace: { zh: "抽样地点", en: "place of sampling" },
  samplers: { zh: "抽样人员", en: "samplers" },
  sealNumbers: { zh: "封样编号", en: "seal number" },
  sealNumber: { zh: "封样编号", en: "seal number" },
  judgingBasis: { zh: "判定依据", en: "judging basis" },
  sheetNumber: { zh: "抽样单编号", en: "sampling sheet number" },
  conclusion: { zh: "检验结论", en: "conclusion" },
  title: { zh: "报告名称", en: "title" },
  notes: { zh: "声明", en: "notes" },
  item: { zh: "检验项目", en: "item" },
  resultText: { zh: "检验结果", en: "result" },
  deviation: { zh: "方法偏离", en: "deviation" },
  testedBy: { zh: "主检", en: "tested by" },
  reviewedBy: { zh: "审核", en: "reviewed by" },
  approvedBy: { zh: "批准", en: "approved by" },
};

const owners: Readonly<Record<string, { zh: string; en: string }>> = {
  sample: { zh: "样品", en: "sample" },
  samples: { zh: "样品", en: "sample" },
  furtherSamples: { zh: "样品", en: "sample" },
  results: { zh: "结果", en: "result" },
  client: { zh: "委托单位", en: "client" },
  sampledEnterprise: { zh: "被抽样单位", en: "sampled enterprise" },
  laboratory: { zh: "检验机构", en: "laboratory" },
  enterprise: { zh: "企业", en: "enterprise" },
  person: { zh: "人员", en: "person" },
};

/** The words of a field's path; a path that nobody knows stays as it is. */
export function printedField(path: unknown, language: "zh" | "en"): string {
  const parts = String(path ?? "").split(".");
  const last = parts.findLast((part) => part in names);
  const owner = owners[parts[0] ?? ""];
  if (last === undefined) return String(path ?? "");
  const index = parts.length > 1 && /^\d+$/.test(parts[1] ?? "") ? Number(parts[1]) : null;
  const place = index === null ? "" : parts[0] === "samples" ? ` ${index + 1}` : ` ${index}`;
  const word = names[last]?.[language] ?? last;
  if (owner === undefined) return word;
  return language === "zh" ? `${owner.zh}${place}${place ? " " : ""}${word}` : `${owner.en}${place}: ${word}`;
}
