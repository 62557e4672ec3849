import { readFileSync, writeFileSync } from "node:fs";
import { beforeAll, describe, expect, test, vi } from "vitest";
import type { CertificateContent } from "../../server/certificates/content.ts";
import { checkData } from "../../server/certificates/data/check-data.ts";
import { renderCertificate } from "../../server/certificates/pdf/render-certificate.ts";
import { Problem } from "../../server/kernel/problems.ts";
import { loadFonts } from "../../server/platform/paper/fonts.ts";
import { aCertificate, manyResults, oneResult } from "../setup/certificate-content.ts";
import { isMissing, run, scratchFolder } from "../setup/outside-programs.ts";

const file = scratchFolder();
const at = new Date("2026-11-23T08:05:00Z");
const fonts = loadFonts();

const supervisory: Partial<CertificateContent> = {
  source: "监督抽检",
  sheetNumber: "XBJ26622900123456789",
  sampledEnterprise: { name: "广河县三甲集镇牛羊肉批发部", address: "广河县三甲集镇综合市场 12 号", contact: "马 䶮" },
  replaces: { printedNumber: "临清检（2026）第 000000 号", reason: "原报告样品批号登记有误", changes: [] },
  results: manyResults(60),
};

beforeAll(async () => {
  writeFileSync(file("one.pdf"), await renderCertificate(aCertificate({ results: oneResult }), fonts, { at }));
  writeFileSync(file("sixty.pdf"), await renderCertificate(aCertificate(supervisory), fonts, { at }));
});

async function textOf(name: string, ...options: string[]): Promise<string> {
  return (await run("pdftotext", ...options, file(name), "-")).out;
}

/** Without blanks and line ends: cells wrap where they must. */
const joined = (text: string): string => text.replace(/\s/g, "");

describe("the content of a certificate", () => {
  test("needs at least one result, and a number of the system", () => {
    expect(() => aCertificate({ results: [] })).toThrow();
    expect(() => aCertificate({ systemNumber: "4622" })).toThrow();
  });
});

describe("a certificate as PDF", () => {
  test("is the same bytes for the same content and moment", async () => {
    const [a, b] = [
      await renderCertificate(aCertificate(), fonts, { at }),
      await renderCertificate(aCertificate(), fonts, { at }),
    ];
    expect(a.equals(b)).toBe(true);
  });

  test("says that it is PDF/A-3b, in Chinese, with a title whose marks cannot break its metadata", async () => {
    const pdf = await renderCertificate(aCertificate({ printedNumber: "A&B <1>" }), fonts, { at });
    const text = pdf.toString("latin1");
    expect(text).toContain("<pdfaid:part>3</pdfaid:part>");
    expect(text).toContain("<pdfaid:conformance>B</pdfaid:conformance>");
    expect(text).toContain("/Lang (zh-CN)");
    expect(text).toMatch(/^%PDF-1\.7/);
    expect(pdf.toString("utf8")).toContain("A＆B ＜1＞");
    expect(text).not.toContain("NeedAppearances");
  });

  test("reads back as it was written where letters join into one glyph", async () => {
    const sample = { ...aCertificate().sample, name: "Office coffee 牛肉 fiffle", batchNumber: "fi-ffl-2026" };
    expect(checkData(await renderCertificate(aCertificate({ sample }), fonts, { at })).differing).toEqual([]);
  });

  test("prints Arabic names joined and from the right, figures and dates where they stand, and a reader copies them", async () => {
    const content = (name: string) =>
      aCertificate({
        client: { ...aCertificate().client, name: "شركة لينشيا للأغذية الحلال المحدودة" },
        sample: { ...aCertificate().sample, name, specification: "لحم 12.5 kg" },
      });
    const pdf = await renderCertificate(content("清真牛肉 لحم بقري حلال 500 g"), fonts, { at });
    expect(checkData(pdf).differing).toEqual([]);
    writeFileSync(file("arabic.pdf"), pdf);
    await renderCertificate(content("ي ى یى لا"), fonts, { at }); // other letters of the same shapes, drawn meanwhile
    expect((await renderCertificate(content("清真牛肉 لحم بقري حلال 500 g"), fonts, { at })).equals(pdf)).toBe(true);
    if (isMissing("pdftotext")) return;
    const read = (await textOf("arabic.pdf")).replace(/[\u200e\u200f\u202a-\u202e]/g, "");
    expect(read).toContain("شركة لينشيا للأغذية الحلال المحدودة");
    expect(read).toContain("لحم بقري حلال");
  });

  test("is refused with the name of the field where no font has a character", async () => {
    const render = renderCertificate(
      aCertificate({ people: { ...aCertificate().people, testedBy: { name: "马\u{13080}", at: at.toISOString() } } }),
      fonts,
      { at },
    );
    const problem = await render.catch((error: unknown) => error);
    expect(problem).toBeInstanceOf(Problem);
    expect(problem).toMatchObject({
      code: "character-not-printable",
      details: { field: "people.testedBy", codePoint: "U+13080" },
    });
  });

  test("a refused drawing leaves nothing behind that would end the program a minute later", async () => {
    const unheard: unknown[] = [];
    const hear = (error: unknown) => unheard.push(error);
    const others = process.listeners("unhandledRejection");
    process.removeAllListeners("unhandledRejection").on("unhandledRejection", hear);
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      await expect(renderCertificate(aCertificate({ title: "\u{13080}" }), fonts, { at })).rejects.toThrow();
      vi.advanceTimersByTime(120_000);
      await new Promise(setImmediate);
    } finally {
      vi.useRealTimers();
      process.removeAllListeners("unhandledRejection");
      for (const other of others) process.on("unhandledRejection", other);
    }
    expect(unheard).toEqual([]);
  });
});

describe.skipIf(isMissing("pdftotext", "pdffonts", "qpdf"))("a certificate read back by poppler and qpdf", () => {
  test("has only embedded fonts whose text can be copied", async () => {
    const lines = (await run("pdffonts", file("sixty.pdf"))).out.trim().split("\n").slice(2);
    expect(lines.length).toBeGreaterThanOrEqual(3);
    for (const line of lines) expect(line).toMatch(/CID TrueType\s+Identity-H\s+yes yes yes/);
  });

  test("is sound in its structure", async () => {
    for (const name of ["one.pdf", "sixty.pdf"])
      expect(await run("qpdf", "--check", file(name))).toMatchObject({ code: 0, err: "" });
  });

  test("carries every field exactly", async () => {
    const content = aCertificate(supervisory);
    // A cell of several lines is whole only when read column by column, a row only when read along.
    const text = joined(await textOf("sixty.pdf", "-layout")) + joined(await textOf("sixty.pdf"));
    const { sample, client, laboratory, people } = content;
    const expected = [
      content.printedNumber,
      content.systemNumber,
      content.checkCode,
      content.source,
      content.conclusion,
      content.decisionRule,
      content.sheetNumber,
      content.testedFrom,
      content.testedTo,
      laboratory.name,
      laboratory.address,
      laboratory.phone,
      laboratory.cmaNumber,
      client.name,
      client.address,
      client.contact,
      content.sampledEnterprise?.name,
      content.sampledEnterprise?.contact,
      sample.name,
      sample.number,
      sample.specification,
      sample.trademark,
      sample.batchNumber,
      sample.productionDate,
      sample.shelfLife,
      sample.quantity,
      sample.stateOnArrival,
      sample.producer,
      sample.receivedOn,
      sample.storage,
      people.testedBy.name,
      people.reviewedBy.name,
      people.approvedBy.name,
      content.replaces?.printedNumber,
      content.replaces?.reason,
      ...content.judgingBasis,
      ...content.notes,
      ...content.equipment.flatMap((one) => [one.name, one.number, one.validUntil]),
      "2026年11月23日",
      "以下空白",
      "检验检测专用章",
    ];
    const missing = expected.filter((words) => !text.includes(joined(words ?? "?")));
    expect(missing).toEqual([]);
  });

  test("prints rare names, formulae and units as they were written", async () => {
    const text = joined(await textOf("sixty.pdf"));
    for (const words of ["马䶮", "CaCO₃", "NaNO₂", "mg·L⁻¹", "μg/kg", "18.5℃", "≤0.3", "n=5，c=2，"])
      expect(text).toContain(words);
  });

  test("prints characters of the rarest names and formulae from fonts beside the first, each embedded", async () => {
    const sample = { ...aCertificate().sample, name: "PM₂.₅ 滤膜 SO₄²⁻ mg·L⁻¹ ☑", producer: "𠮷野𡛟 䶮 㛃 𬴊 𬸚 𫖯" };
    const people = { ...aCertificate().people, testedBy: { name: "马𠮷𡛟", at: at.toISOString() } };
    const pdf = await renderCertificate(aCertificate({ sample, people }), fonts, { at });
    expect(checkData(pdf).differing).toEqual([]);
    writeFileSync(file("rare.pdf"), pdf);
    const text = joined(await textOf("rare.pdf"));
    for (const words of ["PM₂.₅滤膜SO₄²⁻mg·L⁻¹☑", "𠮷野𡛟䶮㛃𬴊𬸚𫖯", "马𠮷𡛟"]) expect(text).toContain(words);
    const { out } = await run("pdffonts", file("rare.pdf"));
    for (const line of out.trim().split("\n").slice(2)) expect(line).toMatch(/Identity-H\s+yes yes yes/);
  });

  test("gives each result one verdict in words", async () => {
    const { results } = aCertificate(supervisory);
    const rows = await textOf("sixty.pdf", "-layout", "-f", "4");
    const count = (words: RegExp): number => [...rows.matchAll(words)].length;
    expect(count(/(?<!不)符合/g)).toBe(results.filter(({ verdict }) => verdict === "pass").length);
    expect(count(/不符合/g)).toBe(results.filter(({ verdict }) => verdict === "fail").length);
    expect(count(/不判定/g)).toBe(results.filter(({ verdict }) => verdict === "undetermined").length);
  });

  test("has the report's number and its place in the whole on every page, and its end marked once", async () => {
    for (const name of ["one.pdf", "sixty.pdf"]) {
      const pages = (await textOf(name)).split("\f").slice(0, -1);
      expect(pages.length).toBe(name === "one.pdf" ? 4 : 7);
      for (const [i, page] of pages.entries()) {
        expect(joined(page)).toContain(`第${i + 1}页共${pages.length}页`);
        expect(page).toContain("临清检（2026）第 000001 号");
      }
      expect(pages.filter((page) => page.includes("以下空白")).length).toBe(1);
      expect(pages.at(-1)).toContain("以下空白");
    }
  });

  test("repeats the head of the table on every page of results and tears no row", async () => {
    const pages = (await textOf("sixty.pdf", "-layout")).split("\f").slice(3, -1);
    const withRows = pages.filter((page) => page.includes("GB 5009"));
    expect(withRows.length).toBeGreaterThan(2);
    for (const page of withRows) expect(page).toContain("单项判定");
    const ordinals = pages.flatMap((page) => [...page.matchAll(/^\s{0,12}(\d{1,2})\s/gm)].map(([, n]) => n));
    for (let n = 1; n <= 60; n++) expect(ordinals).toContain(String(n));
  });

  test("copies the middle dot as a middle dot whatever was printed earlier by this process", async () => {
    await renderCertificate(aCertificate({ notes: ["•先前的报告用了另一种点：•、‧、⼀"] }), fonts, { at });
    writeFileSync(
      file("dot.pdf"),
      await renderCertificate(aCertificate({ notes: ["送样人：马·依布拉，一份"] }), fonts, { at }),
    );
    expect(await textOf("dot.pdf")).toContain("马·依布拉，一份");
  });

  test("shows no accreditation on a certificate for items out of scope, and says what it is not good for", async () => {
    const heading = "不具有对社会的证明作用，仅供委托方内部参考";
    writeFileSync(file("outside.pdf"), await renderCertificate(aCertificate({ heading }), fonts, { at }));
    const text = await textOf("outside.pdf");
    expect(text).toContain(heading);
    expect(text).not.toMatch(/CMA|资质认定/);
    expect(await textOf("one.pdf")).toContain("资质认定证书编号：000000000000");
  });

  test("draws a seal only for the invented laboratory", async () => {
    const real = aCertificate({ laboratory: { ...aCertificate().laboratory, isDemo: false } });
    writeFileSync(file("real.pdf"), await renderCertificate(real, fonts, { at }));
    const [demo, plain] = [await redDots("one.pdf", 3), await redDots("real.pdf", 3)];
    expect(demo).toBeGreaterThan(2000);
    expect(plain).toBe(0);
    expect(await textOf("real.pdf")).not.toMatch(/演示|示范实验室|不具有任何法律效力/);
  });
});

describe.skipIf(isMissing("pdftoppm", "zbarimg"))("the QR code of a certificate", () => {
  test("is read from the page as a 203 dpi printer prints it", async () => {
    await run("pdftoppm", "-r", "203", "-f", "1", "-l", "1", "-gray", file("one.pdf"), file("cover"));
    const read = await run("zbarimg", "-q", "--raw", file("cover-1.pgm"));
    expect(read.out.trim()).toBe(aCertificate().verifyUrl);
  });
});

/** How many dots of a page are red. */
async function redDots(name: string, page: number): Promise<number> {
  await run("pdftoppm", "-r", "72", "-f", String(page), "-l", String(page), file(name), file(`${name}-red`));
  const ppm = readFileSync(file(`${name}-red-${page}.ppm`));
  const body = ppm.subarray(ppm.indexOf("255\n") + 4);
  let red = 0;
  for (let i = 0; i + 2 < body.length; i += 3)
    if ((body[i] ?? 0) > 150 && (body[i + 1] ?? 0) < 120 && (body[i + 2] ?? 0) < 120) red++;
  return red;
}
