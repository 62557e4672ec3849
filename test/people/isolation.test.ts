import { toDay } from "../../server/kernel/time.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { issueCertificate } from "../../server/certificates/issue-certificate.ts";
import { buildNumber } from "../../server/kernel/numbers.ts";
import type { OrderView } from "../../server/orders/contract.ts";
import { aCertificate } from "../setup/certificate-content.ts";
import { openLab, type Client, type Lab } from "../setup/lab.ts";
import { aSampleAtTheBench, anOrder, told, type Registered } from "../setup/story.ts";

let lab: Lab;
let county: Client;
let sample: Registered;
let photo: string;
let certificate: string;
const ids = { task: "", determination: "", claim: "", reading: "", use: "", instrument: "" };

beforeAll(async () => {
  lab = await openLab();
  county = await lab.as("demo-county");
  const reception = await lab.as("demo-reception");
  const picture = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);
  photo = told<{ id: string }>(await reception.post("/api/photos", picture, { "content-type": "image/jpeg" })).id;
  sample = await aSampleAtTheBench(lab, { sample: { photoIds: [photo] } });
  certificate = await aCertificateOf(sample.order.sampleRows[0]?.id ?? "", 1);
  await beginAtTheBench();
});
afterAll(() => lab.close());

/** A certificate as approval leaves it, issued by the real job. */
async function aCertificateOf(sampleId: string, n: number): Promise<string> {
  const { laboratoryId, order } = await lab.db.sample.findUniqueOrThrow({
    where: { id: sampleId },
    include: { order: true },
  });
  const number = buildNumber("certificate", "622900", "26", n);
  const content = aCertificate({ systemNumber: number });
  const signatory = await lab.db.person.findUniqueOrThrow({ where: { login: "demo-signatory" } });
  const at = lab.clock.now();
  const row = await lab.db.certificate.create({
    data: {
      number,
      printedNumber: `示清检 ${n}`,
      checkCode: "7K3M9QWX2HTD",
      laboratoryId,
      sampleId,
      readerId: order.readerId,
      state: "issuing",
      content,
      approvedById: signatory.id,
      approvedAt: at,
    },
  });
  await issueCertificate(lab.house, row.id);
  return number;
}

async function beginAtTheBench(): Promise<void> {
  ids.task = sample.tasks["水分"] ?? "";
  const determination = await lab.db.determination.findFirstOrThrow({ where: { taskId: ids.task } });
  const balance = await lab.db.instrument.findFirstOrThrow({ where: { serialNumber: "SIM-0001" } });
  Object.assign(ids, { determination: determination.id, instrument: balance.number });
  const analyst = await lab.as("demo-analyst");
  told(await analyst.post(`/api/determinations/${ids.determination}/vessel`, { vessel: "17" }));
  const claim = { taskId: ids.task, containerNumber: sample.container, instrumentNumber: balance.number };
  ids.claim = told<{ id: string }>(await analyst.post("/api/claims", claim)).id;
  const said = { step: "dish", text: "25.1034", instrumentNumber: balance.number, reason: "天平未连接" };
  told(await analyst.post(`/api/determinations/${ids.determination}/manual-readings`, said));
  const use = await lab.db.readingUse.findFirstOrThrow({ where: { determinationId: ids.determination } });
  Object.assign(ids, { use: use.id, reading: use.readingId });
}

describe("a person of the county laboratory, whatever their roles, of the centre", () => {
  beforeAll(async () => {
    // all roles that read and act, so that only the laboratory stands between them and the centre
    const roles = [
      "receptionist",
      "sample_keeper",
      "supervisor",
      "analyst",
      "checker",
      "reviewer",
      "signatory",
      "metrologist",
      "technical_manager",
      "quality_manager",
      "admin",
    ] as const;
    await lab.db.person.update({ where: { login: "demo-county" }, data: { roles: [...roles] } });
  });

  test("sees neither order nor sample, task, bench, label, photo, instrument or certificate", async () => {
    const paths = [
      `/api/orders/${sample.order.number}`,
      `/api/samples/${sample.sampleNumber}`,
      `/api/samples/${sample.sampleNumber}/desk`,
      `/api/tasks/${ids.task}/bench`,
      `/api/labels.pdf?of=${sample.order.number}`,
      `/api/labels.pdf?of=${sample.container}`,
      `/api/labels/${sample.container}/label.png`,
      `/api/photos/${photo}`,
      `/api/instruments/${ids.instrument}`,
      `/api/instruments/${ids.instrument}/label.pdf`,
      `/api/certificates/${certificate}`,
      `/api/certificates/${certificate}/certificate.pdf`,
    ];
    for (const path of paths) {
      expect((await (await lab.as("demo-quality")).get(path)).status, path).toBe(200); // granted to see all laboratories
      expect(await county.get(path), path).toMatchObject({ status: 404, body: { code: "not-found" } });
    }
  });

  test("finds nothing of it in any list, by search, or by scanning", async () => {
    for (const path of [
      "/api/orders",
      "/api/samples",
      "/api/tasks",
      "/api/certificates",
      "/api/waiting?act=check",
      "/api/tray",
      `/api/samples?q=${sample.sampleNumber}`,
      "/api/orders?q=%E7%A4%BA%E8%8C%83",
      `/api/tasks?sample=${sample.sampleNumber}`,
    ]) {
      expect(told<{ rows: unknown[] }>(await county.get(path)).rows, path).toEqual([]);
    }
    const seen = JSON.stringify([
      (await county.get("/api/today")).body,
      (await county.get("/api/trail")).body,
      (await county.get("/api/people")).body,
      (await county.get("/api/analysts")).body,
      (await county.get("/api/instruments")).body,
      (await county.get("/api/instrument-choices")).body,
      (await county.get("/api/equipment-uses")).body,
      (await county.get("/api/retention?show=kept")).body,
    ]);
    for (const secret of [sample.order.number, sample.sampleNumber, ids.task, "马晓燕", "demo-analyst", "SIM-0001"])
      expect(seen).not.toContain(secret);
    for (const code of [sample.order.number, sample.sampleNumber, sample.container, certificate, ids.instrument]) {
      expect(await county.get(`/api/scan?code=${code}`), code).toMatchObject({
        status: 404,
        body: { code: "unknown-scan" },
      });
    }
  });

  test("changes nothing of it", async () => {
    const password = { password: "demo-lims-2026" };
    const acts: [string, unknown][] = [
      [`/api/containers/${sample.container}/hand-out`, {}],
      [`/api/containers/${sample.container}/hand-back`, {}],
      [
        "/api/tasks/assign",
        {
          taskIds: [ids.task],
          analystId: (await lab.db.person.findUniqueOrThrow({ where: { login: "demo-county" } })).id,
        },
      ],
      ["/api/claims", { taskId: ids.task, containerNumber: sample.container, instrumentNumber: ids.instrument }],
      [`/api/claims/${ids.claim}/close`, {}],
      [`/api/determinations/${ids.determination}/vessel`, { vessel: "18" }],
      [
        `/api/determinations/${ids.determination}/manual-readings`,
        { step: "dish", text: "1.0", instrumentNumber: ids.instrument, reason: "试试" },
      ],
      [`/api/tray/${ids.reading}/assign`, { determinationId: ids.determination, step: "dish", reason: "试试" }],
      [`/api/reading-uses/${ids.use}/undo`, { reason: "试试" }],
      [`/api/tasks/${ids.task}/equipment-uses`, { instrumentNumber: ids.instrument, settings: "105 ℃" }],
      [`/api/tasks/${ids.task}/submit`, {}],
      [`/api/tasks/${ids.task}/repeat`, {}],
      [`/api/tasks/${ids.task}/check`, password],
      [`/api/samples/${sample.sampleNumber}/review`, password],
      [`/api/samples/${sample.sampleNumber}/approve`, password],
      [`/api/samples/${sample.sampleNumber}/send-back`, { taskIds: [ids.task], reason: "试试" }],
      [
        `/api/instruments/${ids.instrument}/verifications`,
        { kind: "verification", on: "2026-11-30", certificateNumber: "甲", agency: "乙", conclusion: "unfit" },
      ],
      [
        `/api/people/${(await lab.db.person.findUniqueOrThrow({ where: { login: "demo-analyst" } })).id}/active`,
        { isActive: false },
      ],
    ];
    const before = await lab.db.trailEntry.count();
    for (const [path, body] of acts)
      expect(await county.post(path, body), path).toMatchObject({ status: 404, body: { code: "not-found" } });
    expect(await lab.db.trailEntry.count()).toBe(before);
  });

  test("hears nothing of it among the live events", async () => {
    const { cookie } = await sessionOf("demo-county");
    const aborted = new AbortController();
    const stream = await fetch(`${lab.url}/api/live`, { headers: { cookie }, signal: aborted.signal });
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
    const reception = await lab.as("demo-reception");
    told(await reception.post("/api/orders", await anOrder(lab)));
    told(await county.post("/api/orders", await anOrder(lab, { items: ["水分"] })));
    let heard = "";
    while (!heard.includes('"orders"')) heard += (await reader?.read())?.value ?? "";
    aborted.abort();
    const own = await lab.db.laboratory.findUniqueOrThrow({ where: { code: "622921" } });
    const events = [...heard.matchAll(/^data: (.*)$/gm)].map(
      ([, json]) => JSON.parse(json ?? "") as { laboratoryId: string | null; topics: string[] },
    );
    expect(events.filter((e) => e.topics.includes("orders")).map((e) => e.laboratoryId)).toEqual([own.id]);
  });
});

async function sessionOf(login: string): Promise<{ cookie: string }> {
  const answer = await lab.nobody.post("/api/sign-in", { login, password: "demo-lims-2026" });
  return { cookie: answer.headers.get("set-cookie")?.split(";")[0] ?? "" };
}

describe("an enterprise", () => {
  test("sees its own order by stage and its own certificate, another enterprise sees neither", async () => {
    const [own, other] = [await lab.as("demo-enterprise"), await lab.as("demo-enterprise2")];
    const mine = told<{ rows: { number: string }[] }>(await own.get("/api/portal/orders")).rows;
    expect(mine.map((o) => o.number)).toContain(sample.order.number);
    expect(
      told<{ rows: { number: string }[] }>(await own.get("/api/portal/certificates")).rows.map((c) => c.number),
    ).toEqual([certificate]);
    const pdf = await own.get(`/api/portal/certificates/${certificate}/certificate.pdf`);
    expect(pdf.bytes.subarray(0, 5).toString()).toBe("%PDF-");
    expect(pdf.headers.get("content-disposition")).toMatch(/^attachment/);

    expect(told<{ rows: unknown[] }>(await other.get("/api/portal/orders")).rows).toEqual([]);
    expect(told<{ rows: unknown[] }>(await other.get("/api/portal/certificates")).rows).toEqual([]);
    expect(await other.get(`/api/portal/certificates/${certificate}/certificate.pdf`)).toMatchObject({
      status: 404,
      body: { code: "not-found" },
    });
    expect(JSON.stringify((await other.get("/api/today")).body)).not.toContain(sample.order.number);
    for (const code of [sample.sampleNumber, certificate, "9521234500018", "91622926000000043E"])
      expect((await own.get(`/api/scan?code=${code}`)).status, code).toBe(404);
  });

  test("sees a supervisory certificate of its own only after the authority has told it, and risk monitoring never", async () => {
    const enterprise = await lab.db.enterprise.findFirstOrThrow({ where: { name: "广河示范清真乳品有限公司" } });
    const authority = await lab.db.enterprise.findFirstOrThrow({ where: { name: "示范州市场监督管理局" } });
    const sealed = ["test", "reserve"].map((kind) => ({ kind, sealNumber: `F-${kind}`, isSealIntact: true }));
    const register = async (source: string, sheetNumber: string) =>
      told<OrderView>(
        await (
          await lab.as("demo-reception")
        ).post(
          "/api/orders",
          await anOrder(lab, {
            order: { source, clientId: authority.id, sampledEnterpriseId: enterprise.id, sheetNumber },
            sample: { containers: sealed },
          }),
        ),
      );
    const supervisory = await register("supervisory", "SC-1");
    const monitoring = await register("risk_monitoring", "SC-2");
    const told1 = await aCertificateOf(supervisory.sampleRows[0]?.id ?? "", 2);
    const never = await aCertificateOf(monitoring.sampleRows[0]?.id ?? "", 3);
    const other = await lab.as("demo-enterprise2");
    const seen = async () =>
      told<{ rows: { number: string }[] }>(await other.get("/api/portal/certificates")).rows.map((c) => c.number);
    expect(await seen()).toEqual([]);
    expect((await other.get(`/api/portal/certificates/${told1}/certificate.pdf`)).status).toBe(404);
    const notify = async ({ number }: OrderView) =>
      (await lab.as("demo-reception")).post(`/api/orders/${number}/notified`, { on: toDay(lab.clock.now()) });
    told(await notify(supervisory));
    expect((await notify(monitoring)).status).toBe(409);
    expect(await seen()).toEqual([told1]);
    expect((await other.get(`/api/portal/certificates/${told1}/certificate.pdf`)).status).toBe(200);
    expect((await other.get(`/api/portal/certificates/${never}/certificate.pdf`)).status).toBe(404);
  });
});
