import Zip from "adm-zip";
import fc from "fast-check";
import ICAL from "ical.js";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ReplyOf } from "../../server/kernel/endpoint.ts";
import type { DueRow, planLoad } from "../../server/metrology/plan-contract.ts";
import type { RateRow, verificationRates } from "../../server/metrology/rates-contract.ts";
import { addDays } from "../../server/kernel/time.ts";
import { toFitness, withVerifications } from "../../server/metrology/fitness.ts";
import type { RoundView } from "../../server/metrology/rounds-contract.ts";
import { isIdle } from "../../server/metrology/rules/outages.ts";
import { remindDue } from "../../server/metrology/remind-due.ts";
import { rateOf } from "../../server/metrology/rules/verification-rate.ts";
import { openLab, signIn, type Client, type Lab } from "../setup/lab.ts";
import { told } from "../setup/story.ts";

let lab: Lab;
let metrologist: Client;
beforeAll(async () => {
  lab = await openLab();
  metrologist = await lab.as("demo-metrologist");
});
afterAll(() => lab.close());

type Due = { rows: DueRow[]; next: string | null };
const due = async (query = "") => told<Due>(await metrologist.get(`/api/verification-plan${query}`));

test("the plan lists what is due, the overdue first, by place and agency; sealed equipment is not due", async () => {
  const { rows } = await due();
  expect(rows[0]).toMatchObject({ warning: "overdue" });
  expect(rows.map((row) => row.validUntil)).toEqual(rows.map((row) => row.validUntil).toSorted());
  const [first] = rows;
  told(await metrologist.post(`/api/instruments/${first?.number}/events`, { kind: "seal", reason: "暂不使用" }));
  expect((await due()).rows.map(({ number }) => number)).not.toContain(first?.number);
  told(await metrologist.post(`/api/instruments/${first?.number}/events`, { kind: "unseal", reason: "恢复使用" }));
  expect((await due()).rows.map(({ number }) => number)).toContain(first?.number);

  const place = encodeURIComponent(first?.place ?? "");
  const there = (await due(`?place=${place}`)).rows;
  expect(there.every((row) => row.place === first?.place)).toBe(true);
  expect(there.length).toBeLessThan(rows.length);
  expect((await due("?kind=balance")).rows.every(({ kind }) => kind === "balance")).toBe(true);
  expect((await due(`?q=${encodeURIComponent("100%")}`)).rows).toEqual([]); // as typed, not a pattern
  const after = (await due(`?after=${rows[1]?.validUntil}~${rows[1]?.number}`)).rows;
  expect(after.map(({ number }) => number)).toEqual(rows.slice(2).map(({ number }) => number));
});

test("the load of a year says the same as the list, by day and by month and agency", async () => {
  const { rows } = await due("?from=2027-01-01&until=2027-12-31");
  const load = told<ReplyOf<typeof planLoad>>(await metrologist.get("/api/verification-plan/load?year=2027"));
  expect(load.days.reduce((sum, { count }) => sum + count, 0)).toBe(rows.length);
  for (const { on, count } of load.days) expect(rows.filter(({ validUntil }) => validUntil === on)).toHaveLength(count);
  expect(load.agencies.reduce((sum, { count }) => sum + count, 0)).toBe(rows.length);
  expect(load.overdue).toBeGreaterThan(0);
  expect(load.places.length).toBeGreaterThan(2);
});

test("the last day in the row is the one that the domain finds, whatever was recorded in whatever order", async () => {
  const { id } = await lab.db.instrument.create({
    data: {
      number: "5622900269999990",
      laboratoryId: (await lab.db.laboratory.findFirstOrThrow({ where: { code: "622900" } })).id,
      name: "随机",
      kind: "other",
      model: "R",
      serialNumber: "R",
      maker: "R",
      range: "R",
      category: "other",
      place: "R",
      periodMonths: 12,
    },
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(someEvent, { maxLength: 8 }),
      fc.constantFrom("other", "compulsory"),
      async (acts, category) => {
        await lab.db.verification.deleteMany({ where: { instrumentId: id } });
        await lab.db.intervalExtension.deleteMany({ where: { instrumentId: id } });
        await lab.db.instrumentEvent.deleteMany({ where: { instrumentId: id } });
        await lab.db.instrument.update({ where: { id }, data: { category: category as "other" } });
        for (const [order, act] of acts.entries()) await actOn(id, act, order);
        const rows = await lab.db.instrument.findUniqueOrThrow({ where: { id }, include: withVerifications });
        expect(rows.dueOn).toBe(toFitness(rows, new Date("2030-01-01")).validUntil);
        expect(rows.isIdle).toBe(isIdle(rows.events, new Date("2030-01-01")));
      },
    ),
    { numRuns: 25 },
  );
  await lab.db.instrument.update({ where: { id }, data: { isIdle: true } });
});

const someDay = fc.integer({ min: 0, max: 700 }).map((days) => addDays("2026-01-01", days));
const someEvent = fc.oneof(
  fc.record({
    what: fc.constant("certificate" as const),
    on: someDay,
    days: fc.integer({ min: 0, max: 400 }),
    kind: fc.constantFrom("verification" as const, "calibration" as const, "intermediate_check" as const),
  }),
  fc.record({ what: fc.constant("extension" as const), on: someDay, days: fc.integer({ min: 1, max: 700 }) }),
  fc.record({
    what: fc.constant("event" as const),
    on: someDay,
    kind: fc.constantFrom("seal", "unseal", "repair", "scrap"),
  }),
);
type Act = typeof someEvent extends fc.Arbitrary<infer A> ? A : never;

async function actOn(instrumentId: string, act: Act, order: number): Promise<void> {
  const recordedAt = new Date(Date.UTC(2026, 0, 1, 0, 0, order));
  if (act.what === "certificate")
    await lab.db.verification.create({
      data: {
        instrumentId,
        kind: act.kind,
        on: act.on,
        validUntil: addDays(act.on, act.days),
        certificateNumber: `R-${order}`,
        agency: "所",
        conclusion: "fit",
        confirmedBy: "R",
        recordedAt,
      },
    });
  else if (act.what === "extension")
    await lab.db.intervalExtension.create({
      data: {
        instrumentId,
        approvedOn: act.on,
        until: addDays(act.on, act.days),
        reason: "R",
        checkId: instrumentId,
        approvedBy: "R",
        recordedAt,
      },
    });
  else
    await lab.db.instrumentEvent.create({
      data: {
        instrumentId,
        kind: act.kind,
        at: new Date(`${act.on}T00:00:${String(order).padStart(2, "0")}Z`),
        reason: "R",
        by: "R",
        recordedAt,
      },
    });
}

const institute = "示范州计量检定测试所";
const round = (changes: object) =>
  metrologist.post("/api/verification-rounds", { name: "12 月送检", agency: institute, on: "2026-12-15", ...changes });

test("a round is planned, changed, sent and back: what is away is out of service until its certificate is entered from the round", async () => {
  const { rows } = await due();
  const fit = rows.filter(({ warning }) => warning !== "overdue");
  const [a = "", b = ""] = fit.map(({ number }) => number);
  const made = told<RoundView>(await round({ instruments: [a, b] }));
  expect(made).toMatchObject({ state: "planned", may: ["change", "send", "withdraw"] });
  expect((await due()).rows.find(({ number }) => number === a)?.round).toBe("12 月送检");
  expect(await round({ instruments: [a] })).toMatchObject({ status: 409, body: { code: "already-exists" } }); // in one open round only
  expect(await round({ instruments: ["5629999260000014"] })).toMatchObject({ status: 404 });
  const at = (act: string) => metrologist.post(`/api/verification-rounds/${made.id}${act}`);
  expect(await at("/back")).toMatchObject({ status: 409 });
  told(
    await metrologist.post(`/api/verification-rounds/${made.id}`, {
      name: "12 月送检（一）",
      agency: institute,
      on: "2026-12-16",
      isAway: true,
      instruments: [a],
    }),
  );
  const pdf = await metrologist.get(`/api/verification-rounds/${made.id}/list.pdf`);
  expect(pdf.bytes.subarray(0, 5).toString()).toBe("%PDF-");
  const book = await metrologist.get(`/api/verification-rounds/${made.id}/list.xlsx`);
  expect(book.bytes.subarray(0, 2).toString()).toBe("PK");

  const fitness = async (number: string) =>
    told<{ fitness: { state: string } }>(await metrologist.get(`/api/instruments/${number}`)).fitness.state;
  expect(await fitness(a)).not.toBe("out_of_service");
  lab.clock.advance(1);
  expect(told<RoundView>(await at("/send"))).toMatchObject({ state: "sent", may: ["back"] });
  expect(await fitness(a)).toBe("out_of_service");
  expect(await fitness(b)).not.toBe("out_of_service"); // was taken out of the round
  expect(await at("/send")).toMatchObject({ status: 409 }); // a doubled click sends nothing twice
  expect(await at("/withdraw")).toMatchObject({ status: 409 });
  lab.clock.advance(3);
  told(await at("/back"));
  expect(await fitness(a)).toBe("out_of_service"); // back, but without a certificate
  lab.clock.advance(3);
  told(
    await metrologist.post(`/api/instruments/${a}/verifications`, {
      kind: "verification",
      on: "2026-12-01",
      certificateNumber: "R-88",
      agency: institute,
      conclusion: "fit",
    }),
  );
  expect(await fitness(a)).toBe("fit");
  const listed = told<{ rows: RoundView[] }>(await metrologist.get("/api/verification-rounds")).rows;
  expect(listed.find(({ id }) => id === made.id)?.instruments[0]?.certificate?.number).toBe("R-88");
  const county = await lab.as("demo-county");
  expect((await county.post(`/api/verification-rounds/${made.id}/send`)).status).toBeGreaterThanOrEqual(403);
});

test("a round of all that is filtered takes what is in no open round; on site nothing goes out of service; given up it is gone", async () => {
  const all = (await due("?kind=balance")).rows;
  const made = told<RoundView>(await round({ name: "天平现场", isAway: false, filter: { kind: "balance" } }));
  expect(made.instruments.map(({ number }) => number).sort()).toEqual(all.map(({ number }) => number).sort());
  expect(await round({ filter: { kind: "balance" } })).toMatchObject({ status: 400 }); // nothing is left
  const before = made.instruments.map(({ fitness }) => fitness);
  const sent = told<RoundView>(await metrologist.post(`/api/verification-rounds/${made.id}/send`));
  expect(sent.instruments.map(({ fitness }) => fitness)).toEqual(before);
  const other = told<RoundView>(await round({ name: "误建", filter: { kind: "oven" } }));
  told(await metrologist.post(`/api/verification-rounds/${other.id}/withdraw`));
  expect(await lab.db.verificationRound.count({ where: { id: other.id } })).toBe(0);
});

test("keeper and metrologist are told once each at 60, 30, 7 days and on the day, however often the job runs", async () => {
  const { id, number, laboratoryId } = await lab.db.instrument.findFirstOrThrow({ where: { kind: "aas" } });
  const analyst = await lab.db.person.findFirstOrThrow({ where: { login: "demo-analyst" } });
  await lab.db.instrument.update({ where: { id }, data: { keeper: analyst.name } });
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
  const toldOf = async (login: string) =>
    (
      await lab.db.notice.findMany({
        where: { person: { login }, key: { startsWith: `verification-due ${number} 2026-12-20` } },
        orderBy: { at: "asc" },
      })
    ).map(({ params }) => (params as { days: string }).days);
  await remindDue(lab.house);
  await Promise.all([remindDue(lab.house), remindDue(lab.house)]);
  expect(await toldOf("demo-analyst")).toEqual(["30"]);
  expect(await toldOf("demo-metrologist")).toEqual(["30"]);
  expect(await toldOf("demo-reviewer")).toEqual([]);
  lab.clock.set("2026-12-14T01:00:00.000Z");
  await remindDue(lab.house);
  lab.clock.set("2026-12-20T01:00:00.000Z");
  await remindDue(lab.house);
  await remindDue(lab.house);
  expect(await toldOf("demo-analyst")).toEqual(["30", "7", "0"]);
  expect(await lab.db.dueReminder.count({ where: { instrumentId: id } })).toBe(3);
  lab.clock.set("2026-12-21T01:00:00.000Z"); // out the day after, though nothing more was said
  const after = told<{ fitness: { state: string } }>(await metrologist.get(`/api/instruments/${number}`));
  expect(after.fitness.state).toBe("out_of_service");
  const shown = told<{ rows: { number: string }[] }>(await metrologist.get("/api/verification-plan/reminders"));
  expect(shown.rows.filter((row) => row.number === number)).toHaveLength(3);
  expect(laboratoryId).not.toBe("");
  lab.clock.set("2026-12-01T05:00:00.000Z");
});

test("who keeps the instrument and the metrologist are told of a check that is due, once each, until it is done", async () => {
  type Checks = { rows: { planId: string; number: string; dueOn: string; warning: string | null }[] };
  const { rows } = told<Checks>(await metrologist.get("/api/intermediate-checks"));
  const next = rows.find(({ warning }) => warning === "7");
  if (!next) throw new Error("the demonstration has a check due within the week");
  const notices = (login: string) =>
    lab.db.notice.findMany({ where: { person: { login }, key: { startsWith: `check-due ${next.planId} ` } } });
  await lab.db.notice.deleteMany({ where: { code: "check-due" } });
  await lab.db.checkReminder.deleteMany();
  await remindDue(lab.house);
  await Promise.all([remindDue(lab.house), remindDue(lab.house)]);
  expect((await notices("demo-metrologist")).map(({ params }) => params)).toMatchObject([
    { on: next.dueOn, days: "7" },
  ]);
  expect(await notices("demo-reviewer")).toHaveLength(0);
  const reviewer = await lab.as("demo-reviewer");
  expect(told<Checks>(await reviewer.get("/api/intermediate-checks?mine=yes")).rows).toEqual([]); // keeps nothing
  lab.clock.set(`${next.dueOn}T01:00:00.000Z`);
  await remindDue(lab.house);
  expect((await notices("demo-metrologist")).map(({ params }) => (params as { days: string }).days).sort()).toEqual([
    "0",
    "7",
  ]);
  const shown = told<{ rows: { number: string; check: string | null }[] }>(
    await metrologist.get("/api/verification-plan/reminders"),
  );
  expect(shown.rows.filter(({ number, check }) => number === next.number && check !== null)).toHaveLength(2);
  lab.clock.set("2026-12-01T05:00:00.000Z");
});

test("a calendar address is one's own, read by a calendar parser, and shows nothing once it is taken back", async () => {
  const { url } = told<{ url: string }>(await metrologist.post("/api/calendar-feeds", { isKeeper: false }));
  const place = new URL(url);
  const read = async () => lab.nobody.get(`${place.pathname}${place.search}`);
  const feed = await read();
  expect(feed.headers.get("content-type")).toMatch(/text\/calendar/);
  const calendar = new ICAL.Component(ICAL.parse(feed.bytes.toString("utf8")) as unknown[]);
  const events = calendar.getAllSubcomponents("vevent").map((each) => new ICAL.Event(each));
  const { rows } = await due("?until=2028-11-30");
  const known = rows.filter(({ validUntil }) => validUntil !== null);
  const daysOf = (head: string) =>
    events
      .filter(({ summary }) => summary.startsWith(head))
      .map(({ startDate }) => startDate.toString())
      .sort();
  expect(daysOf("检定到期：")).toEqual(known.map((r) => r.validUntil).sort());
  const checks = told<{ rows: { dueOn: string }[] }>(await metrologist.get("/api/intermediate-checks")).rows;
  expect(checks.length).toBeGreaterThan(0);
  expect(daysOf("期间核查到期：")).toEqual(checks.map(({ dueOn }) => dueOn).sort());
  expect(events).toHaveLength(known.length + checks.length);
  expect(events.every(({ startDate }) => startDate.isDate)).toBe(true);
  expect(new Set(events.map(({ uid }) => uid)).size).toBe(events.length);
  expect(events[0]?.component.getAllSubcomponents("valarm")).toHaveLength(2);

  const analyst = await lab.as("demo-analyst"); // keeps the AAS since the test before
  const mine = told<{ url: string }>(await analyst.post("/api/calendar-feeds", { isKeeper: true }));
  const own = await lab.nobody.get(new URL(mine.url).pathname + new URL(mine.url).search);
  expect(own.bytes.toString("utf8").match(/BEGIN:VEVENT/g)).toHaveLength(1);

  const [{ id } = { id: "" }] = told<{ rows: { id: string }[] }>(await metrologist.get("/api/calendar-feeds")).rows;
  expect((await analyst.post(`/api/calendar-feeds/${id}/revoke`)).status).toBe(404); // somebody else's
  told(await metrologist.post(`/api/calendar-feeds/${id}/revoke`));
  expect((await read()).status).toBe(404);
  expect((await lab.nobody.get(`${place.pathname}?key=${"x".repeat(32)}`)).status).toBe(404);
});

test("rates by laboratory and county with what is behind them and their trend; nothing due has no rate; workbook and paper say the same", async () => {
  const query = "from=2026-01-01&to=2026-12-31";
  const { rows, asOf, trend } = told<ReplyOf<typeof verificationRates>>(
    await metrologist.get(`/api/verification-rates?${query}`),
  );
  expect(asOf).toBe("2026-12-01"); // a year that is not over is judged by today
  const all = rows.find(({ group }) => group === "all");
  expect(all).toMatchObject({ county: "622900" });
  expect(all?.due).toBeGreaterThan(2);
  expect(all?.instruments.filter(({ isVerified }) => isVerified)).toHaveLength(all?.verified ?? -1);
  for (const row of rows) expect(row.rate === null).toBe(row.due === 0);
  expect(new Set(trend.map(({ month }) => month)).size).toBe(12);
  for (const point of trend) expect(point.rate).toBe(rateOf(point.verified, point.due));
  expect(await metrologist.get("/api/verification-rates?from=2026-12-31&to=2026-01-01")).toMatchObject({ status: 400 });

  const book = await metrologist.get(`/api/verification-rates.xlsx?${query}`);
  const text = new Zip(book.bytes)
    .getEntries()
    .filter(({ entryName }) => /sharedStrings|sheet\d/.test(entryName))
    .map((entry) => entry.getData().toString())
    .join("");
  expect(text).toContain(all?.instruments[0]?.number);
  expect(text).toContain("无应检器具");
  const paper = await metrologist.get(`/api/verification-rates.pdf?${query}`);
  expect(paper.bytes.subarray(0, 5).toString()).toBe("%PDF-");
});

test("who sees all laboratories has each county's figures and all together", async () => {
  const login = "demo-metrologist";
  await lab.db.person.update({ where: { login }, data: { seesAllLaboratories: true } });
  const { rows } = told<{ rows: RateRow[] }>(
    await (await signIn(lab.url, login)).get("/api/verification-rates?from=2026-01-01&to=2026-12-31"),
  );
  await lab.db.person.update({ where: { login }, data: { seesAllLaboratories: false } });
  const all = rows.filter(({ group }) => group === "all");
  const together = all.find(({ county }) => county === null);
  const each = all.filter(({ county }) => county !== null);
  expect(each.length).toBeGreaterThan(1);
  expect(together?.due).toBe(each.reduce((sum, row) => sum + row.due, 0));
  expect(together?.verified).toBe(each.reduce((sum, row) => sum + row.verified, 0));
});

test("the table of documents is the laboratory's own once it was changed", async () => {
  type Table = { rows: { instrument: string; document: string; months: number | null }[] };
  const { rows } = told<Table>(await metrologist.get("/api/verification-documents"));
  expect(rows.find(({ document }) => document === "JJG 1036-2022")).toMatchObject({ months: 12 });
  told(await metrologist.post("/api/verification-documents", { rows: rows.slice(0, 2) }));
  expect(told<Table>(await metrologist.get("/api/verification-documents")).rows).toHaveLength(2);
});
