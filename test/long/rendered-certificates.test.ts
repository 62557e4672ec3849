import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CertificateContent } from "../../server/certificates/content.ts";
import { checkData } from "../../server/certificates/data/check-data.ts";
import { projectRoot } from "../../server/platform/project-root.ts";
import { sampledAt } from "../setup/certified.ts";
import { openLab, type Lab } from "../setup/lab.ts";
import { isMissing, run } from "../setup/outside-programs.ts";
import * as gallery from "../setup/paper-gallery.ts";
import { anOrder, methodId, password, told } from "../setup/story.ts";
import { wordsOf, type Word } from "../setup/words-on-paper.ts";

// Every kind of certificate, issued by the program, as PDF and as pictures in test-output/certificates: for a person to look at after
// the form was changed. What a program can see of a bad page (words outside it, words over words) is looked for here.

const folder = path.join(projectRoot, "test-output", "certificates");
const papers: string[] = [];
let lab: Lab;
let first: string;
beforeAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  lab = await openLab();
});
afterAll(() => lab.close());

const rowOf = (number: string) => lab.db.certificate.findUniqueOrThrow({ where: { number } });
const contentOf = async (number: string) => CertificateContent.parse((await rowOf(number)).content);

/** Keeps the file under a name that says what to look at. */
async function kept(name: string, number: string | undefined): Promise<string> {
  const pdf = (await (await lab.as("demo-signatory")).get(`/api/certificates/${number}/certificate.pdf`)).bytes;
  expect(checkData(pdf).differing).toEqual([]);
  writeFileSync(path.join(folder, `${name}.pdf`), pdf);
  papers.push(name);
  return number ?? "";
}

test("a short one, plain; then with everything a laboratory has put into use", async () => {
  first = await kept("01-short", (await gallery.issued(lab, { items: ["铅"] }))[0]);
  await gallery.furnished(lab);
  const photoIds = [await gallery.aPhoto(lab)];
  const typed: gallery.Typed = { 感官: [["finding", ["符合感官要求"]]] };
  const wanted = { items: ["铅", "感官"], typed, samples: [{ photoIds }] };
  await kept("02-photo-signatures-edge-seal", (await gallery.issued(lab, wanted))[0]);
});

test("long, in Chinese and in both languages", async () => {
  const { results } = await contentOf(first);
  const typed: gallery.Typed = {
    菌落总数: [["count", ["24727", "1200", "＜10", "430", "99"]]],
    大肠菌群: [["count", ["＜10", "15", "10", "＜10", "390"]]],
    感官: [["finding", ["符合感官要求"]]],
  };
  const category = "肉及肉制品>酱卤肉制品类";
  const plan = { items: ["菌落总数", "大肠菌群", "感官", "猪源性成分"], samples: [{ category }], typed };
  const words = await kept("03-plan-words-pcr", (await gallery.issued(lab, plan))[0]);
  const both = { ...plan, order: { certificateLanguage: "zh-en" } };
  const bilingual = await kept("04-bilingual", (await gallery.issued(lab, both))[0]);
  const many = gallery.manyOf([...results, ...(await contentOf(words)).results], 300);
  await kept("05-long-300", await gallery.issuedLike(lab, words, { results: many }));
  const manyInBoth = gallery.manyOf((await contentOf(bilingual)).results, 60);
  await kept("06-long-bilingual-60", await gallery.issuedLike(lab, bilingual, { results: manyInBoth }));
});

test("uncertainty with its rule, law and declaration apart, a deviation, a sum with its members", async () => {
  const uncertainty = { kind: "absolute", U: "0.06", k: "2" };
  const body = { uncertainty, reason: "2026 年评定报告 BQD-012" };
  told(await (await lab.as("demo-manager")).post(`/api/methods/${await methodId(lab, "铅")}/uncertainty`, body));
  const declaredLimit = { kind: "max", value: "0.4", unit: "mg/kg", source: "Q/LXSF 0001S-2025" };
  const tests = [{ methodId: await methodId(lab, "铅"), declaredLimit }];
  const typed: gallery.Typed = { 铅: [["content", ["0.264", "0.266"]]] };
  const deviation = "以微波消解代替湿法消解，消解温度 185 ℃，其余按方法";
  const judged = { items: [], typed, samples: [{ tests }], deviation };
  const order = { decisionRule: "non_binary" };
  await kept("07-uncertainty-deviation", (await gallery.issued(lab, { ...judged, order }))[0]);
  const both = { ...judged, order: { ...order, certificateLanguage: "zh-en" } };
  await kept("08-uncertainty-bilingual", (await gallery.issued(lab, both))[0]);
  const item = "三卤甲烷（总量）";
  const members: gallery.Typed = {
    [item]: [
      ["chloroform", ["0.0396", "0.0396"]],
      ["bromodichloro", ["0.0252", "0.0252"]],
      ["dibromochloro", ["ND", "ND"]],
      ["bromoform", ["ND", "ND"]],
    ],
  };
  const water = { items: [item], typed: members, samples: [{ category: "生活饮用水", name: "末梢水" }] };
  await kept("09-sum-failed", (await gallery.issued(lab, water))[0]);
});

test("of an authority's sampling, with seals and place, failed", async () => {
  const [order, sample] = await sampledAt(lab, "临夏示范牛羊肉制品有限公司", "supervisory", "XBJ26622900012");
  const where = { sampledOn: "2026-11-30", samplingPlace: "临夏市示范农贸市场 12 号摊位（流通环节）" };
  const samples = [{ ...sample, ...where, samplers: "马文俊、王秀兰" }];
  const typed: gallery.Typed = { 铅: [["content", ["0.71", "0.72"]]] };
  await kept("10-supervisory-failed", (await gallery.issued(lab, { items: ["铅"], order, samples, typed }))[0]);
});

test("rare characters, sub- and superscripts, long names and addresses", async () => {
  const client = await lab.db.enterprise.findFirstOrThrow({ where: { name: "临夏示范牛羊肉制品有限公司" } });
  const rare = {
    name: "𠮷祥牌𡛟家手撕牦牛肉（CaCO₃ 包埋，10⁴ CFU·g⁻¹ 级）㛃",
    producer: "甘肃省临夏回族自治州东乡族自治县䶮𬴊𬸚𫖯清真食品加工专业合作社联合社第二分厂",
    trademark: "𬸚家® حلال",
    specification: "250 g/袋 لحم بقري مُجَفَّف حلال (طازج) 12 袋/箱",
    stateOnArrival: "真空包装完好，袋内有少量凝汁，无胀袋、漏气，随附冰袋 2 只",
  };
  await lab.db.enterprise.update({ where: { id: client.id }, data: { address: "临夏市𡛟家巷 8 号 𠮷楼 3-2 室" } });
  await kept("11-rare-characters", (await gallery.issued(lab, { items: ["铅"], samples: [rare] }))[0]);
  const long = {
    name: `Beef jerky, air-dried, ${"Linxia style, original flavour, ".repeat(3)}250 g bag`,
    producer: `${"甘肃省临夏回族自治州".repeat(7)}牛羊肉加工厂`,
    specification: "250 g/袋 × 24 袋/箱（内附脱氧剂 1 包），净含量允许短缺量按 JJF 1070 执行",
    batchNumber: "20261010A/20261011B/20261012C-GS-LX-0000123456",
  };
  const order = { certificateLanguage: "zh-en" };
  await kept("12-long-words", (await gallery.issued(lab, { items: ["铅"], samples: [long], order }))[0]);
  await lab.db.enterprise.update({ where: { id: client.id }, data: { address: client.address } });
});

test("out of scope: a second one without any mark", async () => {
  const lead = await methodId(lab, "铅");
  const scopes = await lab.db.scope.findMany({ where: { methodId: lead } });
  await lab.db.scope.updateMany({ where: { methodId: lead }, data: { validUntil: "2026-11-30" } });
  const typed: gallery.Typed = { 感官: [["finding", ["符合感官要求"]]] };
  const wanted = { items: ["铅", "感官"], typed, order: { isOutOfScopeAgreed: true } };
  const [marked, unmarked] = await gallery.issued(lab, wanted);
  for (const { id, validUntil } of scopes) await lab.db.scope.update({ where: { id }, data: { validUntil } });
  await kept("13-in-scope-part", marked);
  await kept("14-out-of-scope-part", unmarked);
});

test("items of another laboratory", async () => {
  const containers = ["2 袋", "1 袋"].map((quantity) => ({ kind: "test", quantity }));
  const wanted = { items: ["铅", "水分"], samples: [{ containers }] };
  const order = await gallery.registered(lab, wanted);
  await gallery.subcontracted(lab, order, ["水分"], "16.4");
  const number = order.sampleRows[0]?.number ?? "";
  await gallery.worked(lab, number, wanted);
  told(await (await lab.as("demo-signatory")).post(`/api/samples/${number}/approve`, password));
  await kept("15-subcontracted", (await gallery.issuedOf(lab, order.id))[0]);
});

test("all samples of an order on one, and many of them", async () => {
  const photoIds = [await gallery.aPhoto(lab)];
  const samples = ["风干牛肉干", "酱牛肉干", "手撕牛肉干"].map((name, i) => ({
    ...{ name, batchNumber: `2026110${i + 1}` },
    ...(i === 1 && { photoIds }),
  }));
  const [number] = await gallery.issued(lab, { items: ["铅"], order: { combinesSamples: true }, samples });
  await kept("16-combined-3", number);
  const content = await contentOf(number ?? "");
  const furtherSamples = Array.from({ length: 39 }, (_, i) => ({
    ...(content.furtherSamples[i % 2] ?? { ...content, photo: null }),
    photo: null,
  }));
  await kept("17-combined-40", await gallery.issuedLike(lab, number ?? "", { furtherSamples }));
  const both = { combinesSamples: true, certificateLanguage: "zh-en" };
  await kept("18-combined-bilingual", (await gallery.issued(lab, { items: ["铅"], order: both, samples }))[0]);
});

test("amended, revoked, and without a time stamp", async () => {
  const quality = await lab.as("demo-quality");
  const signatory = await lab.as("demo-signatory");
  const reason = "批号录入有误，客户于 2026 年 12 月 1 日书面提出";
  told(await quality.post(`/api/certificates/${first}/question`, { reason }));
  const corrections = { batchNumber: "20261010B" };
  const amendment = { reason, corrections, ...password };
  const { number } = told<{ number: string }>(await signatory.post(`/api/certificates/${first}/amend`, amendment));
  const { sample } = await lab.db.certificate.findUniqueOrThrow({ where: { number }, include: { sample: true } });
  await gallery.issuedOf(lab, sample.orderId);
  await kept("19-amended", number);
  await kept("20-replaced-as-it-was", first);
  told(await quality.post(`/api/certificates/${number}/question`, { reason: "检验结果有误" }));
  told(await signatory.post(`/api/certificates/${number}/revoke`, { reason: "检验结果有误", ...password }));
  await kept("21-revoked-as-it-was", number);
});

test("risk monitoring, and without an agreed basis", async () => {
  const [order, sample] = await sampledAt(lab, "临夏示范牛羊肉制品有限公司", "risk_monitoring", "FX26622900013");
  await kept("22-risk-monitoring", (await gallery.issued(lab, { items: ["铅"], order, samples: [sample] }))[0]);
  const said = await anOrder(lab);
  expect(said).toHaveProperty("judgingBasis");
  const unjudged = { items: ["猪源性成分"], order: { judgingBasis: [] } };
  await kept("23-no-basis", (await gallery.issued(lab, unjudged))[0]);
});

describe.skipIf(isMissing("pdftotext", "qpdf", "pdffonts"))("on every page of all of them", () => {
  test("words stand inside the page and over no other word, fonts are embedded, the file is sound", async () => {
    const wrong: string[] = [];
    for (const name of papers) {
      const file = path.join(folder, `${name}.pdf`);
      if ((await run("qpdf", "--check", file)).code !== 0) wrong.push(`${name}: qpdf`);
      const fonts = (await run("pdffonts", file)).out.trim().split("\n").slice(2);
      if (fonts.some((line) => !/yes +yes +yes/.test(line))) wrong.push(`${name}: fonts`);
      for (const [at, page] of (await wordsOf(file)).entries()) {
        const outside = page.filter((w) => w.left < 24 || w.right > 595 - 20 || w.top < 24 || w.bottom > 842 - 18);
        wrong.push(...outside.map((w) => `${name} page ${at + 1}: ${w.text} outside`));
        wrong.push(...overlapping(page).map(([a, b]) => `${name} page ${at + 1}: ${a.text} over ${b.text}`));
      }
    }
    expect(wrong).toEqual([]);
  });

  test.skipIf(isMissing("pdftoppm"))("pictures of them lie beside them", async () => {
    for (const name of papers)
      await run("pdftoppm", "-r", "100", "-png", path.join(folder, `${name}.pdf`), path.join(folder, name));
    const pictures = readdirSync(folder).filter((file) => file.endsWith(".png"));
    expect(pictures.length).toBeGreaterThan(papers.length);
    expect(pictures).not.toContain("12-long-words-5.png"); // smaller type keeps the conclusion beside its sample
  });
});

// A validator that Debian has (libpdfbox2-java, a Java runtime): it knows the rules of PDF/A-1b only, and says of a PDF/A-3b what the later
// part allows. LIMS_TEST_JARS names another folder with its jars.
const jars = process.env["LIMS_TEST_JARS"] ?? "/usr/share/java";
const validator = [
  ...["preflight", "xmpbox", "pdfbox2", "fontbox2", "commons-logging", "commons-io", "javax.activation"],
  ...["jaxb-api", "jaxb-runtime", "jaxb-core", "jaxb-impl"],
].map((name) => path.join(jars, `${name}.jar`));
const allowedLater = new Set([
  "1.2.9", // an attached file
  "1.4.7",
  "3.1.11", // subsets without a CIDSet
  "4.1.2", // a seal laid over words
  "4.1.3",
  "7.11.2", // part 3 in the metadata
]);

test.skipIf(isMissing("java") || !validator.every((jar) => existsSync(jar)))(
  "PDFBox preflight finds nothing but what PDF/A-3b allows",
  async () => {
    for (const name of ["02-photo-signatures-edge-seal", "04-bilingual", "11-rare-characters", "16-combined-3"]) {
      const file = path.join(folder, `${name}.pdf`);
      const main = "org.apache.pdfbox.preflight.Validator_A1b";
      const { out } = await run("java", "-cp", validator.join(":"), main, file);
      const complaints = out.split("\n").filter((said) => /^\d+(\.\d+)+ :/.test(said));
      expect(complaints.length, out).toBeGreaterThan(0); // it did read the file
      expect(complaints.filter((said) => !allowedLater.has(said.split(" ")[0] ?? ""))).toEqual([]);
    }
  },
);

/** Words whose letters lie over each other by more than a hair. */
function overlapping(page: readonly Word[]): [Word, Word][] {
  return page.flatMap((a, i) =>
    page
      .slice(i + 1)
      .filter(
        (b) =>
          Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1.5 &&
          Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 0.45 * Math.min(a.bottom - a.top, b.bottom - b.top),
      )
      .map((b): [Word, Word] => [a, b]),
  );
}
