import { createHash } from "node:crypto";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { beforeAll, describe, expect, test } from "vitest";
import { readPdfObjects, type PdfObjects } from "../../server/certificates/data/pdf-objects.ts";
import { renderCertificate } from "../../server/certificates/pdf/render-certificate.ts";
import { makeDemoEvidence } from "../../server/certificates/signing/demo-authority.ts";
import { pemSigner } from "../../server/certificates/signing/pem-signer.ts";
import { signCertificate } from "../../server/certificates/signing/sign-pdf.ts";
import { ownStamp } from "../../server/certificates/signing/time-stamping.ts";
import { loadFonts } from "../../server/platform/paper/fonts.ts";
import { anAuthority } from "../setup/authority.ts";
import { aCertificate, manyResults } from "../setup/certificate-content.ts";

// What a validator of PDF/A-3b (veraPDF, which no registry has) found wrong in files of other makers, as assertions on the bytes of
// ours: signed twice, with time stamps and evidence.

const at = new Date("2026-11-23T08:05:00Z");
const hostile = "临清检 <1> & \"2\" ]]> 'x'";
let unsigned: Buffer;
let pdf: Buffer;
let text: string;
let objects: PdfObjects;

beforeAll(async () => {
  const content = aCertificate({ results: manyResults(40), printedNumber: hostile });
  unsigned = await renderCertificate(content, loadFonts(), { at });
  const authority = await anAuthority("2026-01-01T00:00:00Z");
  let n = 0;
  const random = (bytes: number) => createHash("sha256").update(`${n++}`).digest().subarray(0, bytes);
  const evidence = await makeDemoEvidence({ ...authority, now: new Date("2026-01-01T00:00:00Z"), random });
  const [signer, service] = [
    pemSigner(authority),
    pemSigner({ keyPem: evidence.stampKeyPem, chainPem: evidence.stampChainPem }),
  ];
  pdf = await signCertificate(unsigned, {
    signatory: signer,
    laboratory: signer,
    seal: { name: "示范检测中心", reason: "检验检测报告盖章", location: "临夏市" },
    at,
    stamp: ownStamp({ signer: service, now: () => at, random }),
    evidence: { certificates: [...signer.chain, ...service.chain], revocations: [evidence.revocations] },
  });
  text = pdf.toString("latin1");
  objects = readPdfObjects(pdf);
});

/** The dictionaries of all objects that have an entry. */
const having = (entry: string) => objects.having(entry).map((number) => objects.dictionary(number));

describe("a certificate as PDF/A-3b", () => {
  test("begins as version 1.7 with a line of high bytes, and has an identity of its own", () => {
    expect(text).toMatch(/^%PDF-1\.7\n%[\x80-\xff]{4}/);
    expect(text).toMatch(/trailer[\s\S]*\/ID \[<[0-9a-f]{32}> <[0-9a-f]{32}>\]/);
  });

  test("is neither locked nor alive: no encryption, scripts, actions, sound, nor values written by the reader", () => {
    for (const forbidden of [
      "/Encrypt",
      "/JavaScript",
      "/JS",
      "/Launch",
      "/OpenAction",
      "/AA",
      "/NeedAppearances",
      "/XFA",
    ])
      expect(text.includes(`${forbidden} `), forbidden).toBe(false);
    expect(text).not.toContain("/LZWDecode");
    expect(text).not.toContain("9999999999"); // numbers of the empty place are too large for PDF/A
  });

  test("embeds every font, each with a table back to letters, and shows no glyph that is none", () => {
    const fonts = having("/Type /Font\n");
    expect(fonts.length).toBeGreaterThanOrEqual(6);
    for (const font of fonts.filter((one) => one.includes("/Subtype /Type0")))
      expect(font).toMatch(/\/ToUnicode \d+ 0 R/);
    for (const font of fonts.filter((one) => one.includes("/Subtype /CIDFontType2"))) {
      expect(font).toContain("/CIDToGIDMap /Identity");
      const [, descriptor = ""] = /\/FontDescriptor (\d+) 0 R/.exec(font) ?? [];
      expect(objects.dictionary(descriptor)).toMatch(/\/FontFile2 \d+ 0 R/);
    }
    expect(text).not.toMatch(/\/Subtype \/(Type1|TrueType|Type3)\b/);
    for (const page of objects.pages()) {
      const [, contents = ""] = /\/Contents (\d+) 0 R/.exec(objects.dictionary(page)) ?? [];
      const shown = [
        ...objects
          .stream(contents)
          .toString("latin1")
          .matchAll(/<([0-9a-f]+)>/g),
      ];
      expect(shown.length).toBeGreaterThan(10);
      for (const [, hex = ""] of shown) expect(hex.match(/.{4}/g)).not.toContain("0000");
    }
  });

  test("says what it is in metadata that are XML whatever stands in the title, plain to read, and agree with the other place", () => {
    const [metadata = ""] = objects.having("/Type /Metadata");
    expect(objects.dictionary(metadata)).not.toContain("/Filter");
    const xml = objects.stream(metadata).toString("utf8");
    expect(XMLValidator.validate(xml.replace(/^\uFEFF/, ""))).toBe(true);
    const parsed = JSON.stringify(new XMLParser({ ignoreAttributes: false }).parse(xml));
    expect(parsed).toContain('"pdfaid:part":3');
    expect(parsed).toContain('"pdfaid:conformance":"B"');
    const title = "检验检测报告 临清检 ＜1＞ ＆";
    expect(parsed).toContain(title);
    expect(text).toContain(
      Buffer.from(title, "utf16le")
        .swap16()
        .toString("latin1")
        .slice(0, 24)
        .replace(/[\\()]/g, "\\$&"),
    );
    const root = objects.dictionary(/\/Root (\d+) 0 R/.exec(text)?.[1] ?? "");
    expect(root).toContain(`/Metadata ${metadata} 0 R`);
    expect(root).toContain("/Lang (zh-CN)");
  });

  test("names the colours it was made for", () => {
    const [intent = ""] = having("/Type /OutputIntent");
    expect(intent).toContain("/S /GTS_PDFA1");
    const [, profile = ""] = /\/DestOutputProfile (\d+) 0 R/.exec(intent) ?? [];
    expect(objects.stream(profile).subarray(36, 40).toString()).toBe("acsp");
  });

  test("carries its data as an associated file with type, relation and dates", () => {
    const [stream = ""] = having("/Type /EmbeddedFile");
    expect(stream).toContain("/Subtype /application#2Fjson");
    expect(stream).toMatch(/\/ModDate \(D:20261123080500Z\)/);
    const [spec = ""] = having("/Type /Filespec");
    expect(spec).toContain("/AFRelationship /Data");
    for (const entry of [/\/F \(results\.json\)/, /\/UF \(results\.json\)/, /\/EF <</, /\/Desc /])
      expect(spec).toMatch(entry);
    const root = objects.dictionary(/\/Root (\d+) 0 R/.exec(text)?.[1] ?? "");
    expect(root).toMatch(/\/AF \[\d+ 0 R\]/);
    expect(text).toMatch(/\/EmbeddedFiles (\d+ 0 R|<<)/);
  });

  test("shows both signatures as fields that are printed, locked and drawn", () => {
    const widgets = having("/Subtype /Widget");
    expect(widgets).toHaveLength(2);
    for (const widget of widgets) {
      expect(widget).toContain("/F 132");
      expect(widget).toMatch(/\/AP <<\s*\/N \d+ 0 R/);
      expect(widget).toMatch(/\/TU /);
      expect(widget).not.toMatch(/\/(A|AA) /);
    }
    expect(text.match(/\/SubFilter \/ETSI\.CAdES\.detached/g)).toHaveLength(2);
    expect(text).toMatch(/\/SigFlags 3/);
    expect(text).toMatch(/\/TransformMethod \/DocMDP/);
  });

  test("is the same file up to the signatures for the same data and moment, whatever was drawn before", async () => {
    await renderCertificate(aCertificate({ results: manyResults(3) }), loadFonts(), { at });
    const content = aCertificate({ results: manyResults(40), printedNumber: hostile });
    const again = await renderCertificate(content, loadFonts(), { at });
    expect(again.equals(unsigned)).toBe(true);
  });
});
