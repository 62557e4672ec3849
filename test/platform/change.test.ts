import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isFullLookDue, sealTrail, verifyTrail } from "../../server/audit/seal-trail.ts";
import { Problem } from "../../server/kernel/problems.ts";
import type { Context } from "../../server/platform/context.ts";
import { actingAs, change, question } from "../../server/platform/transaction.ts";
import { openLab, type Lab } from "../setup/lab.ts";
import { anOrder } from "../setup/story.ts";

let lab: Lab;
let sql: pg.Client;
beforeAll(async () => {
  lab = await openLab();
  sql = new pg.Client({ connectionString: lab.databaseUrl });
  await sql.connect();
});
afterAll(async () => {
  await sql.end();
  await lab.close();
});

const noted = <T>(act: (ctx: Context) => Promise<T>) => change(lab.house, actingAs("test"), "entry", act);
const keep = (ctx: Context, key: string, value: number) =>
  ctx.db.setting.upsert({ where: { key }, create: { key, value }, update: { value } });
const valueOf = async (key: string) => (await lab.db.setting.findUnique({ where: { key } }))?.value ?? null;

describe("one change", () => {
  test("is kept together with its trail entry", async () => {
    await noted(async (ctx) => {
      await keep(ctx, "kept", 1);
      await ctx.note("setting.kept", "setting kept", { to: 1 });
    });
    expect(await valueOf("kept")).toBe(1);
    expect(await lab.db.trailEntry.findFirst({ where: { subject: "setting kept" } })).toMatchObject({
      actor: "test",
      action: "setting.kept",
      detail: { to: 1 },
      at: lab.clock.now(),
    });
  });

  test("that leaves no trail entry is a bug and is rolled back", async () => {
    await expect(noted((ctx) => keep(ctx, "unnoted", 1))).rejects.toThrow("left no trail entry");
    expect(await valueOf("unnoted")).toBeNull();
  });

  test("that is refused leaves nothing, not even its entry", async () => {
    const refusal = noted(async (ctx) => {
      await keep(ctx, "refused", 1);
      await ctx.note("setting.kept", "setting refused");
      throw new Problem("not-allowed");
    });
    await expect(refusal).rejects.toMatchObject({ code: "not-allowed" });
    expect(await valueOf("refused")).toBeNull();
    expect(await lab.db.trailEntry.count({ where: { subject: "setting refused" } })).toBe(0);
  });

  test("leaves behind what must outlive its refusal, and only then", async () => {
    const guess = (key: string, isRefused: boolean) =>
      noted(async (ctx) => {
        ctx.whenRefused(async (own) => void (await keep(own, key, 1)));
        if (isRefused) throw new Problem("not-allowed");
        await ctx.note("setting.kept", "setting guess");
      });
    await expect(guess("guess-refused", true)).rejects.toMatchObject({ code: "not-allowed" });
    await guess("guess-right", false);
    expect([await valueOf("guess-refused"), await valueOf("guess-right")]).toEqual([1, null]);
  });

  test("that collides with others is tried again until each has had its turn", async () => {
    let tries = 0;
    const add = () =>
      noted(async (ctx) => {
        tries++;
        const before = await ctx.db.setting.findUnique({ where: { key: "sum" } });
        await keep(ctx, "sum", Number(before?.value ?? 0) + 1);
        await ctx.note("setting.kept", "setting sum");
      });
    await Promise.all(Array.from({ length: 8 }, add));
    expect(await valueOf("sum")).toBe(8);
    expect(tries).toBeGreaterThan(8);
    expect(await lab.db.trailEntry.count({ where: { subject: "setting sum" } })).toBe(8);
  });

  test("that counts before it writes never finds a count that another has made wrong", async () => {
    const most = 3;
    const take = () =>
      noted(async (ctx) => {
        if ((await ctx.db.draft.count({ where: { key: "one-of-three" } })) >= most) throw new Problem("state-forbids");
        await ctx.db.draft.create({
          data: { personId: randomUUID(), key: "one-of-three", body: {}, savedAt: ctx.now() },
        });
        await ctx.note("draft.kept", "draft");
      });
    const ended = await Promise.allSettled(Array.from({ length: 8 }, take));
    expect(ended.filter((e) => e.status === "fulfilled")).toHaveLength(most);
    expect(await lab.db.draft.count({ where: { key: "one-of-three" } })).toBe(most);
  });

  test("a question notes nothing and puts nothing in the queue", async () => {
    const asked = question(lab.house, actingAs("test"));
    await expect(asked.note("x.done", "x")).rejects.toThrow("changes nothing");
    await expect(asked.enqueue("seal-trail", {})).rejects.toThrow("changes nothing");
  });
});

describe("what is written for good", () => {
  beforeAll(async () => {
    const order = await (await lab.as("demo-reception")).post("/api/orders", await anOrder(lab));
    expect(order.status).toBe(200);
    const laboratory = await lab.db.laboratory.findFirstOrThrow();
    const now = lab.clock.now();
    await lab.db.reading.create({
      data: {
        laboratoryId: laboratory.id,
        kind: "weight",
        status: "reading",
        text: "25.1034",
        value: "25.1034",
        unit: "g",
        takenAt: now,
        receivedAt: now,
      },
    });
    await lab.db.signature.create({
      data: {
        personId: randomUUID(),
        personName: "某人",
        meaning: "check",
        subject: "task",
        subjectId: randomUUID(),
        signedAt: now,
      },
    });
    await lab.change(sealTrail);
  });

  test.each([
    { table: "Reading", set: `text = '25.1035'` },
    { table: "TrailEntry", set: `action = 'nothing.happened'` },
    { table: "TrailSeal", set: `hash = 'x'` },
    { table: "Signature", set: `"personName" = '他人'` },
  ])("rows of $table are neither changed nor removed, whoever asks the database", async ({ table, set }) => {
    const rows = async () => (await sql.query(`select * from "${table}" order by 1`)).rows as unknown[];
    const before = await rows();
    expect(before.length).toBeGreaterThan(0);
    for (const statement of [`update "${table}" set ${set}`, `delete from "${table}"`, `truncate "${table}" cascade`]) {
      await expect(sql.query(statement), statement).rejects.toThrow(/never changed or removed/);
    }
    expect(await rows()).toEqual(before);
  });
});

describe("the chain over the trail", () => {
  const seal = async () => {
    while ((await lab.change(sealTrail)) > 0);
  };

  test("seals every entry once, in order, goes on where it ended, and fits", async () => {
    await seal();
    const first = await verifyTrail(lab.db);
    expect(first).toEqual({ entries: await lab.db.trailEntry.count(), brokenAt: null });
    await noted((ctx) => ctx.note("x.done", "x", { z: 1, a: [{ b: "中文", 1: null }], half: 0.5 }));
    await Promise.all([lab.change(sealTrail), lab.change(sealTrail), lab.change(sealTrail)]);
    expect(await verifyTrail(lab.db)).toEqual({ entries: first.entries + 1, brokenAt: null });
  });

  test("an entry that took its key early and was committed late is sealed all the same", async () => {
    const { rows } = await sql.query<{ key: string }>(
      `select nextval(pg_get_serial_sequence('"TrailEntry"', 'id')) as key`,
    );
    await noted((ctx) => ctx.note("x.done", "quick", {}));
    await seal();
    await sql.query(
      `insert into "TrailEntry" (id, at, actor, action, subject, detail) overriding system value
       values ($1, now(), 'slow', 'x.done', 'slow', '{}')`,
      [rows[0]?.key],
    );
    await seal();
    expect(await verifyTrail(lab.db)).toEqual({ entries: await lab.db.trailEntry.count(), brokenAt: null });
  });

  test.each([
    [null, "2026-12-01T01:07:00Z", true], // never yet
    ["2026-12-01T01:07:00Z", "2026-12-01T02:06:59Z", false],
    ["2026-12-01T01:07:00Z", "2026-12-01T02:07:00Z", true], // whatever minute the job runs in
    ["2026-12-01T01:00:00Z", "2026-12-01T01:00:30Z", false], // not twice in minute 0
    ["2026-12-01T01:07:00Z", "2026-11-30T23:00:00Z", true], // a clock was set back
  ])("looked through at %s, at %s from the beginning again: %s", (last, now, isDue) => {
    expect(isFullLookDue(last === null ? null : new Date(last), new Date(now))).toBe(isDue);
  });

  test("an entry that is very late is sealed within the hour", async () => {
    const sequence = `pg_get_serial_sequence('"TrailEntry"', 'id')`;
    const { rows } = await sql.query<{ key: string }>(`select nextval(${sequence}) as key`);
    await seal();
    await sql.query(`select setval(${sequence}, $1::bigint + 200000)`, [rows[0]?.key]);
    await noted((ctx) => ctx.note("x.done", "long after", {}));
    await seal();
    await sql.query(
      `insert into "TrailEntry" (id, at, actor, action, subject, detail) overriding system value
       values ($1, now(), 'very slow', 'x.done', 'very slow', '{}')`,
      [rows[0]?.key],
    );
    const unsealed = () => lab.db.trailEntry.count({ where: { seal: null } });
    lab.clock.advance(59);
    await seal();
    expect(await unsealed()).toBe(1);
    lab.clock.advance(1);
    await seal();
    expect(await unsealed()).toBe(0);
    expect(await verifyTrail(lab.db)).toEqual({ entries: await lab.db.trailEntry.count(), brokenAt: null });
  });

  test.each([
    { what: "another name", set: `actor = '别人'` },
    { what: "another figure", set: `detail = jsonb_set(detail, '{figure}', '"0.51"')` },
    { what: "another time", set: `at = at + interval '1 minute'` },
  ])("shows $what written over an entry by somebody who can switch off the guard", async ({ what, set }) => {
    await noted((ctx) => ctx.note("x.done", `tampered ${what}`, { figure: "0.50" }));
    await noted((ctx) => ctx.note("x.done", "after it"));
    await seal();
    const { id, ...before } = await lab.db.trailEntry.findFirstOrThrow({ where: { subject: `tampered ${what}` } });
    await unguarded(`update "TrailEntry" set ${set} where id = ${id}`);
    expect(await verifyTrail(lab.db)).toMatchObject({ brokenAt: id.toString() });
    await unguarded(`update "TrailEntry" set actor = $1, detail = $2, at = $3 where id = ${id}`, [
      before.actor,
      before.detail,
      before.at,
    ]);
    expect(await verifyTrail(lab.db)).toMatchObject({ brokenAt: null });
  });

  test("shows an entry that was taken out together with its seal", async () => {
    await noted((ctx) => ctx.note("x.done", "taken out"));
    await noted((ctx) => ctx.note("x.done", "left"));
    await seal();
    const gone = await lab.db.trailEntry.findFirstOrThrow({ where: { subject: "taken out" } });
    const left = await lab.db.trailEntry.findFirstOrThrow({ where: { subject: "left" } });
    await unguarded(`delete from "TrailSeal" where "entryId" = ${gone.id}`);
    await unguarded(`delete from "TrailEntry" where id = ${gone.id}`);
    expect(await verifyTrail(lab.db)).toMatchObject({ brokenAt: left.id.toString() });
  });

  async function unguarded(statement: string, values: unknown[] = []): Promise<void> {
    for (const table of ["TrailEntry", "TrailSeal"]) await sql.query(`alter table "${table}" disable trigger user`);
    await sql.query(statement, values);
    for (const table of ["TrailEntry", "TrailSeal"]) await sql.query(`alter table "${table}" enable trigger user`);
  }
});
