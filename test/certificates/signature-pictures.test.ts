import { afterAll, beforeAll, expect, test } from "vitest";
import { CertificateContent } from "../../server/certificates/content.ts";
import type { CertificateRow } from "../../server/certificates/contract.ts";
import type { PictureRow } from "../../server/certificates/form-contract.ts";
import { readPictures } from "../../server/certificates/pictures-in-use.ts";
import { renderCertificate } from "../../server/certificates/pdf/render-certificate.ts";
import { loadFonts } from "../../server/platform/paper/fonts.ts";
import { aCertificate, aReviewedSample } from "../setup/certified.ts";
import { eventually } from "../setup/bench.ts";
import { openLab, type Client, type Lab } from "../setup/lab.ts";
import { isMissing, run, scratchFolder } from "../setup/outside-programs.ts";
import { aPerson } from "../setup/people.ts";
import { aSignature, widthsIn } from "../setup/signatures.ts";
import { password, told } from "../setup/story.ts";

const file = scratchFolder();
let lab: Lab;
let manager: Client;
let reviewer: Client;
let signatory: Client;
beforeAll(async () => {
  lab = await openLab();
  manager = await lab.as("demo-manager");
  reviewer = await lab.as("demo-reviewer");
  signatory = await lab.as("demo-signatory");
});
afterAll(() => lab.close());

const send = (client: Client, bytes: Buffer, type = "image/png") =>
  client.post("/api/my-signature", bytes, { "content-type": type });
const confirm = (client: Client, { id }: PictureRow, words: object = password) =>
  client.post(`/api/certificate-pictures/${id}/confirm`, words);
const contentOf = async ({ number }: { number: string }) =>
  CertificateContent.parse((await lab.db.certificate.findUniqueOrThrow({ where: { number } })).content);

async function approved(number: string): Promise<CertificateRow> {
  const row = told<CertificateRow>(await signatory.post(`/api/samples/${number}/approve`, password));
  await eventually(
    `certificate ${row.number} is issued`,
    async () => (await lab.db.certificate.findUnique({ where: { number: row.number } }))?.state === "issued",
  );
  return row;
}

const pdfOf = async ({ number }: CertificateRow) =>
  (await signatory.get(`/api/certificates/${number}/certificate.pdf`)).bytes;

test("a person's signature is printed only where they signed, once another person has compared it, and as it was in use then", async () => {
  const before = await aCertificate(lab);
  const early = await aReviewedSample(lab); // reviewed before any picture was in use
  const [own, other] = [
    told<PictureRow>(await send(reviewer, aSignature(333))),
    told<PictureRow>(await send(signatory, aSignature(444))),
  ];
  expect(own).toMatchObject({ kind: "signature", confirmedAt: null });
  lab.clock.advance(1);
  for (const row of [own, other]) told(await confirm(manager, row));
  expect(await lab.db.signature.count({ where: { meaning: "confirm_signature" } })).toBe(2);
  lab.clock.advance(1);
  const late = await aReviewedSample(lab);
  const rows = { before, early: await approved(early), late: await approved(late) };
  const pictures = async (row: CertificateRow) => {
    const { pictures: drawn, signers } = await contentOf(row);
    return [signers.reviewed[0]?.picture !== null, drawn.approved !== null];
  };
  expect(await pictures(rows.before)).toEqual([false, false]);
  expect(await pictures(rows.early)).toEqual([false, true]);
  expect(await pictures(rows.late)).toEqual([true, true]);
  // one in the place of the other: what was signed before keeps the one that was in use then
  lab.clock.advance(1);
  const third = await aReviewedSample(lab);
  lab.clock.advance(1);
  told(await confirm(manager, told<PictureRow>(await send(reviewer, aSignature(222)))));
  told(await signatory.post(`/api/my-signature/${other.id}/end`));
  lab.clock.advance(1);
  const mixed = await approved(third);
  expect(await pictures(mixed)).toEqual([true, false]);
  const reviewerOf = async (row: CertificateRow) => (await contentOf(row)).signers.reviewed[0]?.picture;
  expect(await reviewerOf(mixed)).toEqual(await reviewerOf(rows.late));

  // the same content gives the same bytes
  const content = await contentOf(rows.late);
  const drawn = async () =>
    renderCertificate(content, loadFonts(), { at: lab.clock.now(), pictures: await readPictures(lab.house, content) });
  expect((await drawn()).equals(await drawn())).toBe(true);
  if (isMissing("pdfimages", "pdftotext", "qpdf")) return;
  expect(await widthsIn(await pdfOf(rows.before), file("before.pdf"))).toEqual([]);
  expect(await widthsIn(await pdfOf(rows.early), file("early.pdf"))).toEqual([444]);
  expect(await widthsIn(await pdfOf(rows.late), file("late.pdf"))).toEqual([333, 444]);
  expect(await widthsIn(await pdfOf(mixed), file("mixed.pdf"))).toEqual([333]);
  const { out } = await run("pdftotext", "-layout", file("late.pdf"), "-");
  for (const words of ["主检：马晓燕", "审核：王淑芬", "批准：马文华"]) expect(out).toContain(words);
  await run("qpdf", "--check", file("late.pdf"));
});

test("only its owner uploads and sees it, only a manager of the house and never oneself confirms it", async () => {
  expect(await send(reviewer, Buffer.from("no picture"))).toMatchObject({
    status: 422,
    body: {
      code: "picture-unusable",
      title: expect.stringContaining("不能用于报告"),
      titleEn: expect.stringContaining("cannot be printed"),
    },
  });
  expect((await send(reviewer, aSignature(300, 60))).body).toMatchObject({ code: "picture-unusable" });
  expect((await send(reviewer, Buffer.alloc(2 * 1024 * 1024 + 1))).status).toBe(413);
  expect((await send(await lab.as("demo-enterprise"), aSignature(300))).status).toBe(403);

  const quality = await lab.as("demo-quality");
  const row = told<PictureRow>(await send(quality, aSignature(345)));
  expect(await confirm(quality, row)).toMatchObject({ status: 409, body: { code: "second-person-needed" } });
  expect((await confirm(reviewer, row)).status).toBe(403);
  expect((await confirm(manager, row, { password: "wrong" })).body).toMatchObject({ code: "signature-refused" });
  const stranger = await (await aPerson(lab, "county-manager", ["technical_manager"], { at: "622921" })).client();
  expect((await confirm(stranger, row)).status).toBe(404);
  expect((await stranger.get(`/api/certificate-pictures/${row.id}`)).status).toBe(404);
  for (const client of [reviewer, stranger]) {
    expect((await client.get(`/api/my-signature/${row.id}`)).status).toBe(404);
    expect((await client.post(`/api/my-signature/${row.id}/end`)).status).toBe(404);
  }
  expect((await quality.get(`/api/my-signature/${row.id}`)).headers.get("content-type")).toBe("image/png");
  expect((await manager.get(`/api/certificate-pictures/${row.id}`)).status).toBe(200);
  expect(
    (await manager.post("/api/certificate-pictures?kind=signature", aSignature(300), { "content-type": "image/png" }))
      .status,
  ).toBe(400);
  told(await confirm(manager, row));
  // a signature of one person ends no other person's
  const inUse = await lab.db.certificatePicture.count({
    where: { kind: "signature", confirmedAt: { not: null }, endedAt: null },
  });
  expect(inUse).toBe(2);
  expect(told<{ rows: PictureRow[] }>(await quality.get("/api/my-signature")).rows).toMatchObject([{ id: row.id }]);
});
