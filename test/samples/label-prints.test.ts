import { writeFileSync } from "node:fs";
import { createServer, type AddressInfo, type Server } from "node:net";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { OrderView } from "../../server/orders/contract.ts";
import { sendLabels } from "../../server/samples/send-labels.ts";
import type { LabelDesign, PrintView } from "../../server/samples/label-contract.ts";
import { groupNumber } from "../../server/kernel/numbers.ts";
import type { PlaceRow, PlaceView } from "../../server/samples/storage-contract.ts";
import type { TransferView } from "../../server/samples/transfer-contract.ts";
import { openLab, type Client, type Lab } from "../setup/lab.ts";
import { isMissing, run, scratchFolder } from "../setup/outside-programs.ts";
import { freeEdgeOf, pgmOf, readTspl, readZpl } from "../setup/printer-jobs.ts";
import { anOrder, told } from "../setup/story.ts";

// Labels of a laboratory's own design, printed in one go, on record, and again from the frozen original.

let lab: Lab;
let reception: Client;
let order: OrderView;
let printer: Server;
let received: Buffer[] = [];
const file = scratchFolder();
beforeAll(async () => {
  lab = await openLab();
  reception = await lab.as("demo-reception");
  const sample = ((await anOrder(lab))["samples"] as object[])[0];
  order = told<OrderView>(
    await reception.post("/api/orders", await anOrder(lab, { order: { samples: [sample, sample, sample] } })),
  );
  printer = createServer((socket) => socket.on("data", (bytes: Buffer) => received.push(bytes)));
  await new Promise<void>((done) => printer.listen(0, "127.0.0.1", done));
  const { port } = printer.address() as AddressInfo;
  const rows = (["zpl", "tspl"] as const).map((language) => ({ name: language, host: "127.0.0.1", port, language }));
  told(await (await lab.as("demo-admin")).post("/api/printers", { rows }));
});
afterAll(async () => {
  printer.close();
  await lab.close();
});

const line = (what: string, changes: object = {}) => ({ what, size: "normal", isBold: false, ...changes });
const design = (changes: object = {}) => ({
  width: 60,
  height: 40,
  symbol: "code128",
  lines: [
    line("kind", { isBold: true }),
    line("short", { size: "large" }),
    line("name"),
    line("batch"),
    line("number"),
  ],
  ...changes,
});
const print = async (body: object) => {
  received = [];
  const said = told<PrintView>(await reception.post("/api/labels/print", { of: order.number, ...body }));
  if (said.printer !== null) await sent(said.id);
  return said;
};
/** The job has reached its printer. */
const sent = (id: string) =>
  vi.waitFor(async () => expect((await lab.db.labelPrint.findUnique({ where: { id } }))?.sending).toBe("sent"), 20_000);
const scanningOrder = () =>
  order.sampleRows.flatMap(({ number, containers }) => [number, ...containers.map((c) => c.number)]);

describe.skipIf(isMissing("zbarimg", "dmtxread", "pdftoppm"))("a design of the laboratory's own", () => {
  test.each(["code128", "qr", "datamatrix"])(
    "with %s reads at 203 dpi, every label of the batch in scanning order",
    async (symbol) => {
      const name = `样式 ${symbol}`;
      told(await reception.post("/api/label-designs", { ...design({ symbol }), name }));
      const { id, labels } = await print({ design: name });
      expect(labels).toBe(9);
      const pdf = await reception.get(`/api/label-prints/${id}/file`);
      writeFileSync(file(`${symbol}.pdf`), pdf.bytes);
      await run("pdftoppm", "-r", "203.2", "-gray", file(`${symbol}.pdf`), file(symbol));
      for (const [i, number] of scanningOrder().entries()) {
        const picture = file(`${symbol}-${i + 1}.pgm`);
        const read =
          symbol === "datamatrix"
            ? await run("dmtxread", "-n", "-N1", "-m", "20000", picture)
            : await run("zbarimg", "-q", "--raw", picture);
        expect(read.out.trim(), picture).toBe(number);
      }
    },
  );
});

test("a design that no scanner could read, or no eye, is refused with what to do; so are strangers", async () => {
  const save = (changes: object, person: Client = reception) =>
    person.post("/api/label-designs", { ...design(changes), name: "小" });
  expect((await save({ width: 30 })).body).toMatchObject({ code: "label-too-small", details: { needs: "width" } });
  expect((await save({ height: 10, symbol: "qr" })).body).toMatchObject({ details: { needs: "height" } });
  const many = Array.from({ length: 12 }, () => line("name", { size: "huge" }));
  expect((await save({ lines: many, height: 25 })).body).toMatchObject({ details: { needs: "lines" } });
  expect((await reception.post("/api/label-designs", { ...design(), name: "50x30" })).status).toBe(409);
  expect((await save({}, await lab.as("demo-analyst"))).status).toBe(403);
  const { picture } = told<{ picture: string }>(await reception.post("/api/label-designs/preview", design()));
  expect(Buffer.from(picture, "base64").subarray(1, 4).toString()).toBe("PNG");
  const county = await lab.as("demo-county");
  expect((await county.post("/api/labels/print", { of: order.number })).status).toBe(404);
  expect(told<{ rows: LabelDesign[] }>(await county.get("/api/label-designs")).rows).toEqual([]);
});

test("a second print is the frozen original, byte for byte, though the sample changed; anew needs a reason", async () => {
  const first = await print({ printer: "zpl" });
  const bytes = Buffer.concat(received);
  expect(first).toMatchObject({ originalId: null, language: "zpl", labels: 9 });
  await lab.db.sample.updateMany({ where: { orderId: order.id }, data: { name: "改名后的牛肉干" } });
  const second = await print({ printer: "zpl", reason: "标签污损" });
  expect(second).toMatchObject({ originalId: first.id, sha256: first.sha256, reason: "标签污损" });
  expect(Buffer.concat(received).equals(bytes)).toBe(true);
  const anew = await print({ printer: "zpl", anewBecause: "更正样品名称" });
  expect(anew).toMatchObject({ originalId: null, reason: "更正样品名称" });
  expect(anew.sha256).not.toBe(first.sha256);
  expect((await print({ printer: "zpl" })).originalId).toBe(anew.id);
  expect((await print({ printer: "tspl" })).originalId).toBeNull(); // another language is another original
  const { rows } = told<{ rows: PrintView[] }>(await reception.get(`/api/label-prints?of=${order.number}`));
  expect(rows.slice(0, 5).map(({ language, originalId }) => [language, originalId !== null])).toEqual([
    ["tspl", false],
    ["zpl", true],
    ["zpl", false],
    ["zpl", true],
    ["zpl", false],
  ]);
  const trail = await lab.db.trailEntry.findMany({ where: { action: "labels.reprinted" } });
  expect(trail.map(({ detail }) => detail)).toMatchObject([{ original: first.id, sha256: first.sha256 }, {}]);
  const stored = await reception.get(`/api/label-prints/${second.id}/file`);
  expect(stored.bytes.equals(bytes)).toBe(true);
  expect((await (await lab.as("demo-county")).get(`/api/label-prints/${second.id}/file`)).status).toBe(404);
});

test.skipIf(isMissing("pdftotext", "zbarimg"))(
  "the n units of a plan say which of how many they are, alike in PDF, ZPL and TSPL; other labels do not",
  async () => {
    const body = await anOrder(lab, {
      items: ["菌落总数"],
      sample: { category: "肉及肉制品>酱卤肉制品类", name: "酱牛肉" },
    });
    const { number: of, containers } = told<OrderView>(await reception.post("/api/orders", body)).sampleRows[0] ?? {
      number: "",
      containers: [],
    };
    const units = containers.filter(({ kind }) => kind === "test").length;
    expect(units).toBe(5);
    told(
      await reception.post("/api/label-designs", {
        ...{ width: 60, height: 40, symbol: "code128", name: "件数" },
        lines: [line("short", { size: "large" }), line("unit"), line("name")],
      }),
    );
    for (const design of ["50x30", "件数"]) {
      writeFileSync(
        file("units.pdf"),
        (await reception.get(`/api/labels.pdf?of=${of}&design=${encodeURIComponent(design)}`)).bytes,
      );
      const pages = (await run("pdftotext", "-layout", file("units.pdf"), "-")).out.split("\f");
      const said = pages.map((page) => /第 *(\d+) *件 *\/ *共 *(\d+) *件/.exec(page)?.slice(1).join("/") ?? "");
      let nth = 0;
      const expected = containers.map(({ kind }) => (kind === "test" ? `${(nth += 1)}/5` : ""));
      expect(said).toEqual(["", ...expected, ""]); // neither the sample nor the reserve; nothing after the last page
    }
    await print({ of, printer: "zpl" });
    const zpl = readZpl(Buffer.concat(received));
    await print({ of, printer: "tspl" });
    const tspl = readTspl(Buffer.concat(received));
    expect(zpl.map(({ dots }) => Buffer.from(dots))).toEqual(tspl.map(({ dots }) => Buffer.from(dots)));
    for (const [i, number] of [of, ...containers.map((c) => c.number)].entries()) {
      const label = zpl[i];
      if (!label) throw new Error(`no label ${i}`);
      writeFileSync(file(`unit-${i}.pgm`), pgmOf(label));
      expect((await run("zbarimg", "-q", "--raw", file(`unit-${i}.pgm`))).out.trim()).toBe(number);
    }
  },
  60_000,
);

test("many at once are printed once each, though their changes collide, and a job that runs again prints nothing more", async () => {
  const jobs: Buffer[] = [];
  const collector = createServer((socket) => {
    const parts: Buffer[] = [];
    socket.on("data", (part: Buffer) => parts.push(part));
    socket.on("end", () => jobs.push(Buffer.concat(parts)));
  });
  await new Promise<void>((done) => collector.listen(0, "127.0.0.1", done));
  const { port } = collector.address() as AddressInfo;
  const admin = await lab.as("demo-admin");
  const { rows } = told<{ rows: object[] }>(await admin.get("/api/laboratory/printers"));
  const one = { name: "收样台", host: "127.0.0.1", port, language: "zpl" };
  told(await admin.post("/api/printers", { rows: [...rows, one] }));
  const of = order.sampleRows[0]?.number;
  const said = await Promise.all(
    Array.from({ length: 6 }, () => reception.post("/api/labels/print", { of, printer: one.name })),
  );
  const prints = said.map((answer) => told<PrintView>(answer));
  for (const { id } of prints) await sent(id);
  await sendLabels(lab.house, prints[0]?.id ?? ""); // the job again, as after a crash of whoever ran it
  await vi.waitFor(() => expect(jobs).toHaveLength(6));
  expect(new Set(jobs.map((job) => job.toString("latin1").split("^XA").length - 1))).toEqual(new Set([3]));
  expect(await lab.db.trailEntry.count({ where: { action: "labels.sent", subject: `labels ${of}` } })).toBe(6);
  await new Promise((done) => collector.close(done));
});

describe.skipIf(isMissing("zbarimg", "dmtxread"))("a job for a printer", () => {
  /** The widest and the lowest, with every kind of line; both sizes that are built in; each symbol. */
  const own = {
    "104 × 150": design({
      width: 104,
      height: 150,
      symbol: "qr",
      lines: ["laboratory", "kind", "short", "name", "number", "storage", "state", "batch", "specification"].map((w) =>
        line(w, { size: "large" }),
      ),
    }),
    "25 × 15 mm": design({ width: 25, height: 15, symbol: "datamatrix", lines: [line("short", { isBold: true })] }),
    "45 × 20": design({ width: 45, height: 20, lines: [line("short"), line("received", { size: "small" })] }),
    "61 × 33": design({
      width: 61,
      height: 33,
      symbol: "datamatrix",
      lines: [line("kind"), line("name"), line("due")],
    }),
  };
  test.each([
    ["50x30", 400, 240, "zbarimg"],
    ["25x15", 200, 120, "dmtxread"],
    ["104 × 150", 832, 1200, "zbarimg"],
    ["25 × 15 mm", 200, 120, "dmtxread"],
    ["45 × 20", 360, 160, "zbarimg"],
    ["61 × 33", 488, 264, "dmtxread"],
  ] as const)(
    "%s: in both languages the same dots, all on the label, each code read in scanning order",
    async (name, width, height, program) => {
      const kept = Object.entries(own).find(([own]) => own === name)?.[1];
      if (kept) told(await reception.post("/api/label-designs", { ...kept, name }));
      const [{ number: of, containers } = { number: "", containers: [] }] = order.sampleRows;
      const numbers = [of, ...containers.map((c) => c.number)];
      await print({ of, printer: "zpl", design: name });
      const zpl = readZpl(Buffer.concat(received));
      await print({ of, printer: "tspl", design: name });
      const tspl = readTspl(Buffer.concat(received));
      expect(zpl.map((label) => [label.width, label.height])).toEqual(numbers.map(() => [width, height]));
      for (const [i, number] of numbers.entries()) {
        const [label, same] = [zpl[i], tspl[i]];
        if (!label || !same) throw new Error(`no label ${i}`);
        expect(Buffer.from(label.dots).equals(Buffer.from(same.dots))).toBe(true);
        expect(freeEdgeOf(label), "a printer's edge is not exact: half a millimetre stays free").toBeGreaterThanOrEqual(
          4,
        );
        const picture = file(`job-${i}.pgm`);
        writeFileSync(picture, pgmOf(label));
        const read =
          program === "dmtxread"
            ? await run("dmtxread", "-n", "-N1", "-m", "20000", picture)
            : await run("zbarimg", "-q", "--raw", picture);
        expect(read.out.trim(), picture).toBe(number);
      }
    },
    120_000,
  );
});

describe.skipIf(isMissing("zbarimg", "dmtxread", "pdftoppm", "pdftotext"))("other papers that are scanned", () => {
  /** The pages of a PDF as a printer of 203 dpi prints them, in black and white. */
  const printed = async (name: string, pdf: Buffer, pages: number): Promise<string[]> => {
    writeFileSync(file(`${name}.pdf`), pdf);
    await run("pdftoppm", "-r", "203.2", "-mono", file(`${name}.pdf`), file(name));
    return Array.from({ length: pages }, (_, i) => file(`${name}-${i + 1}.pbm`));
  };
  const bars = async (picture: string) => (await run("zbarimg", "-q", "--raw", picture)).out.trim();
  const matrix = async (picture: string) => (await run("dmtxread", "-n", "-N1", "-m", "20000", picture)).out.trim();

  test("places and their cells, cards of people, instruments", async () => {
    const keeper = await lab.as("demo-keeper");
    const room = told<PlaceRow>(await keeper.post("/api/storage-places", { kind: "room", name: "打印用的留样室" }));
    const shelf = told<PlaceRow>(
      await keeper.post("/api/storage-places", { kind: "shelf", name: "乙架 第 3 层", within: room.number }),
    );
    const grid = { rows: 2, columns: 2 };
    const box = told<PlaceRow>(
      await keeper.post("/api/storage-places", { kind: "box", name: "盒 17", within: shelf.number, grid }),
    );
    const [onShelf = ""] = await printed(
      "shelf",
      (await keeper.get(`/api/storage-places/${shelf.number}/labels.pdf`)).bytes,
      1,
    );
    expect(await bars(onShelf)).toBe(shelf.number);
    const view = told<PlaceView>(await keeper.get(`/api/storage-places/${box.number}`));
    const cells = await keeper.get(`/api/storage-places/${box.number}/labels.pdf?cells=yes&size=25x15`);
    const pages = await printed("cells", cells.bytes, 5);
    const read = [];
    for (const page of pages) read.push(await matrix(page));
    expect(read).toEqual([box.number, ...view.cells.map(({ number }) => number)]);

    const { rows } = told<{ rows: { badge: string | null }[] }>(await keeper.post("/api/badges", {}));
    const badges = rows.flatMap(({ badge }) => (badge === null ? [] : [badge]));
    const cards = await printed("badges", (await keeper.get("/api/badges.pdf")).bytes, badges.length);
    const digits = String(cards.length).length;
    const [first = ""] = cards;
    expect(await bars(first.replace(/-1\.pbm$/, `-${"1".padStart(digits, "0")}.pbm`))).toBe(badges[0]);
    const { number } = await lab.db.instrument.findFirstOrThrow({ where: { number: { startsWith: "5622900" } } });
    const metrologist = await lab.as("demo-metrologist");
    const label = await metrologist.get(`/api/instruments/${number}/label.pdf`);
    expect(await bars((await printed("instrument", label.bytes, 1))[0] ?? "")).toBe(number);
  });

  test("the manifest of a transfer names every container, and its number is read off the paper", async () => {
    const keeper = await lab.as("demo-keeper");
    const { rows } = told<{ rows: { id: string }[] }>(await keeper.get("/api/transfer-targets"));
    const containers = order.sampleRows.flatMap((s) =>
      s.containers.filter((c) => c.kind === "test").map((c) => c.number),
    );
    const sent = told<TransferView>(
      await keeper.post("/api/transfers", {
        toLaboratoryId: rows[0]?.id,
        purpose: "testing",
        courier: "韩师傅",
        temperature: "4.2 ℃",
        containers,
      }),
    );
    const pdf = (await keeper.get(`/api/transfers/${sent.number}/manifest.pdf`)).bytes;
    const [page = ""] = await printed("manifest", pdf, 1);
    expect(await bars(page)).toBe(sent.number);
    const text = (await run("pdftotext", "-layout", file("manifest.pdf"), "-")).out;
    for (const words of [
      ...containers.map(groupNumber),
      "示范县检测中心",
      "韩师傅",
      "4.2 ℃",
      `共 ${containers.length} 件`,
    ])
      expect(text.replaceAll(/\s+/g, " ")).toContain(words);
  });
});
