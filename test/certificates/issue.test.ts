import { toDay } from "../../server/kernel/time.ts";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CertificateContent } from "../../server/certificates/content.ts";
import type { PublicAnswer } from "../../server/certificates/contract.ts";
import { CertificateData } from "../../server/certificates/data/certificate-data.ts";
import { checkData } from "../../server/certificates/data/check-data.ts";
import { signingKeys } from "../../server/certificates/signing-keys.ts";
import { verifyPdf } from "../../server/certificates/signing/verify-pdf.ts";
import { issueCertificate } from "../../server/certificates/issue-certificate.ts";
import { eventually } from "../setup/bench.ts";
import { aCertificate, sampledAt } from "../setup/certified.ts";
import { openLab, type Lab } from "../setup/lab.ts";
import { isMissing, run, scratchFolder } from "../setup/outside-programs.ts";
import { told } from "../setup/story.ts";

const file = scratchFolder();

let lab: Lab;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.close());

const kept = (number: string) => lab.db.certificate.findUniqueOrThrow({ where: { number } });

/** Files in the store by what they begin with: certificates among photos, and nothing half-written. */
function filesOf(sha256: string): string[] {
  const folder = path.join(lab.dataDir, "files", sha256.slice(0, 2));
  return readdirSync(folder).filter((name) => name.startsWith(sha256));
}

/** As a crash leaves it that came after the file was written and before that was noted. */
async function crashed(number: string): Promise<{ id: string }> {
  const { id, fileId, sampleId } = await kept(number);
  await lab.db.certificate.update({
    where: { id },
    data: { state: "issuing", sha256: null, fileId: null, issuedAt: null },
  });
  await lab.db.storedFile.delete({ where: { id: fileId ?? "" } });
  await lab.db.sample.update({ where: { id: sampleId }, data: { state: "approved" } });
  return { id };
}

/** The file that the row names: there once, and a certificate that says what the row says. */
async function issuedFile(number: string): Promise<string> {
  const { state, sha256, content } = await kept(number);
  expect(state).toBe("issued");
  const pdf = await lab.house.files.read(sha256 ?? "");
  const { roots } = await signingKeys(lab.house);
  expect(verifyPdf(pdf, { roots })).toMatchObject({ isValid: true });
  expect(checkData(pdf)).toEqual({ certificate: CertificateContent.parse(content), differing: [] });
  expect(filesOf(sha256 ?? "")).toEqual([sha256]);
  return sha256 ?? "";
}

describe("the job that issues a certificate", () => {
  test("run once more changes nothing", async () => {
    const { number } = await aCertificate(lab);
    const before = await kept(number);
    lab.clock.advance(5);
    await issueCertificate(lab.house, before.id);
    expect(await kept(number)).toEqual(before);
    expect(await lab.db.storedFile.count({ where: { sha256: before.sha256 ?? "" } })).toBe(1);
    expect(await lab.db.sample.findUnique({ where: { id: before.sampleId } })).toMatchObject({ state: "certified" });
  });

  test("resumes after a crash with the same number and makes a file that says the same", async () => {
    const { number, printedNumber } = await aCertificate(lab);
    const { id } = await crashed(number);
    expect(
      await (await lab.as("demo-enterprise")).get(`/api/portal/certificates/${number}/certificate.pdf`),
    ).toMatchObject({ status: 404 });
    lab.clock.advance(3);
    await lab.change((ctx) => ctx.enqueue("issue-certificate", { certificateId: id }));
    await eventually("the certificate is issued again", async () => (await kept(number)).state === "issued");
    expect(await kept(number)).toMatchObject({ id, number, printedNumber });
    await issuedFile(number);
    const count = await lab.db.certificate.count();
    expect((await lab.db.counter.findUniqueOrThrow({ where: { series: "certificate-622900-26" } })).last).toBe(count);
  });

  test("taken by two processes at once issues one certificate with one file", async () => {
    const { number } = await aCertificate(lab);
    const { id } = await crashed(number);
    await Promise.all([issueCertificate(lab.house, id), issueCertificate(lab.house, id)]);
    expect(await lab.db.storedFile.count({ where: { sha256: await issuedFile(number) } })).toBe(1);
    expect(
      await lab.db.trailEntry.count({ where: { action: "certificate.issued", subject: `certificate ${number}` } }),
    ).toBe(2); // before the crash and after it
  });

  test("a disk that fails leaves the certificate issuing, and the next try finishes it", async () => {
    const { number } = await aCertificate(lab);
    const { id } = await crashed(number);
    const full = {
      ...lab.house,
      files: { ...lab.house.files, keep: () => Promise.reject(new Error("no space left on device")) },
    };
    await expect(issueCertificate(full, id)).rejects.toThrow("no space left");
    expect(await kept(number)).toMatchObject({ state: "issuing", sha256: null });
    const { checkCode } = await kept(number);
    expect(told(await lab.nobody.post("/api/verify", { number, code: checkCode }))).toMatchObject({ state: "unknown" }); // it never left the house
    await issueCertificate(lab.house, id);
    await issuedFile(number);
  });

  test("the number on paper follows the laboratory's own pattern, year by year and without a hole", async () => {
    const first = await aCertificate(lab);
    const second = await aCertificate(lab);
    const ordinal = (printed: string) => Number(/^示清检（2026）第(\d{5})号$/.exec(printed)?.[1]);
    expect(ordinal(second.printedNumber)).toBe(ordinal(first.printedNumber) + 1);
    expect(first.number).toMatch(/^462290026\d{7}$/);
    const { number } = first;
    const { content } = await kept(number);
    expect(CertificateContent.parse(content)).toMatchObject({
      printedNumber: first.printedNumber,
      systemNumber: number,
    });
  });
});

describe("what an enterprise sees of a sample that was taken from it", () => {
  const its = "临夏示范牛羊肉制品有限公司";
  const seen = async () => {
    const portal = await lab.as("demo-enterprise");
    const rows = told<{ rows: { number: string }[] }>(await portal.get("/api/portal/certificates")).rows;
    const orders = told<{ rows: { source: string }[] }>(await portal.get("/api/portal/orders")).rows;
    return { certificates: rows.map((r) => r.number), sources: orders.map((o) => o.source) };
  };
  const pdf = async (number: string) =>
    (await lab.as("demo-enterprise")).get(`/api/portal/certificates/${number}/certificate.pdf`);
  const notify = async (number: string) => {
    const order = await lab.db.order.findFirstOrThrow({
      where: { samples: { some: { certificates: { some: { number } } } } },
    });
    return (await lab.as("demo-reception")).post(`/api/orders/${order.number}/notified`, {
      on: toDay(lab.clock.now()),
    });
  };

  test("a supervisory certificate only after the authority has notified it", async () => {
    const { number } = await aCertificate(lab, ...(await sampledAt(lab, its, "supervisory", "示抽 2026-0001")));
    expect(await seen()).toMatchObject({
      certificates: expect.not.arrayContaining([number]),
      sources: expect.not.arrayContaining(["supervisory"]),
    });
    expect(await pdf(number)).toMatchObject({ status: 404 });
    told(await notify(number));
    expect(await seen()).toMatchObject({
      certificates: expect.arrayContaining([number]),
      sources: expect.arrayContaining(["supervisory"]),
    });
    expect((await pdf(number)).bytes.subarray(0, 5).toString()).toBe("%PDF-");
    const fetched = await lab.db.certificateDownload.findMany({ where: { certificateId: (await kept(number)).id } });
    expect(fetched).toMatchObject([{ by: "马守信" }]);
    expect(
      (
        await lab
          .as("demo-enterprise2")
          .then((other) => other.get(`/api/portal/certificates/${number}/certificate.pdf`))
      ).status,
    ).toBe(404);
  });

  test("a risk-monitoring result never, notified or not", async () => {
    const { number } = await aCertificate(lab, ...(await sampledAt(lab, its, "risk_monitoring", "示监 2026-0001")));
    expect(await notify(number)).toMatchObject({ status: 409 });
    expect(await seen()).toMatchObject({
      certificates: expect.not.arrayContaining([number]),
      sources: expect.not.arrayContaining(["risk_monitoring"]),
    });
    expect(await pdf(number)).toMatchObject({ status: 404 });
    expect(CertificateContent.parse((await kept(number)).content)).toMatchObject({
      results: [{ verdict: "not_judged", limitText: null }],
      conclusion: expect.stringContaining("不作判定"),
    });
  });
});

describe.skipIf(isMissing("pdfdetach"))(
  "the data inside a certificate, taken out by another program (needs pdfdetach)",
  () => {
    test("says what the rows of the database say, figure by figure", async () => {
      const { number, sampleNumber } = await aCertificate(lab);
      const { sha256, content } = await kept(number);
      writeFileSync(file("kept.pdf"), await lab.house.files.read(sha256 ?? ""));
      expect(await run("pdfdetach", "-save", "1", "-o", file("results.json"), file("kept.pdf"))).toMatchObject({
        code: 0,
      });
      const bytes = readFileSync(file("results.json"));
      const told = CertificateData.parse(JSON.parse(bytes.toString("utf8")));
      expect(told.certificate).toEqual(CertificateContent.parse(content));
      const sample = await lab.db.sample.findUniqueOrThrow({
        where: { number: sampleNumber },
        include: {
          order: { include: { client: true } },
          tasks: { include: { method: { include: { item: true } }, results: { where: { isCurrent: true } } } },
        },
      });
      const { certificate } = told;
      expect(certificate).toMatchObject({
        systemNumber: number,
        client: { name: sample.order.client.name },
        sample: { number: sample.number, name: sample.name, batchNumber: sample.batchNumber },
      });
      expect(certificate.results).toHaveLength(sample.tasks.length);
      for (const task of sample.tasks) {
        const [result] = task.results;
        expect(certificate.results.find(({ resultId }) => resultId === result?.id)).toMatchObject({
          item: task.method.item.name,
          methodCode: expect.stringContaining(task.method.code),
          resultText: result?.reported,
        });
      }
    });
  },
);

describe("the public check", () => {
  test("answers in any grouping of the number and to the printed one, never without the code", async () => {
    const { number, printedNumber } = await aCertificate(lab);
    const { checkCode: code } = await kept(number);
    const ask = async (body: object) => told<PublicAnswer>(await lab.nobody.post("/api/verify", body));
    const grouped = `${number.slice(0, 1)} ${number.slice(1, 7)} ${number.slice(7, 9)} ${number.slice(9, 15)} ${number.slice(15)}`;
    for (const said of [number, grouped, printedNumber])
      expect(await ask({ number: said, code: `${code.slice(0, 4)}-${code.slice(4).toLowerCase()}` })).toMatchObject({
        state: "valid",
        printedNumber,
      });
    for (const body of [{ number }, { number, code: "" }])
      expect(await ask(body)).toMatchObject({
        state: "enter-code",
        printedNumber: null,
        client: null,
        conclusion: null,
      });
  });

  test("slows down after wrong codes, for the number that is guessed at and for no other", async () => {
    const { number } = await aCertificate(lab);
    const other = await aCertificate(lab);
    const { checkCode: code } = await kept(number);
    for (let i = 0; i < 5; i++)
      expect(told(await lab.nobody.post("/api/verify", { number, code: `AAAAAAAAAAA${i + 2}` }))).toMatchObject({
        state: "unknown",
        client: null,
      });
    expect(await lab.nobody.post("/api/verify", { number, code })).toMatchObject({
      status: 429,
      body: { code: "too-many-tries" },
    });
    expect(
      told(await lab.nobody.post("/api/verify", { number: other.number, code: (await kept(other.number)).checkCode })),
    ).toMatchObject({ state: "valid" });
    lab.clock.advance(1);
    expect(told(await lab.nobody.post("/api/verify", { number, code }))).toMatchObject({ state: "valid" });
  });
});
