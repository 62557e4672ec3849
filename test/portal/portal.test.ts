import Zip from "adm-zip";
import { writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { NoticeView } from "../../server/notices/contract.ts";
import type { OrderView } from "../../server/orders/contract.ts";
import type { PortalCertificate, PortalOrder } from "../../server/portal/contract.ts";
import { eventually } from "../setup/bench.ts";
import { aCertificate, sampledAt } from "../setup/certified.ts";
import { openLab, type Client, type Lab } from "../setup/lab.ts";
import { openMailServer, type MailServer } from "../setup/mail-server.ts";
import { isMissing, run, scratchFolder } from "../setup/outside-programs.ts";
import { anOrder, password, told } from "../setup/story.ts";

let lab: Lab;
let mail: MailServer;
let mine: Client;
let sampled: Client;
const scratch = scratchFolder();
const dairy = "广河示范清真乳品有限公司";

beforeAll(async () => {
  mail = await openMailServer();
  lab = await openLab({ mail: { url: mail.url, from: "lims@lab.example" } });
  mine = await lab.as("demo-enterprise");
  sampled = await lab.as("demo-enterprise2");
  told(await mine.post("/api/me/email", { email: "meat@enterprise.example" }));
  told(await sampled.post("/api/me/email", { email: "dairy@enterprise.example" }));
});
afterAll(async () => {
  await lab.close();
  await mail.close();
});

const certificates = async (of: Client, q = "") =>
  told<{ rows: PortalCertificate[]; next: string | null }>(
    await of.get(`/api/portal/certificates?q=${encodeURIComponent(q)}`),
  ).rows;
const orders = async (of: Client, q = "") =>
  told<{ rows: PortalOrder[] }>(await of.get(`/api/portal/orders?q=${encodeURIComponent(q)}`)).rows;
const codes = async (of: Client) =>
  told<{ rows: NoticeView[] }>(await of.get("/api/notices")).rows.map(({ code }) => code);
/** What was mailed to an address, once nothing waits any more. */
async function mailed(to: string): Promise<string[]> {
  await eventually("the outbox is empty", async () => (await lab.db.mail.count({ where: { state: "waiting" } })) === 0);
  return mail.received.filter((letter) => letter.to.includes(to)).map(({ subject }) => subject);
}

describe("a client", () => {
  let number: string;
  let printedNumber: string;
  beforeAll(async () => {
    ({ number, printedNumber } = await aCertificate(lab));
  });

  test("is told when its sample arrived and its certificate was issued, in the application and by mail, without a result", async () => {
    expect(await codes(mine)).toEqual(["certificate-issued", "sample-received"]);
    expect(await mailed("meat@enterprise.example")).toEqual([
      expect.stringContaining("样品已收到"),
      expect.stringContaining("报告已出具"),
    ]);
    for (const { text } of mail.received) expect(text).not.toMatch(/0\.1[23]|符合|合格/);
    expect(await codes(sampled)).toEqual([]);
  });

  test("sees its order by stage, and no result or certificate before the approval", async () => {
    const order = told<OrderView>(
      await (await lab.as("demo-reception")).post("/api/orders", await anOrder(lab, { sample: { name: "新到样品" } })),
    );
    const [row] = await orders(mine, order.number);
    expect(row).toMatchObject({
      laboratory: "示范清真食品检测中心",
      samples: [{ name: "新到样品", stage: "received", certificateNumber: null, halted: null }],
    });
    expect((await orders(mine)).map((o) => o.samples[0]?.stage)).toEqual(["received", "certified"]);
    expect(await orders(mine, "没有这样的样品")).toEqual([]);
    expect(await orders(sampled)).toEqual([]);
    const all = JSON.stringify([await orders(mine), await certificates(mine, "新到样品")]);
    expect(all).not.toMatch(/verdict|符合|0\.1/);
    await lab.db.sample.updateMany({ where: { name: "新到样品" }, data: { state: "on_hold" } });
    expect((await orders(mine, "新到样品"))[0]?.samples[0]).toMatchObject({ halted: "on_hold" });
  });

  test("finds its certificates by number, sample and batch, a page at a time, and takes those found as one file", async () => {
    for (const q of [number, printedNumber, "牛肉干", "20261010a"])
      expect(await certificates(mine, q), q).toHaveLength(1);
    expect(await certificates(mine, "酸奶")).toEqual([]);
    const like = await lab.db.certificate.findUniqueOrThrow({ where: { number } });
    const rest = { ...like, content: like.content ?? {}, differences: undefined, fileId: null };
    await lab.db.certificate.createMany({
      data: Array.from({ length: 60 }, (_, i) => ({
        ...rest,
        id: undefined,
        number: `49999992600${String(i).padStart(5, "0")}`,
        printedNumber: `旧报告 ${i}`,
      })),
    });
    const first = told<{ rows: PortalCertificate[]; next: string | null }>(await mine.get("/api/portal/certificates"));
    expect(first.rows).toHaveLength(50);
    const second = told<{ rows: PortalCertificate[]; next: string | null }>(
      await mine.get(`/api/portal/certificates?after=${first.next}`),
    );
    expect([second.rows.length, second.next]).toEqual([11, null]);
    expect(new Set([...first.rows, ...second.rows].map((r) => r.number)).size).toBe(61);

    const zip = await mine.get(`/api/portal/certificates.zip?q=${encodeURIComponent(printedNumber)}`);
    expect(new Zip(zip.bytes).getEntries().map(({ entryName }) => entryName)).toEqual([`${printedNumber}.pdf`]);
    expect((await mine.get("/api/portal/certificates.zip?q=none-such")).status).toBe(404);
    // nothing of the archive is ever deleted: they are out of the way as numbers that were given up
    await lab.db.certificate.updateMany({
      where: { printedNumber: { startsWith: "旧报告" } },
      data: { state: "voided" },
    });
  });

  test("hears of a review, of the amended certificate, and of a revoked one", async () => {
    const quality = await lab.as("demo-quality");
    const signatory = await lab.as("demo-signatory");
    told(await quality.post(`/api/certificates/${number}/question`, { reason: "批号待核对" }));
    const reason = "批号录入有误";
    const fresh = told<{ number: string; printedNumber: string }>(
      await signatory.post(`/api/certificates/${number}/amend`, {
        reason,
        corrections: { batchNumber: "B-2" },
        ...password,
      }),
    );
    const isIssued = async () =>
      (await lab.db.certificate.findUniqueOrThrow({ where: { number: fresh.number } })).state === "issued";
    await eventually("the amended certificate is issued", isIssued);
    told(await quality.post(`/api/certificates/${fresh.number}/question`, { reason }));
    told(await quality.post(`/api/certificates/${fresh.number}/restore`, { reason: "无误" }));
    told(await quality.post(`/api/certificates/${fresh.number}/question`, { reason }));
    told(await signatory.post(`/api/certificates/${fresh.number}/revoke`, { reason, ...password }));
    expect((await codes(mine)).slice(0, 6)).toEqual([
      "certificate-revoked",
      "certificate-under-review",
      "certificate-restored",
      "certificate-under-review",
      "certificate-amended",
      "certificate-under-review",
    ]);
    expect(await certificates(mine, number)).toMatchObject([{ state: "replaced", replacedBy: fresh.printedNumber }]);
    expect((await mailed("meat@enterprise.example")).slice(-1)).toEqual([expect.stringContaining("报告已撤销")]);
  });

  test("objects: those who answer are told, then the client", async () => {
    const { number: objected } = await aCertificate(lab);
    told(await mine.post(`/api/portal/certificates/${objected}/objections`, { text: "请复核铅的结果。" }));
    expect((await codes(await lab.as("demo-quality")))[0]).toBe("objection-raised");
    const { id } = await lab.db.objection.findFirstOrThrow();
    told(await (await lab.as("demo-quality")).post(`/api/objections/${id}/answer`, { answer: "已复核，无误。" }));
    expect((await codes(mine))[0]).toBe("objection-answered");
  });
});

describe("a sampled enterprise", () => {
  const failing = ["0.81", "0.83"];
  let supervisory: string;
  let orderNumber: string;
  const paths = () => [
    `/api/portal/certificates/${supervisory}/certificate.pdf`,
    `/api/portal/certificates/${supervisory}/reinspection.pdf`,
    `/api/portal/certificates.zip?numbers=${supervisory}`,
  ];

  beforeAll(async () => {
    ({ number: supervisory } = await aCertificate(
      lab,
      ...(await sampledAt(lab, dairy, "supervisory", "CJ-1")),
      failing,
    ));
    ({ number: orderNumber } = await lab.db.order.findFirstOrThrow({ where: { sheetNumber: "CJ-1" } }));
  });

  test("before the authority marked it notified: every way is answered not found, no notice, no mail, no event", async () => {
    for (const path of paths())
      expect(await sampled.get(path), path).toMatchObject({ status: 404, body: { code: "not-found" } });
    const objection = { text: "对结果有异议" };
    expect(await sampled.post(`/api/portal/certificates/${supervisory}/objections`, objection)).toMatchObject({
      status: 404,
    });
    expect([await certificates(sampled), await orders(sampled), await codes(sampled)]).toEqual([[], [], []]);
    expect(await certificates(sampled, supervisory)).toEqual([]);
    expect(await mailed("dairy@enterprise.example")).toEqual([]);
    expect(JSON.stringify((await sampled.get("/api/today")).body)).not.toContain(orderNumber);
    expect((await sampled.get(`/api/scan?code=${supervisory}`)).status).toBe(404);
    // under review and back: still nobody's news
    const quality = await lab.as("demo-quality");
    told(await quality.post(`/api/certificates/${supervisory}/question`, { reason: "核对封条" }));
    told(await quality.post(`/api/certificates/${supervisory}/restore`, { reason: "无误" }));
    expect(await codes(sampled)).toEqual([]);
  });

  test("after it: the certificate, the clock, the authority, and the application filled in", async () => {
    told(await (await lab.as("demo-reception")).post(`/api/orders/${orderNumber}/notified`, { on: "2026-12-01" }));
    expect(await codes(sampled)).toEqual(["supervisory-notified"]);
    expect(await mailed("dairy@enterprise.example")).toEqual([expect.stringContaining("监督抽检报告已送达")]);
    expect((await sampled.get(paths()[0] ?? "")).status).toBe(200);
    const [row] = await certificates(sampled);
    expect(row).toMatchObject({
      number: supervisory,
      mayObject: false,
      reinspection: {
        authority: { name: "示范州市场监督管理局" },
        notifiedOn: "2026-12-01",
        lastDay: "2026-12-10",
        daysLeft: 7,
        items: ["铅"],
        shelfLifeEnds: "2027-07-10",
        refusals: [],
      },
    });
    expect(await orders(sampled)).toMatchObject([{ source: "supervisory" }]);
    // the authority's enterprise is not the sampled one, and a third knows nothing
    expect(await certificates(mine, supervisory)).toEqual([]);
  });

  test.skipIf(isMissing("pdftotext", "pdffonts"))(
    "the form says what is known and leaves the rest to be written",
    async () => {
      const form = await sampled.get(`/api/portal/certificates/${supervisory}/reinspection.pdf`);
      expect(form.status).toBe(200);
      const file = scratch("reinspection.pdf");
      writeFileSync(file, form.bytes);
      const { out } = await run("pdftotext", "-layout", file, "-");
      for (const words of [
        "复检申请书",
        "示范州市场监督管理局：",
        dairy,
        "91622924000000035N",
        "CJ-1",
        "0.82 mg/kg",
        "2026 年 12 月 10 日",
        "《中华人民共和国食品安全法》第八十八条",
        "申请人（盖章）",
      ])
        expect(out.replaceAll(/\s+/g, " "), words).toContain(words);
      expect((await run("pdffonts", file)).out).not.toMatch(/\bno\s+\w+\s+\w+\s+\d+\s+\d+\s*$/m);
    },
  );

  test("too late: said on the screen and by the form", async () => {
    lab.clock.advance(10 * 24 * 60);
    const late = await lab.as("demo-enterprise2");
    expect((await certificates(late))[0]?.reinspection).toMatchObject({ refusals: ["late"], daysLeft: 0 });
    expect(await late.get(`/api/portal/certificates/${supervisory}/reinspection.pdf`)).toMatchObject({
      status: 409,
      body: { code: "reinspection-not-possible", details: { reasons: ["late"] } },
    });
  });

  test("of risk monitoring never learns anything, notified or not", async () => {
    const { number } = await aCertificate(lab, ...(await sampledAt(lab, dairy, "risk_monitoring", "FX-1")), failing);
    const { id, number: monitored } = await lab.db.order.findFirstOrThrow({ where: { sheetNumber: "FX-1" } });
    const before = await codes(sampled);
    expect(
      await (await lab.as("demo-reception")).post(`/api/orders/${monitored}/notified`, { on: "2026-12-01" }),
    ).toMatchObject({
      status: 409,
    });
    await lab.db.order.update({ where: { id }, data: { notifiedAt: lab.clock.now() } }); // even if somebody wrote it
    const quality = await lab.as("demo-quality");
    told(await quality.post(`/api/certificates/${number}/question`, { reason: "核对" }));
    told(await quality.post(`/api/certificates/${number}/restore`, { reason: "无误" }));
    for (const path of ["certificate.pdf", "reinspection.pdf"])
      expect((await sampled.get(`/api/portal/certificates/${number}/${path}`)).status, path).toBe(404);
    expect((await sampled.get(`/api/portal/certificates.zip?numbers=${number}`)).status).toBe(404);
    expect([await certificates(sampled, number), await orders(sampled, monitored)]).toEqual([[], []]);
    expect(await codes(sampled)).toEqual(before);
    expect((await mailed("dairy@enterprise.example")).length).toBe(1);
  });
});
