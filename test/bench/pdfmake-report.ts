// The alternative: the same fields and table by pdfmake, with the same fonts; no PDF/A, no data, no signature.
import { createRequire } from "node:module";
import pdfmake from "pdfmake";
import type { CertificateContent } from "../../server/certificates/content.ts";

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

/** A report of ten fields and the results, as a PDF of pdfmake. */
export function pdfmakeReport(report: CertificateContent): Promise<Buffer> {
  const { sample, client } = report;
  const fields = [
    ["样品名称", sample.name, "样品编号", sample.number],
    ["规格", sample.specification ?? "", "批号", sample.batchNumber ?? ""],
    ["数量", sample.quantity, "储存", sample.storage],
    ["委托单位", client.name, "检验类别", report.source],
    ["结论", report.conclusion, "签发日期", report.issuedOn],
  ];
  const heads = ["序号", "项目", "单位", "要求", "结果", "判定", "方法"].map((text) => ({ text, bold: true }));
  const rows = report.results.map((r) => [
    String(r.ordinal),
    r.item,
    r.unit,
    r.limitText ?? "—",
    r.resultText,
    r.verdict,
    r.methodCode,
  ]);
  return pdfmake
    .createPdf({
      defaultStyle: { font: "Noto", fontSize: 9 },
      content: [
        { text: report.title, fontSize: 20, bold: true },
        { qr: report.verifyUrl, fit: 74 },
        { table: { widths: ["auto", "*", "auto", "*"], body: fields } },
        { table: { headerRows: 1, body: [heads, ...rows] } },
      ],
    })
    .getBuffer();
}
