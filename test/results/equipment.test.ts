import { randomUUID } from "node:crypto";
import Zip from "adm-zip";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { MethodView } from "../../server/catalogue/contract.ts";
import type { UsageRow } from "../../server/metrology/usage-contract.ts";
import { buildNumber } from "../../server/kernel/numbers.ts";
import type { ReplyOf } from "../../server/kernel/endpoint.ts";
import type { listRunning, RunView } from "../../server/results/equipment-contract.ts";
import { dueOut, durationText, settingsText, wrongTime } from "../../server/results/rules/equipment-use.ts";
import { openLab, type Client, type Lab } from "../setup/lab.ts";
import { aSampleAtTheBench, bench, methodId, told } from "../setup/story.ts";

let lab: Lab;
let analyst: Client;
let oven: string;
let ovenId: string;
beforeAll(async () => {
  lab = await openLab();
  analyst = await lab.as("demo-analyst");
  const { number, id } = await lab.db.instrument.findFirstOrThrow({ where: { kind: "oven", driver: null } });
  [oven, ovenId] = [number, id];
});
afterAll(() => lab.close());

const settings = { temperature: "103", minutes: 120 };
const use = (body: object) => analyst.post("/api/equipment-uses", { instrumentNumber: oven, settings, ...body });
const running = async () => told<{ rows: RunView[] }>(await analyst.get("/api/equipment-uses")).rows;
const usage = async (query = "") =>
  told<{ rows: UsageRow[]; next: string | null }>(await analyst.get(`/api/instruments/${oven}/usage${query}`));

async function tasks(count: number): Promise<string[]> {
  const found: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const { tasks: own } = await aSampleAtTheBench(lab, { items: ["水分"] });
    found.push(own["水分"] ?? "");
  }
  return found;
}

test.each([
  [{ temperature: "103", minutes: 90 }, "103 ℃ · 1 h 30 min"],
  [{ rpm: 4000, minutes: 10 }, "4000 r/min · 10 min"],
  [{ volume: "100", note: "加标" }, "100 µL · 加标"],
  [{}, ""],
])("settings as one reads them: %o", (said, text) => {
  expect(settingsText(said)).toBe(text);
});

test("the time that was set says when it is due out; times that cannot be are told", () => {
  const [now, at] = [new Date("2026-12-01T10:00:00Z"), (iso: string) => new Date(iso)];
  expect(durationText(60)).toBe("1 h");
  expect(dueOut(now, { minutes: 120 })?.toISOString()).toBe("2026-12-01T12:00:00.000Z");
  expect(dueOut(now, {})).toBeNull();
  expect(wrongTime(now, null, now)).toBeNull();
  expect(wrongTime(at("2026-12-01T10:01:00Z"), null, now)).toBe("startedAt");
  expect(wrongTime(at("2026-11-20T10:00:00Z"), null, now)).toBe("startedAt");
  expect(wrongTime(at("2026-12-01T09:00:00Z"), at("2026-12-01T08:59:00Z"), now)).toBe("endedAt");
  expect(wrongTime(at("2026-12-01T09:00:00Z"), at("2026-12-01T10:00:01Z"), now)).toBe("endedAt");
});

test("one scan puts many samples in; what is where and due when is shown; all come out together, also by a colleague", async () => {
  const ids = await tasks(3);
  const run = told<RunView>(await use({ taskIds: [...ids, ids[0]] }));
  expect(run).toMatchObject({ settings: "103 ℃ · 2 h", endedAt: null, by: "马晓燕" });
  expect(run.contents.map(({ taskId }) => taskId).sort()).toEqual([...ids].sort());
  expect(Date.parse(run.dueAt ?? "") - Date.parse(run.startedAt)).toBe(120 * 60_000);
  expect((await running()).map(({ runId }) => runId)).toContain(run.runId);
  // a doubled click puts nothing in twice
  expect(await use({ taskIds: ids })).toMatchObject({ status: 409, body: { code: "equipment-in-use" } });
  const inside = await bench(analyst, ids[1] ?? "");
  expect(inside.outcome.missing.map(({ code }) => code)).toContain("equipment-still-in");

  lab.clock.advance(125);
  const colleague = await lab.as("demo-checker");
  expect((await colleague.post(`/api/equipment-uses/${run.runId}/take-out`)).status).toBe(403); // no bench
  const county = await lab.as("demo-county");
  expect((await county.post(`/api/equipment-uses/${run.runId}/take-out`)).status).toBeGreaterThanOrEqual(403);
  const out = told<RunView>(await analyst.post(`/api/equipment-uses/${run.runId}/take-out`));
  expect(Date.parse(out.endedAt ?? "") - Date.parse(out.startedAt)).toBe(125 * 60_000);
  expect(await analyst.post(`/api/equipment-uses/${run.runId}/take-out`)).toMatchObject({ status: 409 });
  expect((await running()).map(({ runId }) => runId)).not.toContain(run.runId);
  const after = await bench(analyst, ids[2] ?? "");
  expect(after.uses).toMatchObject([{ settings: "103 ℃ · 2 h", isFit: true }]);
});

test("what runs comes in pages, each run once though many are due at one moment, one's own apart, found by equipment and sample, never another laboratory's", async () => {
  const [own = "", others = ""] = await tasks(2);
  const { laboratoryId, sample } = await lab.db.task.findUniqueOrThrow({
    where: { id: own },
    include: { sample: true },
  });
  const colleague = await lab.db.person.findFirstOrThrow({ where: { login: "demo-analyst2" } });
  await lab.db.task.update({ where: { id: others }, data: { analystId: colleague.id } });
  const county = await lab.db.instrument.findFirstOrThrow({ where: { laboratoryId: { not: laboratoryId } } });
  const due = new Date(lab.clock.now().getTime() + 3_600_000);
  const put = async (n: number, instrumentId: string) => {
    const runId = randomUUID();
    const one = {
      taskId: n % 3 === 0 ? own : others,
      instrumentId,
      settings: { said: "550 ℃" },
      startedAt: lab.clock.now(),
      startedBy: "x",
      runId,
      dueAt: n % 4 === 0 ? null : new Date(due.getTime() + (n % 2) * 60_000),
    };
    await lab.db.equipmentUse.createMany({ data: n % 2 === 0 ? [one] : [one, one] });
    return runId;
  };
  const before = new Set((await running()).map(({ runId }) => runId));
  const made: string[] = [];
  for (let n = 0; n < 16; n += 1) made.push(await put(n, ovenId));
  const foreign = await put(1, county.id);

  const walk = async (query: string) => {
    const found: RunView[] = [];
    let [next, total]: [string | null, number] = ["", 0];
    while (next !== null) {
      const page: ReplyOf<typeof listRunning> = told(
        await analyst.get(`/api/equipment-uses?size=7&${query}${next && `&after=${next}`}`),
      );
      found.push(...page.rows);
      [next, total] = [page.next, page.total];
    }
    expect(found).toHaveLength(total);
    const order = found.map(({ dueAt }) => dueAt ?? "9");
    expect(order).toEqual(order.toSorted());
    return found.map(({ runId }) => runId);
  };
  const all = await walk("");
  expect(all.toSorted()).toEqual([...before, ...made].toSorted());
  expect(all).not.toContain(foreign);
  const mine = await walk("whose=mine");
  expect(mine.filter((id) => made.includes(id)).toSorted()).toEqual(made.filter((_, n) => n % 3 === 0).toSorted());
  expect((await walk("whose=others")).toSorted()).toEqual(all.filter((id) => !mine.includes(id)).toSorted());
  const { name, model } = await lab.db.instrument.findUniqueOrThrow({ where: { id: ovenId } });
  const whole = [`instrument=${oven}`, `q=${oven}`, `q=${encodeURIComponent(`${name} ${model}`)}`];
  for (const query of whole) expect(await walk(query)).toEqual(expect.arrayContaining(made));
  const ofSample = await walk(`q=${sample.number}`);
  expect(ofSample.toSorted()).toEqual(made.filter((_, n) => n % 3 === 0).toSorted());
  expect(await walk("q=%25")).toEqual([]); // a percent sign is looked for as it stands
  expect(await walk(`instrument=${county.number}`)).toEqual([]);
  expect(told<{ rows: RunView[] }>(await analyst.get(`/api/equipment-uses?after=${foreign}`)).rows).toHaveLength(
    all.length,
  );
  const { inside } = told<ReplyOf<typeof listRunning>>(await analyst.get("/api/equipment-uses?size=1"));
  expect(inside).toContain(own);
  expect(inside).not.toContain(others);
  await lab.db.equipmentUse.updateMany({ where: { runId: { in: [...made, foreign] } }, data: { endedAt: due } });
});

test("used and done, and written down later: both with their times; impossible ones and somebody else's tasks are refused", async () => {
  const [task = ""] = await tasks(1);
  const hour = (n: number) => new Date(lab.clock.now().getTime() + n * 3_600_000).toISOString();
  expect(await use({ taskIds: [task], startedAt: hour(1) })).toMatchObject({
    status: 400,
    body: { details: { fields: ["startedAt"] } },
  });
  expect(await use({ taskIds: [task], startedAt: hour(-200) })).toMatchObject({ status: 400 });
  expect(await use({ taskIds: [task], settings: {} })).toMatchObject({ status: 400 });
  const late = told<RunView>(await use({ taskIds: [task], startedAt: hour(-5), endedAt: hour(-3) }));
  expect(late.endedAt).toBe(hour(-3));
  told(await use({ taskIds: [task], endedAt: "now", settings: { note: "预热" } }));
  const { rows } = await usage();
  expect(rows.find(({ from }) => from === hour(-5))?.recordedAt).toBe(lab.clock.now().toISOString());

  const other = await aSampleAtTheBench(lab, { items: ["铅"] });
  await lab.db.task.updateMany({ where: { id: other.tasks["铅"] ?? "" }, data: { analystId: null } });
  expect(await use({ taskIds: [other.tasks["铅"]] })).toMatchObject({ status: 403, body: { code: "not-your-task" } });
  const balance = await lab.db.instrument.findFirstOrThrow({ where: { serialNumber: "SIM-0001" } });
  await lab.db.instrument.update({ where: { id: balance.id }, data: { driver: "mt-sics" } });
  expect(await use({ taskIds: [task], instrumentNumber: balance.number })).toMatchObject({ status: 422 });
});

test("an overdue oven is refused though no reminder ever ran, and what lapses while the work is inside is not fit for all of it", async () => {
  const [task = "", next = ""] = await tasks(2);
  const rows = await lab.db.verification.findMany({ where: { instrumentId: ovenId }, orderBy: { on: "desc" } });
  const [last] = rows;
  await lab.db.verification.update({ where: { id: last?.id ?? "" }, data: { validUntil: "2026-12-01" } });
  expect(await lab.db.dueReminder.count()).toBe(0);
  const run = told<RunView>(await use({ taskIds: [task] })); // on its last day
  lab.clock.advance(24 * 60);
  expect(await use({ taskIds: [next] })).toMatchObject({ status: 409, body: { code: "instrument-unfit" } });
  told(await analyst.post(`/api/equipment-uses/${run.runId}/take-out`));
  const view = await bench(analyst, task);
  expect(view.uses.at(-1)?.isFit).toBe(false);
  expect(view.outcome.missing.map(({ code }) => code)).toContain("instrument-unfit");
  await lab.db.verification.update({ where: { id: last?.id ?? "" }, data: { validUntil: last?.validUntil ?? "" } });
  expect((await bench(analyst, task)).uses.at(-1)?.isFit).toBe(true); // judged by what is known today
});

test("usage records come from claims, readings and scans, by days, page by page, and as a workbook", async () => {
  const { rows, next } = await usage();
  expect(next).toBeNull();
  expect(rows.map(({ from }) => from)).toEqual(
    rows
      .map(({ from }) => from)
      .toSorted()
      .toReversed(),
  );
  expect(rows.find((row) => row.contents.length === 3)).toMatchObject({ what: "equipment", by: "马晓燕", isFit: true });
  expect((await usage("?from=2027-01-01")).rows).toEqual([]);
  const first = rows[0];
  const older = await usage(`?after=${first?.from}~1`);
  expect(older.rows.map(({ from }) => from)).toEqual(rows.slice(1).map(({ from }) => from));

  const balance = await lab.db.instrument.findFirstOrThrow({ where: { serialNumber: "SIM-0001" } });
  await lab.db.instrument.update({ where: { id: balance.id }, data: { driver: "mt-sics" } });
  const sample = await aSampleAtTheBench(lab, { items: ["水分"] });
  const [d] = (await bench(analyst, sample.tasks["水分"] ?? "")).determinations;
  told(await analyst.post(`/api/determinations/${d?.id}/vessel`, { vessel: "417" }));
  const claim = { taskId: sample.tasks["水分"], containerNumber: sample.container, instrumentNumber: balance.number };
  told(await analyst.post("/api/claims", claim));
  lab.clock.advance(3);
  const typed = { step: "dish", text: "25.1034", instrumentNumber: balance.number, reason: "天平未连接" };
  told(await analyst.post(`/api/determinations/${d?.id}/manual-readings`, typed));
  const of = told<{ rows: UsageRow[] }>(await analyst.get(`/api/instruments/${balance.number}/usage`)).rows;
  expect(of[0]).toMatchObject({
    what: "reading",
    by: "马晓燕",
    readings: 1,
    contents: [{ sampleNumber: sample.sampleNumber }],
  });
  expect(Date.parse(of[0]?.until ?? "") - Date.parse(of[0]?.from ?? "")).toBe(3 * 60_000);

  const book = await analyst.get(`/api/instruments/${oven}/usage.xlsx`);
  const text = new Zip(book.bytes)
    .getEntries()
    .map((entry) => entry.getData().toString())
    .join("");
  expect(text).toContain("103 ℃ · 2 h");
  expect(text).toContain("马晓燕");
});

test("the technical manager says what a method requires; a result without it cannot be submitted, whoever else may not say", async () => {
  const lead = await methodId(lab, "铅");
  const manager = await lab.as("demo-manager");
  const body = { kinds: ["aas", "furnace"], reason: "GB 5009.12-2023 第一法 4 仪器和设备" };
  expect((await analyst.post(`/api/methods/${lead}/equipment-kinds`, body)).status).toBe(403);
  const changed = told<MethodView>(await manager.post(`/api/methods/${lead}/equipment-kinds`, body));
  expect(changed.equipmentKinds).toEqual(["aas", "furnace"]);
  expect(await manager.post(`/api/methods/${lead}/equipment-kinds`, body)).toMatchObject({ status: 422 });
  expect(await manager.post(`/api/methods/${lead}/equipment-kinds`, { ...body, kinds: ["stove"] })).toMatchObject({
    status: 400,
  });

  const sample = await aSampleAtTheBench(lab, { items: ["铅"] });
  const task = sample.tasks["铅"] ?? "";
  const aas = await lab.db.instrument.findFirstOrThrow({ where: { kind: "aas" } });
  for (const d of (await bench(analyst, task)).determinations)
    told(
      await analyst.post(`/api/determinations/${d.id}/manual-readings`, {
        step: "content",
        text: "0.05",
        instrumentNumber: aas.number,
        reason: "工作站未联网",
      }),
    );
  const refused = await analyst.post(`/api/tasks/${task}/submit`);
  expect(refused).toMatchObject({ status: 422, body: { code: "result-incomplete" } });
  expect(JSON.stringify(refused.body)).toContain("furnace");

  const metrologist = await lab.as("demo-metrologist");
  const furnace = told<{ number: string }>(
    await metrologist.post("/api/instruments", {
      name: "箱式电阻炉",
      kind: "furnace",
      model: "SX2-4-10",
      serialNumber: "F-1",
      maker: "示范仪器厂",
      range: "100 ℃～1000 ℃",
      category: "other",
      place: "前处理室",
      periodMonths: 12,
    }),
  ).number;
  const put = (extra: object) =>
    analyst.post("/api/equipment-uses", {
      instrumentNumber: furnace,
      taskIds: [task],
      settings: { temperature: "550", minutes: 240 },
      ...extra,
    });
  expect(await put({ endedAt: "now" })).toMatchObject({ status: 409, body: { code: "instrument-unfit" } }); // never verified
  told(
    await metrologist.post(`/api/instruments/${furnace}/verifications`, {
      kind: "calibration",
      on: "2026-11-01",
      certificateNumber: "炉-1",
      agency: "所",
      conclusion: "fit",
    }),
  );
  told(await put({ endedAt: "now" }));
  told(await analyst.post(`/api/tasks/${task}/submit`));
});

test("years of use come page by page, each once and the newest first, many at one instant and days apart", async () => {
  const { id: instrumentId, number } = await lab.db.instrument.create({
    data: {
      ...(await lab.db.instrument.findUniqueOrThrow({
        where: { id: ovenId },
        select: {
          ...{ laboratoryId: true, name: true, kind: true, model: true, maker: true, range: true, category: true },
          place: true,
        },
      })),
      number: buildNumber("instrument", "622900", "99", 7),
      serialNumber: "YEARS-1",
    },
  });
  const [taskId = ""] = await tasks(1);
  // up to seventy at one instant, then one a week
  const starts = Array.from({ length: 400 }, (_, n) => (n < 300 ? Math.floor(n / 70) : 5 + (n - 300) * 24 * 7));
  await lab.db.equipmentUse.createMany({
    data: starts.map((hours, n) => ({
      taskId,
      instrumentId,
      settings: { said: String(n) },
      startedAt: new Date(Date.parse("2026-11-20T15:30:00Z") - hours * 3_600_000),
      endedAt: new Date("2026-11-30T00:00:00Z"),
      startedBy: "马晓燕",
      endedBy: "马晓燕",
      runId: randomUUID(),
    })),
  });
  const seen: UsageRow[] = [];
  for (let after = ""; ;) {
    const page = told<{ rows: UsageRow[]; next: string | null }>(
      await analyst.get(`/api/instruments/${number}/usage${after}`),
    );
    seen.push(...page.rows);
    if (page.next === null) break;
    after = `?after=${page.next}`;
  }
  expect(new Set(seen.map((row) => row.settings)).size).toBe(400);
  expect(seen).toHaveLength(400);
  const from = seen.map((row) => row.from);
  expect(from).toEqual(from.toSorted().toReversed());
});
