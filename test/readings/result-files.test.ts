import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { enrolledGateway, clientOf, openLab, type Client, type Lab } from "../setup/lab.ts";
import { openWeighing, withDishes } from "../setup/weighing.ts";
import { aSampleAtTheBench, bench, methodId, told, type Registered } from "../setup/story.ts";

// Lead by graphite furnace: the workstation writes µg/L of the digest; the sample's content follows by the mapping.

let lab: Lab;
let metrologist: Client;
let analyst: Client;
let aas: { id: string; number: string };
let sample: Registered;
beforeAll(async () => {
  lab = await openLab();
  metrologist = await lab.as("demo-metrologist");
  analyst = await lab.as("demo-analyst");
  aas = await lab.db.instrument.findFirstOrThrow({ where: { kind: "aas" } });
});
beforeEach(async () => {
  sample = await aSampleAtTheBench(lab, { items: ["铅"] });
});
afterAll(() => lab.close());

type Row = {
  because: string | null;
  goes: { figure: string; unit: string; parallel: number; calculation: string } | null;
};
type Reply = { rows: Row[]; refused: number };
const post = async (person: Client, path: string, body: unknown) =>
  person.post(`/api/instruments/${aas.number}/${path}`, body);
const fileOf = (lines: string[], name = "20261201.csv") => ({
  name,
  bytes: Buffer.from(`${lines.join("\r\n")}\r\n`).toString("base64"),
});
const lead = async (more: Record<string, string> = { volume: "25" }) => ({
  test: "Pb 283.3",
  methodId: await methodId(lab, "铅"),
  step: "content",
  calculation: { kind: "solution", ...more },
});
const head = "Sample ID,Element,Conc,Units,Weight (g),Dilution";
const numbered = (lines: string[]) => [head, ...lines.map((line) => line.replace("S", sample.container))];

test("a file is previewed without a trace, then taken: parallels filled, content calculated, arithmetic kept", async () => {
  const file = fileOf(
    numbered(["S-1,Pb 283.3,12.05,ug/L,0.5012,1", "S-2,pb  283.3,2.41,µg/L,0.4987,5", "Blank,Pb 283.3,0.1,ug/L,,"]),
  );
  const before = await lab.db.reading.count();
  const preview = told<Reply>(await post(metrologist, "result-files/preview", { ...file, rows: [await lead()] }));
  expect(preview.rows.map(({ because }) => because)).toEqual([null, null, "no-sample-number"]);
  expect(await lab.db.reading.count()).toBe(before);
  expect(told<Reply>(await post(metrologist, "result-files/preview", file)).rows[0]?.because).toBe("no-mapping");

  expect((await post(analyst, "mappings", { rows: [await lead()] })).status).toBe(403);
  told(await post(metrologist, "mappings", { rows: [await lead()] }));
  const taken = told<Reply>(await post(analyst, "result-files", file));
  expect(taken.rows[0]?.goes).toMatchObject({ parallel: 1, unit: "mg/kg" });
  // 12.05 µg/L × 25 mL ÷ 0.5012 g = 0.601057... mg/kg; 2.41 × 25 × 5 ÷ 0.4987 = 0.604070... mg/kg
  expect(Number(taken.rows[0]?.goes?.figure)).toBeCloseTo(0.60105746, 8);
  expect(Number(taken.rows[1]?.goes?.figure)).toBeCloseTo(0.60407058, 8);

  const work = await bench(analyst, sample.tasks["铅"] ?? "");
  expect(work.outcome.isComplete).toBe(true);
  const [first] = work.determinations[0]?.steps[0]?.weighings ?? [];
  expect(first).toMatchObject({ by: "马晓燕", isManual: false, instrumentNumber: aas.number });
  expect(first?.calculation).toMatch(/^12\.05 ug\/L × 25 mL × 1 ÷ 0\.5012 g = 0\.6010574\d+ mg\/kg$/);

  const again = await post(analyst, "result-files", file);
  expect(again).toMatchObject({ status: 409, body: { code: "file-known" } });
  const tray = told<{ rows: { sample: string; test: string }[] }>(await analyst.get("/api/tray"));
  expect(tray.rows.filter((row) => row.test?.startsWith("Pb") || row.test?.startsWith("pb"))).toMatchObject([
    { sample: "Blank" },
  ]);
});

test("what belongs nowhere says why, and waits in the tray", async () => {
  told(await post(metrologist, "mappings", { rows: [await lead({})] }));
  const file = fileOf(
    numbered([
      "S,Pb 283.3,1.0,ug/L,0.5,1", // no volume anywhere
      "S,Cd 228.8,1.0,ug/L,0.5,1",
      "S,Pb 283.3,n.a.,ug/L,0.5,1",
      "29999999999999,Pb 283.3,1.0,ug/L,0.5,1",
    ]),
    "why.csv",
  );
  const { rows } = told<Reply>(await post(analyst, "result-files", file));
  expect(rows.map(({ because }) => because)).toEqual(["mass-missing", "no-mapping", "no-value", "no-task-of-sample"]);
  expect(await post(analyst, "result-files", fileOf(["nothing", "here"]))).toMatchObject({
    status: 422,
    body: { code: "file-without-results" },
  });
});

test("results that a gateway delivers with the sample's number go the same way; a third finds no open parallel", async () => {
  const gateway = await enrolledGateway(lab, await lab.as("demo-admin"), "分析室网关");
  await lab.db.instrument.update({ where: { id: aas.id }, data: { gatewayId: gateway.id } });
  told(await post(metrologist, "mappings", { rows: [await lead({ volume: "25", mass: "0.5" })] }));
  const own = clientOf(lab.url, { authorization: `Bearer ${gateway.key}` });
  const at = lab.clock.now().toISOString();
  const result = (sequence: number, value: string, qualifier?: string) => ({
    sequence,
    instrumentNumber: aas.number,
    raw: "",
    kind: "result",
    value,
    unit: "ug/L",
    stable: null,
    status: "reading",
    text: null,
    takenAt: at,
    driver: "csv",
    ...(qualifier ? { qualifier } : {}),
    details: { sample: sample.sampleNumber, test: "Pb 283.3" },
  });
  told(
    await own.post("/api/gateway/readings", {
      readings: [result(1, "4.00"), result(2, "4.02"), result(3, "9.99")],
      gatewayNow: at,
    }),
  );
  const work = await bench(analyst, sample.tasks["铅"] ?? "");
  expect(work.determinations.map((d) => d.steps[0]?.weighings.map((w) => w.text))).toEqual([["0.2"], ["0.201"]]);
  const tray = told<{ rows: { value: string | null }[] }>(await analyst.get("/api/tray"));
  expect(tray.rows.filter(({ value }) => value === "9.99")).toHaveLength(1);
  expect(tray.rows.filter(({ value }) => value === "4.00")).toHaveLength(0);
  await lab.db.instrument.update({ where: { id: aas.id }, data: { gatewayId: null } });
});

test("a PCR workbook is read into wells and kept with the run's file", async () => {
  const table = ["Well,Sample,Target,Task,Ct,Curve", "A1,x,猪源性成分,阳性,24.1,是", "A2,y,猪源性成分,空白,,否"].join(
    "\n",
  );
  const read = told<{ wells: unknown[]; fileId: string }>(
    await analyst.post("/api/pcr-tables/read-file", { name: "板1.csv", bytes: Buffer.from(table).toString("base64") }),
  );
  expect(read.wells).toHaveLength(2);
  const kept = await lab.db.storedFile.findUniqueOrThrow({ where: { id: read.fileId } });
  expect((await lab.house.files.read(kept.sha256)).toString()).toBe(table);
  expect(
    await analyst.post("/api/pcr-tables/read-file", { name: "x.csv", bytes: Buffer.from("a,b\n").toString("base64") }),
  ).toMatchObject({ status: 422 });
});

test("a balance that sends a sample's name with its weight still weighs for whoever claimed it", async () => {
  const weighing = await openWeighing(lab);
  const moist = await aSampleAtTheBench(lab, { items: ["水分"] });
  const dishes = await withDishes(lab, weighing, moist, ["901", "902"]);
  told(await dishes.claim());
  told(await weighing.deliver({ value: "30.0001", details: { sample: "01", quantity: "weight" } }));
  expect((await dishes.now()).determinations[0]?.steps[0]?.weighings.map((w) => w.text)).toEqual(["30.0001"]);
});

test("a file of more results than one change can take is refused before anything is kept", async () => {
  const before = await lab.db.reading.count();
  const lines = Array.from({ length: 2_001 }, (_, n) => `S${n},Pb 283.3,1.0,ug/L,0.5,1`);
  const large = fileOf([head, ...lines], "large.csv");
  expect(await post(analyst, "result-files", large)).toMatchObject({ status: 413, body: { code: "too-large" } });
  expect(await lab.db.reading.count()).toBe(before);
});
