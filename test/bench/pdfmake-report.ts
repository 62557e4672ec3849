// The alternative: the same four pages by pdfmake, with the same fonts and words; no PDF/A, no data, no signature.
import { createRequire } from "node:module";
import pdfmake from "pdfmake";
import type { CertificateContent } from "../../server/certificates/content.ts";
import { aboutThisForm } from "../../server/certificates/pdf/notes-page.ts";

const require = createRequire(import.meta.url);
const face = (name: string) => require.resolve(`@expo-google-fonts/noto-sans-sc/${name}`);
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy(() => true);
pdfmake.setFonts({
  Noto: {
    normal: face("400Regular/NotoSansSC_400Regular.ttf"),
    bold: face("700Bold/NotoSansSC_700Bold.ttf"),
  },
});

/** Cover, notes, summary and results as a PDF of pdfmake; the seal is a picture twice, as on ours. */
export function pdfmakeReport(report: CertificateContent, seal: Buffer): Promise<Buffer> {
  const picture = `data:image/png;base64,${seal.toString("base64")}`;
  return pdfmake
    .createPdf({
      defaultStyle: { font: "Noto", fontSize: 9 },
      header: {
        text: `${report.laboratory.name} ${report.title} 报告编号：${report.printedNumber}`,
        alignment: "center",
      },
      footer: (page: number, all: number) => ({
        text: `${report.checkCode} 第 ${page} 页 共 ${all} 页`,
        alignment: "right",
      }),
      content: [
        { text: report.title, fontSize: 28, bold: true },
        { text: report.sample.name },
        { text: report.client.name },
        { text: `${report.source} ${report.laboratory.name} ${report.issuedOn}` },
        { image: picture, width: 113 },
        { qr: report.verifyUrl, fit: 74 },
        { text: `校验码：${report.checkCode} 系统编号：${report.systemNumber}` },
        { text: "注意事项", fontSize: 20, bold: true, pageBreak: "before" },
        { ol: [...report.notes, ...aboutThisForm(report).map(({ zh }) => zh)] },
        { text: `${report.laboratory.address} ${report.laboratory.phone}` },
        { text: "检验检测结论", fontSize: 16, bold: true, pageBreak: "before" },
        { table: { widths: ["auto", "*", "auto", "*"], body: fieldsOf(report) } },
        { text: `${report.conclusion} ${report.decisionRule ?? ""}` },
        { image: picture, width: 113 },
        {
          table: { widths: ["auto", "*", "auto", "auto", "auto", "auto", "*"], headerRows: 1, body: resultsOf(report) },
          pageBreak: "before",
        },
        {
          table: {
            headerRows: 1,
            body: [
              heads(["仪器", "编号", "有效期至"]),
              ...report.equipment.map((e) => [e.name, e.number, e.validUntil ?? "—"]),
            ],
          },
        },
        { text: "以下空白" },
      ],
    })
    .getBuffer();
}

function heads(words: string[]) {
  return words.map((text) => ({ text, bold: true }));
}

function fieldsOf({
  sample,
  client,
  people,
  laboratory,
  source,
  testedFrom,
  testedTo,
  judgingBasis,
}: CertificateContent) {
  const pairs: [string, string | null][] = [
    ["样品名称", sample.name],
    ["样品编号", sample.number],
    ["规格型号", sample.specification],
    ["商标", sample.trademark],
    ["批号", sample.batchNumber],
    ["生产日期", sample.productionDate],
    ["保质期", sample.shelfLife],
    ["样品数量", sample.quantity],
    ["到样状态", sample.stateOnArrival],
    ["储存条件", sample.storage],
    ["生产单位", sample.producer],
    ["收样日期", sample.receivedOn],
    ["委托单位", client.name],
    ["委托单位地址", client.address],
    ["联系人", client.contact],
    ["检验类别", source],
    ["检验日期", `${testedFrom} ${testedTo}`],
    ["判定依据", judgingBasis.join("；")],
    ["主检", people.testedBy.name],
    ["审核", people.reviewedBy.name],
    ["批准", people.approvedBy.name],
    ["资质认定", laboratory.cmaNumber],
  ];
  return Array.from({ length: pairs.length / 2 }, (_, i) =>
    pairs.slice(i * 2, i * 2 + 2).flatMap(([label, value]) => [{ text: label, bold: true }, { text: value ?? "—" }]),
  );
}

function resultsOf(report: CertificateContent) {
  const rows = report.results.map((r) => [
    { text: String(r.ordinal) },
    { text: r.item },
    { text: r.unit },
    { stack: [r.limitText ?? "—", { text: r.basis ?? "", fontSize: 7 }] },
    { stack: [r.resultText, { text: r.note ?? r.lod ?? "", fontSize: 7 }] },
    { text: r.verdict },
    { text: r.methodCode },
  ]);
  return [heads(["序号", "检验项目", "单位", "标准要求", "检验结果", "单项判定", "检验方法"]), ...rows];
}
