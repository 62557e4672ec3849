import { writeFileSync } from "node:fs";
import { createServer, type AddressInfo, type Server } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { OrderView } from "../../server/orders/contract.ts";
import type { LabelDesign, PrintView } from "../../server/samples/label-contract.ts";
import { openLab, type Client, type Lab } from "../setup/lab.ts";
import { isMissing, run, scratchFolder } from "../setup/outside-programs.ts";
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
  return told<PrintView>(await reception.post("/api/labels/print", { of: order.number, ...body }));
};
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
            ? await run("dmtxread", "-n", "-m", "20000", picture)
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
