// The English of a certificate in two languages: each label of the form beside its Chinese, never instead of it.
import { en } from "../../kernel/text/en.ts";
import { zh } from "../../kernel/text/zh.ts";
import { OrderSource } from "../../orders/contract.ts";
import type { CertificateContent, CertificateVerdict } from "../content.ts";
import { ink, verdictWords } from "./form.ts";
import type { Paragraph } from "./paragraph.ts";

const labels: Readonly<Record<string, string>> = {
  样品名称: "Sample",
  样品编号: "Sample No.",
  规格型号: "Specification",
  商标: "Trademark",
  生产日期: "Date of production",
  批号: "Batch No.",
  保质期: "Shelf life",
  样品数量: "Quantity",
  到样状态: "State on arrival",
  储存条件: "Storage",
  生产单位: "Producer",
  委托单位: "Client",
  委托方地址: "Client's address",
  联系人: "Contact",
  被抽样单位: "Sampled at",
  被抽样地址: "Address",
  抽样单编号: "Sampling sheet No.",
  抽样日期: "Date of sampling",
  抽样地点: "Place of sampling",
  抽样人员: "Samplers",
  封样编号: "Seal No.",
  检验类别: "Kind of testing",
  接收日期: "Received on",
  检验日期: "Tested on",
  检验地点: "Place of testing",
  检验项目: "Test item",
  判定依据: "Judged by",
  检验结论: "Conclusion",
  判定规则: "Decision rule",
  替代说明: "Replaces",
  分包说明: "Subcontracted",
  样品照片: "Photo of the sample",
  主检: "Tested by",
  审核: "Reviewed by",
  批准: "Approved by",
  序号: "No.",
  单位: "Unit",
  标准要求: "Requirement",
  检验结果: "Result",
  单项判定: "Verdict",
  检验方法: "Test method",
  名称: "Name",
  设备编号: "Equipment No.",
  "检定/校准有效期至": "Valid until",
  资质认定证书编号: "CMA certificate No.",
  考核合格证书编号: "CATL certificate No.",
  扫描二维码查验本报告真伪: "Scan to check this report",
  校验码: "Check code",
  系统编号: "System No.",
  查验网址: "Check at",
  电子签名: "E-signed",
  提交结果: "Submitted",
  样品一览: "SAMPLES",
  检验检测结果: "TEST RESULTS",
  主要仪器设备: "EQUIPMENT",
  注意事项: "NOTES",
  检验检测机构: "Laboratory",
  地址: "Address",
  联系电话: "Telephone",
  机构代码: "Code",
  签发日期: "Date of issue",
  报告编号: "Report No.",
  以下空白: "End of report",
};

type Language = CertificateContent["language"];

/** The English of a label, or null where the certificate is in Chinese alone. */
export function englishOf(label: string, language: Language): string | null {
  return language === "zh" ? null : (labels[label.replaceAll(/[\s\u3000：]/g, "")] ?? null);
}

/** Both languages in one line: 校验码 Check code. */
export function inLine(label: string, language: Language): string {
  return [label, englishOf(label, language)].filter((word) => word !== null).join(" ");
}

/** A label of the form: Chinese, and small beneath it English where the certificate is in both. */
export function labelled(chinese: Paragraph, language: Language): Paragraph[] {
  const english = englishOf(chinese.text, language);
  return english === null ? [chinese] : [{ ...chinese, leading: 1.25 }, beneath(english, chinese)];
}

/** 检验类别 in English behind the Chinese. */
export function sourceText({ source, language }: Pick<CertificateContent, "source" | "language">): string {
  const known = OrderSource.options.find((one) => zh.source[one] === source);
  return language === "zh" || known === undefined ? source : `${source} ${en.source[known]}`;
}

/** The verdict's word, and small beneath it the English one. */
export function verdictParagraphs(verdict: CertificateVerdict, look: Omit<Paragraph, "text">, language: Language) {
  const chinese: Paragraph = { ...look, text: verdictWords[verdict] };
  const isOne = language === "zh" || verdict === "not_judged";
  const english = en.verdict[verdict];
  return isOne ? [chinese] : [chinese, { ...beneath(english, chinese), color: look.color ?? ink.soft }];
}

/** Another language beneath a text: smaller, lighter, in its place and alignment. */
export function beneath(english: string, chinese: Paragraph): Paragraph {
  return {
    text: english,
    size: Math.max(6.5, chinese.size * 0.72),
    align: chinese.align ?? "left",
    color: ink.soft,
    field: chinese.field,
    leading: 1.25,
  };
}
