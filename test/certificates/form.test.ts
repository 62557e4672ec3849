import { writeFileSync } from "node:fs";
import { PNG } from "pngjs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CertificateRow } from "../../server/certificates/contract.ts";
import { CertificateContent } from "../../server/certificates/content.ts";
import type { PictureRow } from "../../server/certificates/form-contract.ts";
import { certificateData, readCertificateData } from "../../server/certificates/data/certificate-data.ts";
import { plainPicture } from "../../server/certificates/plain-picture.ts";
import { eventually } from "../setup/bench.ts";
import { aCertificate as certificateOf } from "../setup/certificate-content.ts";
import { aCertificate } from "../setup/certified.ts";
import { openLab, type Client, type Lab } from "../setup/lab.ts";
import { isMissing, run, scratchFolder } from "../setup/outside-programs.ts";
import { aSampleAtTheBench, bench, password, told, typeValues } from "../setup/story.ts";

const file = scratchFolder();
let lab: Lab;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.close());

/** A red ring on transparent ground, as a scanned seal comes. */
function aSeal(side = 300): Buffer {
  const png = new PNG({ width: side, height: side });
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      const distance = Math.hypot(x - side / 2, y - side / 2) / (side / 2);
      const isInk = (distance > 0.9 && distance < 0.98) || distance < 0.2;
      png.data.set(isInk ? [208, 18, 27, 255] : [0, 0, 0, 0], (y * side + x) * 4);
    }
  return PNG.sync.write(png);
}

describe("pictures as they are printed", () => {
  test("a transparent PNG is laid on white, what is no picture or too deep is refused", () => {
    const plain = plainPicture(aSeal(120), "image/png");
    const read = PNG.sync.read(plain?.bytes ?? Buffer.alloc(0));
    expect([...read.data.subarray(0, 4)]).toEqual([255, 255, 255, 255]);
    expect(plain?.bytes[25]).toBe(2); // colour type: RGB without alpha
    const middle = (60 * 120 + 60) * 4;
    expect([...read.data.subarray(middle, middle + 3)]).toEqual([208, 18, 27]);
    expect(plainPicture(Buffer.from("GIF89a, and nothing else to be read"), "image/png")).toBeNull();
    const cmyk = Buffer.from("ffd8ffc0000b080080008004011100ffd9", "hex");
    expect(plainPicture(cmyk, "image/jpeg")).toBeNull();
  });
});

test("a certificate from before a field was added still reads as it was written", () => {
  const content: Record<string, unknown> = { ...certificateOf() };
  for (const added of ["language", "pictures", "hasPagingSeal", "conclusionEn", "notesEn"]) delete content[added];
  const bytes = certificateData(content as CertificateContent);
  expect(readCertificateData(bytes)).toMatchObject({ language: "zh", printedNumber: content["printedNumber"] });
  expect(readCertificateData(Buffer.from(bytes.toString("utf8").replace("{", "{ ")))).toBeNull();
});

describe("the form of a laboratory's certificates", () => {
  test("a seal is in use only after a second person has signed for it, and then on every page's edge", async () => {
    const quality = await lab.as("demo-quality");
    const manager = await lab.as("demo-manager");
    const send = async (body: Buffer, type = "image/png") =>
      quality.post("/api/certificate-pictures?kind=seal", body, { "content-type": type });
    expect((await send(Buffer.from("no picture"))).body).toMatchObject({ code: "picture-unusable" });
    const picture = told<PictureRow>(await send(aSeal()));
    const own = await quality.post(`/api/certificate-pictures/${picture.id}/confirm`, password);
    expect(own.body).toMatchObject({ code: "second-person-needed" });
    const { form } = told<{ form: object }>(await quality.get("/api/certificate-form"));
    told(
      await quality.post("/api/certificate-form", {
        ...form,
        hasPagingSeal: true,
        catlNumber: "（甘）农质检核字第0000号",
      }),
    );

    const before = await contentOf(await aCertificate(lab));
    expect(before.pictures.seal).toBeNull();
    told(await manager.post(`/api/certificate-pictures/${picture.id}/confirm`, password));
    const row = await aCertificate(lab, { certificateLanguage: "zh-en" });
    const after = await contentOf(row);
    expect(after.pictures.seal).toMatchObject({ mediaType: "image/png" });
    expect(after).toMatchObject({ hasPagingSeal: true, language: "zh-en" });
    expect(after.results[0]?.itemEn).toBe("Lead (as Pb)");
    expect(after.conclusionEn).toContain("comply with the requirements of");
    const trail = await lab.db.trailEntry.findFirst({ where: { action: "certificate-picture.confirmed" } });
    expect(trail?.detail).toMatchObject({ kind: "seal", uploadedBy: expect.any(String) });
    if (isMissing("pdftotext", "pdfimages", "qpdf")) return;
    await keep(row, "bilingual.pdf");
    const text = (await run("pdftotext", "-layout", file("bilingual.pdf"), "-")).out;
    for (const words of ["Lead", "Test method", "Page 2 of", "Received on", "考核合格证书编号", "prevails"])
      expect(text).toContain(words);
    expect((await run("qpdf", "--check", file("bilingual.pdf"))).code).toBe(0);
    const images = (await run("pdfimages", "-list", file("bilingual.pdf"))).out.trim().split("\n").slice(2);
    const pages = Number(/Page 2 of (\d+)/.exec(text)?.[1]);
    expect(images.length).toBe(pages + 2); // a slice on each page, the cover and the conclusion
    expect(new Set(images.map((line) => line.trim().split(/\s+/)[10])).size).toBe(1); // embedded once
  });

  test("another laboratory neither sees nor uses it, and an analyst may not change it", async () => {
    const picture = await lab.db.certificatePicture.findFirstOrThrow({});
    const analyst = await lab.as("demo-analyst");
    expect((await analyst.get(`/api/certificate-pictures/${picture.id}`)).status).toBe(403);
    expect((await analyst.post("/api/certificate-form", {})).status).toBe(403);
  });
});

test("items outside the scope, where the client agreed, go on a certificate of their own without any mark", async () => {
  const method = await lab.db.method.findFirstOrThrow({ where: { item: { name: "铅" } }, include: { scopes: true } });
  await lab.db.scope.deleteMany({ where: { methodId: method.id } });
  const refused = await aSampleAtTheBench(lab, { items: ["铅", "感官"] }).catch((error: unknown) => String(error));
  expect(refused).toContain("out-of-scope");
  const { sampleNumber, tasks } = await aSampleAtTheBench(lab, {
    items: ["铅", "感官"],
    order: { isOutOfScopeAgreed: true },
  });
  const supervisor = await lab.as("demo-supervisor");
  const deviation = { text: "在 20 ℃ 而非 25 ℃ 下评定", why: "评定室温控检修，已作比对", agreedWith: "马经理" };
  told(await supervisor.post(`/api/tasks/${tasks["感官"] ?? ""}/deviation`, { deviation }));
  const analyst = await lab.as("demo-analyst");
  for (const item of ["铅", "感官"]) {
    if (item === "铅") await typeValues(lab, analyst, tasks[item] ?? "", ["0.02", "0.02"]);
    else for (const { id } of (await bench(analyst, tasks[item] ?? "")).determinations) await find(analyst, id);
    told(await analyst.post(`/api/tasks/${tasks[item] ?? ""}/submit`));
    told(await (await lab.as("demo-checker")).post(`/api/tasks/${tasks[item] ?? ""}/check`, password));
  }
  const late = await supervisor.post(`/api/tasks/${tasks["感官"] ?? ""}/deviation`, { deviation: null });
  expect(late.body).toMatchObject({ code: "state-forbids" });
  told(await (await lab.as("demo-reviewer")).post(`/api/samples/${sampleNumber}/review`, password));
  told(await (await lab.as("demo-signatory")).post(`/api/samples/${sampleNumber}/approve`, password));
  const ofSample = { sample: { number: sampleNumber } };
  await eventually(
    "both are issued",
    async () => (await lab.db.certificate.count({ where: { ...ofSample, state: "issued" } })) === 2,
  );
  const rows = await lab.db.certificate.findMany({
    where: ofSample,
    orderBy: { id: "asc" },
    include: { sample: true },
  });
  const [marked, unmarked] = rows.map(({ content }) => CertificateContent.parse(content));
  expect(marked).toMatchObject({ heading: null, results: [{ item: "感官", deviation: deviation.text }] });
  expect(unmarked).toMatchObject({ heading: "不具有对社会的证明作用，仅供委托方内部参考", results: [{ item: "铅" }] });
  expect(marked?.results).toHaveLength(1);
  expect(rows[0]?.sample.state).toBe("certified");
  const [first, second] = rows;
  if (!first || !second) throw new Error("two certificates were expected");

  // one of the two is given up before it left the house: only that one is made again
  await lab.db.certificate.update({ where: { id: second.id }, data: { state: "issuing" } });
  const signatory = await lab.as("demo-signatory");
  told(await signatory.post(`/api/certificates/${second.number}/void`, { reason: "印章图片有误" }));
  const again = told<CertificateRow>(await signatory.post(`/api/samples/${sampleNumber}/approve`, password));
  await eventually(
    "it is issued again",
    async () => (await lab.db.certificate.findUnique({ where: { number: again.number } }))?.state === "issued",
  );
  const states = await lab.db.certificate.findMany({ where: ofSample, orderBy: { id: "asc" } });
  expect(states.map((c) => [c.isUnmarked, c.state])).toEqual([
    [false, "issued"],
    [true, "voided"],
    [true, "issued"],
  ]);
  expect((await lab.db.sample.findUniqueOrThrow({ where: { number: sampleNumber } })).state).toBe("certified");
  if (isMissing("pdftotext")) return;
  await keep(first, "marked.pdf");
  await keep(second, "unmarked.pdf");
  const [one, other] = await Promise.all(
    ["marked.pdf", "unmarked.pdf"].map(async (name) =>
      (await run("pdftotext", file(name), "-")).out.replace(/\s/g, ""),
    ),
  );
  expect(one).toContain("CMA");
  expect(one).toContain("方法偏离：在20℃而非25℃下评定");
  expect(other).not.toContain("CMA");
  expect(other).not.toContain("资质认定证书编号");
  expect(other).toContain("不具有对社会的证明作用");
});

async function find(analyst: Client, determination: string): Promise<void> {
  const said = { step: "finding", text: "符合感官要求" };
  told(await analyst.post(`/api/determinations/${determination}/manual-readings`, said));
}

async function contentOf({ number }: Pick<CertificateRow, "number">): Promise<CertificateContent> {
  return CertificateContent.parse((await lab.db.certificate.findUniqueOrThrow({ where: { number } })).content);
}

async function keep({ number }: { number: string }, name: string): Promise<void> {
  const answer = await (await lab.as("demo-signatory")).get(`/api/certificates/${number}/certificate.pdf`);
  writeFileSync(file(name), answer.bytes);
}
