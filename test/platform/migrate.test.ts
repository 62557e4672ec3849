import { createHash } from "node:crypto";
import pg from "pg";
import { afterAll, beforeEach, expect, test } from "vitest";
import { difference } from "../../prisma/write-migration.ts";
import { migrate, readMigrations } from "../../server/platform/migrate.ts";
import { emptyDatabase } from "../setup/database.ts";

let database: Awaited<ReturnType<typeof emptyDatabase>>;
const dropped: (() => Promise<void>)[] = [];

beforeEach(async () => {
  database = await emptyDatabase();
  dropped.push(database.drop);
});

afterAll(async () => {
  for (const drop of dropped) await drop();
});

test("an empty database gets every migration, a migrated one none", async () => {
  const names = readMigrations().map(({ name }) => name);
  expect(await migrate(database.url)).toEqual({ applied: names });
  expect(await migrate(database.url)).toEqual({ applied: [] });
  const kept = await ask(
    "select migration_name as name from _prisma_migrations where finished_at is not null order by 1",
  );
  expect(kept.map(({ name }) => name)).toEqual(names);
});

test("two processes that migrate at once do the work once", async () => {
  const names = readMigrations().map(({ name }) => name);
  const [one, other] = await Promise.all([migrate(database.url), migrate(database.url)]);
  expect([one.applied.length, other.applied.length].sort()).toEqual([0, names.length].sort());
});

test("a migration that fails leaves nothing behind and says why", async () => {
  const first = aMigration("1_first", "create table first (id int);");
  const bad = aMigration("2_bad", "create table second (id int); insert into nowhere values (1);");
  await expect(migrate(database.url, [first, bad])).rejects.toThrow(/"nowhere" does not exist/);
  expect(await ask("select table_name from information_schema.tables where table_schema = 'public'")).toEqual([]);

  const good = aMigration("2_bad", "create table second (id int);");
  expect(await migrate(database.url, [first, good])).toEqual({ applied: ["1_first", "2_bad"] });
});

test("a trigger keeps the semicolons of its body", async () => {
  const trigger = `
    create table reading (text text);
    create function refuse() returns trigger language plpgsql as $$
    begin
      raise exception 'readings are kept; never changed';
      return null;
    end;
    $$;
    create trigger append_only before update on reading for each row execute function refuse();`;
  await migrate(database.url, [aMigration("1_trigger", trigger)]);
  await ask("insert into reading values ('12.340')");
  await expect(ask("update reading set text = '12.34'")).rejects.toThrow("readings are kept; never changed");
});

test("a database of a newer program is refused, and so is one whose migrations were rewritten", async () => {
  const first = aMigration("1_first", "create table first (id int);");
  const second = aMigration("2_second", "create table second (id int);");
  await migrate(database.url, [first, second]);
  await expect(migrate(database.url, [first])).rejects.toThrow(/2_second is unknown here/);
  const rewritten = aMigration("1_first", "create table first (id bigint);");
  await expect(migrate(database.url, [rewritten, second])).rejects.toThrow(/1_first was changed/);
});

test("whoever was a signatory before scopes were kept signs on for all fields, and nobody else", async () => {
  const all = readMigrations();
  const before = all.filter(({ name }) => name < "20261127094452");
  await migrate(database.url, before);
  const person = (login: string, roles: string) =>
    ask(`insert into "Person" ("id", "login", "name", "passwordHash", "roles", "createdAt")
      values (gen_random_uuid(), '${login}', '${login}', '-', '${roles}', '2026-03-04T20:00:00Z')`);
  await person("ma", "{reviewer,signatory}");
  await person("li", "{admin}");
  await migrate(database.url, all);
  expect(
    await ask(`select p."login", s."methodId", s."category", s."validFrom", s."validUntil"
      from "SignatoryScope" s join "Person" p on p."id" = s."personId"`),
  ).toEqual([{ login: "ma", methodId: null, category: null, validFrom: "2026-03-05", validUntil: null }]);
});

test("the migrations say everything that prisma/schema says", async () => {
  expect(await difference()).toBe("");
});

function aMigration(name: string, sql: string): { name: string; sql: string; checksum: string } {
  return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
}

async function ask(sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}
