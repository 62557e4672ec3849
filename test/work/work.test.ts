import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { onlyWeekends } from "../../server/kernel/working-days.ts";
import type { TaskRow } from "../../server/work/contract.ts";
import type { CoverView, ShiftNoteView } from "../../server/work/people-contract.ts";
import { medianOf, overlaps, urgencyOf } from "../../server/work/rules/urgency.ts";
import { openLab, type Lab } from "../setup/lab.ts";
import { aPerson } from "../setup/people.ts";
import { aSampleAtTheBench, anOrder, methodId, password, told } from "../setup/story.ts";

describe("rules", () => {
  const table = { ...onlyWeekends, holidays: ["2026-12-03"] };
  test.each([
    ["2026-11-30", "overdue", -1], // Tuesday 1 December
    ["2026-12-01", "soon", 0],
    ["2026-12-04", "soon", 2], // Thursday is a holiday
    ["2026-12-05", "soon", 2], // Saturday
    ["2026-12-07", "normal", 3],
  ] as const)("due %s on 1 December: %s, %s working days", (dueOn, urgency, daysLeft) => {
    expect(urgencyOf(dueOn, "2026-12-01", table)).toEqual({ urgency, daysLeft });
  });
  test("the median, and spans that share a day", () => {
    const once = (...days: number[]) => days.map((n) => ({ days: n, count: 1 }));
    expect([medianOf([]), medianOf(once(3)), medianOf(once(5, 1, 3)), medianOf(once(1, 2))]).toEqual([null, 3, 3, 2]);
    expect(
      medianOf([
        { days: 9, count: 2 },
        { days: 4, count: 3 },
        { days: 1, count: 0 },
      ]),
    ).toBe(4);
    const of = (validFrom: string, validUntil: string | null) => ({ validFrom, validUntil });
    expect(overlaps(of("2026-01-01", "2026-06-30"), of("2026-06-30", null))).toBe(true);
    expect(overlaps(of("2026-01-01", "2026-06-30"), of("2026-07-01", null))).toBe(false);
    expect(overlaps(of("2026-01-01", null), of("2020-01-01", "2025-12-31"))).toBe(false);
  });
});

describe("work", () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await openLab();
  });
  afterAll(() => lab.close());

  test("pages of two hold every task to be given out once, the most urgent first, and its count", async () => {
    const reception = await lab.as("demo-reception");
    for (let n = 0; n < 3; n += 1) told(await reception.post("/api/orders", await anOrder(lab)));
    const supervisor = await lab.as("demo-supervisor");
    const paged: TaskRow[] = [];
    for (let after: string | null = ""; after !== null;) {
      const at: string = after === "" ? "" : `&after=${after}`;
      const page = told<{ rows: TaskRow[]; next: string | null }>(
        await supervisor.get(`/api/tasks?stage=pending&size=2${at}`),
      );
      expect(page.rows.length).toBeLessThanOrEqual(2);
      paged.push(...page.rows);
      after = page.next;
    }
    const { laboratoryId } = await lab.db.person.findFirstOrThrow({ where: { login: "demo-supervisor" } });
    const all = await lab.db.task.findMany({
      where: { laboratoryId: laboratoryId ?? "", state: "pending", isOff: false },
      orderBy: [{ dueOn: "asc" }, { id: "asc" }],
    });
    expect(all.length).toBeGreaterThan(5);
    expect(paged.map(({ id }) => id)).toEqual(all.map(({ id }) => id));
    expect(told<{ pending: number }>(await supervisor.get("/api/tasks/counts")).pending).toBe(all.length);
  });

  test("an authorised analyst takes tasks out of the pool, once; others are refused with the reason", async () => {
    told(await (await lab.as("demo-reception")).post("/api/orders", await anOrder(lab)));
    const analyst = await lab.as("demo-analyst");
    const other = await lab.as("demo-analyst2"); // moisture only
    const pool = told<{ rows: TaskRow[] }>(await other.get("/api/tasks?pool=yes")).rows;
    const [moisture, lead] = [pool.find((t) => t.item === "水分"), pool.find((t) => t.item === "铅")];
    expect([moisture?.may.includes("take"), lead?.may.includes("take")]).toEqual([true, false]);
    expect(await other.post("/api/tasks/take", { taskIds: [lead?.id] })).toMatchObject({
      status: 422,
      body: { code: "not-qualified" },
    });
    expect((await other.post("/api/tasks/take", { taskIds: [moisture?.id] })).body).toMatchObject({
      rows: [{ state: "assigned", analyst: "祁海霞", urgency: "normal" }],
    });
    expect(await analyst.post("/api/tasks/take", { taskIds: [moisture?.id] })).toMatchObject({
      status: 409,
      body: { code: "task-taken", details: { analyst: "祁海霞" } },
    });
    expect((await analyst.post("/api/tasks/return", { taskIds: [moisture?.id], reason: "不是我的" })).status).toBe(403);
    told(await other.post("/api/tasks/return", { taskIds: [moisture?.id], reason: "今天没有时间" }));
    told(await analyst.post("/api/tasks/take", { taskIds: [moisture?.id] }));
    const load = (await (await lab.as("demo-supervisor")).get("/api/workload")).body;
    expect(load).toMatchObject({
      analysts: expect.arrayContaining([expect.objectContaining({ name: "马晓燕", open: 1 })]),
    });
  });

  test("turnaround counts every result of three months where it stands now: submitted again, given to another, late", async () => {
    const analysts = await lab.db.person.findMany({ where: { roles: { has: "analyst" } }, take: 2 });
    const { sampleNumber } = await aSampleAtTheBench(lab, { items: ["铅", "水分"] });
    const tasks = await lab.db.task.findMany({
      where: { sample: { number: sampleNumber } },
      include: { sample: true, method: { include: { item: true } } },
      orderBy: { ordinal: "asc" },
    });
    const day = (n: number) => new Date(Date.parse("2026-12-01T15:59:59.000Z") + n * 86_400_000);
    const said = () =>
      lab.db.turnaround.findMany({
        where: { results: { not: 0 } },
        orderBy: [{ submittedOn: "asc" }, { receivedOn: "asc" }, { methodId: "asc" }, { analystId: "asc" }],
      });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ task: fc.nat(1), on: fc.option(fc.nat(40)), who: fc.option(fc.nat(1)) }), {
          maxLength: 12,
        }),
        async (acts) => {
          for (const { task, on, who } of acts)
            await lab.db.task.update({
              where: { id: tasks[task]?.id ?? "" },
              data: {
                submittedAt: on === null ? null : day(on),
                analystId: who === null ? null : (analysts[who]?.id ?? null),
              },
            });
          const kept = await said();
          await lab.db.$executeRaw`select recount_turnaround()`;
          expect(kept).toEqual(await said());
        },
      ),
      { numRuns: 12 },
    );
    const lead = tasks.find(({ method }) => method.item.name === "铅");
    await lab.db.task.updateMany({ where: { sample: { number: sampleNumber } }, data: { submittedAt: null } });
    type Load = { methods: { item: string; done: number; late: number; medianDays: number; longestDays: number }[] };
    const leads = async () =>
      told<Load>(await (await lab.as("demo-supervisor")).get("/api/workload")).methods.find(
        ({ item }) => item === "铅",
      );
    const before = (await leads())?.done ?? 0;
    await lab.db.task.update({
      where: { id: lead?.id ?? "" },
      data: { submittedAt: day(3), dueOn: "2026-12-03", analystId: analysts[0]?.id ?? null },
    });
    expect(await leads()).toMatchObject({ done: before + 1, late: 1, longestDays: 3 });
  });

  test("the technical manager authorises people for methods, sees what is about to end, and ends it; nobody else does", async () => {
    const manager = await lab.as("demo-manager");
    const person = await aPerson(lab, "new-analyst", ["analyst"]);
    const lead = await methodId(lab, "铅");
    const grant = {
      personId: person.id,
      methodIds: [lead],
      validFrom: "2026-12-01",
      validUntil: "2027-01-10",
      basis: "上岗考核合格",
    };
    expect((await (await lab.as("demo-supervisor")).post("/api/qualifications", grant)).status).toBe(403);
    expect((await manager.post("/api/qualifications", { ...grant, validUntil: "2026-11-01" })).status).toBe(400);
    told(await manager.post("/api/qualifications", grant));
    expect(
      await manager.post("/api/qualifications", { ...grant, validFrom: "2027-01-10", validUntil: null }),
    ).toMatchObject({
      status: 409,
      body: { code: "already-exists" },
    });
    type Matrix = { rows: { id: string; personId: string; state: string; daysLeft: number }[] };
    const rowsOf = async () =>
      told<Matrix>(await manager.get("/api/qualifications")).rows.filter((r) => r.personId === person.id);
    const [held] = await rowsOf();
    expect(held).toMatchObject({ state: "soon", daysLeft: 40 });
    told(await manager.post(`/api/qualifications/${held?.id}/end`, { on: "2026-12-01", reason: "调岗" }));
    expect(await rowsOf()).toMatchObject([{ validUntil: "2026-12-01", endReason: "调岗" }]);
    expect((await (await lab.as("demo-county")).get("/api/qualifications")).body).toMatchObject({
      people: [{ name: "唐玉梅" }],
    });
  });

  test("somebody is away: open work goes to another in one step, what they may not do is named and left", async () => {
    const { tasks, container } = await aSampleAtTheBench(lab);
    const analyst = await lab.as("demo-analyst");
    const balance = await lab.db.instrument.findFirstOrThrow({ where: { serialNumber: "SIM-0001" } });
    const determination = await lab.db.determination.findFirstOrThrow({ where: { taskId: tasks["水分"] ?? "" } });
    told(await analyst.post(`/api/determinations/${determination.id}/vessel`, { vessel: "17" }));
    const claim = { taskId: tasks["水分"], containerNumber: container, instrumentNumber: balance.number };
    told(await analyst.post("/api/claims", claim));
    const supervisor = await lab.as("demo-supervisor");
    const [from, to] = await Promise.all(
      ["demo-analyst", "demo-analyst2"].map((login) => lab.db.person.findUniqueOrThrow({ where: { login } })),
    );
    const preview = told<CoverView>(await supervisor.get(`/api/people/${from?.id}/open-work?to=${to?.id}`));
    expect(preview.containers).toContain(container);
    expect((await lab.db.task.findUniqueOrThrow({ where: { id: tasks["水分"] ?? "" } })).analystId).toBe(from?.id);
    const cover = { toPersonId: to?.id, reason: "病假" };
    expect((await analyst.post(`/api/people/${from?.id}/cover`, cover)).status).toBe(403);
    const done = told<CoverView>(await supervisor.post(`/api/people/${from?.id}/cover`, cover));
    expect(done.tasks.find((t) => t.id === tasks["水分"])?.refusal).toBeNull();
    expect(done.tasks.find((t) => t.id === tasks["铅"])?.refusal).toBe("not-qualified");
    expect(done.claims).toBe(1);
    const after = await lab.db.task.findMany({
      where: { id: { in: Object.values(tasks) } },
      include: { method: { include: { item: true } } },
    });
    expect(Object.fromEntries(after.map((t) => [t.method.item.name, t.analystName]))).toEqual({
      水分: "祁海霞",
      铅: "马晓燕",
    });
    expect(await lab.db.claim.count({ where: { personId: to?.id ?? "", closedAt: null } })).toBe(1);
    expect(
      (await supervisor.post(`/api/people/${from?.id}/cover`, { toPersonId: from?.id, reason: "试试" })).status,
    ).toBe(404);
    const county = await lab.as("demo-county");
    expect((await county.post(`/api/people/${from?.id}/cover`, cover)).status).toBe(404);
  });

  test("a batch goes whole or stays whole: with one sample that the other has checked, all of it stays", async () => {
    const [a, b] = [await aSampleAtTheBench(lab), await aSampleAtTheBench(lab)];
    const analyst = await lab.as("demo-analyst");
    const [one, two] = [a, b].map(({ tasks }) => tasks["水分"] ?? "");
    const sheet = told<{ id: string; number: string }>(await analyst.post("/api/sheets", { taskIds: [one, two] }));
    const [from, to] = await Promise.all(
      ["demo-analyst", "demo-analyst2"].map((login) => lab.db.person.findUniqueOrThrow({ where: { login } })),
    );
    await lab.db.task.update({ where: { id: a.tasks["铅"] ?? "" }, data: { checkedById: to?.id ?? "" } });
    const supervisor = await lab.as("demo-supervisor");
    const done = told<CoverView>(
      await supervisor.post(`/api/people/${from?.id}/cover`, { toPersonId: to?.id, reason: "病假" }),
    );
    const refusals = [one, two].map((id) => done.tasks.find((task) => task.id === id)?.refusal);
    expect(refusals).toEqual(["checker-may-not-test", "batch-stays"]);
    expect(done.sheets.find(({ number }) => number === sheet.number)?.isMoved).toBe(false);
    expect(await lab.db.sheet.findUniqueOrThrow({ where: { id: sheet.id } })).toMatchObject({ analystId: from?.id });
    expect(await lab.db.task.count({ where: { id: { in: [one ?? "", two ?? ""] }, analystId: from?.id ?? "" } })).toBe(
      2,
    );
  });

  test("a shift note says what is in the oven and since when; another person signs for it, once", async () => {
    const { tasks } = await aSampleAtTheBench(lab);
    const analyst = await lab.as("demo-analyst");
    const oven = await lab.db.instrument.findFirstOrThrow({ where: { kind: "oven" } });
    const task = tasks["水分"] ?? "";
    told(
      await analyst.post(`/api/tasks/${task}/equipment-uses`, { instrumentNumber: oven.number, settings: "103 ℃ 4 h" }),
    );
    const note = told<ShiftNoteView>(await analyst.post("/api/shift-notes", { text: "烘箱 18:00 取出称量" }));
    expect(note.content.equipment).toMatchObject([{ number: oven.number, settings: "103 ℃ 4 h" }]);
    expect(note.mayTake).toBe(false);
    const take = `/api/shift-notes/${note.id}/take`;
    expect(await analyst.post(take, password)).toMatchObject({ body: { code: "second-person-needed" } });
    const next = await lab.as("demo-analyst2");
    expect((await next.post(take, { password: "falsch-falsch" })).body).toMatchObject({ code: "signature-refused" });
    expect((await next.post(take, { ...password, remark: "已核对" })).body).toMatchObject({ takenBy: "祁海霞" });
    expect((await next.post(take, password)).status).toBe(409);
    const { rows } = told<{ rows: unknown[] }>(await (await lab.as("demo-county")).get("/api/shift-notes"));
    expect(rows).toEqual([]);
  });

  test("the holiday table is data: a day of another year or both worked and free is refused", async () => {
    const manager = await lab.as("demo-manager");
    const year = { year: 2027, source: "国务院办公厅通知", isConfirmed: true, holidays: ["2027-01-01"], workdays: [] };
    expect((await (await lab.as("demo-supervisor")).post("/api/holidays", year)).status).toBe(403);
    expect((await manager.post("/api/holidays", { ...year, holidays: ["2026-01-01"] })).status).toBe(400);
    expect((await manager.post("/api/holidays", { ...year, workdays: ["2027-01-01"] })).status).toBe(400);
    told(await manager.post("/api/holidays", year));
    expect((await manager.get("/api/holidays")).body).toMatchObject({
      rows: [{ year: 2027, holidays: ["2027-01-01"] }, { year: 2026 }],
    });
  });
});
