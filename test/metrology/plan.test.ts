import Zip from "adm-zip";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { DueRow, RateRow } from "../../server/metrology/plan-contract.ts";
import { remindDue } from "../../server/metrology/remind-due.ts";
import { isDueIn, isVerifiedOn, meets, rateOf } from "../../server/metrology/rules/verification-rate.ts";
import { openLab, type Client, type Lab } from "../setup/lab.ts";
import { told } from "../setup/story.ts";

let lab: Lab;
let metrologist: Client;
beforeAll(async () => {
  lab = await openLab();
  metrologist = await lab.as("demo-metrologist");
});
afterAll(() => lab.close());

const certificate = (on: string, validUntil: string, isPassed = true) => ({ on, validUntil, isPassed });
const year = { from: "2026-01-01", to: "2026-12-31" };

test.each([
  ["never verified", [], true],
  ["lapses in the year", [certificate("2025-05-01", "2026-04-30")], true],
  ["holds past the year", [certificate("2025-05-01", "2027-04-30")], false],
  ["failed before", [certificate("2025-05-01", "2027-04-30", false)], true],
] as const)("due in a year: %s", (_, certificates, isDue) => {
  expect(isDueIn(certificates, year)).toBe(isDue);
});

test("verified is by the last word, and a rate is never rounded up to its target", () => {
  expect(isVerifiedOn([certificate("2026-04-01", "2027-03-31")], "2026-12-31")).toBe(true);
  expect(isVerifiedOn([certificate("2026-04-01", "2026-12-30")], "2026-12-31")).toBe(false);
  expect(
    isVerifiedOn(
      [certificate("2026-04-01", "2027-03-31"), certificate("2026-06-01", "2026-06-01", false)],
      "2026-12-31",
    ),
  ).toBe(false);
  expect([rateOf(0, 0), rateOf(949_6, 10_000), rateOf(1, 3), rateOf(20, 20)]).toEqual([null, "94.9", "33.3", "100.0"]);
  expect([meets(0, 0, "95"), meets(19, 20, "95"), meets(9_499, 10_000, "95"), meets(1, 2, null)]).toEqual([
    null,
    true,
    false,
    null,
  ]);
});

test("the plan lists what is due, the overdue first; sealed equipment is not due; a round goes to the institute", async () => {
  const list = async () =>
    told<{ rows: DueRow[]; rounds: { name: string }[] }>(await metrologist.get("/api/verification-plan"));
  const { rows } = await list();
  expect(rows[0]).toMatchObject({ warning: "overdue" });
  expect(rows.map((row) => row.validUntil)).toEqual(rows.map((row) => row.validUntil).toSorted());
  const [first] = rows;
  told(await metrologist.post(`/api/instruments/${first?.number}/events`, { kind: "seal", reason: "暂不使用" }));
  expect((await list()).rows.map(({ number }) => number)).not.toContain(first?.number);
  told(await metrologist.post(`/api/instruments/${first?.number}/events`, { kind: "unseal", reason: "恢复使用" }));
  const round = {
    name: "2026 年 12 月送检",
    agency: "示范州计量检定测试所",
    on: "2026-12-15",
    instruments: [first?.number],
  };
  told(await metrologist.post("/api/verification-rounds", round));
  const after = await list();
  expect(after.rounds.map(({ name }) => name)).toEqual(["2026 年 12 月送检"]);
  expect(after.rows.find(({ number }) => number === first?.number)?.round).toBe("2026 年 12 月送检");
  expect(
    await metrologist.post("/api/verification-rounds", { ...round, instruments: ["5629999260000014"] }),
  ).toMatchObject({
    status: 404,
  });
});

test("reminders are given once each, and again when the next border is passed", async () => {
  const { id } = await lab.db.instrument.findFirstOrThrow({ where: { kind: "aas" } });
  const count = () => lab.db.dueReminder.count({ where: { instrumentId: id } });
  await lab.db.verification.create({
    data: {
      instrumentId: id,
      kind: "verification",
      on: "2026-11-30",
      validUntil: "2026-12-20",
      certificateNumber: "R-1",
      agency: "所",
      conclusion: "fit",
      confirmedBy: "陈志强",
      recordedAt: lab.clock.now(),
    },
  });
  await remindDue(lab.house);
  await remindDue(lab.house);
  expect(await count()).toBe(1);
  lab.clock.advance(13 * 24 * 60);
  await remindDue(lab.house);
  expect(await lab.db.dueReminder.findMany({ where: { instrumentId: id }, select: { warning: true } })).toEqual([
    { warning: "30" },
    { warning: "7" },
  ]);
});

test("the calendar is read with the laboratory's own address and no other", async () => {
  const { url } = told<{ url: string }>(await metrologist.get("/api/verification-plan/address"));
  const place = new URL(url);
  const feed = await lab.nobody.get(`${place.pathname}${place.search}`);
  expect(feed.status).toBe(200);
  expect(String(feed.bytes)).toMatch(/BEGIN:VCALENDAR[\s\S]*DTSTART;VALUE=DATE:20\d{6}[\s\S]*END:VCALENDAR/);
  expect((await lab.nobody.get(`${place.pathname}${place.search}x`)).status).toBe(404);
});

test("rates by laboratory with what is behind them; a group with nothing due has no rate; the workbook says the same", async () => {
  const query = "from=2026-01-01&to=2026-12-31";
  const { rows } = told<{ rows: RateRow[] }>(await metrologist.get(`/api/verification-rates?${query}`));
  const all = rows.find(({ group }) => group === "all");
  expect(all?.due).toBeGreaterThan(2);
  expect(all?.instruments.filter(({ isVerified }) => isVerified)).toHaveLength(all?.verified ?? -1);
  for (const row of rows) expect(row.rate === null).toBe(row.due === 0);
  const book = await metrologist.get(`/api/verification-rates.xlsx?${query}`);
  const text = new Zip(book.bytes)
    .getEntries()
    .filter(({ entryName }) => /sharedStrings|sheet\d/.test(entryName))
    .map((entry) => entry.getData().toString())
    .join("");
  expect(text).toContain(all?.instruments[0]?.number);
  expect(text).toContain("无应检器具");
});

test("the table of documents is the laboratory's own once it was changed", async () => {
  type Table = { rows: { instrument: string; document: string; months: number | null }[] };
  const { rows } = told<Table>(await metrologist.get("/api/verification-documents"));
  expect(rows.find(({ document }) => document === "JJG 1036-2022")).toMatchObject({ months: 12 });
  told(await metrologist.post("/api/verification-documents", { rows: rows.slice(0, 2) }));
  expect(told<Table>(await metrologist.get("/api/verification-documents")).rows).toHaveLength(2);
});
