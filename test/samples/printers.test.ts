import { writeFileSync } from "node:fs";
import { createServer, type AddressInfo, type Server } from "node:net";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { PrintView } from "../../server/samples/label-contract.ts";
import { openLab, type Lab } from "../setup/lab.ts";
import { isMissing, run, scratchFolder } from "../setup/outside-programs.ts";
import { aSampleAtTheBench, told, typeValues, type Registered } from "../setup/story.ts";

// A label printer that keeps what it is sent, as one on TCP 9100 would.

let lab: Lab;
let sample: Registered;
let printer: Server;
let received: Buffer[] = [];
const file = scratchFolder();
beforeAll(async () => {
  lab = await openLab();
  sample = await aSampleAtTheBench(lab, { items: ["铅"] });
  printer = createServer((socket) => socket.on("data", (bytes: Buffer) => received.push(bytes)));
  await new Promise<void>((done) => printer.listen(0, "127.0.0.1", done));
  const { port } = printer.address() as AddressInfo;
  const rows = ["zpl", "tspl"].map((language) => ({ name: language, host: "127.0.0.1", port, language }));
  told(
    await (
      await lab.as("demo-admin")
    ).post("/api/printers", { rows: [...rows, { ...rows[0], name: "关机", port: 1 }] }),
  );
});
afterAll(async () => {
  printer.close();
  await lab.close();
});

/** What came of a job, which is sent after its record stands. */
function ended(id: string, sending: PrintView["sending"]): Promise<void> {
  return vi.waitFor(async () => {
    const reception = await lab.as("demo-reception");
    const { rows } = told<{ rows: PrintView[] }>(await reception.get(`/api/label-prints?of=${sample.container}`));
    expect(rows.find((row) => row.id === id)?.sending).toBe(sending);
  }, 20_000);
}

async function printed(name: string): Promise<Buffer> {
  received = [];
  const reception = await lab.as("demo-reception");
  const { id, labels } = told<PrintView>(
    await reception.post("/api/labels/print", { of: sample.container, printer: name }),
  );
  expect(labels).toBe(1);
  await ended(id, "sent");
  return Buffer.concat(received);
}

/** A picture of the dots as a printer would burn them. */
function pbm(bits: Buffer, perRow: number, height: number): Buffer {
  return Buffer.concat([Buffer.from(`P4\n${perRow * 8} ${height}\n`), bits]);
}

async function scanned(name: string, picture: Buffer): Promise<string> {
  writeFileSync(file(`${name}.pbm`), picture);
  return (await run("zbarimg", "-q", "--raw", file(`${name}.pbm`))).out.trim();
}

test.skipIf(isMissing("zbarimg"))("ZPL draws a label whose code a scanner reads (needs zbarimg)", async () => {
  const job = (await printed("zpl")).toString("latin1");
  const found = /^\^XA\^PW400\^LL240\^LH0,0\^FO0,0\^GFA,(\d+),\1,(\d+),([0-9A-F]+)\^FS\^PQ1\^XZ\n$/.exec(job);
  const bits = Buffer.from(found?.[3] ?? "", "hex");
  expect(bits).toHaveLength(Number(found?.[1]));
  expect(await scanned("zpl", pbm(bits, Number(found?.[2]), 240))).toBe(sample.container);
});

test.skipIf(isMissing("zbarimg"))("TSPL draws the same dots, white where a bit is set (needs zbarimg)", async () => {
  const job = await printed("tspl");
  const head = "SIZE 50 mm,30 mm\r\nGAP 2 mm,0\r\nDIRECTION 0\r\nCLS\r\nBITMAP 0,0,50,240,0,";
  expect(job.subarray(0, head.length).toString("latin1")).toBe(head);
  expect(job.subarray(head.length + 50 * 240).toString("latin1")).toBe("\r\nPRINT 1,1\r\n");
  const bits = Buffer.from(job.subarray(head.length, head.length + 50 * 240).map((byte) => ~byte & 0xff));
  expect(await scanned("tspl", pbm(bits, 50, 240))).toBe(sample.container);
});

test("a printer that goes away in the middle leaves a print that nobody knows of: found, or printed again once from the same bytes", async () => {
  const reception = await lab.as("demo-reception");
  const admin = await lab.as("demo-admin");
  let jobs: Buffer[] = [];
  let isFaulty = true;
  const torn = createServer((socket) => {
    socket.on("error", () => undefined);
    if (isFaulty) socket.once("data", () => socket.resetAndDestroy());
    else socket.on("data", (bytes: Buffer) => jobs.push(bytes));
  });
  await new Promise<void>((done) => torn.listen(0, "127.0.0.1", done));
  const { rows } = told<{ rows: object[] }>(await admin.get("/api/laboratory/printers"));
  const { port } = torn.address() as AddressInfo;
  told(
    await admin.post("/api/printers", { rows: [...rows, { name: "断线", host: "127.0.0.1", port, language: "tspl" }] }),
  );
  const print = async () =>
    told<PrintView>(await reception.post("/api/labels/print", { of: sample.container, printer: "断线" }));
  const settle = (id: string, as: string, who = reception) => who.post(`/api/label-prints/${id}/settle`, { as });
  const one = await print();
  await ended(one.id, "uncertain");
  const two = await print();
  await ended(two.id, "uncertain");
  const told1 = await lab.db.notice.findMany({ where: { code: "labels-uncertain" }, include: { person: true } });
  expect(told1.map(({ person, link }) => [person.login, link])).toEqual(
    Array(2).fill(["demo-reception", `/containers/${sample.container}`]),
  );
  // one lies beside the printer
  expect(told<PrintView>(await settle(one.id, "printed"))).toMatchObject({
    id: one.id,
    settled: { as: "printed", by: "马丽娜" },
  });
  // the other does not: two taps at once print it once, the same bytes
  isFaulty = false;
  jobs = [];
  const taps = await Promise.all([settle(two.id, "again"), settle(two.id, "again")]);
  expect(taps.map(({ status }) => status).sort()).toEqual([200, 409]);
  const again = told<PrintView>(taps.find(({ status }) => status === 200) ?? taps[0]);
  expect(again).toMatchObject({ sha256: two.sha256, originalId: two.originalId ?? two.id });
  await ended(again.id, "sent");
  expect((await settle(one.id, "again")).body).toMatchObject({ code: "print-settled" });
  expect((await settle(again.id, "again")).status).toBe(409);
  expect((await settle(two.id, "again", await lab.as("demo-county"))).status).toBe(404);
  expect(jobs.length).toBeGreaterThan(0);
  const kept = await reception.get(`/api/label-prints/${two.id}/file`);
  expect(Buffer.concat(jobs).equals(kept.bytes)).toBe(true);
  const trail = await lab.db.trailEntry.findMany({
    where: { action: { startsWith: "labels." }, subject: `labels ${sample.container}` },
    orderBy: { id: "asc" },
  });
  expect(trail.map(({ action }) => action)).toEqual(
    expect.arrayContaining(["labels.uncertain", "labels.found-printed", "labels.not-found", "labels.reprinted"]),
  );
  torn.close();
});

test("a printer that is off is named, and who printed is on record", async () => {
  const reception = await lab.as("demo-reception");
  const lost = told<PrintView>(await reception.post("/api/labels/print", { of: sample.container, printer: "关机" }));
  expect(lost).toMatchObject({ sending: "waiting", printer: "关机" });
  await ended(lost.id, "failed");
  const { rows } = told<{ rows: PrintView[] }>(await reception.get(`/api/label-prints?of=${sample.container}`));
  expect(rows[0]?.sendError).toContain("ECONNREFUSED");
  expect((await reception.post("/api/labels/print", { of: sample.container, printer: "没有" })).status).toBe(404);
  await printed("zpl");
  const entry = await lab.db.trailEntry.findFirst({
    where: { action: { in: ["labels.printed", "labels.reprinted"] } },
    orderBy: { id: "desc" },
  });
  expect(entry).toMatchObject({ detail: { printer: "zpl", numbers: [sample.container] } });
  expect((await reception.post("/api/printers", { rows: [] })).status).toBe(403);
  const admin = await lab.as("demo-admin"); // who keeps the list, though no sample is shown to them
  expect((await admin.get("/api/laboratory/printers")).body).toEqual((await reception.get("/api/printers")).body);
});

test.skipIf(isMissing("pdftotext"))(
  "the raw record prints readings, instruments and the result (needs pdftotext)",
  async () => {
    const analyst = await lab.as("demo-analyst");
    const task = sample.tasks["铅"] ?? "";
    await typeValues(lab, analyst, task, ["0.123", "0.131"]);
    told(await analyst.post(`/api/tasks/${task}/submit`));
    const pdf = await analyst.get(`/api/tasks/${task}/raw-record.pdf`);
    expect(pdf.status).toBe(200);
    writeFileSync(file("record.pdf"), pdf.bytes);
    const text = (await run("pdftotext", "-layout", file("record.pdf"), "-")).out;
    for (const words of [
      "检验原始记录",
      "0.123 mg/kg",
      "0.131 mg/kg",
      "马晓燕",
      "0.127",
      "GB 5009.12-2023",
      "GB 2762-2025",
    ])
      expect(text).toContain(words);
  },
);
